"""How well the labels are recognised: figures on notes that the model did not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.folds import random_folds
from pipeline.categorise.lessons import UNKNOWN, Lessons
from pipeline.categorise.model import LabelModel, train, train_on_folds
from pipeline.settings import CategoriseOptions

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


@dataclass(frozen=True)
class LabelQuality:
    """Of one label; `confusion[i][j]` counts notes of class i that were called class j."""

    label: str
    macro_f1: float
    macro_f1_random: float
    accuracy: float
    calibration_error: float
    classes: tuple[ClassQuality, ...]
    confusion: tuple[tuple[int, ...], ...]
    reliability: tuple[Bin, ...]


@dataclass(frozen=True)
class Evaluation:
    """Out-of-fold quality on `n_notes` notes of `n_authors` authors, by label."""

    n_notes: int
    n_authors: int
    labels: tuple[LabelQuality, ...]


def evaluate(lessons: Lessons, options: CategoriseOptions, seed: int) -> Evaluation:
    """Figures with authors held apart, and beside them macro-F1 with notes held apart at random."""
    model = train(lessons, options, seed)
    mixed = train_on_folds(lessons, random_folds(lessons.texts, options.folds, seed), seed)
    return Evaluation(
        n_notes=len(lessons.texts),
        n_authors=len(set(lessons.authors.tolist())),
        labels=tuple(_label_quality(label, model, mixed) for label in CLASSES),
    )


def quality(model: LabelModel) -> dict[str, float]:
    """Out-of-fold macro-F1 by label over all lessons that have it, for the manifest."""
    found = {}
    for label, names in CLASSES.items():
        given = model.truth[label] != UNKNOWN
        truth, shares = model.truth[label][given], model.out_of_fold[label][given]
        found[f"{label}_macro_f1"] = round(macro_f1(truth, shares, names), 4)
    return found


def macro_f1(truth: NDArray[np.str_], shares: NDArray[np.float64], classes: Sequence[str]) -> float:
    """The mean F1 of the classes that occur, for the likeliest class of each row."""
    measured = _class_qualities(_confusion(truth, shares, classes), classes)
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


def _label_quality(label: str, model: LabelModel, mixed: LabelModel) -> LabelQuality:
    truth, shares, classes = model.truth[label], model.out_of_fold[label], CLASSES[label]
    confusion, bins = _confusion(truth, shares, classes), reliability(truth, shares, classes)
    return LabelQuality(
        label=label,
        macro_f1=macro_f1(truth, shares, classes),
        macro_f1_random=macro_f1(mixed.truth[label], mixed.out_of_fold[label], classes),
        accuracy=float(np.trace(confusion) / confusion.sum()),
        calibration_error=calibration_error(bins),
        classes=tuple(_class_qualities(confusion, classes)),
        confusion=tuple(tuple(int(n) for n in row) for row in confusion),
        reliability=bins,
    )


def _confusion(
    truth: NDArray[np.str_], shares: NDArray[np.float64], classes: Sequence[str]
) -> NDArray[np.int64]:
    place = {name: number for number, name in enumerate(classes)}
    table = np.zeros((len(classes), len(classes)), dtype=np.int64)
    rows = np.array([place[name] for name in truth.tolist()])
    np.add.at(table, (rows, shares.argmax(axis=1)), 1)
    return table


def _class_qualities(confusion: NDArray[np.int64], classes: Sequence[str]) -> list[ClassQuality]:
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
