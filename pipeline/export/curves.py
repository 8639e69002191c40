"""The drawings of a curve (a number by a number) and of a matrix (counts of pairs of words)."""

from __future__ import annotations

from typing import Any

from pipeline.analysis.figure import ACCENT, Figure
from pipeline.analysis.words import column, number
from pipeline.export.chart_style import INK, QUIET, WIDTH, Chart

_CELL = 52
_PERCENT = "format(100 * datum.value, '.0f') + ' %'"
_DECIMAL = "replace(format(datum.value, '.1f'), '.', ',')"
_NUMBER = "replace(format(datum.value, ',.0f'), ',', '.')"
_DARK = 0.74  # of a row: from here on white letters are read best, below it black ones


def draw_curve(figure: Figure) -> Chart:
    """Points joined by a line, with their margins; the best there could be as a dashed line."""
    import altair as alt

    whole, is_share = alt.Scale(domain=[0, 1]), _is_share(figure, figure.x)
    across = whole if is_share else alt.Scale(zero=False)
    share = _PERCENT if figure.scale == "percent" else _DECIMAL
    x = alt.X(f"{figure.x}:Q", axis=_axis(figure.x, share if is_share else _NUMBER), scale=across)
    y = alt.Y(f"{figure.y}:Q", axis=_axis(figure.y, share), scale=whole)
    base = alt.Chart(figure.data).encode(x=x, y=y)
    layers = []
    if figure.reference is not None:
        best = base.encode(y=alt.Y(f"{figure.reference}:Q"))
        layers.append(best.mark_line(strokeDash=[6, 5], color=QUIET, strokeWidth=1.5))
    if figure.low is not None:
        margin = base.transform_filter(f"isValid(datum['{figure.low}'])")
        ends = margin.encode(y=alt.Y(f"{figure.low}:Q"), y2=alt.Y2(f"{figure.high}:Q"))
        layers.append(ends.mark_rule(strokeWidth=1.5, color=INK))
    dots = alt.OverlayMarkDef(color=ACCENT, size=70)
    layers.append(base.mark_line(color=ACCENT, strokeWidth=3, point=dots))
    return alt.layer(*layers).properties(width=WIDTH, height=WIDTH / 2)


def draw_matrix(figure: Figure) -> Chart:
    """A cell for each pair, darker where it holds more of its row; the count stands in it."""
    import altair as alt

    counts = figure.data[figure.colour]
    totals = counts.groupby(figure.data[figure.y]).transform("sum")
    data = figure.data.assign(part=(counts / totals).fillna(0), shown=counts.map(number))
    order = list(figure.order) or None
    axis: dict[str, Any] = {
        "labelFontSize": 15,
        "labelAngle": 0,
        "labelPadding": 8,
        "titlePadding": 10,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "ticks": False,
        "domain": False,
    }
    base = alt.Chart(data).encode(
        x=alt.X(
            f"{figure.x}:N",
            sort=order,
            axis=alt.Axis(title=column(figure.x), orient="top", **axis),
        ),
        y=alt.Y(f"{figure.y}:N", sort=order, axis=alt.Axis(title=column(figure.y), **axis)),
    )
    shade = alt.Scale(domain=[0, 1], range=["#F3F5F8", ACCENT], interpolate="rgb")
    cells = base.mark_rect(stroke="#D8DBE0").encode(
        color=alt.Color("part:Q", scale=shade, legend=None)
    )
    light = alt.ColorValue(
        **alt.condition(f"datum.part > {_DARK}", alt.value("#FFFFFF"), alt.value("#000000"))
    )
    words = base.mark_text(fontSize=16).encode(text=alt.Text("shown:N"), color=light)
    rows = figure.data[figure.y].nunique()
    return alt.layer(cells, words).properties(width=WIDTH * 0.8, height=_CELL * rows)


def _is_share(figure: Figure, name: str) -> bool:
    """Whether the values of a column are parts of one."""
    return bool(figure.data[name].max() <= 1)


def _axis(name: str, label: str) -> Chart:
    """The axis of a column; `label` is how its numbers are written."""
    import altair as alt

    return alt.Axis(
        title=column(name),
        labelExpr=label,
        tickCount=5,
        titleFontSize=14,
        titleFontWeight="normal",
    )
