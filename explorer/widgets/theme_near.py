"""Which themes lie near to this one, and the way to set one of them beside it."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer import state
from explorer.themes import read_neighbours
from explorer.widgets.frame import View
from explorer.widgets.links import link_here
from explorer.widgets.theme_tree import THEMES_PATH
from pipeline.analysis.neighbours import near_ids
from pipeline.analysis.words import all_of


def show_neighbours(view: View, theme_id: str) -> None:
    """One line: the nearest themes, each a link, and beside each a link that compares."""
    ids = near_ids(read_neighbours(view), theme_id)
    names = view.corpus.theme_names
    if not ids:
        return
    said = all_of([_links(names[one], one) for one in ids])
    st.html(f'<p class="genks-near">Dit thema ligt dicht bij {said}.</p>')


def choose_other(view: View, theme_id: str) -> None:
    """A list of all other themes, the nearest first; a choice sets it beside this one."""
    table = read_neighbours(view)
    names = view.corpus.theme_names
    others = table.loc[table["theme_id"] == theme_id, "other_id"].tolist()
    if others:
        st.selectbox(
            "Vergelijk met een ander thema",
            others,
            index=None,
            format_func=lambda one: names[one],
            key=state.THEMES_OTHER,
            placeholder="Vergelijk met …",
            label_visibility="collapsed",
            on_change=_compare,
            width=270,
        )


def _links(name: str, theme_id: str) -> str:
    opened = link_here(THEMES_PATH, state.QUERY_THEME, theme_id, escape(name))
    beside = link_here(
        THEMES_PATH, state.QUERY_COMPARE, theme_id, "vergelijk", f"Vergelijk met {name}"
    )
    return f"{opened} <small>({beside})</small>"


def _compare() -> None:
    chosen = st.session_state[state.THEMES_OTHER]
    if chosen:
        st.query_params[state.QUERY_COMPARE] = chosen
