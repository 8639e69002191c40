"""The classifier: trained once, with a fold model for each text that it was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.blend import CLASSES, Blend, indicators, learn_blend
from pipeline.categorise.views import (
    VIEWS,
    Matrix,
    ViewModel,
    Vocabulary,
    kernels,
    learn_vocabulary,
    solve,
)
from pipeline.ids import normalise
from pipeline.resources.gold import GoldNote
from pipeline.settings import CategoriseOptions

Probabilities = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Labeller:
    """One trained whole: views, their blend, and a blend of the meaning view alone."""

    views: ViewModel
    blend: Blend
    meaning_blend: Blend

    def probabilities(
        self, features: dict[str, Any], vectors: Matrix, dutch: NDArray[np.bool_]
    ) -> Probabilities:
        """By label (n_texts, n_classes); texts that are not Dutch go by their meaning alone."""
        scores = self.views.scores(features, vectors)
        blended = self.blend.probabilities(stack(scores))
        by_meaning = self.meaning_blend.probabilities(scores["meaning"])
        return {
            label: np.where(dutch[:, None], blended[label], by_meaning[label]) for label in CLASSES
        }


@dataclass(frozen=True)
class LabelModel:
    """The classifier of a run.

    `fold_of` gives for each normalised training text the fold whose labeller never saw it.
    `out_of_fold` are those predictions by label, (n_gold, n_classes), and `truth` the labels.
    """

    vocabulary: Vocabulary
    final: Labeller
    folds: tuple[Labeller, ...]
    fold_of: dict[str, int]
    out_of_fold: Probabilities
    truth: dict[str, NDArray[np.str_]]


def stack(scores: Mapping[str, Matrix]) -> Matrix:
    """The scores of all views beside each other, (n_texts, n_views * n_classes)."""
    return np.hstack([scores[view] for view in VIEWS])


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
    _check_lengths(len(gold_texts), len(truth["category"]), len(vectors))
    vocabulary, rows = learn_vocabulary(gold_texts), vectors.astype(np.float32)
    alike, features = kernels(vocabulary, gold_texts, rows), vocabulary.features(gold_texts)
    targets = indicators(truth)
    n_folds = int(fold.max()) + 1
    fold_views, scores = [], {view: np.empty_like(targets) for view in VIEWS}
    for number in range(n_folds):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        views = _learn_views(alike, features, rows, targets, seen)
        fold_views.append(views)
        found = views.scores({view: part[held] for view, part in features.items()}, rows[held])
        for view in VIEWS:
            scores[view][held] = found[view]
    final_views = _learn_views(alike, features, rows, targets, np.arange(len(rows)))
    folds = tuple(
        _labeller(views, scores, truth, fold != number, seed)
        for number, views in enumerate(fold_views)
    )
    out_of_fold = {label: np.empty((len(rows), len(names))) for label, names in CLASSES.items()}
    for number, labeller in enumerate(folds):
        held = fold == number
        for label, shares in labeller.blend.probabilities(stack(scores)[held]).items():
            out_of_fold[label][held] = shares
    return LabelModel(
        vocabulary=vocabulary,
        final=_labeller(final_views, scores, truth, np.ones(len(rows), dtype=bool), seed),
        folds=folds,
        fold_of={
            normalise(text): int(number) for text, number in zip(gold_texts, fold, strict=True)
        },
        out_of_fold=out_of_fold,
        truth=truth,
    )


def author_folds(
    gold_texts: Sequence[str], gold: Sequence[GoldNote], n_folds: int
) -> NDArray[np.int64]:
    """The fold of each note, (n_gold,): authors kept whole, equal texts in one fold.

    There are as many folds as authors when these are fewer than `n_folds`.

    Raises:
        ValueError: when lengths differ, or fewer than two authors are given.
    """
    from sklearn.model_selection import GroupKFold

    _check_lengths(len(gold_texts), len(gold))
    authors = np.array([note.batch for note in gold])
    n_authors = len(set(authors.tolist()))
    if n_authors < 2:  # noqa: PLR2004 - one to train on, one to hold apart
        raise ValueError(f"The labelled notes are of {n_authors} author; at least 2 are needed.")
    fold = np.empty(len(gold), dtype=np.int64)
    splitter = GroupKFold(n_splits=min(n_folds, n_authors))
    for number, (_, held) in enumerate(splitter.split(authors, groups=authors)):
        fold[held] = number
    return _equal_texts_together(gold_texts, fold)


def random_folds(gold_texts: Sequence[str], n_folds: int, seed: int) -> NDArray[np.int64]:
    """Folds of about equal size by chance, (n_gold,), equal texts in one fold."""
    order = np.random.default_rng(seed).permutation(len(gold_texts))
    return _equal_texts_together(gold_texts, order % min(n_folds, len(gold_texts)))


def _equal_texts_together(texts: Sequence[str], fold: NDArray[np.int64]) -> NDArray[np.int64]:
    first: dict[str, int] = {}
    for text, number in zip(texts, fold, strict=True):
        first.setdefault(normalise(text), int(number))
    return np.array([first[normalise(text)] for text in texts], dtype=np.int64)


def _learn_views(
    alike: Mapping[str, Matrix],
    features: Mapping[str, Any],
    vectors: Matrix,
    targets: Matrix,
    seen: NDArray[np.int64],
) -> ViewModel:
    centre = targets[seen].mean(axis=0)
    weights = {
        view: solve(kernel[np.ix_(seen, seen)], targets[seen] - centre, view)
        for view, kernel in alike.items()
    }
    return ViewModel(
        words=features["words"][seen].T @ weights["words"],
        characters=features["characters"][seen].T @ weights["characters"],
        meaning=weights["meaning"],
        vectors=vectors[seen],
        centre=centre,
    )


def _labeller(
    views: ViewModel,
    scores: Mapping[str, Matrix],
    truth: Mapping[str, NDArray[np.str_]],
    rows: NDArray[np.bool_],
    seed: int,
) -> Labeller:
    known = {label: values[rows] for label, values in truth.items()}
    return Labeller(
        views=views,
        blend=learn_blend(stack(scores)[rows], known, seed),
        meaning_blend=learn_blend(scores["meaning"][rows], known, seed),
    )


def _check_lengths(*lengths: int) -> None:
    if len(set(lengths)) != 1:
        raise ValueError(f"Texts, notes and vectors differ in number: {lengths}.")
