"""Where the names of themes are written on the map, so that none is written over another."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.areas import Area

_NAME_WIDTH = 16
_ROOM = 0.04  # around all points, of the map
_ASIDE = (0.4, -0.4, 0.8, -0.8)  # how far to the side, of what clears the area
_ROOMY = 2.2  # times half a name: an area in which it hides few points


@dataclass(frozen=True)
class Frame:
    """The part of the map that is seen, in its own measure, and how many pixels that is.

    `letter` and `line`: the width of a letter and the height of a line of a name, in pixels.
    """

    left: float
    bottom: float
    right: float
    top: float
    width: int
    height: int
    letter: float
    line: float

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """A place on the map in pixels from the left and the bottom."""
        return (
            (x - self.left) / (self.right - self.left) * self.width,
            (y - self.bottom) / (self.top - self.bottom) * self.height,
        )

    def place(self, across: float, up: float) -> tuple[float, float]:
        """The way back of `pixels`."""
        return (
            self.left + across / self.width * (self.right - self.left),
            self.bottom + up / self.height * (self.top - self.bottom),
        )


def frame_of(points: pd.DataFrame, size: tuple[int, int], letter: float, line: float) -> Frame:
    """All points (x and y) with a little room around them, on so many pixels."""
    low, high = points[["x", "y"]].min(), points[["x", "y"]].max()
    room = (high - low).replace(0, 1.0) * _ROOM
    if points.empty:
        return Frame(0, 0, 1, 1, *size, letter, line)
    left, bottom = (low - room)[["x", "y"]].tolist()
    right, top = (high + room)[["x", "y"]].tolist()
    return Frame(left, bottom, right, top, *size, letter, line)


@dataclass(frozen=True)
class Name:
    """The lines of a name, and where their middle stands on the map."""

    label: str
    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True)
class _Box:
    """A part of the map in pixels: its middle and its halves."""

    x: float
    y: float
    half_width: float
    half_height: float

    def shared(self, other: _Box) -> float:
        """How much of one lies over the other, in square pixels."""
        wide = self.half_width + other.half_width - abs(self.x - other.x)
        high = self.half_height + other.half_height - abs(self.y - other.y)
        return max(wide, 0) * max(high, 0)


def place_names(areas: Sequence[Area], frame: Frame) -> list[Name]:
    """A name in or beside each area, over as little of others as can be; earlier ones choose first.

    A name that would be written over another one is left out; it is told on hover.
    """
    covered = [_extent(area, frame) for area in areas]
    taken: list[_Box] = []
    names = []
    for place, area in enumerate(areas):
        lines = textwrap.wrap(area.label, _NAME_WIDTH) or [area.label]
        others = covered[:place] + covered[place + 1 :]
        spots = [
            spot
            for spot in _spots(covered[place], lines, frame)
            if not any(spot.shared(other) for other in taken)
        ]
        if spots:
            box = min(spots, key=lambda spot: sum(spot.shared(other) for other in others))
            taken.append(box)
            names.append(Name(area.label, tuple(lines), *frame.place(box.x, box.y)))
    return names


def _spots(area: _Box, lines: Sequence[str], frame: Frame) -> Iterator[_Box]:
    """The places for a name, the best first, all within the frame.

    In the middle of an area that is larger than the name; else around it, above it first.
    """
    half_width = frame.letter * max(map(len, lines)) / 2
    half_height = frame.line * len(lines) / 2
    beside, over = area.half_width + half_width, area.half_height + half_height
    around = [(0.0, over), (0.0, -over), (beside, 0.0), (-beside, 0.0)]
    around += [(part * beside, up) for part in _ASIDE for up in (over, -over)]
    around += [(part * beside, up / 2) for part in (0, *_ASIDE) for up in (over, -over)]
    wide = area.half_width > _ROOMY * half_width and area.half_height > _ROOMY * half_height
    for across, up in [(0.0, 0.0), *around] if wide else [*around, (0.0, 0.0)]:
        yield _Box(
            min(max(area.x + across, half_width), max(frame.width - half_width, half_width)),
            min(max(area.y + up, half_height), max(frame.height - half_height, half_height)),
            half_width,
            half_height,
        )


def _extent(area: Area, frame: Frame) -> _Box:
    """The box around the shape that holds the heart, in pixels; the heart where none does."""
    x, y = frame.pixels(*area.heart)
    for shape in area.shapes:
        corners = [frame.pixels(*corner) for corner in shape.tolist()]
        across, up = zip(*corners, strict=True)
        box = _Box(
            (min(across) + max(across)) / 2,
            (min(up) + max(up)) / 2,
            (max(across) - min(across)) / 2,
            (max(up) - min(up)) / 2,
        )
        if abs(x - box.x) <= box.half_width and abs(y - box.y) <= box.half_height:
            return box
    return _Box(x, y, 0.0, 0.0)
