"""Opening one thing on the page that one is on: its address follows, so that reload finds it back.

A link of Streamlit to the page itself leaves the address as it was; a link is for other pages.
"""

from __future__ import annotations

import streamlit as st


def open_here(label: str, name: str, value: str, key: str) -> None:
    """A button that looks like a link and puts `name=value` in the address of this page."""
    st.button(label, key=key, type="tertiary", on_click=_open, args=(name, value))


def _open(name: str, value: str) -> None:
    st.query_params[name] = value
