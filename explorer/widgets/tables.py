"""A table on the page, with its CSV and workbook to keep."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from explorer.widgets.plain import plain
from pipeline.analysis.words import column
from pipeline.export.tables import to_csv, to_xlsx

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    """Buttons that make the file when they are used."""
    with st.popover("Bewaar", icon=":material/download:", key=f"bewaar-tabel-{title}"):
        st.caption(plain(footer))
        made = dt.datetime.now(dt.UTC)
        files = (
            ("Tabel (CSV)", "csv", "text/csv", partial(to_csv, table, footer)),
            ("Tabel (Excel)", "xlsx", _EXCEL, partial(to_xlsx, {title: table}, footer, made)),
        )
        for label, suffix, mime, make in files:
            st.download_button(
                label,
                data=make,
                file_name=f"{title.lower().replace(' ', '_')}.{suffix}",
                mime=mime,
                key=f"bewaar-tabel-{title}-{suffix}",
                on_click="ignore",
                width="stretch",
            )
