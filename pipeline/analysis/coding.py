"""Which fragment a coder sees next: the queues of page Coderen, and what is still worth coding.

An order is an array of rows of the desk. It depends on the run, the coder's name and what was
said, never on the order of a table; the key makes that nobody can guess it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.analysis.adapt import Floats, Ridge, adapt, closeness, unit
from pipeline.analysis.shares import shares_of
from pipeline.ids import keyed_id
from pipeline.schema import LabelSource

LABELS = ("category", "valence", "actor", "tense")  # what the machine has probabilities for
BLOCK = 20  # the coders' orders differ within so many fragments of nearly the same rank
_UNIT = 16**8

Rows = NDArray[np.int64]
Words = Mapping[str, Mapping[int, str]]  # label -> row -> the person's word


@dataclass(frozen=True, eq=False)
class Desk:
    """A run as coders need it: a row a fragment, in order of id.

    `shares`: the machine's probabilities by label, (n_fragments, n_classes); `classes` their
    columns; `by_model`: whether the label of each fragment is the model's.
    """

    ids: tuple[str, ...]
    row_of: Mapping[str, int]
    units: Floats
    shares: Mapping[str, Floats]
    classes: Mapping[str, tuple[str, ...]]
    by_model: Mapping[str, NDArray[np.bool_]]


@dataclass(frozen=True)
class Draw:
    """Whose order it is: the coder, the run, and the key of the campaign."""

    key: str
    run_id: str
    coder: str

    def numbers(self, ids: Sequence[str], *, shared: bool = False) -> NDArray[np.float64]:
        """A number from 0 to 1 for each id; `shared`: the same for all coders and runs."""
        about = ("samen",) if shared else ("alleen", self.run_id, self.coder)
        drawn = [int(keyed_id(self.key, *about, each, length=8), 16) for each in ids]
        return np.array(drawn, dtype=np.float64) / _UNIT


def lay_out(
    fragments: pd.DataFrame,
    proposals: pd.DataFrame,
    ids: Sequence[str],
    vectors: NDArray[np.floating],
) -> Desk:
    """The desk of a run; `vectors` are those of `ids`. Without proposals no label has shares."""
    order = np.argsort(np.array(ids, dtype=np.str_), kind="stable")
    sorted_ids = tuple(str(ids[place]) for place in order)
    known = fragments.set_index("fragment_id").loc[list(sorted_ids)]
    shares: dict[str, Floats] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for label in LABELS:
        found = shares_of(proposals, label, sorted_ids)
        if found.classes:
            shares[label], classes[label] = found.table, found.classes
    return Desk(
        ids=sorted_ids,
        row_of={name: number for number, name in enumerate(sorted_ids)},
        units=unit(vectors[order]),
        shares=shares,
        classes=classes,
        by_model={
            label: (known[f"{label}_source"] == LabelSource.MODEL).to_numpy() for label in LABELS
        },
    )


def learn(desk: Desk, said: Words, rows: Sequence[int]) -> dict[str, Floats]:
    """The shares after what people said of these rows; 0.15 s for 25,000 fragments and 300 rows."""
    from threadpoolctl import threadpool_limits

    # One thread: on a busy machine several fight for it, and a tenth of a second becomes three.
    with threadpool_limits(limits=1, user_api="blas"):
        return _learn(desk, said, rows, closeness(desk.units, rows))


def _learn(desk: Desk, said: Words, rows: Sequence[int], near: Floats) -> dict[str, Floats]:
    place = {row: number for number, row in enumerate(rows)}
    learned: dict[str, Floats] = {}
    known: dict[tuple[int, ...], tuple[Floats, Ridge]] = {}
    for label, shares in desk.shares.items():
        number_of = {name: number for number, name in enumerate(desk.classes[label])}
        words = said.get(label, {})
        mine = tuple(row for row in rows if words.get(row) in number_of)
        if mine and mine not in known:
            part = near if len(mine) == len(rows) else near[[place[row] for row in mine]]
            known[mine] = (part, Ridge.of(part, mine))
        part, ridge = known.get(mine, (near, None))
        learned[label] = adapt(shares, part, mine, [number_of[words[row]] for row in mine], ridge)
    return learned


def doubt(desk: Desk, shares: Mapping[str, Floats], labels: Sequence[str]) -> Floats:
    """How much is in doubt of each fragment, 0 to 1: of the least sure of these labels.

    A label that a form or a person gave is in no doubt.
    """
    found = np.zeros(len(desk.ids), dtype=np.float32)
    for label in labels:
        if label in shares:
            unsure = (1 - shares[label].max(axis=1)) * desk.by_model[label]
            np.maximum(found, unsure, out=found)
    return found


def n_open(
    desk: Desk, shares: Mapping[str, Floats], labels: Sequence[str], review_below: float
) -> int:
    """How many fragments have a label of the model, of these, that is less sure than the bound."""
    if not desk.ids:
        return 0
    return int((doubt(desk, shares, labels) > 1 - review_below).sum())


def sample_order(ids: Sequence[str], draw: Draw, double_share: float) -> tuple[Rows, Rows]:
    """A random order for this coder, and which rows are for all coders.

    Those for all are a `double_share` of all fragments, the same for every coder and in the same
    order; they come in that proportion among the coder's own.
    """
    shared = draw.numbers(ids, shared=True)
    own = draw.numbers(ids)
    for_all = shared < double_share
    double = np.flatnonzero(for_all)[np.argsort(shared[for_all], kind="stable")]
    single = np.flatnonzero(~for_all)[np.argsort(own[~for_all], kind="stable")]
    # Each at its share of the way, so that both run out together.
    at = np.concatenate([_spaced(len(double)), _spaced(len(single))])
    return np.concatenate([double, single])[np.argsort(at, kind="stable")], double


def _spaced(n_rows: int) -> NDArray[np.float64]:
    return (np.arange(n_rows) + 0.5) / max(n_rows, 1)


def ranked_order(ids: Sequence[str], score: NDArray[np.floating], draw: Draw) -> Rows:
    """The highest score first; among twenty of nearly the same rank each coder has an own order."""
    place = np.empty(len(ids), dtype=np.int64)
    place[np.argsort(-score, kind="stable")] = np.arange(len(ids))
    return np.lexsort((draw.numbers(ids), place // BLOCK))


def typical_score(desk: Desk, shares: Mapping[str, Floats], label: str) -> Floats:
    """How typical each fragment is of what it is taken for: first the best of each class.

    Likely to be of its class, and near the middle of that class; the ranks within the classes make
    the score, so that a frequent class does not come first.
    """
    n_rows = len(desk.ids)
    if label not in shares or not n_rows:
        return np.zeros(n_rows, dtype=np.float32)
    table = shares[label]
    best, score = table.argmax(axis=1), np.zeros(n_rows, dtype=np.float32)
    for number in np.unique(best):
        mine = np.flatnonzero(best == number)
        middle = unit(desk.units[mine].mean(axis=0, keepdims=True))[0]
        fit = table[mine, number] + desk.units[mine] @ middle
        score[mine[np.argsort(-fit, kind="stable")]] = -np.arange(len(mine))
    return score
