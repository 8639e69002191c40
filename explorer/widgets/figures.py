"""The few figures that head a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pipeline.analysis.words import number


def count_cell(count: int, one: str, more: str) -> tuple[str, str]:
    """A count with its word: (1, "gesprek", "gesprekken") -> ("1", "gesprek")."""
    return number(count), one if count == 1 else more


def show_figures(figures: Sequence[tuple[str, str]]) -> None:
    """Each figure large, with what it means below."""
    cells = "".join(
        f'<div class="genks-figure"><b>{escape(value)}</b><span>{escape(meaning)}</span></div>'
        for value, meaning in figures
    )
    st.html(f'<div class="genks-figures">{cells}</div>')
