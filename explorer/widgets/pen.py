"""The pen beside a fragment: it opens the mender (mender.py) on a page that offers it."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.widgets.links import link_here


def pen(fragment_id: str, place: str, label: str = "Verbeter") -> None:
    """A small button that opens the dialog; `place` tells pens of one fragment on a page apart."""
    st.button(
        label,
        key=f"{state.MENDER}{place}.{fragment_id}",
        icon=":material/edit:",
        type="tertiary",
        on_click=_open,
        args=(fragment_id,),
        help="Soort, gevoel, tijd, actor, stem of thema verbeteren",
    )


def pen_link(path: str, fragment_id: str) -> str:
    """The HTML of a link that does the same on the page with this path."""
    return link_here(path, state.QUERY_MEND, fragment_id, "verbeter", "Verbeter de etiketten")


def _open(fragment_id: str) -> None:
    st.query_params[state.QUERY_MEND] = fragment_id
