"""Turning the pages of a list that is part of a page: its place is kept while one is there."""

from __future__ import annotations

import streamlit as st

from explorer.paging import Paging


def page_of(key: str) -> int:
    """The page that was turned to, the first where none was."""
    return int(st.session_state.get(key) or 1)


def turn_pages(paging: Paging, key: str) -> None:
    """The numbers to turn pages with, where there is more than one."""
    if paging.n_pages == 1:
        return
    if page_of(key) != paging.page:  # the list became shorter
        st.session_state[key] = paging.page
    st.pagination(paging.n_pages, default=paging.page, key=key)
