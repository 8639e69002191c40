"""The map of fragments: a point each, areas and names of themes, text on hover, lasso or box."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from explorer import state
from explorer.data import Source
from pipeline.analysis.areas import Area, theme_areas
from pipeline.analysis.filters import Filter
from pipeline.analysis.map_names import Frame, Name, frame_of, place_names
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
_AREA_OPACITY = 0.2
_LETTER, _LINE_HEIGHT = 6.3, 15  # of a name, with room for a phone, where the map shrinks more
_MOST_NAMES = 24
_LONGEST_HOVER = 160
_LINE, _BREAK = re.compile(r"(.{36,48}?)\s+"), r"\1<br>"  # textwrap is too slow for 25,000
_MANY, _POINT, _SMALL_POINT = 5000, 7, 4
_TOOLS = ("toImage", "zoomIn2d", "zoomOut2d", "autoScale2d")


@dataclass(frozen=True, eq=False)
class Map:
    """The drawing, and the fragment behind each point: curve number, then point number."""

    drawing: go.Figure
    fragment_ids: list[list[str]]


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
    seen = frame_of(_selected, (_WIDTH, _HEIGHT), _LETTER, _LINE_HEIGHT)
    areas = theme_areas(_selected, named)
    _draw_areas(drawing, areas, dict(zip(named, itertools.cycle(TINTS), strict=False)))
    _write_names(drawing, place_names(areas, seen))
    _frame(drawing, seen)
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


def _draw_areas(drawing: go.Figure, areas: Sequence[Area], tints: Mapping[str, str]) -> None:
    """Soft shapes below the points; they catch no pointer, so hover and lasso stay the points'."""
    drawing.update_layout(
        shapes=[
            {
                "type": "path",
                "path": "M" + " L".join(f"{x:.3f},{y:.3f}" for x, y in shape) + "Z",
                "fillcolor": tints[area.label],
                "opacity": _AREA_OPACITY,
                "line": {"width": 0},
                "layer": "below",
            }
            for area in areas
            for shape in area.shapes
        ]
    )


def _write_names(drawing: go.Figure, names: Sequence[Name]) -> None:
    drawing.update_layout(
        annotations=[
            {
                "x": name.x,
                "y": name.y,
                "xanchor": "center",
                "yanchor": "middle",
                "text": "<br>".join(map(_plain, name.lines)),
                "showarrow": False,
                "font": {"size": 12, "color": "#1B1B1B", "weight": 600},
            }
            for name in names
        ]
    )


def _frame(drawing: go.Figure, seen: Frame) -> None:
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
        xaxis={**hidden, "range": [seen.left, seen.right]},
        yaxis={**hidden, "range": [seen.bottom, seen.top]},
        uirevision="kaart",
    )


def _hover(theme: str, text: str) -> str:
    shown = text if len(text) <= _LONGEST_HOVER else text[:_LONGEST_HOVER] + " …"
    return f"<b>{_plain(theme)}</b><br>{_LINE.sub(_BREAK, _plain(shown))}"


def _plain(text: str) -> str:
    """Plotly reads a little HTML: a note's own marks must stay text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
