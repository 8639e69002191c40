"""What a theme is called, what it is about, its words and its main theme: one form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep, keep_new
from explorer.data import Corpus
from explorer.widgets.frame import View
from explorer.widgets.theme import name_refusal
from pipeline.decisions import Decision
from pipeline.decisions.curate import (
    Decide,
    Entry,
    Word,
    confirm,
    define,
    guide,
    make_main,
    put_under,
    rename,
)
from pipeline.decisions.entry import (
    DEFINITION,
    MAX_DEFINITION_LENGTH,
    MAX_NAME_LENGTH,
    PARENT,
    WORDS,
)
from pipeline.decisions.register import CLOSED
from pipeline.schema import ThemeStatus

_NO_MAIN, _NEW_MAIN = "", "nieuw"
_SAID = {"": "naam", DEFINITION: "omschrijving", WORDS: "zoekwoorden", PARENT: "hoofdthema"}


@dataclass(frozen=True)
class Said:
    """What the form holds; `main`: the id of a main theme, none, or one to make, `made`."""

    name: str
    definition: str
    words: str
    main: str
    made: str = ""


def name_panel(view: View, theme_id: str, word: Word) -> None:
    """The form; what was not changed is not written."""
    before = _opened(view, theme_id)
    key = _key(theme_id)
    mains = main_names(view.corpus)
    titles = {_NO_MAIN: "geen hoofdthema", _NEW_MAIN: "een nieuw hoofdthema", **mains}
    options = [_NO_MAIN, *mains, _NEW_MAIN]
    with st.form(f"{key}.vorm", border=False):
        said = Said(
            name=st.text_input("Naam", before.name, max_chars=MAX_NAME_LENGTH, key=f"{key}.naam"),
            definition=st.text_area(
                "Waarover gaat het? In een of twee zinnen",
                before.definition,
                max_chars=MAX_DEFINITION_LENGTH,
                key=f"{key}.zin",
            ),
            words=st.text_input(
                "Zoekwoorden: hiermee vinden nieuwe fragmenten het thema",
                before.words,
                max_chars=MAX_DEFINITION_LENGTH,
                key=f"{key}.woorden",
                placeholder="bv. speeltuin schommel glijbaan",
            ),
            main=str(
                st.selectbox(
                    "Hoofdthema",
                    options,
                    index=options.index(before.main) if before.main in options else 0,
                    format_func=titles.__getitem__,
                    key=f"{key}.hoofd",
                )
            ),
            made=st.text_input(
                "Naam van het nieuwe hoofdthema, als je er een maakt",
                max_chars=MAX_NAME_LENGTH,
                key=f"{key}.nieuw",
            ),
        )
        if st.form_submit_button("Bewaar", type="primary"):
            _save(view, theme_id, before, said, word)
    _confirm(view, theme_id, word)


def main_names(corpus: Corpus) -> dict[str, str]:
    """The name of each main theme that stands, by its id."""
    rows = corpus.main_themes[~corpus.main_themes["status"].isin(CLOSED)]
    return dict(zip(rows["main_id"].tolist(), rows["label"].tolist(), strict=True))


def _opened(view: View, theme_id: str) -> Said:
    """What stood when the form was opened: what another changed since is not overwritten."""
    key = _key(theme_id)
    kept = st.session_state.get(f"{key}.geopend")
    if isinstance(kept, Said) and f"{key}.naam" in st.session_state:
        return kept
    row = view.corpus.themes.set_index("theme_id").loc[theme_id]
    main = row["parent_id"] if isinstance(row["parent_id"], str) else _NO_MAIN
    said = Said(
        name=str(row["label"]),
        definition=str(row["definition"]),
        words=view.corpus.register.words.get(theme_id, ""),
        main=main if main in main_names(view.corpus) else _NO_MAIN,
    )
    st.session_state[f"{key}.geopend"] = said
    return said


def _save(view: View, theme_id: str, before: Said, said: Said, word: Word) -> None:
    refusal = name_refusal(view.corpus.theme_names, theme_id, said.name)
    makes = said.main == _NEW_MAIN
    if makes and not refusal:
        refusal = name_refusal(main_names(view.corpus), "", said.made)
    if refusal:
        st.error(refusal)
        return
    entry = entry_of(view.corpus, theme_id)
    mains = {one: Entry(one) for one in main_names(view.corpus)}
    changed = _changed(before, said, entry, word, mains)
    words = f"Bewaard: {', '.join(_SAID[one.field] for one in changed)}"
    words = f"Bewaard: hoofdthema {said.made.strip()}." if makes and not changed else f"{words}."
    if makes:

        def decide(used: Collection[str]) -> Decide:
            made = make_main(word, said.made, [entry], used)
            return lambda log: [*changed, *made(log)]

        kept = keep_new(view.room, decide, words)
    elif changed:
        kept = keep(view.room, changed, words)
    else:
        st.info("Er is niets veranderd.")
        return
    if kept:
        for one in [one for one in st.session_state if str(one).startswith(_key(theme_id))]:
            del st.session_state[one]
        st.rerun()


def _changed(
    before: Said, said: Said, entry: Entry, word: Word, mains: Mapping[str, Entry]
) -> list[Decision]:
    decisions = []
    if said.name.strip() != before.name:
        decisions.append(rename(word, entry, said.name))
    if said.definition.strip() != before.definition:
        decisions.append(define(word, entry, said.definition))
    if said.words.strip() != before.words:
        decisions.append(guide(word, entry, said.words))
    if said.main not in {before.main, _NEW_MAIN}:
        decisions.append(put_under(word, entry, mains.get(said.main)))
    return decisions


def _confirm(view: View, theme_id: str, word: Word) -> None:
    """Standing behind a theme as it is."""
    row = view.corpus.themes.set_index("theme_id").loc[theme_id]
    if row["status"] != ThemeStatus.PROPOSED:
        return
    st.caption("Nog niemand bevestigde dit thema. Een naam geven is ook bevestigen.")
    if st.button("Bevestig zoals het is", icon=":material/check:", key=f"{_key(theme_id)}.ja"):
        said = f"Bevestigd: {row['label']}."
        if keep(view.room, [confirm(word, entry_of(view.corpus, theme_id))], said):
            st.rerun()


def _key(theme_id: str) -> str:
    return f"{state.BENCH}{theme_id}.naam"
