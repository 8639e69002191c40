"""The classifier: trained once, with a fold model for each text that it was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.cache import RecordCache
from pipeline.categorise.calibrate import CLASSES, Calibration, calibrate, indicators
from pipeline.categorise.curve import CurvePoint, learning_curve
from pipeline.categorise.folds import group_folds, text_key
from pipeline.categorise.lessons import UNKNOWN, Lessons, Sense
from pipeline.categorise.looks import WEIGHTS, Vocabulary, common_pieces, learn_look
from pipeline.categorise.views import VIEWS, Likeness, Matrix, ViewModel, in_meaning
from pipeline.settings import CategoriseOptions

Probabilities = dict[str, NDArray[np.float64]]

_AT_ONCE = 2  # trainings side by side, each on one BLAS thread


@dataclass(frozen=True)
class Labeller:
    """One trained whole: the weights, and what makes their scores probabilities, by view."""

    views: ViewModel
    calibration: dict[str, Calibration]

    def probabilities(
        self, scores: Mapping[str, Matrix], dutch: NDArray[np.bool_]
    ) -> Probabilities:
        """By label (n_texts, n_classes); texts that are not Dutch go by their meaning alone.

        `scores` is what the views' `scores` gives.
        """
        together, meaning = (self.calibration[view].probabilities(scores[view]) for view in VIEWS)
        return {
            label: np.where(dutch[:, None], together[label], meaning[label]) for label in CLASSES
        }


@dataclass(frozen=True)
class LabelModel:
    """The classifier of a run.

    `senses`: what the lessons mean to each encoder. `fold_of` gives for the key of each training
    text the fold whose labeller never saw it. `out_of_fold` are those predictions by label,
    (n_lessons, n_classes), `truth` the labels and `authors` whose they are. `curve`: what learning
    from fewer texts would give. `memory`, of this model alone, keeps what a text gave in an earlier
    run, and `tenses` what the rules for tense did.
    """

    vocabulary: Vocabulary
    senses: tuple[Sense, ...]
    final: Labeller
    folds: tuple[Labeller, ...]
    fold_of: dict[str, int]
    out_of_fold: Probabilities
    truth: dict[str, NDArray[np.str_]]
    authors: NDArray[np.str_]
    curve: tuple[CurvePoint, ...] = ()
    memory: RecordCache | None = None
    tenses: RecordCache | None = None


def train(lessons: Lessons, options: CategoriseOptions, seed: int) -> LabelModel:
    """A classifier from the lessons.

    Folds keep the texts of one group together, and equal texts too, so that the figures hold for
    unseen authors.

    Raises:
        ValueError: when there are fewer than two groups.
    """
    fold = group_folds(lessons.texts, lessons.groups, options.folds)
    return train_on_folds(lessons, fold, seed)


def train_on_folds(lessons: Lessons, fold: NDArray[np.int64], seed: int) -> LabelModel:
    """As `train`, with the fold of each text given, (n_lessons,)."""
    from threadpoolctl import threadpool_limits

    # One thread a training: the same to the last bit on any number of cores.
    with threadpool_limits(limits=1, user_api="blas"):
        vocabulary, features, alike = _look_at(lessons, seed)
        targets, n_folds = _targets(lessons), int(fold.max()) + 1
        shown = [np.flatnonzero(fold != number) for number in range(n_folds)]
        with ThreadPoolExecutor(_AT_ONCE) as workers:
            everything = np.arange(len(targets))
            learned = workers.map(
                lambda seen: alike.learn(features, targets, seen), [everything, *shown]
            )
            whole, *trained = list(learned)
            curve = learning_curve(alike.together, targets, lessons.labels, fold, seed, workers.map)
        scores = _held_out_scores(trained, features, lessons.senses, fold)
        truth = dict(lessons.labels)
        folds = tuple(
            _labeller(views, scores, truth, fold != number, seed)
            for number, views in enumerate(trained)
        )
        final = _labeller(whole, scores, truth, np.ones(len(targets), dtype=bool), seed)
    return LabelModel(
        vocabulary=vocabulary,
        senses=lessons.senses,
        final=final,
        folds=folds,
        fold_of={
            text_key(text): int(number) for text, number in zip(lessons.texts, fold, strict=True)
        },
        out_of_fold=_out_of_fold(folds, scores["together"], fold),
        truth=truth,
        authors=lessons.authors,
        curve=tuple(curve),
    )


def _look_at(lessons: Lessons, seed: int) -> tuple[Vocabulary, dict[str, Any], Likeness]:
    """The features of the lessons, and how alike they are; that grows while features are read."""
    common, looks, features = common_pieces(lessons.texts), {}, {}
    with ThreadPoolExecutor(1) as beside:
        meant = beside.submit(in_meaning, lessons.senses, seed)
        added = []
        for name in WEIGHTS:
            looks[name], features[name] = learn_look(name, lessons.texts, common)
            added.append(beside.submit(lambda rows: meant.result().add(rows), features[name]))
        for one in added:
            one.result()
    return Vocabulary(common, looks), features, meant.result()


def _targets(lessons: Lessons) -> Matrix:
    """What is to be learned, (n_lessons, n_classes); a label not given is the mean of the rest."""
    targets, start = indicators(lessons.labels), 0
    for label, classes in CLASSES.items():
        columns = slice(start, start + len(classes))
        given = lessons.labels[label] != UNKNOWN
        targets[~given, columns] = targets[given, columns].mean(axis=0)
        start += len(classes)
    return targets


def _held_out_scores(
    trained: Sequence[ViewModel],
    features: Mapping[str, Matrix],
    senses: Sequence[Sense],
    fold: NDArray[np.int64],
) -> dict[str, Matrix]:
    """Scores by view, (n_lessons, n_classes), of each text by the training that did not see it."""
    shape = (len(fold), len(trained[0].centre))
    scores = {view: np.empty(shape, dtype=np.float32) for view in VIEWS}
    for number, views in enumerate(trained):
        held = np.flatnonzero(fold == number)
        by_words = views.by_words({look: matrix[held] for look, matrix in features.items()})
        found = views.scores(by_words, [sense.of(held) for sense in senses], senses)
        for view in VIEWS:
            scores[view][held] = found[view]
    return scores


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
