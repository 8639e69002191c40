"""Logboek: every decision, who took it and when, and taking one back."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.paging import Paging, whole_number
from explorer.widgets.frame import Room, enter, plain_head
from explorer.widgets.plain import plain
from pipeline.analysis.words import column, date_words
from pipeline.decisions import Decision, Kind
from pipeline.decisions.fold import standing
from pipeline.errors import DecisionError
from pipeline.plan.describe import describe
from pipeline.plan.fold import PLAN_KINDS


def _undo(room: Room, decision_id: int) -> None:
    try:
        data.log_of(room.settings).undo(decision_id, room.viewer.name)
        notice = "Teruggedraaid. Was dit al verwerkt, dan zie je het na de volgende verwerking."
    except DecisionError as error:
        notice = str(error)
    st.session_state[state.APP_NOTICE] = notice


def _words(decision: Decision) -> str:
    if decision.kind is Kind.LABEL:
        return f"{column(decision.field)} is {decision.value}"
    if decision.kind is Kind.THEME_NAME:
        return f"thema {decision.subject} heet {decision.value}"
    if decision.kind in PLAN_KINDS:
        return f"maatregel {describe(decision)}"
    return f"beslissing {decision.subject} teruggedraaid"


def _entry(room: Room, decision: Decision, *, stands: bool) -> None:
    with st.container(border=True, gap="small"):
        undone = "" if stands or decision.kind is Kind.UNDO else " (teruggedraaid)"
        st.markdown(f"**{decision.decision_id}. {plain(_words(decision))}**{undone}")
        if decision.text:
            st.markdown(f"“{plain(decision.text)}”")
        why = f" · {plain(decision.why)}" if decision.why else ""
        moment = f"{date_words(decision.at[:10])} om {plain(decision.at[11:16])}"
        st.caption(f"{plain(decision.who)}, {moment}{why}")
        if stands:
            st.button(
                "Draai terug",
                key=f"{state.LOG_UNDO}{decision.decision_id}",
                icon=":material/undo:",
                on_click=_undo,
                args=(room, decision.decision_id),
                disabled=not room.viewer.name,
                help=None if room.viewer.name else "Vul eerst in de zijbalk je naam in.",
            )


def _to_page() -> None:
    st.query_params[state.QUERY_PAGE] = str(st.session_state[state.LOG_PAGE])


room = enter()
plain_head("Wat hebben mensen beslist?", room)
if not room.decisions:
    st.info(
        "Er is nog niets beslist. Verbeter op Notities een soort, gevoel of actor, of geef op "
        "Thema's een thema een betere naam: het komt hier te staan.",
        icon=":material/history:",
    )
    st.stop()
st.caption("De nieuwste eerst. Niets verdwijnt: terugdraaien is een nieuwe regel.")
now_standing = {decision.decision_id for decision in standing(room.decisions)}
paging = Paging(len(room.decisions), whole_number(st.query_params.get(state.QUERY_PAGE)))
for decision in paging.cut(room.decisions[::-1]):
    _entry(room, decision, stands=decision.decision_id in now_standing)
if paging.n_pages > 1:
    st.pagination(paging.n_pages, default=paging.page, key=state.LOG_PAGE, on_change=_to_page)
