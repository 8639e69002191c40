"""Actieplan: from what was heard to measures with an owner, an answer and progress."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.widgets.frame import enter
from explorer.widgets.measure import show_measure
from explorer.widgets.plain import plain
from explorer.widgets.plan_asks import show_asks, show_offers
from explorer.widgets.plan_board import show_board, show_matrix
from explorer.widgets.plan_filter import choose_measures
from explorer.widgets.plan_overview import show_overview
from explorer.widgets.plan_view import PlanView, look_at_plan, plan_head
from pipeline.plan.choose import choose

_TABS = ("Bord", "Kan en wil", "Overzicht", "Wat mensen vragen", "Wat mensen aanbieden")


def _close() -> None:
    st.query_params.pop(state.QUERY_MEASURE, None)


def _one(view: PlanView, measure_id: str) -> None:
    st.button("Naar het plan", icon=":material/arrow_back:", on_click=_close)
    measure = view.plan.find(measure_id)
    if measure is None:
        st.title("Deze maatregel staat niet (meer) in het plan", anchor=False)
        st.caption(f"{plain(measure_id)} werd teruggedraaid of heeft nooit bestaan: zie Logboek.")
        return
    show_measure(view, measure)


def _all(view: PlanView) -> None:
    plan_head(view)
    chosen = choose(view.plan.measures, view.found, choose_measures(view))
    if not view.plan.measures:
        st.info(
            "Er is nog geen maatregel. Begin hieronder bij wat mensen vragen, of open een thema of "
            "notitie en kies “Naar het actieplan”.",
            icon=":material/assignment:",
        )
    first = _TABS[0] if view.plan.measures else _TABS[3]
    tabs = st.tabs(list(_TABS), on_change="rerun", key=state.PLAN_TAB, default=first)
    shows = (show_board, show_matrix, show_overview)
    for tab, show in zip(tabs[:3], shows, strict=True):
        with tab:
            if tab.open:
                show(view, chosen)
    for tab, listing in zip(tabs[3:], (show_asks, show_offers), strict=True):
        with tab:
            if tab.open:
                listing(view)


room = enter()
view = look_at_plan(room)
opened = st.query_params.get(state.QUERY_MEASURE)
if opened:
    _one(view, opened)
else:
    _all(view)
