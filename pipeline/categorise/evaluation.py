"""How well the labels are recognised: figures on notes that the model did not see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.folds import random_folds
from pipeline.categorise.lessons import UNKNOWN, Lessons
from pipeline.categorise.measures import (
    Bin,
    ClassQuality,
    calibration_error,
    class_qualities,
    confusion_of,
    macro_f1,
    reliability,
)
from pipeline.categorise.model import LabelModel, train, train_on_folds
from pipeline.settings import CategoriseOptions


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


def _label_quality(label: str, model: LabelModel, mixed: LabelModel) -> LabelQuality:
    truth, shares, classes = model.truth[label], model.out_of_fold[label], CLASSES[label]
    confusion, bins = confusion_of(truth, shares, classes), reliability(truth, shares, classes)
    return LabelQuality(
        label=label,
        macro_f1=macro_f1(truth, shares, classes),
        macro_f1_random=macro_f1(mixed.truth[label], mixed.out_of_fold[label], classes),
        accuracy=float(np.trace(confusion) / confusion.sum()),
        calibration_error=calibration_error(bins),
        classes=tuple(class_qualities(confusion, classes)),
        confusion=tuple(tuple(int(n) for n in row) for row in confusion),
        reliability=bins,
    )
