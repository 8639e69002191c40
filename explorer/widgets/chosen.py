"""What was caught on the map, to read and to use."""

from __future__ import annotations

from zlib import crc32

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.bench_panels import Aim, move_panel
from explorer.widgets.frame import View
from explorer.widgets.quotes import show_quotes
from explorer.widgets.tables import keep_table
from explorer.widgets.to_measure import NO_NAME, new_title, to_measure
from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import provenance
from pipeline.analysis.quotes import pick_quotes
from pipeline.analysis.words import counted
from pipeline.decisions.curate import Word
from pipeline.export.bundle import fragments_table
from pipeline.plan.evidence import refer

MOST_QUOTES = 12


def show_chosen(view: View, ids: list[str]) -> None:
    """The fragments that were caught on the map: in quotes, to the plan, or to keep."""
    if not ids:
        return
    mine = view.selected[view.selected["fragment_id"].isin(ids)]
    st.subheader(
        f"{counted(len(mine), 'fragment', 'fragmenten')} op de kaart gekozen", anchor=False
    )
    quotes = pick_quotes(mine, view.corpus.themes, MOST_QUOTES)
    for place, start in zip(st.columns(2, gap="large"), (0, 1), strict=True):
        with place:
            show_quotes(quotes[start::2], small=True, mend="kaart")
    words = f"{view.provenance.filter_words}, op de kaart gekozen"
    origin = provenance(view.manifest, size_of(mine), words)
    with st.container(horizontal=True):
        to_measure(view.room, new_title(), lambda: refer(mine, view.corpus.joined), "kaart")
        keep_table(fragments_table(mine), "Gekozen fragmenten", origin.footer)
    _to_theme(view, mine)


def _to_theme(view: View, mine: pd.DataFrame) -> None:
    """What was caught to a new theme or another one."""
    if not st.toggle("Maak er een thema van, of verhuis ze", key=f"{state.BENCH}kaart"):
        return
    if not view.room.viewer.name:
        st.warning(NO_NAME)
        return
    ids = tuple(mine["fragment_id"].tolist())
    place = f"kaart-{crc32(' '.join(ids).encode())}"
    move_panel(view, mine, place, Word(view.room.viewer.name), Aim(ids))
