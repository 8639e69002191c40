"""Themes as boxes, each as large as its fragments and a link to its page."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.charts import keep_figure
from explorer.widgets.links import link_here
from explorer.widgets.small import warn_of_small
from pipeline.analysis.figure import COLOURS, GREY, Figure
from pipeline.analysis.moods import EVEN
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.treemap import Box, lay_out
from pipeline.analysis.words import counted, number
from pipeline.export.treemap import MOOD_MARKS

THEMES_PATH = "themas"
_ROOM = Box(0, 0, 520, 600)  # as wide as its column on a desk; it stretches
_HEAD = 26  # pixels for the name of a main theme


def show_tree(figure: Figure) -> None:
    """The treemap (`theme_figures.treemap_figure`), what its tints mean, and what may be kept."""
    if figure.empty:
        st.caption("Hier is bij deze keuze niets te tonen.")
        return
    data = figure.data.reset_index(drop=True)
    laid = lay_out(data, figure.x, figure.facet, _ROOM, _HEAD)
    stars = small_cells(data).map({True: MARK, False: ""})
    boxes = "".join(
        f'<div class="box" style="{_place(box)}--tint:{_tint(row)}">{_link(row, star)}</div>'
        for box, row, star in zip(laid.boxes, data.to_dict("records"), stars, strict=True)
    )
    heads = "".join(
        f'<div class="head" style="{_place(box)}" title="{escape(name, quote=True)}">'
        f"{escape(name)}</div>"
        for name, box in laid.groups.items()
    )
    st.html(f'<div class="genks-tree" lang="nl">{heads}{boxes}</div>{_key(data)}')
    warn_of_small(data)
    keep_figure(figure, "themas")


def _link(row: dict[object, object], star: str) -> str:
    name, mood = str(row["theme_label"]), str(row["mood"])
    said = " ".join(filter(None, [_count(row), MOOD_MARKS.get(mood), star]))
    spoken = f"{name}: {counted(int(str(row['n_fragments'])), 'fragment', 'fragmenten')}"
    spoken += f", {mood}" if mood != EVEN else ""
    words = f"<b>{escape(name)}</b>{escape(said)}"
    return link_here(THEMES_PATH, state.QUERY_THEME, str(row["theme_id"]), words, spoken)


def _count(row: dict[object, object]) -> str:
    return number(float(str(row["n_fragments"])))


def _tint(row: dict[object, object]) -> str:
    return COLOURS.get(str(row["mood"]), GREY)


def _place(box: Box) -> str:
    """Where a box stands, in percent of the room."""
    sides = {
        "left": box.left / _ROOM.width,
        "top": box.top / _ROOM.height,
        "width": box.width / _ROOM.width,
        "height": box.height / _ROOM.height,
    }
    return "".join(f"{side}:{100 * share:.3f}%;" for side, share in sides.items())


def _key(data: pd.DataFrame) -> str:
    """What the tints and marks on the picture mean; nothing where there are none."""
    shown = [mood for mood in MOOD_MARKS if (data["mood"] == mood).any()]
    parts = "".join(
        f'<span><i style="background:{COLOURS[mood]}"></i>{MOOD_MARKS[mood]} {mood}</span>'
        for mood in shown
    )
    return f'<p class="genks-key">{parts}</p>' if parts else ""
