"""From what is on the screen to the plan: a new measure in one click, or evidence for another."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer import state
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from explorer.widgets.plan_board import PLAN_FILE
from pipeline.analysis.words import OVERIG
from pipeline.decisions import log_of
from pipeline.errors import DecisionError
from pipeline.plan.fold import plan_of
from pipeline.plan.measures import Evidence, Fields
from pipeline.plan.record import LONGEST_TITLE, add_evidence, create_measure

_UNNAMED = "Nieuwe maatregel"
NO_NAME = "Vul eerst in de zijbalk je naam in, dan weten we wie dit beslist."


def to_measure(room: Room, title: str, evidence: Callable[[], Evidence], key: str) -> None:
    """A menu: make a measure of this, or lay it with one that there is.

    `title` is what the new measure is called until somebody gives it a better name; it is public,
    so it is never what an inhabitant said.
    """
    with st.popover(
        "Naar het actieplan", icon=":material/assignment:", key=f"{state.PLAN_TO}{key}"
    ):
        if not room.viewer.name:
            st.warning(NO_NAME)
            return
        if st.button(
            "Maak er een maatregel van", key=f"{state.PLAN_TO}{key}.nieuw", type="primary"
        ):
            make_measure(room, title, evidence())
        measures = {one.measure_id: one for one in plan_of(room.decisions).measures}
        if not measures:
            return
        chosen = st.selectbox(
            "Of leg het bij een maatregel die er al is",
            list(measures),
            format_func=lambda name: f"{name} · {measures[name].title}",
            key=f"{state.PLAN_TO}{key}.bij",
        )
        if st.button("Leg erbij", key=f"{state.PLAN_TO}{key}.leg"):
            try:
                add_evidence(log_of(room.settings), room.viewer.name, chosen, evidence())
            except DecisionError as error:
                st.error(plain(error))
                return
            _open(chosen, f"Bij {chosen} gelegd. Terugdraaien kan in de geschiedenis.")


def make_measure(room: Room, title: str, evidence: Evidence) -> None:
    """A new proposal with this evidence, opened at once."""
    try:
        measure_id = create_measure(
            log_of(room.settings), room.viewer.name, Fields(title[:LONGEST_TITLE]), evidence
        )
    except DecisionError as error:
        st.error(plain(error))
        return
    _open(measure_id, f"Maatregel {measure_id} is gemaakt. Geef ze een titel en zeg wie ze trekt.")


def new_title(theme_label: str = OVERIG) -> str:
    """A title for what has none yet, after its theme."""
    return _UNNAMED if theme_label == OVERIG else f"{_UNNAMED} rond {theme_label}"


def _open(measure_id: str, notice: str) -> None:
    st.session_state[state.APP_NOTICE] = notice
    st.switch_page(PLAN_FILE, query_params={state.QUERY_MEASURE: measure_id})
