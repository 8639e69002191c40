"""What more labelled texts bring: quality after learning from a part of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.calibrate import CLASSES, calibrate
from pipeline.categorise.lessons import UNKNOWN
from pipeline.categorise.measures import macro_f1
from pipeline.categorise.views import Matrix, solve

_SHARES = (0.125, 0.25, 0.5)


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
) -> list[CurvePoint]:
    """The points for an eighth, a quarter and half of the texts, picked by chance in each fold.

    `alike` (n_lessons, n_lessons) and `targets` (n_lessons, n_classes) are those of the training.
    """
    points = []
    for share in _SHARES:
        scores, n_seen = _scores(alike, targets, fold, share, seed)
        shares = _calibrated(scores, labels, fold, seed)
        for label, classes in CLASSES.items():
            given = labels[label] != UNKNOWN
            found = macro_f1(labels[label][given], shares[label][given], classes)
            points.append(CurvePoint(label, n_seen, found))
    return points


def _scores(
    alike: Matrix, targets: Matrix, fold: NDArray[np.int64], share: float, seed: int
) -> tuple[Matrix, int]:
    """Scores of each text by a training on a share of the other folds; how many that were."""
    scores, sizes = np.empty_like(targets), []
    for number in range(int(fold.max()) + 1):
        others, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        chosen = np.random.default_rng(seed + number).permutation(others)
        seen = np.sort(chosen[: max(int(share * len(others)), 1)])
        centre = targets[seen].mean(axis=0)
        weights = solve(alike[np.ix_(seen, seen)], targets[seen] - centre)
        scores[held] = alike[np.ix_(held, seen)] @ weights + centre
        sizes.append(len(seen))
    return scores, round(float(np.mean(sizes)))


def _calibrated(
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
