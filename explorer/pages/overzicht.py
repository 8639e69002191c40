"""Overzicht: what we heard, first in the words of the six questions, then in pictures."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.widgets.attention import show_attention
from explorer.widgets.charts import show_figure
from explorer.widgets.figures import count_cell, show_figures
from explorer.widgets.frame import View, enter, head, look, stop_when_empty
from explorer.widgets.mender import offer_mender
from explorer.widgets.questions import show_answers
from pipeline.analysis import figures
from pipeline.analysis.coverage import ATTRIBUTES, coverage
from pipeline.analysis.overview import overview
from pipeline.analysis.words import column, counted

THEMES_FILE = "explorer/pages/themas.py"


def _heads(view: View) -> None:
    heads = overview(view.selected, view.table("rejects"))
    size, period = heads.size, heads.period
    notes = f"uit {counted(heads.n_notes, 'notitie', 'notities')}"
    show_figures(
        [
            count_cell(size.n_conversations, f"gesprek, {period}", f"gesprekken, {period}"),
            count_cell(size.persons, "mens nam deel", "mensen namen eraan deel"),
            count_cell(size.n_fragments, f"fragment {notes}", f"fragmenten {notes}"),
            count_cell(size.n_uitdagers, "uitdager bracht ze aan", "uitdagers brachten ze aan"),
        ]
    )


def _kinds(view: View) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        show_figure(figures.category_figure(view.selected, view.provenance), "overzicht")
    with right:
        show_figure(figures.valence_figure(view.selected, view.provenance), "overzicht")


def _themes(view: View) -> None:
    show_figure(figures.themes_figure(view.selected, view.provenance), "overzicht")
    st.page_link(THEMES_FILE, label="Naar de thema's", icon=":material/bubble_chart:")


def _time(view: View) -> None:
    show_figure(figures.time_figure(view.selected, view.provenance), "overzicht")


def _places(view: View) -> None:
    show_figure(figures.neighbourhoods_figure(view.selected, view.provenance), "overzicht")


def _who(view: View) -> None:
    attribute = st.segmented_control(
        "Kenmerk",
        ATTRIBUTES,
        format_func=column,
        default=ATTRIBUTES[0],
        required=True,
        key=state.OVERVIEW_ATTRIBUTE,
    )
    here = view.selected["conversation_id"]
    conversations, profiles = view.table("conversations"), view.table("profiles")
    table = coverage(
        conversations[conversations["conversation_id"].isin(here)],
        profiles[profiles["conversation_id"].isin(here)],
        view.table("reference"),
        str(attribute),
    )
    show_figure(figures.coverage_figure(table, str(attribute), view.provenance), "overzicht")


def _questions(view: View) -> None:
    show_figure(figures.questions_figure(view.answers, view.provenance), "overzicht")


TABS = {
    "De vier soorten": _kinds,
    "De vragen in cijfers": _questions,
    "Thema's": _themes,
    "Door de weken": _time,
    "Wijken": _places,
    "Wie sprak er": _who,
    "Wat vraagt aandacht": show_attention,
}

room = enter()
view = look(room)
head(f"Wat hoorden we in {room.settings.campaign.city}?", view)
stop_when_empty(view)
_heads(view)
show_answers(view.answers, view.chosen)
st.divider()
for name, tab in zip(
    TABS, st.tabs(list(TABS), on_change="rerun", key=state.OVERVIEW_TAB), strict=True
):
    with tab:
        if tab.open:
            TABS[name](view)
offer_mender(room)
