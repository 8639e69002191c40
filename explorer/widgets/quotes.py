"""Quotes: the heart of every page, with one click to the note they come from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer import state
from explorer.widgets.links import with_filter
from explorer.widgets.pen import pen
from pipeline.analysis.quotes import Quote

NOTES_FILE = "explorer/pages/notities.py"


def show_quotes(quotes: Sequence[Quote], *, small: bool = False, mend: str = "") -> None:
    """Each quote with its soort, neighbourhood and month, and the way to its note.

    `mend` names the place where a quote can be mended too, on a page that offers the mender.
    """
    for quote in quotes:
        with st.container(gap=None):
            show_quote(quote, small=small)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                to_note(quote.note_id)
                if mend:
                    pen(quote.fragment_id, mend)


def show_quote(quote: Quote, *, small: bool = False) -> None:
    """One quote with its soort, neighbourhood, month and theme."""
    size = " small" if small else ""
    st.html(
        f'<blockquote class="genks-quote genks-{escape(quote.category)}{size}">'
        f"<p>{escape(quote.shown)}</p><footer>{escape(quote.caption)}"
        f" · {escape(quote.theme_label)}</footer></blockquote>"
    )


def to_note(note_id: str, label: str = "Lees de notitie") -> None:
    """A link to one note in full."""
    st.page_link(
        NOTES_FILE,
        label=label,
        icon=":material/arrow_forward:",
        query_params=with_filter({state.QUERY_NOTE: note_id}),
    )
