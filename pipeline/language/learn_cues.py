"""Weights for the cues of cues.py, learned from notes that were cut by hand.

A penalised logistic regression over every place in running text where a cut is weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.language.cues import cue_values
from pipeline.language.split import blocks_of
from pipeline.resources.gold import LongNote

N_FOLDS, N_REPEATS = 10, 5
_STRENGTH = 0.03  # inverse of the penalty; best of .01, .03, .1, .3 in cross-validation

Weights = dict[str, float]


@dataclass(frozen=True)
class Places:
    """Where a cut is weighed: `cues` (n_places, n_cues); `is_cut` and `note`, (n_places,).

    `note` is the number of the note that a place stands in.
    """

    names: list[str]
    cues: NDArray[np.float64]
    is_cut: NDArray[np.bool_]
    note: NDArray[np.int64]


def weighed_places(notes: Sequence[LongNote]) -> Places:
    """The places of all notes, in order."""
    rows: list[dict[str, float]] = []
    is_cut: list[bool] = []
    note_of: list[int] = []
    for number, note in enumerate(notes):
        gold = note.boundaries()
        for block in blocks_of(note.text):
            if block.weighed:
                rows += cue_values([note.text[s.start : s.end] for s in block.sentences])
                is_cut += [sentence.start in gold for sentence in block.sentences[1:]]
                note_of += [number] * (len(block.sentences) - 1)
    names = list(rows[0])
    cues = np.array([[row[name] for name in names] for row in rows])
    return Places(names, cues, np.array(is_cut), np.array(note_of))


def learn_weights(places: Places, among: NDArray[np.bool_] | None = None) -> Weights:
    """Weights on the scale of the cues, with `start_value`; `among` (n_places,) chooses places."""
    from sklearn.linear_model import LogisticRegression  # heavy: loaded when needed
    from sklearn.preprocessing import StandardScaler

    chosen = np.ones(len(places.is_cut), dtype=bool) if among is None else among
    scaler = StandardScaler()
    x = scaler.fit_transform(places.cues[chosen])
    model = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(x, places.is_cut[chosen])
    weights = model.coef_[0] / scaler.scale_
    start = float(model.intercept_[0] - weights @ scaler.mean_)
    return {"start_value": start} | dict(zip(places.names, weights.tolist(), strict=True))


def weights_without(places: Places, fold: NDArray[np.int64]) -> list[Weights]:
    """For each note the weights learned from the notes of other folds; `fold` is (n_notes,)."""
    from threadpoolctl import threadpool_limits

    of_place = fold[places.note]
    # One thread: on a busy machine the threads of many small steps only wait for each other.
    with threadpool_limits(limits=1, user_api="blas"):
        learned = {int(one): learn_weights(places, of_place != one) for one in np.unique(fold)}
    return [learned[int(one)] for one in fold]


def deal(n_notes: int, seed: int) -> list[NDArray[np.int64]]:
    """Folds of about equal size, (n_notes,) for each repeat.

    Raises:
        ValueError: when there are fewer notes than folds.
    """
    if n_notes < N_FOLDS:
        raise ValueError(f"{n_notes} notes cut by hand; at least {N_FOLDS} are needed.")
    chance = np.random.default_rng(seed)
    return [chance.permutation(n_notes) % N_FOLDS for _ in range(N_REPEATS)]
