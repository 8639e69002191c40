"""The filters in the sidebar: the same order everywhere, kept in the address and the session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from explorer import state
from explorer.data import Corpus
from pipeline.analysis.filters import NO_THEME, URL_KEYS, Filter, from_query, to_query
from pipeline.analysis.joined import PROFILE_COLUMNS, REVIEWED
from pipeline.analysis.questions import QUESTIONS
from pipeline.analysis.words import LANGUAGES, ORDERS, OVERIG, UNKNOWN, VALUES, column
from pipeline.schema import LabelSource

_FIRST = ("category", "valence", "actor", "theme", "neighbourhood")
_PEOPLE = ("age_group", "origin", "uitdager")
_MORE = ("question", "tense", "gender", "technique", "language", "source", "review")
_PILLS = {"category", "valence"}
_HEADS = {
    "theme": "thema",
    "source": "soort gegeven door",
    "review": "te bekijken",
    "question": "vraag",
}


@dataclass(frozen=True)
class _Choices:
    """The values of one filter, and the word for each."""

    options: list[str]
    words: dict[str, str]


def choose_filter(
    corpus: Corpus, remembered: Filter, search_box: Callable[[], None] | None = None
) -> Filter:
    """The filter as it stands in the sidebar; the address follows."""
    _take_over(_arriving(remembered), corpus)
    if search_box is not None:
        search_box()
    with st.sidebar:
        st.divider()
        if search_box is None:
            st.text_input(
                "Zoek in de tekst", key=_key("text"), placeholder="bv. bus of “mijn zoon”"
            )
        for name in _FIRST:
            _draw(name, corpus)
        with st.expander("Wie en wanneer", expanded=_any_set((*_PEOPLE, "date_from", "date_to"))):
            for name in _PEOPLE:
                _draw(name, corpus)
            _draw_period(corpus.joined)
        with st.expander("Meer filters", expanded=_any_set(_MORE)):
            for name in _MORE:
                _draw(name, corpus)
        st.button("Wis alle filters", icon=":material/filter_alt_off:", on_click=clear_filter)
    chosen = _from_widgets()
    st.session_state[state.FILTER_CHOSEN] = chosen
    write_address(chosen)
    return chosen


def clear_filter() -> None:
    """Let everything through again."""
    for name in URL_KEYS:
        st.session_state.pop(_key(name), None)
    st.session_state[state.FILTER_CHOSEN] = Filter()
    st.session_state.pop(state.NOTES_PAGE, None)


def write_address(chosen: Filter) -> None:
    """Put the filter in the address; what a page keeps there of its own stays."""
    query = to_query(chosen)
    own = {key: st.query_params.get_all(key) for key in st.query_params if key not in _ours()}
    wanted = {**query, **own}
    if wanted != {key: st.query_params.get_all(key) for key in st.query_params}:
        st.query_params.from_dict(wanted)
    st.session_state[state.FILTER_QUERY] = query


def _arriving(remembered: Filter) -> Filter | None:
    """The filter to start from when the address or a new session brings one, else None."""
    in_address = {key: st.query_params.get_all(key) for key in st.query_params if key in _ours()}
    if in_address and in_address != st.session_state.get(state.FILTER_QUERY):
        return from_query(in_address)
    if state.FILTER_CHOSEN not in st.session_state:
        return remembered
    return None


def _take_over(arriving: Filter | None, corpus: Corpus) -> None:
    """Give the widgets their values before they are drawn; also after a page without filters."""
    start = arriving or st.session_state[state.FILTER_CHOSEN]
    for name in URL_KEYS:
        key = _key(name)
        if arriving is None and key in st.session_state:
            # Said anew: what is left there by the widget of another page holds for this one too.
            st.session_state[key] = _here(name, st.session_state[key], corpus)
            continue
        st.session_state[key] = _here(name, getattr(start, name), corpus)


def _here(name: str, value: Any, corpus: Corpus) -> Any:  # Any: each field has its own kind
    """What of a chosen value there is in this run; a merged theme leads to the one that took it."""
    if not isinstance(value, tuple | list):
        return value
    allowed = set(_choices(name, corpus).options)
    merged = corpus.register.merged if name == "theme" else {}
    here = dict.fromkeys(merged.get(one, one) for one in value)
    return [one for one in here if one in allowed]


def _draw(name: str, corpus: Corpus) -> None:
    choices = _choices(name, corpus)
    words, label = choices.words, _HEADS.get(name, column(name)).capitalize()
    if name in _PILLS:
        st.pills(label, choices.options, selection_mode="multi", key=_key(name))
        return
    st.multiselect(
        label,
        choices.options,
        key=_key(name),
        format_func=lambda value: words.get(value, value),
        placeholder="Alles" if choices.options else "Geen in deze run",
        select_all=False,
        disabled=not choices.options,
    )


def _draw_period(joined: pd.DataFrame) -> None:
    dates = joined["date"].dropna()
    if dates.empty:
        st.session_state[_key("date_from")] = st.session_state[_key("date_to")] = None
        return
    first, last = dates.min().date(), dates.max().date()
    for name, label in (("date_from", "Vanaf"), ("date_to", "Tot en met")):
        value = st.session_state[_key(name)]
        if isinstance(value, dt.date):
            st.session_state[_key(name)] = min(max(value, first), last)
        st.date_input(
            label, min_value=first, max_value=last, key=_key(name), format="DD/MM/YYYY", value=None
        )


def _choices(name: str, corpus: Corpus) -> _Choices:
    joined = corpus.joined
    fixed = {
        "question": {str(rule.question): rule.title for rule in QUESTIONS},
        "source": {str(source): VALUES[source] for source in LabelSource},
        "review": {label: column(label) for label in REVIEWED},
    }
    if name in fixed:
        return _Choices(list(fixed[name]), fixed[name])
    if name in ("category", "valence", "tense", "actor"):
        return _Choices([str(value) for value in ORDERS[name]], {})
    if name == "theme":
        words = corpus.open_names
        return _Choices([*words, NO_THEME], {**words, NO_THEME: OVERIG})
    if name in PROFILE_COLUMNS:
        return _Choices(_people(joined[PROFILE_COLUMNS[name]], ORDERS[name]), {})
    source = {"uitdager": "uitdager_id"}.get(name, name)
    values = sorted(value for value in joined[source].dropna().unique() if value != UNKNOWN)
    return _Choices(values, LANGUAGES if name == "language" else {})


def _people(values: pd.Series, order: Sequence[str]) -> list[str]:
    """Every value at any sitting; those with a fixed order first."""
    found = {part for value in values.dropna().unique() for part in str(value).split("|")}
    return [value for value in order if value in found] + sorted(found - set(order))


def _from_widgets() -> Filter:
    values: dict[str, Any] = {}  # each field of Filter has its own kind
    for name in URL_KEYS:
        value = st.session_state.get(_key(name))
        if name == "text":
            values[name] = str(value or "").strip()
        elif name in {"date_from", "date_to"}:
            values[name] = value if isinstance(value, dt.date) else None
        else:
            values[name] = tuple(value or ())
    return replace(Filter(), **values)


def _any_set(names: Sequence[str]) -> bool:
    return any(bool(st.session_state.get(_key(name))) for name in names)


def _ours() -> set[str]:
    return set(URL_KEYS.values())


def _key(name: str) -> str:
    return f"{state.FILTER_FIELD}{name}"


TEXT_KEY = _key("text")
