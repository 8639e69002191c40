"""An entry of the log on the screen: what was decided, by whom and when, and taking it back."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from pipeline.analysis.words import column, date_words
from pipeline.decisions import Decision, Kind
from pipeline.errors import DecisionError
from pipeline.plan.describe import describe
from pipeline.plan.fold import PLAN_KINDS

TAKEN_BACK = "Teruggedraaid. Was dit al verwerkt, dan zie je het na de volgende verwerking."


def show_entry(room: Room, decision: Decision, *, stands: bool) -> None:
    """One decision; a button takes it back while it stands."""
    with st.container(border=True, gap="small"):
        undone = "" if stands or decision.kind is Kind.UNDO else " (teruggedraaid)"
        st.markdown(f"**{decision.decision_id}. {plain(decision_words(decision))}**{undone}")
        if decision.text and decision.kind is Kind.LABEL:
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


def decision_words(decision: Decision) -> str:
    """What was decided, in one line."""
    if decision.kind is Kind.LABEL:
        return f"{column(decision.field)} is {decision.value}"
    if decision.kind is Kind.THEME_NAME:
        return f"thema {decision.subject} heet {decision.value}"
    if decision.kind in PLAN_KINDS:
        return f"maatregel {describe(decision)}"
    return f"beslissing {decision.subject} teruggedraaid"


def _undo(room: Room, decision_id: int) -> None:
    try:
        data.log_of(room.settings).undo(decision_id, room.viewer.name)
        notice = TAKEN_BACK
    except DecisionError as error:
        notice = str(error)
    st.session_state[state.APP_NOTICE] = notice
