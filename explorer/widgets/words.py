"""What page Woorden asks and finds: the query with its reach, and the hits in what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from explorer import data, state
from explorer.data import Words
from explorer.widgets.address import in_address, one_of, to_address
from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from pipeline.analysis.concordance import Hits, find
from pipeline.analysis.counts import Size, size_of
from pipeline.analysis.figure import Provenance, provenance
from pipeline.analysis.persons import Speakers, read_speakers
from pipeline.analysis.word_query import Reach, is_cut, parse_query
from pipeline.analysis.words import counted

REACHES: dict[str, str] = {
    str(Reach.WIDE): "ook in samenstellingen",
    str(Reach.FORMS): "alle vormen",
    str(Reach.EXACT): "precies zo",
}
_CUT = "alleen de eerste acht woorden worden gezocht"
_HELP = """
`wonen` vindt ook woont en gewoond, en woningmarkt.
`"de bus"` vindt precies deze woorden na elkaar, `geen werk` elke vorm ervan na elkaar.
`woon*` en `*feest` vinden elk vervolg of begin; een losse `*` is om het even welk woord.
`[bijvoeglijk]`, `[werkwoord]` of `[zelfstandig]` is een woordsoort: `te [bijvoeglijk]`.
"""


@dataclass(frozen=True, eq=False)
class Asked:
    """A query in the fragments of a view; `hits` are those within the filter."""

    view: View
    words: Words
    query: str
    reach: Reach
    hits: Hits

    @property
    def phrase(self) -> str:
        """What was asked, between Dutch quotation marks."""
        bare = self.query.strip('"“”„ ')
        return f"“{bare}”"

    @property
    def told(self) -> str:
        """What was asked, with what was not looked for of it."""
        return f"{self.phrase} ({_CUT})" if is_cut(self.query) else self.phrase

    @cached_property
    def fragments(self) -> pd.DataFrame:
        """The joined fragments that hold a hit, by their id."""
        numbers = self.words.index.owners[self.hits.places]
        ids = {self.words.index.fragment_ids[number] for number in set(numbers.tolist())}
        selected = self.view.selected
        return selected[selected["fragment_id"].isin(ids)]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each fragment that holds a hit."""
        return dict(zip(self.fragments["fragment_id"], self.fragments["text"], strict=True))

    @cached_property
    def size(self) -> Size:
        """How much material the hits rest on."""
        return size_of(self.fragments)

    @property
    def source(self) -> Provenance:
        """Where figures on the hits come from."""
        view = self.view
        return provenance(
            view.manifest, self.size, f"{self.told} in {view.provenance.filter_words}"
        )

    @cached_property
    def speakers(self) -> Speakers:
        """Who stands behind the words of the fragments that pass the filter."""
        return read_speakers(self.words.index, self.view.selected)


def open_words(view: View) -> Words:
    """The words of the run; a run of before runs kept them says so, and the page ends."""
    source = view.source
    with st.spinner("De woorden worden geopend…"):
        words = data.read_run_words(view.room.viewer, source.processed, source.run_id)
    if words is None:
        st.info(
            "Deze run is van een vorige versie van genks en kent zijn woorden nog niet. Verwerk "
            "de notities opnieuw op de pagina Inlezen, of typ in een terminal: genks run",
            icon=":material/update:",
        )
        st.page_link("explorer/pages/inlezen.py", label="Naar Inlezen", icon=":material/upload:")
        st.stop()
    return words


def ask_words() -> tuple[str, Reach]:
    """The box for the words, and how far they reach; both live in the address."""
    in_address(state.WORDS_QUERY, state.QUERY_WORD)
    one_of(state.WORDS_REACH, state.QUERY_REACH, list(REACHES))
    left, right = st.columns((5, 2))
    with left:
        query = st.text_input(
            "Welk woord of welke woorden?",
            key=state.WORDS_QUERY,
            placeholder="bv. wonen, “geen werk”, *feest*",
            help=_HELP,
            on_change=to_address,
            args=(state.WORDS_QUERY, state.QUERY_WORD, state.QUERY_PAGE),
        )
    with right:
        reach = st.selectbox(
            "Zoek",
            list(REACHES),
            format_func=lambda reach: REACHES[reach],
            key=state.WORDS_REACH,
            on_change=to_address,
            args=(state.WORDS_REACH, state.QUERY_REACH, state.QUERY_PAGE),
        )
    if is_cut(query or ""):
        st.caption(f"{_CUT.capitalize()}.")
    return (query or "").strip(), Reach(reach)


def ask(view: View, words: Words, query: str, reach: Reach) -> Asked:
    """The hits of the query in the fragments that pass the filter."""
    within = words.index.mask(view.selected["fragment_id"].tolist())
    return Asked(view, words, query, reach, find(words.index, parse_query(query, reach), within))


def say_found(asked: Asked) -> None:
    """How often and by how many, in a line under the box."""
    n_parts = int(asked.hits.by_part.sum())
    inside = f", waarvan {n_parts} in een samenstelling" if n_parts else ""
    times = counted(len(asked.hits), "keer", "keer")
    st.caption(plain(f"{asked.phrase}: {times}{inside}; in {asked.size.words}."))
