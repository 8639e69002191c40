"""A figure of bars as a drawing for the projector, with letters as large as on a slide."""

from __future__ import annotations

import re
import textwrap
from html import escape
from typing import Any

from pipeline.analysis.figure import ACCENT, COLOURS, Figure
from pipeline.analysis.words import number, percent
from pipeline.export.chart_style import FONT, INK
from pipeline.export.slides import NAME, SMALLEST_POINTS, figure_words, label_width

_ROOM_FOR_VALUE = 66  # points
_LINE = 25  # points from line to line of a name
_BAR = 0.66  # of the room of a bar
_MOST_LABEL = 0.5  # of the width
_OPENING = re.compile(r"<svg[^>]*>")
_SPOKEN = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')  # of its parts, in English
_SIZE = re.compile(r'viewBox="[^"]*"')


def to_slide_svg(figure: Figure, width: int, height: int) -> str:
    """The bars with their names and values at 24 points, in a drawing of so many points.

    It stretches to its place, stands on any ground, and speaks its figures.
    """
    import vl_convert

    drawing = str(vl_convert.vegalite_to_svg(_chart(figure, width, height).to_dict()))
    drawing = _SPOKEN.sub("", drawing)
    opening = _OPENING.search(drawing)
    box = _SIZE.search(drawing)
    if opening is None or box is None:
        raise ValueError("vl-convert gave a drawing without its size")
    spoken = escape(f"Staafdiagram. {figure_words(figure)}")
    ours = f'<svg xmlns="http://www.w3.org/2000/svg" {box[0]} role="img" aria-label="{spoken}">'
    return drawing.replace(opening[0], ours, 1)


def _chart(figure: Figure, width: int, height: int) -> Any:  # Altair's classes share no base
    import altair as alt

    names_width = label_width(figure, _MOST_LABEL * width)
    letters = int(names_width / SMALLEST_POINTS / NAME)
    write = percent if figure.scale == "percent" else number
    named = ["\n".join(textwrap.wrap(str(name), letters)) for name in figure.data[figure.y]]
    data = figure.data[[figure.x]].assign(
        row=range(len(figure.data)),
        named=named,
        shown=[write(value) for value in figure.data[figure.x]],
        fill=_colours(figure),
    )
    base = alt.Chart(data).encode(
        x=alt.X(f"{figure.x}:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        y=alt.Y("row:N", sort=None, axis=None),
    )
    letter: dict[str, Any] = {"fontSize": SMALLEST_POINTS, "color": INK}
    bars = base.mark_bar(size=height / len(data) * _BAR).encode(
        color=alt.Color("fill:N", scale=None)
    )
    values = base.mark_text(align="left", dx=8, **letter).encode(text=alt.Text("shown:N"))
    names = base.mark_text(
        align="right",
        dx=-8,
        dy=alt.ExprRef(f"-{_LINE / 2} * (length(split(datum.named, '\\n')) - 1)"),
        lineBreak="\n",
        lineHeight=_LINE,
        **letter,
    ).encode(text=alt.Text("named:N"), x=alt.value(0))
    room = width - names_width - _ROOM_FOR_VALUE
    chart = alt.layer(bars, values, names).properties(width=room, height=height)
    ground = chart.configure(aria=False, font=FONT, background="transparent", padding=0)
    return ground.configure_view(stroke=None)


def _colours(figure: Figure) -> list[str]:
    names = figure.data[figure.colour] if figure.colour else figure.data[figure.y]
    return [COLOURS.get(str(name), ACCENT) for name in names]
