"""Logboek: every decision, who took it and when, and taking one back."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.paging import Paging, whole_number
from explorer.widgets.frame import enter, plain_head
from explorer.widgets.history import show_action
from pipeline.decisions import in_force
from pipeline.decisions.actions import actions


def _to_page() -> None:
    st.query_params[state.QUERY_PAGE] = str(st.session_state[state.LOG_PAGE])


room = enter()
plain_head("Wat hebben mensen beslist?", room)
if not room.decisions:
    st.info(
        "Er is nog niets beslist. Verbeter op Notities een soort, gevoel of actor, geef op "
        "Thema's een thema een betere naam, of zeg op Namen wat een naam is: het komt hier te "
        "staan.",
        icon=":material/history:",
    )
    st.stop()
st.caption("De nieuwste eerst. Niets verdwijnt: terugdraaien is een nieuwe regel.")
now_standing = in_force(room.decisions)
done = actions(room.decisions)
paging = Paging(len(done), whole_number(st.query_params.get(state.QUERY_PAGE)))
for action in paging.cut(done[::-1]):
    show_action(room, action, now_standing)
if paging.n_pages > 1:
    st.pagination(paging.n_pages, default=paging.page, key=state.LOG_PAGE, on_change=_to_page)
