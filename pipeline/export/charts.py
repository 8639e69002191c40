"""A `Figure` as an Altair chart, a PNG, an SVG and a workbook, all without a browser or network.

Channels are given as the classes that they are: a string, value or condition Altair matches with
every part of its schema, which took half the time of a chart.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.analysis.figure import ACCENT, COLOURS, GREY, Figure
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.words import number, percent
from pipeline.export.chart_style import (
    BAR_STEP,
    FONT,
    HALO,
    INK,
    QUIET,
    SCREEN_FONT,
    WIDTH,
    Chart,
)
from pipeline.export.curves import draw_curve, draw_matrix
from pipeline.export.hide import without_small
from pipeline.export.pairs import draw_pairs
from pipeline.export.points import draw_points
from pipeline.export.tables import to_xlsx
from pipeline.export.treemap import draw_treemap

if TYPE_CHECKING:
    import altair as alt

_MOST_MOMENTS = 6
_MONTHS = "['jan','feb','mrt','apr','mei','jun','jul','aug','sep','okt','nov','dec']"
_DATE_LABEL = f"date(datum.value) + ' ' + {_MONTHS}[month(datum.value)]"
_NUMBER_LABEL = "replace(format(datum.value, ',.0f'), ',', '.')"


def to_altair(figure: Figure, *, framed: bool = True) -> Chart:
    """The chart; `framed` adds title, subtitle and footer (a page may show these itself)."""
    draw = {
        "bar": _bars,
        "interval": _bars,
        "line": _line,
        "small_multiples": _small_multiples,
        "points": draw_points,
        "curve": draw_curve,
        "matrix": draw_matrix,
        "treemap": draw_treemap,
        "pairs": draw_pairs,
    }[figure.kind]
    chart = _nothing() if figure.empty else draw(figure)
    return _themed(_frame(chart, figure), FONT) if framed else _themed(chart, SCREEN_FONT)


def to_png(figure: Figure, scale: float = 2) -> bytes:
    """The framed chart as a picture, without small cells."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_spec(figure), scale=scale))


def to_svg(figure: Figure) -> str:
    """The framed chart as a drawing, without small cells."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_spec(figure)))


def to_excel(figure: Figure, created: dt.datetime) -> bytes:
    """The figure's table as a workbook with its Leeswijzer; small cells are hidden."""
    name = figure.key.replace("_", " ").capitalize()
    return to_xlsx({name: figure.data}, figure.footer, created, without_small(figure).spoken)


def _spec(figure: Figure) -> dict[str, Any]:
    import altair as alt

    with alt.data_transformers.enable("default", max_rows=None):
        return dict(to_altair(without_small(figure)).to_dict())


def _bars(figure: Figure) -> Chart:
    """Bars with the margin and the mark of the reference across them, where there are any."""
    import altair as alt

    base = _base(figure)
    layers = [_bar(base, figure, BAR_STEP * 0.62)]
    if figure.low is not None:
        margin = base.transform_filter(f"isValid(datum['{figure.low}'])")
        ends = margin.encode(x=alt.X(f"{figure.low}:Q"), x2=alt.X2(f"{figure.high}:Q"))
        for width, tint in ((4, HALO), (1.5, INK)):  # to be seen on a dark bar too
            layers.append(ends.mark_rule(strokeWidth=width, color=tint))
    if figure.reference is not None:
        mark = base.transform_filter(f"isValid(datum['{figure.reference}'])")
        for width, tint in ((5, HALO), (3, INK)):
            tick = mark.mark_tick(thickness=width, size=BAR_STEP * 0.8, color=tint, opacity=1)
            layers.append(tick.encode(x=alt.X(f"{figure.reference}:Q")))
    reach = [name for name in (figure.x, figure.high, figure.reference) if name is not None]
    return alt.layer(*layers, _labels(base, reach)).properties(width=WIDTH, height=_height(figure))


def _line(figure: Figure) -> Chart:
    import altair as alt

    dates = alt.Axis(labelExpr=_DATE_LABEL, title=None, tickCount=8, grid=False, labelFlush=True)
    values = alt.Axis(labelExpr=_NUMBER_LABEL, title=None, tickCount=4)
    base = alt.Chart(_labelled(figure, figure.y)).encode(
        x=alt.X(f"{figure.x}:T", axis=dates),
        y=alt.Y(f"{figure.y}:Q", axis=values, scale=alt.Scale(domainMin=0, nice=True)),
    )
    line = base.mark_line(
        color=ACCENT, strokeWidth=3, point=alt.OverlayMarkDef(color=ACCENT, size=50)
    )
    ranked = base.transform_window(
        rank="row_number()", sort=[alt.SortField(figure.y, order="descending")]
    )
    text: dict[str, Any] = {"dy": -14, "fontSize": 16, "color": INK}
    peak = ranked.transform_filter("datum.rank == 1").mark_text(fontWeight="bold", **text)
    few = ranked.transform_filter("datum.rank > 1 && datum.small").mark_text(text=MARK, **text)
    peak = peak.encode(text=alt.Text("shown:N"))
    layers = [*_moments(figure), line, few, peak]
    return alt.layer(*layers).properties(width=WIDTH, height=280)


