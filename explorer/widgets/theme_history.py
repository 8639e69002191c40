"""What was decided of one theme: the newest first, each to take back."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.paging import Paging
from explorer.widgets.frame import View
from explorer.widgets.history import show_action
from explorer.widgets.pages import page_of, turn_pages
from pipeline.decisions import in_force
from pipeline.decisions.actions import actions, concerning


def show_history(view: View, theme_id: str) -> None:
    """Also where it took another theme, and what left it, of what came with that too."""
    source = view.source
    placed = data.read_placements(view.room.viewer, source.processed, source.run_id)
    merged = view.corpus.register.merged
    here = {theme_id, *(one for one, into in merged.items() if into == theme_id)}
    mine = set(placed.loc[placed["theme_id"].isin(here), "fragment_id"])
    done = list(concerning(actions(view.room.decisions), theme_id, mine))[::-1]
    if not done:
        st.info("Over dit thema besliste nog niemand iets.", icon=":material/history:")
        return
    st.caption("De nieuwste eerst. Niets verdwijnt: terugdraaien is een nieuwe regel.")
    standing = in_force(view.room.decisions)
    key = f"{state.BENCH}{theme_id}.geschiedenis"
    paging = Paging(len(done), page_of(key))
    for action in paging.cut(done):
        show_action(view.room, action, standing)
    turn_pages(paging, key)
