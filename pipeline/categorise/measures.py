"""Figures of recognition: confusion, F1 and calibration, from probabilities and the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_BINS = 10


@dataclass(frozen=True)
class ClassQuality:
    """Of one class: right among what was called so, found among what is so, both, how many."""

    name: str
    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True)
class Bin:
    """Answers of like certainty: the certainty promised on average and the share that was right."""

    n: int
    promised: float
    right: float


def macro_f1(truth: NDArray[np.str_], shares: NDArray[np.float64], classes: Sequence[str]) -> float:
    """The mean F1 of the classes that occur, for the likeliest class of each row."""
    measured = class_qualities(confusion_of(truth, shares, classes), classes)
    return float(np.mean([one.f1 for one in measured if one.n]))


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of promised and right, weighted by answers."""
    n_answers = sum(one.n for one in bins)
    return sum(one.n * abs(one.promised - one.right) for one in bins) / n_answers


def reliability(
    truth: NDArray[np.str_], shares: NDArray[np.float64], classes: Sequence[str]
) -> tuple[Bin, ...]:
    """Answers in ten bins of certainty, 0 to 0.1 first; empty bins are left out."""
    promised = shares.max(axis=1)
    right = np.array(classes)[shares.argmax(axis=1)] == truth
    place = np.minimum((promised * N_BINS).astype(int), N_BINS - 1)
    return tuple(
        Bin(
            n=int((place == number).sum()),
            promised=float(promised[place == number].mean()),
            right=float(right[place == number].mean()),
        )
        for number in sorted(set(place.tolist()))
    )


def confusion_of(
    truth: NDArray[np.str_], shares: NDArray[np.float64], classes: Sequence[str]
) -> NDArray[np.int64]:
    """How many of each class were called each class, (n_classes, n_classes)."""
    place = {name: number for number, name in enumerate(classes)}
    table = np.zeros((len(classes), len(classes)), dtype=np.int64)
    rows = np.array([place[name] for name in truth.tolist()])
    np.add.at(table, (rows, shares.argmax(axis=1)), 1)
    return table


def class_qualities(confusion: NDArray[np.int64], classes: Sequence[str]) -> list[ClassQuality]:
    """The quality of each class, from the confusion."""
    found = []
    for number, name in enumerate(classes):
        hits, called, n = (
            confusion[number, number],
            confusion[:, number].sum(),
            confusion[number].sum(),
        )
        precision, recall = hits / max(called, 1), hits / max(n, 1)
        f1 = 2 * hits / max(called + n, 1)
        found.append(ClassQuality(name, float(precision), float(recall), float(f1), int(n)))
    return found
