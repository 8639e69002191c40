"""Where the boxes of a treemap stand: each as large as its value, as square as can be.

Squarified treemaps (Bruls, Huizing and van Wijk, 2000). Pure geometry: what draws it, the page or
a picture, asks for its own width and height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Box:
    """A rectangle, from the left and the top."""

    left: float
    top: float
    width: float
    height: float

    @property
    def short_side(self) -> float:
        """The side along which a row of boxes is laid."""
        return min(self.width, self.height)


@dataclass(frozen=True, eq=False)
class Treemap:
    """A box a row of the data, in its order, and one a group (none where there are no groups)."""

    boxes: tuple[Box, ...]
    groups: dict[str, Box]


def lay_out(data: pd.DataFrame, value: str, group: str | None, room: Box, head: float) -> Treemap:
    """The boxes of the rows, those of a group together below a strip of height `head`.

    Rows and groups come largest first, whatever their order in the data; values are positive.
    """
    boxes: dict[int, Box] = {}
    groups: dict[str, Box] = {}
    places = pd.Series(range(len(data)), index=data.index)
    if group is None:
        parts = [(room, places)]
    else:
        totals = data.groupby(group, sort=True)[value].sum()
        totals = totals.sort_values(ascending=False, kind="stable")
        groups = dict(zip(totals.index, squarify(totals.tolist(), room), strict=True))
        parts = [(_below(box, head), places[data[group] == name]) for name, box in groups.items()]
    for box, mine in parts:
        values = data[value].iloc[mine.to_numpy()].reset_index(drop=True)
        order = values.sort_values(ascending=False, kind="stable").index
        laid = squarify(values[order].tolist(), box)
        boxes |= dict(zip(mine.iloc[order].tolist(), laid, strict=True))
    return Treemap(tuple(boxes[place] for place in range(len(data))), groups)


def squarify(values: Sequence[float], room: Box) -> list[Box]:
    """A box a value, in their order (largest first), that fill the room together."""
    total = sum(values)
    areas = [value * room.width * room.height / total for value in values] if total > 0 else []
    boxes: list[Box] = []
    while areas:
        n_row = _best_row(areas, room.short_side)
        row, areas = areas[:n_row], areas[n_row:]
        laid, room = _lay_row(row, room)
        boxes += laid
    return boxes


def _best_row(areas: Sequence[float], side: float) -> int:
    """How many boxes make the first row: as long as the longest of them gets squarer."""
    n_row = 1
    while n_row < len(areas) and _worst(areas[: n_row + 1], side) <= _worst(areas[:n_row], side):
        n_row += 1
    return n_row


def _worst(row: Sequence[float], side: float) -> float:
    """The ratio of the sides of the longest box in a row."""
    total = sum(row)
    if total <= 0 or side <= 0:
        return float("inf")
    smallest, largest = max(min(row), 1e-12), max(row)
    return max(side**2 * largest / total**2, total**2 / (side**2 * smallest))


def _lay_row(row: Sequence[float], room: Box) -> tuple[list[Box], Box]:
    """The boxes of a row along the short side, and the room that is left."""
    depth = sum(row) / room.short_side if room.short_side > 0 else 0.0
    boxes, along = [], 0.0
    for area in row:
        length = area / depth if depth > 0 else 0.0
        if room.width >= room.height:
            boxes.append(Box(room.left, room.top + along, depth, length))
        else:
            boxes.append(Box(room.left + along, room.top, length, depth))
        along += length
    if room.width >= room.height:
        return boxes, Box(room.left + depth, room.top, room.width - depth, room.height)
    return boxes, Box(room.left, room.top + depth, room.width, room.height - depth)


def _below(box: Box, head: float) -> Box:
    """What is left of the box of a group below its name."""
    strip = min(head, box.height / 2)
    return Box(box.left, box.top + strip, box.width, box.height - strip)
