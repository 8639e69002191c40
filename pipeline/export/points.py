"""The map of fragments as a picture: points, and the areas and names of the largest themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.analysis.areas import Area, theme_areas
from pipeline.analysis.figure import Figure
from pipeline.analysis.map_names import Frame, frame_of, place_names
from pipeline.analysis.words import OVERIG
from pipeline.export.chart_style import INK, WIDTH, Chart

_MOST_NAMES = 24
_HEIGHT = 560
_LETTER, _LINE, _SIZE = 7.4, 17, 13


def draw_points(figure: Figure) -> Chart:
    """Points, paler where their theme has no name on the map, over the areas of those that have."""
    import altair as alt

    data = figure.data[[figure.x, figure.y, figure.colour]].set_axis(
        ["x", "y", "theme_label"], axis=1
    )
    sizes = data["theme_label"].value_counts()
    named = [name for name in sizes.index if name != OVERIG][:_MOST_NAMES]
    frame = frame_of(data, (WIDTH, _HEIGHT), _LETTER, _LINE)
    tint = alt.Color(
        "theme_label:N", scale=alt.Scale(domain=named, scheme="tableau20"), legend=None
    )
    known = alt.FieldOneOfPredicate(field="theme_label", oneOf=named)
    shade = alt.ColorValue(**alt.condition(known, tint, alt.value("#D0D0D0")))
    dots = alt.Chart(data).mark_circle(size=14, opacity=0.6).encode(*_at(frame), color=shade)
    areas = theme_areas(data, named)
    layers = [_shapes(areas, frame, tint), dots, *_names(areas, frame)]
    return alt.layer(*layers).properties(width=WIDTH, height=_HEIGHT)


def _at(frame: Frame) -> tuple[Any, Any]:
    """X and y on the map."""
    import altair as alt

    hidden = alt.Axis(title=None, labels=False, ticks=False, grid=False, domain=False)
    across = alt.Scale(domain=[frame.left, frame.right], nice=False, zero=False)
    up = alt.Scale(domain=[frame.bottom, frame.top], nice=False, zero=False)
    return alt.X("x:Q", axis=hidden, scale=across), alt.Y("y:Q", axis=hidden, scale=up)


def _shapes(areas: Sequence[Area], frame: Frame, tint: Any) -> Chart:
    import altair as alt

    rows = [
        (area.label, f"{area.label} {number}", corner, x, y)
        for area in areas
        for number, shape in enumerate(area.shapes)
        for corner, (x, y) in enumerate([*shape.tolist(), shape[0].tolist()])
    ]
    data = pd.DataFrame(rows, columns=["theme_label", "shape", "corner", "x", "y"])
    marks = alt.Chart(data).mark_line(filled=True, fillOpacity=0.16, strokeWidth=0)
    order, detail = alt.Order("corner:Q"), alt.Detail("shape:N")
    return marks.encode(*_at(frame), order=order, detail=detail, color=tint)


def _names(areas: Sequence[Area], frame: Frame) -> list[Chart]:
    """The names with a halo, a mark a line, so that each stands where it was placed."""
    import altair as alt

    rows = []
    for name in place_names(areas, frame):
        across, up = frame.pixels(name.x, name.y)
        for place, line in enumerate(name.lines):
            down = (place - (len(name.lines) - 1) / 2) * frame.line
            rows.append((*frame.place(across, up - down), line))
    names = alt.Chart(pd.DataFrame(rows, columns=["x", "y", "line"]))
    names = names.encode(*_at(frame), text=alt.Text("line:N"))
    style: dict[str, Any] = {"fontSize": _SIZE, "fontWeight": "bold"}
    halo = names.mark_text(
        stroke="white", strokeWidth=4, strokeJoin="round", color="white", **style
    )
    return [halo, names.mark_text(color=INK, **style)]
