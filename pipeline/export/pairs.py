"""Bars in pairs: the same values in two parts of the material."""

from __future__ import annotations

from pipeline.analysis.figure import ACCENT, Figure
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.words import number, percent
from pipeline.export.chart_style import HALO, INK, WIDTH, Chart

TINTS = (ACCENT, "#9DB7D1")
_STEP, _BAR = 30, 22  # pixels
_ROOM = 1.2  # of what reaches farthest, for the value at its end


def draw_pairs(figure: Figure) -> Chart:
    """A pair a value, the first part above the second; the parts by their names on top."""
    import altair as alt

    write = percent if figure.scale == "percent" else number
    small = small_cells(figure.data)
    shown = figure.data[figure.x].map(write).astype("str")
    parts = list(dict.fromkeys(figure.data[figure.colour]))
    data = figure.data.assign(
        shown=shown.mask(small, shown + f" {MARK}"),
        end=figure.data[[figure.x, figure.high]].max(axis=1),
        part=figure.data[figure.colour].map({name: place for place, name in enumerate(parts)}),
    )
    farthest = float(data["end"].max())
    axis = alt.Axis(
        title=None, labelLimit=200, labelFontSize=15, labelPadding=8, ticks=False, domain=False
    )
    scale = alt.Scale(domain=[0, farthest * _ROOM if farthest > 0 else 1], nice=False)
    base = alt.Chart(data).encode(
        y=alt.Y(f"{figure.y}:N", sort=list(figure.order), axis=axis),
        yOffset=alt.YOffset("part:O", sort=list(range(len(parts)))),
    )
    legend = alt.Legend(
        title=None, orient="top", labelFontSize=14, symbolSize=180, columns=1, labelLimit=420
    )
    tint = alt.Color(
        f"{figure.colour}:N",
        scale=alt.Scale(domain=parts, range=list(TINTS[: len(parts)])),
        legend=legend,
    )
    layers = [
        base.mark_bar(size=_BAR).encode(
            x=alt.X(f"{figure.x}:Q", axis=None, scale=scale), color=tint
        )
    ]
    margin = base.transform_filter(f"isValid(datum['{figure.low}'])")
    ends = margin.encode(x=alt.X(f"{figure.low}:Q"), x2=alt.X2(f"{figure.high}:Q"))
    layers += [
        ends.mark_rule(strokeWidth=width, color=ink) for width, ink in ((4, HALO), (1.5, INK))
    ]
    texts = base.mark_text(align="left", dx=7, fontSize=14, color=INK)
    layers.append(texts.encode(x=alt.X("end:Q"), text=alt.Text("shown:N")))
    height = len(parts) * _STEP * max(1, len(figure.order)) + 10 * len(figure.order)
    return alt.layer(*layers).properties(width=WIDTH, height=height)
