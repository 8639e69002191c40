"""The list of themes, the largest first, to choose one from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.small import COLUMN, marked, warn_of_small
from explorer.widgets.tables import MARK_HEAD, in_dutch, keep_table
from pipeline.analysis.themes import CARRIED_BY_FEW
from pipeline.analysis.words import column, counted

_SHOWN = ("label", "n_fragments", "n_conversations", "n_uitdagers")
_FULL_LIST = 15
_NAME_WIDTH, _MARK_WIDTH = 272, 92  # pixels


def pick_theme(table: pd.DataFrame, footer: str) -> str | None:
    """The list (`themes.theme_list`); the id of the theme that was clicked."""
    shown = _noted(table)
    event = st.dataframe(
        in_dutch(shown[[name for name in (*_SHOWN, COLUMN) if name in shown.columns]]),
        column_config=_columns(with_mark=COLUMN in shown.columns),
        hide_index=True,
        height=600 if len(table) > _FULL_LIST else "content",
        on_select="rerun",
        selection_mode="single-cell",
        key=state.THEMES_LIST,
        alt="Lijst van thema's",
    )
    warn_of_small(table)
    if table["n_uitdagers"].between(1, CARRIED_BY_FEW).any():
        st.caption("Van één of twee uitdagers: voorzichtig met besluiten.")
    keep_table(table, "Themas", footer)
    cells = event["selection"]["cells"]
    return str(table["theme_id"].iloc[cells[0][0]]) if cells else None


def _noted(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a last column on what to mind, if there is anything: few persons, few voices.

    "1 uitdager" stands where a theme is carried by one, "2 uitdagers" by two.
    """
    shown = marked(table)
    few = table["n_uitdagers"].between(1, CARRIED_BY_FEW)
    if not few.any():
        return shown
    said = table["n_uitdagers"].map(lambda n: counted(n, "uitdager", "uitdagers")).where(few, "")
    star = shown[COLUMN] if COLUMN in shown.columns else ""
    return shown.assign(**{COLUMN: (said + " " + star).str.strip()})


def _columns(*, with_mark: bool) -> dict[str, Any]:  # Streamlit does not export its type
    counts = {name: st.column_config.NumberColumn(column(name), width=86) for name in _SHOWN[1:]}
    mark = st.column_config.TextColumn(MARK_HEAD, width=_MARK_WIDTH)
    width = _NAME_WIDTH - _MARK_WIDTH if with_mark else _NAME_WIDTH
    return {
        "label": st.column_config.TextColumn(column("label"), width=width),
        **counts,
        COLUMN: mark,
    }
