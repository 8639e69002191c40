"""Where each theme lies on the map: soft shapes around most of its fragments, none for strays.

Of each theme the densest four fifths count (density of its own points, blurred). They may lie in
more than one place; each place that holds enough of them has a shape: its convex hull, a little
wider and with round corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CELLS = 64  # of the map, along each side
_BLUR = 1.6  # cells
_STRAY = 0.2  # of the points, the loneliest, do not count
_LEAST = 0.15  # of the points that count, in one place, to get a shape
_FEWEST = 4  # points
_WIDER = 0.022  # of the map
_ROUNDS = 2


@dataclass(frozen=True, eq=False)
class Area:
    """Where a theme lies: its densest place (x, y), and the corners of its shapes, (n, 2) each."""

    label: str
    heart: tuple[float, float]
    shapes: tuple[NDArray[np.float64], ...]


def theme_areas(points: pd.DataFrame, labels: Sequence[str]) -> list[Area]:
    """The area of each of these themes, in their order; `points`: theme_label, x and y.

    The order of points does not matter. A theme of a few points has a heart and no shape.
    """
    places = points[["x", "y"]].to_numpy(dtype=np.float64)
    if not len(places):
        return []
    low = places.min(axis=0)
    span = np.where(places.max(axis=0) > low, places.max(axis=0) - low, 1.0)
    unit = (places - low) / span
    groups = points.reset_index(drop=True).groupby("theme_label").indices
    found = []
    for label in labels:
        if label in groups:
            heart, shapes = _area(unit[groups[label]])
            x, y = (low + heart * span).tolist()
            found.append(Area(label, (x, y), tuple(low + shape * span for shape in shapes)))
    return found


def _area(
    unit: NDArray[np.float64],
) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
    """The densest place and the shapes of points (n_points, 2) between 0 and 1."""
    from scipy import ndimage

    cells = np.minimum((unit * _CELLS).astype(np.int64), _CELLS - 1)
    counts = np.zeros((_CELLS, _CELLS))
    np.add.at(counts, tuple(cells.T), 1.0)
    density = ndimage.gaussian_filter(counts, _BLUR, mode="constant")
    own = density[tuple(cells.T)]
    bar = np.quantile(own, _STRAY)
    parts, _ = ndimage.label(density >= bar, np.ones((3, 3)))
    part = np.where(own >= bar, parts[tuple(cells.T)], 0)
    sizes = np.bincount(part)[1:]
    top = np.flatnonzero(own >= own.max() - 1e-9)
    heart = unit[top].mean(axis=0)
    enough = np.flatnonzero(sizes >= max(_FEWEST, _LEAST * sizes.sum())) + 1
    shapes = [_soft(_hull(unit[part == number])) for number in enough]
    return heart, [shape for shape in shapes if len(shape)]


def _hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The corners around all points, in order (Andrew's monotone chain); empty where on a line."""
    ordered = np.unique(points, axis=0).tolist()
    corners: list[list[float]] = []
    for side in (ordered, ordered[::-1]):
        chain: list[list[float]] = []
        for point in side:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        corners += chain[:-1]
    return np.array(corners if len(corners) > 2 else []).reshape(-1, 2)  # noqa: PLR2004 - a triangle


def _turn(first: list[float], middle: list[float], last: list[float]) -> float:
    """Positive where three points turn to the left."""
    return (middle[0] - first[0]) * (last[1] - first[1]) - (middle[1] - first[1]) * (
        last[0] - first[0]
    )


def _soft(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """A little wider, with corners cut (Chaikin, 1974)."""
    if not len(corners):
        return corners
    away = corners - corners.mean(axis=0)
    reach = np.linalg.norm(away, axis=1, keepdims=True)
    shape = corners + away / np.where(reach > 0, reach, 1) * _WIDER
    for _ in range(_ROUNDS):
        after = np.roll(shape, -1, axis=0)
        pairs = np.stack([0.75 * shape + 0.25 * after, 0.25 * shape + 0.75 * after], axis=1)
        shape = pairs.reshape(-1, 2)
    return np.asarray(shape)
