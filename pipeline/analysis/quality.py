"""How good labels are, by label: the machine against people beside people against people.

Under 30 coded items there is no figure: chance alone would make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.agreement import (
    Estimate,
    alpha_of,
    coincidences,
    estimate,
    f1_by_class,
    macro_f1,
    share_estimate,
    sums_by_cluster,
)
from pipeline.analysis.judged import (
    LABELS,
    MACHINE_LABELS,
    Coded,
    Judged,
    coded_twice,
    judge_fragments,
    judge_notes,
)
from pipeline.analysis.pairs import count_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_CODED = 30
N_BINS = 10


@dataclass(frozen=True, eq=False)
class MachineQuality:
    """The machine against people. `accuracy` is the share of items on which they agree.

    `classes`: value, n, n_said, precision, recall, f1, low, high (of f1), a row a class.
    `confusion`: truth, said, n, a row a pair of classes. `bins`: promised, right_share, low, high,
    n, a row a bin of certainty.
    """

    n: int
    accuracy: Estimate
    macro_f1: Estimate
    alpha: Estimate
    calibration_error: Estimate
    classes: pd.DataFrame
    confusion: pd.DataFrame
    bins: pd.DataFrame


@dataclass(frozen=True, eq=False)
class PeopleQuality:
    """Coders against each other. `agreement` is the share of pairs that said the same.

    `confusion`: first, second, n, of the first two coders of each item.
    """

    n: int
    n_coders: int
    agreement: Estimate
    alpha: Estimate
    confusion: pd.DataFrame


@dataclass(frozen=True, eq=False)
class LabelQuality:
    """Of one label; `machine` and `people` are None where too few items were coded."""

    judged: Judged
    coded: Coded
    machine: MachineQuality | None
    people: PeopleQuality | None

    @property
    def label(self) -> str:
        """The name of the label."""
        return self.judged.label

    @property
    def items(self) -> set[str]:
        """All items that count somewhere."""
        return {*self.judged.rows["item"], *self.coded.rows["item"]}

    @property
    def n_judged(self) -> int:
        """Items that have a truth and an answer of the machine."""
        return len(self.judged.rows)

    @property
    def n_twice(self) -> int:
        """Items that two or more coders judged."""
        return int(self.coded.rows["item"].nunique())


def measure_codings(
    codings: pd.DataFrame, proposals: pd.DataFrame, fragments: pd.DataFrame
) -> tuple[LabelQuality, ...]:
    """The quality of each label by what coders said of the random sample."""
    coded_ids = codings["fragment_id"].unique()
    mine = proposals[proposals["fragment_id"].isin(coded_ids)]
    return tuple(
        measure(
            judge_fragments(label, codings, mine, fragments),
            coded_twice(label, codings, fragments),
        )
        for label in LABELS
    )


def measure_notes(labelled: pd.DataFrame) -> tuple[LabelQuality, ...]:
    """The quality of each label on the shipped labelled notes (`judged.judge_notes`)."""
    labels = [label for label in MACHINE_LABELS if label in set(labelled["label"])]
    return tuple(measure(judge_notes(label, labelled), Coded.by_nobody(label)) for label in labels)


def measure(judged: Judged, coded: Coded) -> LabelQuality:
    """The quality of one label, from whatever source."""
    measured = LabelQuality(judged, coded, None, None)
    few = judged.label not in MACHINE_LABELS or measured.n_judged < FEWEST_CODED
    return LabelQuality(
        judged,
        coded,
        machine=None if few else measure_machine(judged),
        people=None if measured.n_twice < FEWEST_CODED else measure_people(coded),
    )


def measure_machine(judged: Judged) -> MachineQuality:
    """The machine against the truth, each figure with a margin clustered as the rows say."""
    rows, classes = judged.rows, judged.classes
    each = _one_hot(rows["truth"], classes)[:, :, None] * _one_hot(rows["said"], classes)[:, None]
    sums = sums_by_cluster(each, rows["cluster"])
    return MachineQuality(
        n=len(rows),
        accuracy=share_estimate(right_or_not(rows), rows["cluster"]),
        macro_f1=estimate(sums, macro_f1),
        alpha=estimate(sums + np.swapaxes(sums, -2, -1), alpha_of),
        calibration_error=estimate(_bin_sums(judged), calibration_error),
        classes=_classes(sums, classes),
        confusion=count_pairs(rows, classes, ("truth", "said")),
        bins=_bins(judged),
    )


def measure_people(coded: Coded) -> PeopleQuality:
    """Coders against each other; items with one coder say nothing of that."""
    import krippendorff

    rows, classes = coded.rows, coded.classes
    clusters = rows.drop_duplicates("item").set_index("item")["cluster"]
    counts = pd.crosstab(rows["item"], rows["value"]).reindex(
        index=clusters.index, columns=list(classes), fill_value=0
    )
    table = counts.to_numpy(dtype=np.int64)
    pairs = coincidences(table)
    alpha = estimate(sums_by_cluster(pairs, clusters), alpha_of)
    if (table.sum(axis=0) > 0).sum() > 1:
        value = float(krippendorff.alpha(value_counts=table, level_of_measurement="nominal"))
        alpha = Estimate(value, alpha.low, alpha.high)
    agreeing = np.trace(pairs, axis1=1, axis2=2)
    return PeopleQuality(
        n=len(table),
        n_coders=int(rows["who"].nunique()),
        agreement=share_estimate(agreeing, clusters, pairs.sum(axis=(1, 2))),
        alpha=alpha,
        confusion=count_pairs(coded.pairs, classes, ("first", "second")),
    )


def right_or_not(rows: pd.DataFrame) -> NDArray[np.float64]:
    """1 where the machine said what a person did, else 0, (n_rows,)."""
    return np.asarray(rows["truth"].to_numpy() == rows["said"].to_numpy(), dtype=np.float64)


def calibration_error(bins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Expected calibration error of bins (..., n_bins, 3): answers, promised, right, as sums."""
    distance = np.abs(bins[..., 1] - bins[..., 2]).sum(axis=-1)
    return np.asarray(distance / bins[..., 0].sum(axis=-1))


