"""What a form or a person said of one label tells something of the others.

An annoyance is seldom positive: where the category is known, the valence is judged in its light.
The lift of a class, P(class | known) / P(class), is counted on the labelled notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.calibrate import CLASSES

Probabilities = dict[str, NDArray[np.float64]]

_TRUST = 0.7
"""Power of the lift: the text and the known label partly say the same. Least log loss out of fold
on the labelled notes for category, valence and actor alike, between 0.6 and 0.8."""


def in_light_of_known(
    shares: Probabilities,
    known: Mapping[str, Sequence[str | None]],
    truth: Mapping[str, NDArray[np.str_]],
) -> Probabilities:
    """`shares` by label, (n_fragments, n_classes), after what is known of the other labels.

    `known` holds for each label what was said of each fragment, or None; `truth` the labels of
    the labelled notes. A row in which nothing is known stays as it was.
    """
    informed = {label: values.copy() for label, values in shares.items()}
    for said, asked in permutations(CLASSES, 2):
        lift = _lift(truth[said], truth[asked], CLASSES[said], CLASSES[asked])
        positions = {name: position for position, name in enumerate(CLASSES[said])}
        rows = [row for row, value in enumerate(known[said]) if value is not None]
        which = [positions[str(known[said][row])] for row in rows]
        informed[asked][rows] *= lift[which] ** _TRUST
    return {label: values / values.sum(axis=1, keepdims=True) for label, values in informed.items()}


def _lift(
    said: NDArray[np.str_], asked: NDArray[np.str_], rows: Sequence[str], columns: Sequence[str]
) -> NDArray[np.float64]:
    """P(column | row) / P(column), (n_rows, n_columns); one is added to each count."""
    counts = np.array([[np.sum((said == r) & (asked == c)) + 1.0 for c in columns] for r in rows])
    share = counts / counts.sum(axis=1, keepdims=True)
    return np.asarray(share / (counts.sum(axis=0) / counts.sum()))
