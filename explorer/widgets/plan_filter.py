"""The choice of measures in the sidebar, kept in the address."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.widgets.plan_view import PlanView
from pipeline.plan.choose import (
    GREW,
    PLAN_KEYS,
    WAITS,
    PlanFilter,
    from_plan_query,
    quarter_words,
    quarters_of,
    to_plan_query,
)
from pipeline.schema import Actor, MeasureStatus

_HEADS = {
    "status": "Status",
    "actor": "Actor",
    "theme": "Thema",
    "neighbourhood": "Wijk",
    "quarter": "Periode",
    "needs": "Vraagt aandacht",
}
_NEEDS = {WAITS: "wacht op antwoord", GREW: "het bewijs groeide"}


def choose_measures(view: PlanView) -> PlanFilter:
    """The choice as it stands in the sidebar; the address follows."""
    keys = {name: f"{state.PLAN_CHOICE}{name}" for name in PLAN_KEYS}
    arriving = from_plan_query({key: st.query_params.get_all(key) for key in PLAN_KEYS.values()})
    with st.sidebar:
        st.divider()
        for name, key in keys.items():
            words = _words(view, name)
            start = [v for v in getattr(arriving, name) if v in words]
            # Said anew: of a page that is drawn twice at once the browser may see only the second.
            st.session_state[key] = st.session_state.get(key, start)
            st.multiselect(
                _HEADS[name],
                list(words),
                key=key,
                format_func=lambda value, words=words: words.get(value, value),
                placeholder="Alles" if words else "Nog geen",
                select_all=False,
                disabled=not words,
            )
        st.button(
            "Wis alle filters", icon=":material/filter_alt_off:", on_click=_clear, args=(keys,)
        )
    chosen = PlanFilter(**{name: tuple(st.session_state[key]) for name, key in keys.items()})
    _write_address(chosen)
    return chosen


def _clear(keys: dict[str, str]) -> None:
    for key in keys.values():
        st.session_state[key] = []


def _words(view: PlanView, name: str) -> dict[str, str]:
    """The values of one filter and the word for each."""
    measures = view.plan.measures
    if name == "status":
        return {str(status): str(status) for status in MeasureStatus}
    if name == "actor":
        return {str(actor): str(actor) for actor in Actor}
    if name == "needs":
        return _NEEDS
    if name == "theme":
        held = {key for one in view.found.values() for key in one.rows["theme_id"].dropna()}
        return {key: label for key, label in view.corpus.theme_names.items() if key in held}
    if name == "quarter":
        quarters = sorted({quarter for one in measures for quarter in quarters_of(one)})
        return {quarter: quarter_words(quarter) for quarter in quarters}
    places = sorted({place for one in measures for place in one.fields.neighbourhoods})
    return {place: place for place in places}


def _write_address(chosen: PlanFilter) -> None:
    query = to_plan_query(chosen)
    ours = set(PLAN_KEYS.values())
    own = {key: st.query_params.get_all(key) for key in st.query_params if key not in ours}
    wanted = {**own, **query}
    if wanted != {key: st.query_params.get_all(key) for key in st.query_params}:
        st.query_params.from_dict(wanted)
