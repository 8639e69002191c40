"""Which labelled notes are held apart together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.ids import normalise
from pipeline.resources.gold import GoldNote


def author_folds(
    gold_texts: Sequence[str], gold: Sequence[GoldNote], n_folds: int
) -> NDArray[np.int64]:
    """The fold of each note, (n_gold,): authors kept whole, equal texts in one fold.

    There are as many folds as authors when these are fewer than `n_folds`.

    Raises:
        ValueError: when lengths differ, or fewer than two authors are given.
    """
    from sklearn.model_selection import GroupKFold

    check_lengths(len(gold_texts), len(gold))
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


def check_lengths(*lengths: int) -> None:
    """Nothing, when all are equal.

    Raises:
        ValueError: naming the lengths.
    """
    if len(set(lengths)) != 1:
        raise ValueError(f"Texts, notes and vectors differ in number: {lengths}.")
