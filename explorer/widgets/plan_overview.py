"""The overview for all city actors on one page: by actor, theme or period, each measure told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from explorer import data, state
from explorer.widgets.keep import EXCEL, WORD
from explorer.widgets.plain import plain
from explorer.widgets.plan_board import to_measure_page
from explorer.widgets.plan_view import PlanView
from pipeline.export.plan_excel import plan_xlsx
from pipeline.export.plan_word import plan_docx
from pipeline.plan import board
from pipeline.plan.measures import Measure
from pipeline.plan.story import Story

_BY = ("Naar actor", "Naar thema", "Naar periode")


def show_overview(view: PlanView, measures: Sequence[Measure]) -> None:
    """Every measure from conversation to what became of it, and the same to hand on."""
    _keep(view)
    if not measures:
        st.caption("Bij deze keuze staat er geen maatregel.")
        return
    by = st.segmented_control(
        "Overzicht",
        _BY,
        default=_BY[0],
        required=True,
        key=f"{state.PLAN_BOARD}.overzicht",
        label_visibility="collapsed",
    )
    groups = {
        _BY[0]: lambda: board.by_actor(measures),
        _BY[1]: lambda: board.by_theme(measures, view.found),
        _BY[2]: lambda: board.by_period(measures),
    }[str(by)]()
    told = data.read_stories(view.room.viewer, view.source, view.seen, view.material)
    for name, group in groups.items():
        if group:
            st.subheader(plain(name[:1].upper() + name[1:]), anchor=False)
        for measure in group:
            _told(told[measure.measure_id], name)


def _told(story: Story, place: str) -> None:
    measure = story.measure
    with st.container(border=True, gap=None):
        to_measure_page(measure, f"overzicht.{place}")
        owners = ", ".join(owner.words for owner in measure.fields.owners) or board.NOBODY
        parts = [f"<b>{measure.status}</b>", escape(owners), escape(board.period_words(measure))]
        lines = [" · ".join(part for part in parts if part), escape(story.heard)]
        lines += [
            f"<b>{escape(answer.who)}</b> {escape(answer.stand)} {escape(answer.reason)}"
            for answer in story.answers
        ]
        lines += [escape(step) for step in story.steps[-1:]]
        lines += [escape(f"Over: {', '.join(story.themes)}")] if story.themes else []
        lines += [f"<i>{escape(quote.shown)}</i>" for quote in story.quotes[:1]]
        st.html("".join(f'<p class="genks-small">{line}</p>' for line in lines))


def _keep(view: PlanView) -> None:
    """The whole plan as Word and Excel, whatever the filter; made when it is asked for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            "Heel het plan als Word",
            data=partial(plan_docx, view.material),
            file_name="actieplan.docx",
            mime=WORD,
            icon=":material/description:",
            on_click="ignore",
        )
        st.download_button(
            "Heel het plan als Excel",
            data=partial(plan_xlsx, view.material),
            file_name="actieplan.xlsx",
            mime=EXCEL,
            icon=":material/table:",
            on_click="ignore",
        )