def _bin_sums(judged: Judged) -> NDArray[np.float64]:
    """Answers, promised and right summed by cluster and bin, (n_clusters, n_bins, 3)."""
    rows = judged.rows
    values = np.zeros((len(rows), N_BINS, 3))
    answers = np.column_stack([np.ones(len(rows)), rows["certainty"], right_or_not(rows)])
    values[np.arange(len(rows)), _bin_of(rows["certainty"])] = answers
    return sums_by_cluster(values, rows["cluster"])


def _bin_of(certainty: pd.Series) -> NDArray[np.int64]:
    """Ten bins of equal width: 0 for 0 to 0.1."""
    return np.minimum((certainty.to_numpy() * N_BINS).astype(np.int64), N_BINS - 1)


def _bins(judged: Judged) -> pd.DataFrame:
    """Per bin that has answers: what was promised and what was right, with its margin."""
    rows = judged.rows.assign(bin=_bin_of(judged.rows["certainty"]))
    found = []
    for _, mine in rows.groupby("bin"):
        share = share_estimate(right_or_not(mine), mine["cluster"])
        promised = float(mine["certainty"].mean())
        found.append((promised, share.value, share.low, share.high, len(mine)))
    return pd.DataFrame(found, columns=["promised", "right_share", "low", "high", "n"])


def _classes(sums: NDArray[np.float64], classes: Sequence[str]) -> pd.DataFrame:
    total = sums.sum(axis=0)
    hits, n_true, n_said = np.diagonal(total), total.sum(axis=1), total.sum(axis=0)
    rows = []
    for number, name in enumerate(classes):
        f1 = estimate(sums, lambda some, number=number: f1_by_class(some)[..., number])  # type: ignore[misc]
        precision = hits[number] / n_said[number] if n_said[number] else np.nan
        recall = hits[number] / n_true[number] if n_true[number] else np.nan
        counts = int(n_true[number]), int(n_said[number])
        rows.append((name, *counts, precision, recall, f1.value, f1.low, f1.high))
    names = ["value", "n", "n_said", "precision", "recall", "f1", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def _one_hot(values: pd.Series, classes: Sequence[str]) -> NDArray[np.float64]:
    return np.asarray(values.to_numpy()[:, None] == np.array(classes), dtype=np.float64)
