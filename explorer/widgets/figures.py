"""The few figures that head a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st


def show_figures(figures: Sequence[tuple[str, str]]) -> None:
    """Each figure large, with what it means below."""
    cells = "".join(
        f'<div class="genks-figure"><b>{escape(value)}</b><span>{escape(meaning)}</span></div>'
        for value, meaning in figures
    )
    st.html(f'<div class="genks-figures">{cells}</div>')
