"""What PowerPoint and the projector page agree on: sizes of letters, and a chart in words.

Sizes are points on a slide of 960 by 540 points (13.33 by 7.5 inches).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from pipeline.analysis.figure import COLOURS, GREY, Figure
from pipeline.analysis.quotes import Quote
from pipeline.analysis.words import number, percent
from pipeline.plan.deck import Slide

SMALLEST_POINTS = 24
FOOTER_POINTS, MARK_POINTS = 12, 16
COVER_POINTS, LINE_POINTS, SUBTITLE_POINTS, LEAD_POINTS = 60, 30, 32, 26
GAP = 18  # between quotes
_TITLE_POINTS = (40, 36, 32, 30, 28)
_QUOTE_POINTS = (40, 36, 34, 32, 30, 28, 26, SMALLEST_POINTS)
_LINE_POINTS = (LINE_POINTS, 28, 26, SMALLEST_POINTS)
_BIGGEST = 96
NAME, _SHORT_NAME = 0.5, 0.56  # width of a letter of a long and of a short name, of its size
_LETTER, _BOLD, _LINE = 0.49, 0.56, 1.22  # width and height of a letter, of its size


def title_points(slide: Slide, width: float, height: float) -> int:
    """The largest size at which the title fits, below its lead."""
    room = height - (LEAD_POINTS * _LINE if slide.lead else 0)
    for points in _TITLE_POINTS:
        if _n_lines(slide.title, points, width, _BOLD) * points * _LINE <= room:
            return points
    return _TITLE_POINTS[-1]


def quote_points(quotes: Sequence[Quote], width: float, height: float) -> int:
    """The largest size at which these quotes with their captions fit below each other."""
    fits = (points for points in _QUOTE_POINTS if _height(quotes, points, width) <= height)
    return next(fits, SMALLEST_POINTS)


def line_points(lines: Sequence[str], width: float, height: float) -> int:
    """The largest size at which these lines fit below each other, with half a line between."""
    for points in _LINE_POINTS:
        n_lines = sum(_n_lines(line, points, width) for line in lines)
        if (n_lines * _LINE + len(lines) / 2) * points <= height:
            return points
    return SMALLEST_POINTS


def big_points(values: Sequence[str], width: float) -> int:
    """The largest size at which each of these figures stands on one line."""
    longest = max(map(len, values), default=1)
    return min(_BIGGEST, int(width / longest / _BOLD))


def label_width(figure: Figure, most: float) -> float:
    """Room for the names at the bars: on one line where they fit in `most`, else on two."""
    names = [str(name) for name in figure.data[figure.y]]
    one_line = max(map(len, names)) * SMALLEST_POINTS * _SHORT_NAME
    return min(one_line, most) + SMALLEST_POINTS / 2


def colour_of(category: str) -> str:
    """The fixed colour of a soort."""
    return COLOURS.get(category, GREY)


def caption_of(quote: Quote) -> str:
    """The caption, of which month and year stay together."""
    head, comma, month = quote.caption.rpartition(", ")
    return head + comma + month.replace(" ", "\u00a0")


def figure_words(figure: Figure) -> str:
    """The chart for who does not see it: what is counted, and each bar with its value."""
    write = percent if figure.scale == "percent" else number
    rows = zip(figure.data[figure.y], figure.data[figure.x], strict=True)
    return f"{figure.subtitle}. " + "; ".join(f"{name}: {write(value)}" for name, value in rows)


def _height(quotes: Sequence[Quote], points: int, width: float) -> float:
    lines = sum(points * _n_lines(quote.shown, points, width) for quote in quotes)
    captions = sum(_n_lines(caption_of(quote), SMALLEST_POINTS, width) for quote in quotes)
    return (lines + captions * SMALLEST_POINTS) * _LINE + GAP * (len(quotes) - 1)


def _n_lines(text: str, points: int, width: float, letter: float = _LETTER) -> int:
    """Lines of words, each broken where it is full."""
    return len(textwrap.wrap(text, max(1, int(width / points / letter))))
