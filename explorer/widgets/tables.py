"""A table on the page, with its CSV and workbook to keep."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from explorer.widgets.keep import EXCEL, File, offer_files
from pipeline.analysis.words import column
from pipeline.export.tables import to_csv, to_xlsx

_SHARES = ("share", "low", "high", "reference_share", "difference", "stability")


def show_table(table: pd.DataFrame, title: str, footer: str) -> None:
    """The table with Dutch heads; what is kept carries the footer and no small cells."""
    # Any: Streamlit does not export its type of a column.
    heads: dict[str, Any] = {name: column(name) for name in table.columns}
    for name in set(_SHARES) & set(table.columns):
        heads[name] = st.column_config.NumberColumn(column(name), format="percent")
    if "small" in heads:
        heads["small"] = None
    st.dataframe(table, column_config=heads, hide_index=True, placeholder="", alt=title)
    keep_table(table, title, footer)


def keep_table(table: pd.DataFrame, title: str, footer: str) -> None:
    """The table as CSV and workbook, made when asked for."""
    made = dt.datetime.now(dt.UTC)
    files = (
        File("Tabel (CSV)", "csv", "text/csv", partial(to_csv, table, footer)),
        File("Tabel (Excel)", "xlsx", EXCEL, partial(to_xlsx, {title: table}, footer, made)),
    )
    offer_files(files, title.lower().replace(" ", "_"), footer, f"bewaar-tabel-{title}")
