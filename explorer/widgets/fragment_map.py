"""The map of fragments: a point each, theme names on the map, text on hover, lasso or box."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from explorer import state
from explorer.data import Source
from pipeline.analysis.filters import Filter
from pipeline.analysis.words import OVERIG

if TYPE_CHECKING:
    import plotly.graph_objects as go

# Tints that stay apart for colour-blind readers; with more themes they come round again, and the
# names on the map tell the themes apart. Still more share the grey of Overig, named on hover.
TINTS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#7A5195",
    "#8C6D31",
    "#117733",
    "#882255",
    "#44AA99",
    "#6B6BD6",
)
_GREY = "#B9BEC6"
_WIDTH, _HEIGHT = 520, 600  # pixels on a desk; the width is that of the column
_LETTER, _LINE_HEIGHT = 6.4, 15  # pixels of a name on the map
_MOST_NAMES = 24
_NAME_WIDTH = 16
_LONGEST_HOVER = 160
_LINE, _BREAK = re.compile(r"(.{36,48}?)\s+"), r"\1<br>"  # textwrap is too slow for 25,000
_ABOVE = 0.9
_MANY, _POINT, _SMALL_POINT = 5000, 7, 4
_TOOLS = ("toImage", "zoomIn2d", "zoomOut2d", "autoScale2d")


@dataclass(frozen=True, eq=False)
class Map:
    """The drawing, and the fragment behind each point: curve number, then point number."""

    drawing: go.Figure
    fragment_ids: list[list[str]]


@dataclass(frozen=True)
class _Box:
    """Where a name stands on the map, in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, others: Sequence[_Box]) -> bool:
        """Whether it would be written over one of the others."""
        return any(
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
            for other in others
        )


@st.cache_resource(show_spinner=False, max_entries=12)
def build_map(source: Source, chosen: Filter, _selected: pd.DataFrame) -> Map:
    """The map of the fragments that pass the filter; small numbers of points are drawn larger."""
    import plotly.graph_objects as go

    del source, chosen  # the key of the cache
    sizes = _selected.loc[_selected["theme_label"] != OVERIG, "theme_label"].value_counts()
    named = sizes.index[:_MOST_NAMES].tolist()
    drawing, fragment_ids = go.Figure(), []
    others = _selected[~_selected["theme_label"].isin(named)]
    size = _SMALL_POINT if len(_selected) > _MANY else _POINT
    for points, tint in [
        (others, _GREY),
        *(
            (_selected[_selected["theme_label"] == name], TINTS[n % len(TINTS)])
            for n, name in enumerate(named)
        ),
    ]:
        fragment_ids.append(points["fragment_id"].tolist())
        drawing.add_trace(
            go.Scattergl(
                x=points["x"],
                y=points["y"],
                mode="markers",
                marker={"size": size, "color": tint, "opacity": 0.45 if tint == _GREY else 0.75},
                text=[_hover(*row) for row in points[["theme_label", "text"]].to_numpy()],
                hovertemplate="%{text}<extra></extra>",
                unselected={"marker": {"opacity": 0.12}},
            )
        )
    _write_names(drawing, _selected, named)
    _frame(drawing)
    return Map(drawing, fragment_ids)


def show_map(built: Map) -> list[str]:
    """The fragments that were chosen on the map with lasso, box or a click."""
    event = st.plotly_chart(
        built.drawing,
        key=state.THEMES_MAP,
        theme=None,
        on_select="rerun",
        selection_mode=("points", "box", "lasso"),
        config={"displaylogo": False, "modeBarButtonsToRemove": list(_TOOLS)},
        alt="Kaart van de fragmenten; wat dicht bij elkaar ligt, gaat over hetzelfde.",
    )
    points = event["selection"]["points"] if event else []
    return chosen_ids(built, points)


def chosen_ids(built: Map, points: Sequence[dict[str, int]]) -> list[str]:
    """The fragment ids of chosen points, each once; points of an older drawing are passed over."""
    found = []
    for point in points:
        curve, place = point.get("curve_number", -1), point.get("point_index", -1)
        if 0 <= curve < len(built.fragment_ids) and 0 <= place < len(built.fragment_ids[curve]):
            found.append(built.fragment_ids[curve][place])
    return list(dict.fromkeys(found))


def _write_names(drawing: go.Figure, selected: pd.DataFrame, named: list[str]) -> None:
    """Each name just above its points or else below; one that fits nowhere is told on hover."""
    spread = (selected[["x", "y"]].max() - selected[["x", "y"]].min()).replace(0, 1.0)
    x_pixels, y_pixels = _WIDTH / spread["x"], _HEIGHT / spread["y"]
    groups = selected[selected["theme_label"].isin(named)].groupby("theme_label")
    middle, above, below = (
        groups["x"].median(),
        groups["y"].quantile(_ABOVE),
        groups["y"].quantile(1 - _ABOVE),
    )
    taken: list[_Box] = []
    for name in named:
        lines = textwrap.wrap(str(name), _NAME_WIDTH)
        x, height = middle[name] * x_pixels, _LINE_HEIGHT * len(lines)
        half = _LETTER * max(map(len, lines)) / 2
        tops = {"bottom": above[name] * y_pixels + height, "top": below[name] * y_pixels}
        boxes = {side: _Box(x - half, top - height, x + half, top) for side, top in tops.items()}
        side = next((s for s, box in boxes.items() if not box.meets(taken)), None)
        if side is None:
            continue
        taken.append(boxes[side])
        drawing.add_annotation(
            x=middle[name],
            y=above[name] if side == "bottom" else below[name],
            yshift=5 if side == "bottom" else -5,
            yanchor=side,
            text="<br>".join(map(_plain, lines)),
            showarrow=False,
            font={"size": 12, "color": "#1B1B1B", "weight": 600},
        )


def _frame(drawing: go.Figure) -> None:
    hidden = {"visible": False, "showgrid": False, "zeroline": False}
    drawing.update_layout(
        height=_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        dragmode="lasso",
        hovermode="closest",
        hoverlabel={"align": "left", "bgcolor": "white", "font": {"size": 14, "color": "#1B1B1B"}},
        plot_bgcolor="#FFFFFF",
        paper_bgcolor="#FFFFFF",
        font={"family": "'Source Sans', Arial, sans-serif"},
        xaxis=hidden,
        yaxis=hidden,
        uirevision="kaart",
    )


def _hover(theme: str, text: str) -> str:
    shown = text if len(text) <= _LONGEST_HOVER else text[:_LONGEST_HOVER] + " …"
    return f"<b>{_plain(theme)}</b><br>{_LINE.sub(_BREAK, _plain(shown))}"


def _plain(text: str) -> str:
    """Plotly reads a little HTML: a note's own marks must stay text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