def _moments(figure: Figure) -> list[Chart]:
    """A dashed line at each moment, named at its foot where they are few."""
    import altair as alt

    if not figure.moments:
        return []
    rows = [(pd.Timestamp(moment.date), moment.words) for moment in figure.moments]
    if len(rows) > _MOST_MOMENTS:
        named = (rows[0], rows[-1])
        rows = [(date, words if (date, words) in named else "") for date, words in rows]
    base = alt.Chart(pd.DataFrame(rows, columns=["moment", "said"]).assign(foot=0))
    base = base.encode(x=alt.X("moment:T"))
    text = base.mark_text(
        angle=270, align="left", baseline="bottom", dx=4, dy=-3, fontSize=12, color=QUIET
    )
    rule = base.mark_rule(strokeDash=[5, 4], color=GREY, strokeWidth=1.5)
    return [rule, text.encode(y=alt.Y("foot:Q"), text=alt.Text("said:N"))]


def _small_multiples(figure: Figure) -> Chart:
    import altair as alt

    base = _base(figure)
    small = alt.layer(_bar(base, figure, 20), _labels(base, [figure.x], size=14))
    header = alt.Header(title=None, labelFontSize=16, labelFontWeight="bold", labelAnchor="start")
    facets = list(dict.fromkeys(figure.data[figure.facet]))
    return small.properties(width=WIDTH / 2 - 90, height=28 * len(figure.order)).facet(
        alt.Facet(f"{figure.facet}:N", header=header, sort=facets), columns=2, spacing=18
    )


def _base(figure: Figure) -> Chart:
    import altair as alt

    order = list(figure.order) or None
    axis = alt.Axis(
        title=None, labelLimit=380, labelFontSize=16, labelPadding=10, ticks=False, domain=False
    )
    y = alt.Y(f"{figure.y}:N", sort=order, axis=axis)
    return alt.Chart(_labelled(figure, figure.x)).encode(y=y)


def _bar(base: Chart, figure: Figure, size: float) -> Chart:
    """The bars; paler where they rest on few persons."""
    import altair as alt

    pale = alt.OpacityValue(**alt.condition("datum.small", alt.value(0.45), alt.value(1)))
    return base.mark_bar(size=size).encode(
        x=_value_axis(figure), color=_colour(figure), opacity=pale
    )


def _labels(base: Chart, ends: list[str], size: int = 16) -> Chart:
    """The values, to the right of whatever reaches farthest in a row."""
    import altair as alt

    farthest = ", ".join(f"datum['{end}'] || 0" for end in ends)
    marks = base.transform_calculate(end=f"max({farthest})").mark_text(
        align="left", dx=8, fontSize=size, color=INK
    )
    return marks.encode(x=alt.X("end:Q"), text=alt.Text("shown:N"))


def _value_axis(figure: Figure) -> alt.X:
    import altair as alt

    ends = [name for name in (figure.x, figure.high, figure.reference) if name is not None]
    farthest = figure.data[ends].max().max()
    room = 1.15 if figure.facet is None else 1.3
    room = (
        room if figure.written is None else 1.75
    )  # words take more than a number, also on a phone
    domain = [0, float(farthest) * room if farthest > 0 else 1]
    return alt.X(f"{figure.x}:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))


def _colour(figure: Figure) -> Any:  # Altair's own union of channel types
    import altair as alt

    if figure.colour is None:
        return alt.ColorValue(ACCENT)
    names = list(dict.fromkeys(figure.data[figure.colour]))
    scale = alt.Scale(domain=names, range=[COLOURS.get(name, GREY) for name in names])
    return alt.Color(f"{figure.colour}:N", scale=scale, legend=None)


def _labelled(figure: Figure, value: str) -> pd.DataFrame:
    """The data with the value as it is written, in `shown`; cells on few persons are marked."""
    values = figure.data[value].fillna(0)
    decimals = 1 if (values % 1 > 0).any() else 0
    write = percent if figure.scale == "percent" else partial(number, decimals=decimals)
    shown = figure.data[figure.written] if figure.written else values.map(write).astype("str")
    small = small_cells(figure.data)
    return figure.data.assign(shown=shown.mask(small, shown + f" {MARK}"), small=small)


def _height(figure: Figure) -> int:
    return BAR_STEP * max(1, figure.data[figure.y].nunique())


def _nothing() -> Chart:
    import altair as alt

    text = pd.DataFrame({"shown": ["Hier is niets om te tonen."]})
    marks = alt.Chart(text).mark_text(fontSize=18, color=QUIET)
    return marks.encode(text=alt.Text("shown:N")).properties(width=WIDTH, height=120)


def _frame(chart: Chart, figure: Figure) -> Chart:
    import altair as alt

    title = alt.TitleParams(
        textwrap.wrap(figure.title, 62),
        subtitle=textwrap.wrap(figure.subtitle, 95),
        anchor="start",
        fontSize=22,
        subtitleFontSize=15,
        color=INK,
        subtitleColor=QUIET,
        offset=16,
    )
    footer = alt.TitleParams(
        textwrap.wrap(figure.footer, 110),
        anchor="start",
        orient="bottom",
        offset=14,
        fontSize=12,
        fontWeight="normal",
        color=QUIET,
    )
    return alt.vconcat(alt.vconcat(chart, title=footer), title=title)


def _themed(chart: Chart, font: str) -> Chart:
    import altair as alt

    return chart.configure(
        font=font,
        background="white",
        padding=18,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=INK, gridColor="#E4E4E4", labelFontSize=14, domainColor="#BBBBBB"
        ),
        header=alt.HeaderConfig(labelColor=INK),
    )
