"""A treemap as a picture: boxes with their names and counts, a mark where the feeling differs."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, fields

import pandas as pd

from pipeline.analysis.figure import COLOURS, GREY, Figure
from pipeline.analysis.moods import NEGATIVE, POSITIVE
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.treemap import Box, Treemap, lay_out
from pipeline.analysis.words import number
from pipeline.export.chart_style import HALO, INK, WIDTH, Chart

MOOD_MARKS = {NEGATIVE: "▼", POSITIVE: "▲"}
_HEIGHT, _HEAD = 520, 26
_SIZES = (14, 13, 12, 11, 10)  # the largest at which a name fits in its box
_LETTER, _LINE = 0.53, 1.22  # width and height of a letter, of its size
_EDGE = 7


@dataclass(frozen=True)
class _Line:
    """A line of text from its left and its top."""

    x: float
    y: float
    text: str
    weight: str
    size: float


def draw_treemap(figure: Figure) -> Chart:
    """Boxes with names; what fits in no box is left to the table. A line below tells the marks."""
    import altair as alt

    data = figure.data.reset_index(drop=True)
    laid = lay_out(data, figure.x, figure.facet, Box(0, 0, WIDTH, _HEIGHT), _HEAD)
    across = alt.Scale(domain=[0, WIDTH], nice=False)
    down = alt.Scale(domain=[_HEIGHT, 0], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=across), alt.Y("y:Q", axis=None, scale=down)
    boxes = pd.DataFrame(
        [(b.left, b.left + b.width, b.top, b.top + b.height) for b in laid.boxes],
        columns=["x", "x2", "y", "y2"],
    ).assign(tint=[COLOURS.get(str(mood), GREY) for mood in data["mood"]])
    rects = alt.Chart(boxes).mark_rect(stroke=HALO, strokeWidth=2)
    rects = rects.encode(
        x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), color=alt.Color("tint:N", scale=None)
    )
    texts = alt.Chart(_texts(figure, data, laid)).encode(x=x, y=y, text=alt.Text("text:N"))
    texts = texts.encode(size=alt.Size("size:Q", scale=None))
    layers = [rects]
    for weight in ("bold", "normal"):
        mine = texts.transform_filter(f"datum.weight === '{weight}'")
        layers.append(mine.mark_text(align="left", baseline="top", fontWeight=weight, color=INK))
    marks = {mark: mood for mood, mark in MOOD_MARKS.items() if (data["mood"] == mood).any()}
    told = "   ".join(f"{mark} {mood}" for mark, mood in marks.items())
    legend = alt.TitleParams(told, orient="bottom", anchor="start", fontSize=13, offset=8)
    chart = alt.layer(*layers).properties(width=WIDTH, height=_HEIGHT)
    return chart.properties(title=legend) if told else chart


def _texts(figure: Figure, data: pd.DataFrame, laid: Treemap) -> pd.DataFrame:
    lines: list[_Line] = []
    small = small_cells(data)
    for place, box in enumerate(laid.boxes):
        row = data.iloc[place]
        mood = str(row["mood"])
        mark, star = MOOD_MARKS.get(mood, ""), MARK if small.iloc[place] else ""
        count = " ".join(filter(None, [number(row[figure.x]), mark, star]))
        lines += _written(box, str(row[figure.y]), count)
    for name, box in laid.groups.items():
        letters = max(4, int(box.width / _SIZES[0] / _LETTER))
        head = textwrap.shorten(str(name), letters, placeholder=" …")
        lines.append(_Line(box.left + 2, box.top + 6, head, "bold", _SIZES[0]))
    return pd.DataFrame(lines, columns=[field.name for field in fields(_Line)])


def _written(box: Box, name: str, count: str) -> list[_Line]:
    """The name with the count below it, as large as fits; what fits at no size is cut."""
    for size in _SIZES:
        letters = max(1, int((box.width - 2 * _EDGE) / size / _LETTER))
        most = int((box.height - 2 * _EDGE) / size / _LINE)
        lines = textwrap.wrap(name, letters, break_long_words=False)
        if len(lines) < most and max(map(len, lines)) <= letters:
            break
    if most < 1:
        return []
    shown = [line if len(line) <= letters else f"{line[: letters - 1]}…" for line in lines]
    lines = [*shown[: max(1, most - 1)], count][:most]
    return [
        _Line(
            box.left + _EDGE,
            box.top + _EDGE + _LINE * size * place,
            text,
            "normal" if text == count else "bold",
            size,
        )
        for place, text in enumerate(lines)
    ]
