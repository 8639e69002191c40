"""Forms that several people may have open at once: what each had before them, and saving."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import streamlit as st

from explorer import state
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.to_measure import NO_NAME
from pipeline.decisions import DecisionLog, log_of
from pipeline.errors import DecisionError
from pipeline.plan.describe import describe
from pipeline.plan.measures import Fields, Measure
from pipeline.plan.record import MeanwhileError, Saved


@dataclasses.dataclass(frozen=True)
class Opened:
    """What the writer had before them when the form was opened: the fields, the last decision.

    `prefix` begins the keys of the form's widgets; another one when the form is opened anew, so
    that they start from what then holds.
    """

    fields: Fields
    seen: int
    prefix: str


def opened(view: PlanView, measure: Measure, form: str, probe: str) -> Opened:
    """The state in which this form was opened; anew when its widget `probe` was not on screen."""
    key = _opened_key(measure, form)
    found = st.session_state.get(key)
    if isinstance(found, Opened) and f"{found.prefix}{probe}" in st.session_state:
        return found
    prefix = f"{state.MEASURE_FORM}{measure.measure_id}.{form}.{view.seen}."
    fresh = Opened(measure.fields, view.seen, prefix)
    st.session_state[key] = fresh
    return fresh


def open_anew(measure_id: str = "") -> None:
    """Let every form of this measure, or of all, start from what holds now."""
    start = f"{state.MEASURE_OPENED}{measure_id}"
    for key in [key for key in st.session_state if str(key).startswith(start)]:
        del st.session_state[key]


def _opened_key(measure: Measure, form: str) -> str:
    return f"{state.MEASURE_OPENED}{measure.measure_id}.{form}"


def save(
    view: PlanView, measure: Measure, form: str, write: Callable[[DecisionLog], Saved]
) -> None:
    """Write, tell what others did meanwhile, and show the measure as it is now.

    What somebody else changed in the same field is told first; saving again lets this word stand.
    """
    key = _opened_key(measure, form)
    try:
        saved = write(log_of(view.room.settings))
    except MeanwhileError as error:
        told = "; ".join(f"{one.who}: {describe(one)}" for one in error.decisions)
        st.warning(
            f"{plain(error)} {plain(told)}. Bewaar je nog eens, dan geldt wat jij invulde; dat van "
            "de ander blijft in de geschiedenis.",
            icon=":material/group:",
        )
        latest = max(one.decision_id for one in error.decisions)
        st.session_state[key] = dataclasses.replace(st.session_state[key], seen=latest)
        return
    except DecisionError as error:
        st.error(plain(error))
        return
    st.session_state.pop(key, None)
    notice = "Bewaard." if saved.decision_ids else "Er was niets veranderd."
    if saved.others:
        notice += " Intussen ook: " + "; ".join(
            f"{one.who}, {describe(one)}" for one in saved.others
        )
    st.session_state[state.APP_NOTICE] = notice
    st.rerun()


def may_write(view: PlanView) -> bool:
    """Somebody said who they are; else the page asks for it."""
    if not view.room.viewer.name:
        st.warning(NO_NAME)
    return bool(view.room.viewer.name)
