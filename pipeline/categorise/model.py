"""The classifier: trained once, with a fold model for each text that it was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.cache import RecordCache
from pipeline.categorise.calibrate import CLASSES, Calibration, calibrate, indicators
from pipeline.categorise.folds import author_folds, check_lengths
from pipeline.categorise.views import (
    VIEWS,
    Matrix,
    ViewModel,
    Vocabulary,
    kernels,
    learn_views,
    learn_vocabulary,
)
from pipeline.ids import normalise
from pipeline.resources.gold import GoldNote
from pipeline.settings import CategoriseOptions

Probabilities = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Labeller:
    """One trained whole: the weights, and what makes their scores probabilities, by view."""

    views: ViewModel
    calibration: dict[str, Calibration]

    def probabilities(
        self, by_words: Matrix, vectors: Matrix, dutch: NDArray[np.bool_]
    ) -> Probabilities:
        """By label (n_texts, n_classes); texts that are not Dutch go by their meaning alone.

        `by_words` is what the views' `by_words` gives for the same texts.
        """
        scores = self.views.scores(by_words, vectors)
        together, meaning = (self.calibration[view].probabilities(scores[view]) for view in VIEWS)
        return {
            label: np.where(dutch[:, None], together[label], meaning[label]) for label in CLASSES
        }


@dataclass(frozen=True)
class LabelModel:
    """The classifier of a run.

    `fold_of` gives for each normalised training text the fold whose labeller never saw it.
    `out_of_fold` are those predictions by label, (n_gold, n_classes), and `truth` the labels.
    `memory`, of this model alone, keeps what a text gave in an earlier run.
    """

    vocabulary: Vocabulary
    final: Labeller
    folds: tuple[Labeller, ...]
    fold_of: dict[str, int]
    out_of_fold: Probabilities
    truth: dict[str, NDArray[np.str_]]
    memory: RecordCache | None = None


def truth_of(gold: Sequence[GoldNote]) -> dict[str, NDArray[np.str_]]:
    """The labels as arrays by label, in the order of the notes."""
    return {label: np.array([getattr(note, label) for note in gold]) for label in CLASSES}


def train(
    gold_texts: Sequence[str],
    gold: Sequence[GoldNote],
    vectors: NDArray[np.float16],
    options: CategoriseOptions,
    seed: int,
) -> LabelModel:
    """A classifier from the labelled notes.

    `gold_texts` are the notes as the pseudonymiser leaves them and `vectors` (n_gold,
    n_dimensions) their unit sentence vectors, both in the order of `gold`. Folds keep the notes
    of one author together, and equal texts too, so that the figures hold for unseen authors.

    Raises:
        ValueError: when the three differ in length, or fewer than two authors are given.
    """
    fold = author_folds(gold_texts, gold, options.folds)
    return train_on_folds(gold_texts, truth_of(gold), vectors, fold, seed)


def train_on_folds(
    gold_texts: Sequence[str],
    truth: dict[str, NDArray[np.str_]],
    vectors: NDArray[np.float16],
    fold: NDArray[np.int64],
    seed: int,
) -> LabelModel:
    """As `train`, with the fold of each text given, (n_gold,)."""
    from threadpoolctl import threadpool_limits

    check_lengths(len(gold_texts), len(truth["category"]), len(vectors))
    # One thread: the same to the last bit on any number of cores, and no fight for a busy one.
    with threadpool_limits(limits=1, user_api="blas"):
        vocabulary, rows = learn_vocabulary(gold_texts), vectors.astype(np.float32)
        features, targets = vocabulary.features(gold_texts), indicators(truth)
        alike = kernels(features, rows)
        alike["together"] = alike["words"] + alike["characters"] + alike["meaning"]
        trained, scores = [], {view: np.empty_like(targets) for view in VIEWS}
        for number in range(int(fold.max()) + 1):
            seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            trained.append(learn_views(alike, features, rows, targets, seen))
            some = {name: matrix[held] for name, matrix in features.items()}
            by_words = trained[number].by_words(some)
            for view, found in trained[number].scores(by_words, rows[held]).items():
                scores[view][held] = found
        whole = learn_views(alike, features, rows, targets, np.arange(len(rows)))
        folds = tuple(
            _labeller(views, scores, truth, fold != number, seed)
            for number, views in enumerate(trained)
        )
        everything = np.ones(len(rows), dtype=bool)
        final = _labeller(whole, scores, truth, everything, seed)
    return LabelModel(
        vocabulary=vocabulary,
        final=final,
        folds=folds,
        fold_of={
            normalise(text): int(number) for text, number in zip(gold_texts, fold, strict=True)
        },
        out_of_fold=_out_of_fold(folds, scores["together"], fold),
        truth=truth,
    )


def _out_of_fold(
    folds: Sequence[Labeller], scores: Matrix, fold: NDArray[np.int64]
) -> Probabilities:
    shares = {label: np.empty((len(fold), len(names))) for label, names in CLASSES.items()}
    for number, labeller in enumerate(folds):
        held = fold == number
        found = labeller.calibration["together"].probabilities(scores[held])
        for label in CLASSES:
            shares[label][held] = found[label]
    return shares


def _labeller(
    views: ViewModel,
    scores: Mapping[str, Matrix],
    truth: Mapping[str, NDArray[np.str_]],
    rows: NDArray[np.bool_],
    seed: int,
) -> Labeller:
    known = {label: values[rows] for label, values in truth.items()}
    calibration = {view: calibrate(scores[view][rows], known, seed) for view in VIEWS}
    return Labeller(views, calibration)
