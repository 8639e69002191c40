"""A table on the page, with its CSV and workbook to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from explorer.widgets.keep import EXCEL, File, offer_files
from explorer.widgets.small import COLUMN, marked, warn_of_small
from pipeline.analysis.words import column, date_words, number, percent
from pipeline.export.tables import to_csv, to_xlsx

_SHARES = (
    *("share", "low", "high", "reference_share", "difference", "stability"),
    *("share_before", "share_after"),
)
_MOST_CELLS = 200_000  # a styled table is written cell by cell; pandas stops at 262,144
MARK_HEAD = "let op"
Writer = str | Callable[[Any], str] | None  # as pandas takes it


def show_table(table: pd.DataFrame, title: str, footer: str) -> None:
    """The table with Dutch heads; what is kept carries the footer and no small cells."""
    shown = marked(table)
    heads = {name: MARK_HEAD if name == COLUMN else column(name) for name in shown.columns}
    st.dataframe(in_dutch(shown), column_config=heads, hide_index=True, placeholder="", alt=title)
    warn_of_small(table)
    keep_table(table, title, footer)


def in_dutch(table: pd.DataFrame) -> Any:  # pandas does not export the type of its Styler
    """The table with numbers and dates as Dutch writes them; they still sort as what they are."""
    words: dict[Any, Writer] = {  # Any: the key of a column, for pandas
        name: write for name in table.columns if (write := _writer(name, table[name]))
    }
    if not words or table.size > _MOST_CELLS:
        return table
    return table.style.format(words, na_rep="")


def keep_table(table: pd.DataFrame, title: str, footer: str) -> None:
    """The table as CSV and workbook, made when asked for."""
    made = dt.datetime.now(dt.UTC)
    files = (
        File("Tabel (CSV)", "csv", "text/csv", partial(to_csv, table, footer)),
        File("Tabel (Excel)", "xlsx", EXCEL, partial(to_xlsx, {title: table}, footer, made)),
    )
    offer_files(files, title.lower().replace(" ", "_"), footer, f"bewaar-tabel-{title}")


def _writer(name: str, values: pd.Series) -> Writer:
    if pd.api.types.is_datetime64_any_dtype(values):
        return date_words
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return None
    if name in _SHARES:
        return partial(percent, decimals=1)
    return number if pd.api.types.is_integer_dtype(values) else partial(number, decimals=2)
