"""What more labelled texts bring: quality after learning from a part of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.calibrate import CLASSES, calibrate
from pipeline.categorise.lessons import UNKNOWN
from pipeline.categorise.measures import macro_f1
from pipeline.categorise.views import Matrix, solve

_SHARES = (0.125, 0.25, 0.5)
Apply = Callable[[Callable[[int], tuple[Matrix, int]], Iterable[int]], Iterable[tuple[Matrix, int]]]


@dataclass(frozen=True)
class CurvePoint:
    """Macro-F1 of a label on texts of unseen authors, after learning from `n_texts` of others."""

    label: str
    n_texts: int
    macro_f1: float


def learning_curve(
    alike: Matrix,
    targets: Matrix,
    labels: Mapping[str, NDArray[np.str_]],
    fold: NDArray[np.int64],
    seed: int,
    apply: Apply = map,
) -> list[CurvePoint]:
    """The points for an eighth, a quarter and half of the texts, picked by chance in each fold.

    `alike` (n_lessons, n_lessons) and `targets` (n_lessons, n_classes) are those of the training.
    `apply` is `map`, or one that works on several folds at once and answers in order.
    """
    points = []
    numbers = range(int(fold.max()) + 1)
    for share in _SHARES:

        def held_out(number: int, share: float = share) -> tuple[Matrix, int]:
            return _scores(alike, targets, fold, number, _some(fold, number, share, seed))

        scores, sizes = np.empty_like(targets), []
        for number, (found, n_seen) in zip(numbers, apply(held_out, numbers), strict=True):
            scores[fold == number] = found
            sizes.append(n_seen)
        shares = calibrated(scores, labels, fold, seed)
        for label, classes in CLASSES.items():
            given = labels[label] != UNKNOWN
            quality = macro_f1(labels[label][given], shares[label][given], classes)
            points.append(CurvePoint(label, round(float(np.mean(sizes))), quality))
    return points


def _some(fold: NDArray[np.int64], number: int, share: float, seed: int) -> NDArray[np.int64]:
    """A share of the texts of the other folds, in order."""
    others = np.random.default_rng(seed + number).permutation(np.flatnonzero(fold != number))
    return np.sort(others[: max(int(share * len(others)), 1)])


def _scores(
    alike: Matrix,
    targets: Matrix,
    fold: NDArray[np.int64],
    number: int,
    seen: NDArray[np.int64],
) -> tuple[Matrix, int]:
    """Scores of the texts of a fold by a training on those `seen`, and how many these are."""
    held, centre = np.flatnonzero(fold == number), targets[seen].mean(axis=0)
    weights = solve(alike[np.ix_(seen, seen)], targets[seen] - centre)
    return alike[np.ix_(held, seen)] @ weights + centre, len(seen)


def calibrated(
    scores: Matrix, labels: Mapping[str, NDArray[np.str_]], fold: NDArray[np.int64], seed: int
) -> dict[str, NDArray[np.float64]]:
    """Probabilities by label, (n_lessons, n_classes), by a calibration without the text's fold."""
    shares = {label: np.empty((len(scores), len(names))) for label, names in CLASSES.items()}
    for number in range(int(fold.max()) + 1):
        held = fold == number
        known = {name: values[~held] for name, values in labels.items()}
        found = calibrate(scores[~held], known, seed).probabilities(scores[held])
        for label in CLASSES:
            shares[label][held] = found[label]
    return shares
