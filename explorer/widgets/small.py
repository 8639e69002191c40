"""Cells on few persons as an analyst sees them: marked, with one line on what the mark means."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer.widgets.plain import plain
from pipeline.analysis.small import MARK, WARNING, small_cells

COLUMN = "small"


def marked(table: pd.DataFrame) -> pd.DataFrame:
    """The table for the screen: a last column marks cells on few persons, if there are any."""
    few = small_cells(table)
    rest = table.drop(columns=COLUMN, errors="ignore")
    return rest.assign(**{COLUMN: few.map({True: MARK, False: ""})}) if few.any() else rest


def warn_of_small(table: pd.DataFrame) -> None:
    """What the mark means, under a chart or table that has one."""
    if small_cells(table).any():
        st.caption(plain(f"{MARK} {WARNING}"))
