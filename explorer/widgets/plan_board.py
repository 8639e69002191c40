"""The plan at a glance: a board, what can and wants to be done, and the overview to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from explorer import state
from explorer.widgets.opening import open_here
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView, counted_measures
from pipeline.analysis.small import MARK, WARNING
from pipeline.analysis.words import counted
from pipeline.plan import board
from pipeline.plan.measures import Measure
from pipeline.schema import Degree

PLAN_FILE = "explorer/pages/actieplan.py"
_BY_STATUS, _BY_ACTOR = "Naar status", "Naar actor"
_MOST_CARDS = 12


def show_board(view: PlanView, measures: Sequence[Measure]) -> None:
    """A column a status or an actor, with the measures in it."""
    by = st.segmented_control(
        "Bord",
        (_BY_STATUS, _BY_ACTOR),
        default=_BY_STATUS,
        required=True,
        key=state.PLAN_BOARD,
        label_visibility="collapsed",
    )
    groups = board.by_status(measures) if by == _BY_STATUS else board.by_actor(measures)
    for place, (name, group) in zip(
        st.columns(len(groups), gap="small"), groups.items(), strict=True
    ):
        with place:
            st.markdown(f"**{plain(name).capitalize()}** :gray[{len(group)}]")
            for measure in group[:_MOST_CARDS]:
                card(view, measure, name)
            if len(group) > _MOST_CARDS:
                st.caption(f"En nog {counted_measures(len(group) - _MOST_CARDS)}: zie Overzicht.")
    if any(view.found[one.measure_id].size.small for one in measures):
        st.caption(plain(f"{MARK} {WARNING}"))


def card(view: PlanView, measure: Measure, place: str) -> None:
    """A measure in short: its title leads to it."""
    found = view.found[measure.measure_id]
    with st.container(border=True, gap=None):
        to_measure_page(measure, f"bord.{place}")
        owners = ", ".join(owner.words for owner in measure.fields.owners) or board.NOBODY
        lines = [escape(owners)]
        if found.size.n_fragments:
            mark = f" {MARK}" if found.size.small else ""
            lines.append(
                f"{counted(found.size.n_fragments, 'fragment', 'fragmenten')}, "
                f"{counted(found.size.n_uitdagers, 'uitdager', 'uitdagers')}{mark}"
            )
        html = "<br>".join(lines)
        st.html(f'<p class="genks-small">{html}</p>')
        for words in needs_words(view, measure):
            st.html(f'<p class="genks-caution small">{escape(words)}</p>')


def needs_words(view: PlanView, measure: Measure) -> list[str]:
    """What asks for attention: a missing answer, evidence that grew."""
    words = []
    if measure.waits and measure.unanswered:
        names = ", ".join(owner.words for owner in measure.unanswered)
        words.append(f"wacht op antwoord: {names}")
    elif measure.waits:
        words.append("wie trekt dit?")
    grown = view.found[measure.measure_id].grown
    if grown:
        words.append(f"{counted(grown, 'fragment', 'fragmenten')} erbij gekomen")
    return words


def to_measure_page(measure: Measure, place: str) -> None:
    """The title of a measure as the way to it; `place` keeps two of them on a page apart."""
    open_here(
        f"{measure.measure_id} · {plain(measure.title)}",
        state.QUERY_MEASURE,
        measure.measure_id,
        f"{state.PLAN_OPEN}{place}.{measure.measure_id}",
    )


def show_matrix(_: PlanView, measures: Sequence[Measure]) -> None:
    """Kan against wil: where both say yes it can begin; where it can but is not wanted, talk."""
    st.markdown(
        "**Wie kan het, en wie wil het?**  \n:gray[Elke maatregel staat bij elk antwoord dat ze "
        "kreeg. Kan het wel maar wil men niet, of omgekeerd: daar is een gesprek nodig.]"
    )
    cells = board.matrix(measures)
    if not any(cells.values()):
        st.info("Er is nog geen antwoord gegeven.", icon=":material/forum:")
        return
    heads = st.columns([1, *[2] * len(Degree)], gap="small")
    for place, can in zip(heads[1:], Degree, strict=True):
        place.markdown(f"**kan: {can}**")
    for will in Degree:
        row = st.columns([1, *[2] * len(Degree)], gap="small", border=False)
        row[0].markdown(f"**wil: {will}**")
        for place, can in zip(row[1:], Degree, strict=True):
            with place.container(border=True, gap=None):
                _cell(cells[(can, will)], f"{can}.{will}")
    waiting = [one for one in measures if one.waits]
    if waiting:
        st.markdown(f"**{counted_measures(len(waiting))} zonder (volledig) antwoord**")
        for measure in waiting:
            to_measure_page(measure, "wacht")


def _cell(measures: Iterable[Measure], place: str) -> None:
    found = list(measures)
    for measure in found:
        to_measure_page(measure, place)
    if not found:
        st.caption("geen")
