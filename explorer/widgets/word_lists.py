"""Lists of words on page Woorden, to read and to go on with: a click asks for the word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.address import one_of, to_address, write
from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from explorer.widgets.small import warn_of_small
from explorer.widgets.tables import MARK_HEAD, in_dutch
from explorer.widgets.words import Asked
from pipeline.analysis.collocates import CollocateOptions, collocates
from pipeline.analysis.keyness import keyness
from pipeline.analysis.near_words import frequent_words, near_words
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.word_query import parse_query
from pipeline.analysis.word_spread import SEGMENTS
from pipeline.analysis.words import OVERIG, UNKNOWN, column, number, value_words

_N_FREQUENT = 40
_HEIGHT, _N_ROWS = 420, 11  # pixels of a longer list; rows that need none
_FEWEST_KEYS = 8
_COLLOCATES = ("word", "n_together", "n_total", "n_uitdagers", "note")
_KEYS = ("word", "n_hits", "per_1000", "per_1000_other", "n_uitdagers", "note")
_ONE_VOICE, _MAYBE = "van één uitdager", "misschien toeval"


def show_collocates(asked: Asked) -> None:
    """Words that stand within five words of what was asked, the firmest first."""
    few = not st.toggle(
        "Ook kleine woorden (de, niet, met)", key=state.WORDS_SMALL, persist_state="session"
    )
    options = CollocateOptions(only_content=few)
    words = asked.words
    table = collocates(words.index, words.vocabulary, asked.hits, asked.speakers, options)
    st.markdown(
        f"**Deze woorden staan vaak vlak bij {plain(asked.phrase)}.**  \n"
        ":gray[Wat het vastst bij elkaar hoort eerst. Klik op een woord om ernaar te zoeken.]"
    )
    if table.empty:
        st.caption("Geen enkel woord staat er vaak genoeg bij (minstens drie keer).")
        return
    _pick(_noted(table), _COLLOCATES, "collocates")
    with st.expander("Hoe is dit berekend?"):
        st.caption(
            "Geteld wordt binnen vijf woorden ervoor of erna, in hetzelfde fragment, gesorteerd op "
            "de logDice (Rychlý 2008), waarin een woord bij elke vindplaats hoogstens één keer "
            "telt. “misschien toeval” staat waar de log-likelihood (Dunning 1993) niet boven "
            "toeval uitkomt, rekening houdend met hoeveel woorden vergeleken zijn, ook als de "
            "uitdager die het woord er het vaakst bij schreef niet meetelt."
        )
        figures = ["word", "n_together", "n_total", "log_dice", "g2"]
        st.dataframe(in_dutch(table[figures]), column_config=_heads(figures), hide_index=True)


def show_keyness(asked: Asked) -> None:
    """Words that mark one part of the fragments against the rest."""
    chosen = choose_segment(asked.view)
    if chosen is None:
        st.caption("In deze keuze is er niets om te vergelijken: alles hoort bij elkaar.")
        return
    name, value = chosen
    table = key_words(asked, name, value)
    st.markdown(
        f"**Deze woorden vallen vaker bij {plain(value_words(name, value))} dan bij de rest.**  \n"
        ":gray[Wat het duidelijkst verschilt eerst. Klik op een woord om ernaar te zoeken.]"
    )
    if table.empty:
        st.caption("Er zijn te weinig woorden om te vergelijken: minstens vijf keer hetzelfde.")
        return
    shown = table.head(max(_FEWEST_KEYS, int(table["sure"].sum())))
    _pick(_noted(shown), _KEYS, "keyness")
    with st.expander("Hoe is dit berekend?"):
        st.caption(
            "“Verdubbelingen” (log ratio, Hardie 2014): 1 is dubbel zo vaak, 2 is vier keer. G2 "
            "(log-likelihood, Dunning 1993) zegt hoe weinig dat toeval lijkt. “misschien toeval” "
            "staat waar dat niet boven toeval uitkomt, rekening houdend met hoeveel woorden "
            "vergeleken zijn, ook als de uitdager die het woord het vaakst opschreef niet meetelt."
        )
        figures = ["word", "n_hits", "n_other", "log_ratio", "g2"]
        st.dataframe(in_dutch(table[figures]), column_config=_heads(figures), hide_index=True)


def key_words(asked: Asked, name: str, value: str) -> pd.DataFrame:
    """The words of the fragments whose column has this value, against the others."""
    mine = asked.view.selected.loc[asked.view.selected[name] == value, "fragment_id"]
    words = asked.words
    segment = words.index.mask(mine.tolist())
    return keyness(words.index, words.vocabulary, asked.speakers, segment)


def choose_segment(view: View) -> tuple[str, str] | None:
    """The column and value that are set against the rest; None where nothing differs."""
    options = _segments(view)
    if not options:
        return None
    left, right = st.columns(2)
    head = one_of(state.WORDS_SEGMENT, state.QUERY_SEGMENT, list(map(column, options)))
    with left:
        st.selectbox(
            "Vergelijk volgens",
            list(map(column, options)),
            key=state.WORDS_SEGMENT,
            on_change=to_address,
            args=(state.WORDS_SEGMENT, state.QUERY_SEGMENT, state.QUERY_VALUE),
        )
    name = next(name for name in options if column(name) == head)
    value = one_of(state.WORDS_VALUE, state.QUERY_VALUE, options[name])
    with right:
        st.selectbox(
            "Wat tegenover de rest",
            options[name],
            format_func=lambda value: value_words(name, value),
            key=state.WORDS_VALUE,
            on_change=to_address,
            args=(state.WORDS_VALUE, state.QUERY_VALUE),
        )
    return name, value


def segment_in_address(view: View) -> tuple[str, str] | None:
    """The column and value of the address; the first ones where it holds none that fit."""
    options = _segments(view)
    head, value = (st.query_params.get(key) for key in (state.QUERY_SEGMENT, state.QUERY_VALUE))
    for name, values in options.items():
        if column(name) == head:
            return name, str(value) if value in values else values[0]
    return next(((name, values[0]) for name, values in options.items()), None)


def _segments(view: View) -> dict[str, list[str]]:
    """The columns of which the choice holds more than one value, with their values."""
    values = {name: _values(view.selected, name) for name in SEGMENTS}
    return {name: found for name, found in values.items() if len(found) > 1}


def offer_words(asked: Asked) -> None:
    """Without a question: the words that most fragments hold, to begin with."""
    words = asked.words
    table = frequent_words(words.index, words.vocabulary, asked.speakers, _N_FREQUENT)
    st.markdown(
        "**Hierover spreken mensen het meest.**  \n"
        ":gray[Klik op een woord, of typ er zelf een hierboven.]"
    )
    _offer(table["word"].tolist(), table["n_fragments"].tolist(), "vaak")


def offer_near(asked: Asked) -> None:
    """What was not found, and words near it that are there."""
    index, vocabulary = asked.words.index, asked.words.vocabulary
    slots = parse_query(asked.query)
    if any(slot.classes for slot in slots) and not index.has_classes:
        st.info(
            "Deze run kent geen woordsoorten: daarvoor is een taalmodel nodig. Zoek zonder "
            "[woordsoort].",
            icon=":material/search_off:",
        )
        return
    st.info(
        f"{plain(asked.phrase)} staat niet in deze keuze van fragmenten. Kijk de spelling na, "
        "zoek ook in samenstellingen, of neem in de zijbalk een filter weg.",
        icon=":material/search_off:",
    )
    sought = max((slot.text.replace("*", "") for slot in slots), key=len, default="")
    near = near_words(index, vocabulary, sought) if sought else []
    if near:
        st.markdown("Misschien bedoel je een van deze woorden:")
        _offer(near, (), "bijna")


def _offer(words: Sequence[str], counts: Sequence[int], place: str) -> None:
    """Words as buttons, with the number of their fragments where that is known."""
    shown = {word: f" · {number(count)}" for word, count in zip(words, counts, strict=False)}
    key = f"{state.WORDS_LIST}{place}"
    st.pills(
        "Woorden",
        list(words),
        format_func=lambda word: plain(word) + shown.get(word, ""),
        key=key,
        label_visibility="collapsed",
        on_change=_ask_for_pill,
        args=(key,),
    )


def _ask_for_pill(key: str) -> None:
    to_address(key, state.QUERY_WORD, state.QUERY_PAGE, state.QUERY_VIEW)
    st.session_state.pop(key, None)


def _pick(table: pd.DataFrame, shown: Sequence[str], place: str) -> None:
    """The list; a click on any cell of a row asks for its word."""
    key = f"{state.WORDS_LIST}{place}"
    st.dataframe(
        in_dutch(table[list(shown)]),
        column_config=_heads(shown),
        hide_index=True,
        height=_HEIGHT if len(table) > _N_ROWS else "content",
        on_select=lambda: _ask_for_row(key, table["word"].tolist()),
        selection_mode="single-cell",
        key=key,
        alt="Lijst van woorden",
    )
    warn_of_small(table)


def _ask_for_row(key: str, words: list[str]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        write(state.QUERY_WORD, words[cells[0][0]], state.QUERY_PAGE, state.QUERY_VIEW)


def _noted(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a word on how far each row may be trusted."""
    note = pd.Series(np.where(table["sure"], "", _MAYBE), index=table.index, dtype="str")
    note = note.mask(table["one_voice"], _ONE_VOICE)
    small = small_cells(table)
    return table.assign(note=note.mask(small, f"{MARK} " + note).str.strip())


def _heads(columns: Sequence[str]) -> dict[str, Any]:  # Streamlit does not export its type
    words = {name: column(name) for name in columns}
    return {**words, "note": MARK_HEAD}


def _values(selected: pd.DataFrame, name: str) -> list[str]:
    """The values of a column, the commonest first, what fits in no theme last."""
    counts = selected[name].dropna().value_counts()
    values = [str(value) for value in counts.index if value != UNKNOWN]
    return sorted(values, key=OVERIG.__eq__)
