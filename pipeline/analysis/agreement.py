"""How far two who judge the same things agree: shares, Krippendorff's alpha, F1, and margins.

Everything here is a function of sums by cluster (of an uitdager, of an author): a margin is made
by drawing clusters again and again, since notes of one uitdager are alike. Percentiles of few
clusters lie too close together, so they are taken further out, as far as Student's t would
(Hesterberg, 2015, "What teachers should know about the bootstrap", the expanded percentile).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.counts import CONFIDENCE, FEWEST_UITDAGERS, share_intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

N_RESAMPLES = 2000
_SEED = 2009
Statistic = Callable[["NDArray[np.float64]"], "NDArray[np.float64]"]


@dataclass(frozen=True)
class Estimate:
    """A figure with its margin of 95 %; the bounds are nan where there are too few clusters."""

    value: float
    low: float = math.nan
    high: float = math.nan

    @property
    def has_margin(self) -> bool:
        """Whether there were clusters enough for a margin."""
        return not math.isnan(self.low)


def coincidences(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Pairs of values by unit, (n_units, n_values, n_values), of `counts` (n_units, n_values).

    `counts`: how many coders gave a unit each value, at least two a unit. Each unit weighs as many
    pairs as it has coders (Krippendorff, 2011, "Computing Krippendorff's alpha-reliability").
    """
    wide = counts.astype(np.float64)
    pairs = wide[:, :, None] * wide[:, None, :]
    diagonal = np.arange(counts.shape[1])
    pairs[:, diagonal, diagonal] -= wide
    return np.asarray(pairs / (wide.sum(axis=1) - 1)[:, None, None])


def alpha_of(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Krippendorff's alpha, nominal, of summed coincidences (..., n_values, n_values).

    nan where everyone always said the same: nothing then tells agreement from chance.
    """
    total = pairs.sum(axis=(-2, -1))
    agreeing = np.trace(pairs, axis1=-2, axis2=-1)
    expected = total**2 - (pairs.sum(axis=-1) ** 2).sum(axis=-1)
    observed = (total - 1) * (total - agreeing)
    return _divide_or_nan(expected - observed, expected)


def f1_by_class(confusion: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of each class, (..., n_classes), of confusions with the truth in rows.

    nan for a class that does not occur in truth.
    """
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    n_true, n_said = confusion.sum(axis=-1), confusion.sum(axis=-2)
    f1 = _divide_or_nan(2 * hits, n_true + n_said)
    return np.where(n_true > 0, f1, np.nan)


def macro_f1(confusion: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean F1 of the classes that occur in truth, of confusions (..., n_classes, n_classes)."""
    f1 = f1_by_class(confusion)
    known = ~np.isnan(f1)
    return _divide_or_nan(np.where(known, f1, 0).sum(axis=-1), known.sum(axis=-1))


def sums_by_cluster(values: NDArray[np.float64], clusters: pd.Series) -> NDArray[np.float64]:
    """The rows of `values` (n_rows, ...) summed by cluster; rows without one are one more."""
    codes, known = pd.factorize(clusters.astype("str").mask(clusters.isna()))
    places = np.where(codes < 0, len(known), codes)
    sums = np.zeros((int(places.max()) + 1 if len(places) else 0, *values.shape[1:]))
    np.add.at(sums, places, values)
    return sums


def estimate(sums: NDArray[np.float64], statistic: Statistic) -> Estimate:
    """A statistic of all clusters together, with its margin; `sums` is (n_clusters, ...)."""
    value = float(statistic(sums.sum(axis=0)))
    n_clusters = len(sums)
    if n_clusters < FEWEST_UITDAGERS or math.isnan(value):
        return Estimate(value)
    found = statistic(np.tensordot(_draws(n_clusters), sums, axes=1))
    tail = _tail(n_clusters)
    low, high = np.nanquantile(found, [tail, 1 - tail])
    return Estimate(value, min(float(low), value), max(float(high), value))


def share_estimate(
    hits: NDArray[np.float64], clusters: pd.Series, weights: NDArray[np.float64] | None = None
) -> Estimate:
    """The share of `hits` (n_rows,) with the margin that shares have everywhere."""
    known = list(clusters.astype("str").mask(clusters.isna()))
    found = share_intervals(hits[:, None], known, weights).iloc[0]
    return Estimate(float(found["share"]), float(found["low"]), float(found["high"]))


@lru_cache(maxsize=8)
def _draws(n_clusters: int) -> NDArray[np.float64]:
    """How often each cluster is drawn, (n_resamples, n_clusters); the same for every figure."""
    chance = np.random.default_rng(_SEED)
    drawn = chance.multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), size=N_RESAMPLES)
    found = drawn.astype(np.float64)
    found.flags.writeable = False
    return found


def _tail(n_clusters: int) -> float:
    """The part of the draws that lies outside a bound, smaller where there are few clusters."""
    from scipy.special import ndtr, stdtrit

    reach = stdtrit(n_clusters - 1, (1 + CONFIDENCE) / 2)
    return float(ndtr(-math.sqrt(n_clusters / (n_clusters - 1)) * reach))


def _divide_or_nan(
    above: NDArray[np.float64], below: NDArray[np.float64] | NDArray[np.int64]
) -> NDArray[np.float64]:
    empty = np.asarray(below == 0)
    return np.where(empty, np.nan, above / np.where(empty, 1, below))
