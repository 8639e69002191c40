"""Kleine stemmen: small themes that should not vanish among the large."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer import state
from explorer.themes import read_small_voices
from explorer.widgets.frame import View
from explorer.widgets.links import link_here
from explorer.widgets.small import warn_of_small
from explorer.widgets.theme_tree import THEMES_PATH
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.words import counted

_HELP = (
    "Thema's uit de kleinste helft waarin duidelijk meer negatief is dan elders, of die vooral van "
    "één leeftijd, herkomst of wijk komen: anderhalve keer zo veel als elders, en meer dan "
    "toevallig, gerekend per uitdager."
)


def show_small_voices(view: View) -> None:
    """The list with the reason for each, or one line where there are none."""
    table = read_small_voices(view)
    st.subheader("Kleine stemmen", anchor=False, help=_HELP)
    if table.empty:
        st.caption(
            "Geen enkel klein thema is duidelijk negatiever of van één groep, voor zover de "
            "gesprekken dat kunnen zeggen."
        )
        return
    rows = zip(
        *(table[name] for name in ("theme_id", "theme_label", "reason", "n_fragments")),
        small_cells(table).map({True: f" {MARK}", False: ""}),
        strict=True,
    )
    lines = "".join(
        f"<li>{link_here(THEMES_PATH, state.QUERY_THEME, theme_id, escape(label))}"
        f"<p>{counted(n, 'fragment', 'fragmenten')}{mark} · {escape(reason)}</p></li>"
        for theme_id, label, reason, n, mark in rows
    )
    st.html(f'<ul class="genks-lines">{lines}</ul>')
    warn_of_small(table)
