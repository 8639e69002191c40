"""Which labelled texts are held apart together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.ids import normalise


def group_folds(texts: Sequence[str], groups: NDArray[np.str_], n_folds: int) -> NDArray[np.int64]:
    """The fold of each text, (n_texts,): groups kept whole, and then equal texts in one fold.

    There are as many folds as groups when these are fewer than `n_folds`. A text that stands in two
    groups goes to the fold of the first.

    Raises:
        ValueError: when fewer than two groups are given.
    """
    from sklearn.model_selection import GroupKFold

    n_groups = len(set(groups.tolist()))
    if n_groups < 2:  # noqa: PLR2004 - one to train on, one to hold apart
        raise ValueError(f"The labelled notes are of {n_groups} group; at least 2 are needed.")
    fold = np.empty(len(texts), dtype=np.int64)
    splitter = GroupKFold(n_splits=min(n_folds, n_groups))
    for number, (_, held) in enumerate(splitter.split(groups, groups=groups)):
        fold[held] = number
    return _equal_texts_together(texts, fold)


def random_folds(texts: Sequence[str], n_folds: int, seed: int) -> NDArray[np.int64]:
    """Folds of about equal size by chance, (n_texts,), equal texts in one fold."""
    order = np.random.default_rng(seed).permutation(len(texts))
    return _equal_texts_together(texts, order % min(n_folds, len(texts)))


def text_key(text: str) -> str:
    """What is the same for texts that differ in spacing and capitals only; not to be read back."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:32]


def _equal_texts_together(texts: Sequence[str], fold: NDArray[np.int64]) -> NDArray[np.int64]:
    first: dict[str, int] = {}
    for text, number in zip(texts, fold, strict=True):
        first.setdefault(normalise(text), int(number))
    return np.array([first[normalise(text)] for text in texts], dtype=np.int64)
