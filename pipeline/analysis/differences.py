"""Whether a part of the fragments differs from the others by more than chance.

Notes of one uitdager are alike, so a difference of shares is tested by leaving out one uitdager at
a time (the cluster jackknife of `analysis.counts`), with Student's t for the number of uitdagers
minus one. What is compared together is corrected together (Holm, 1979, "A simple sequentially
rejective multiple test procedure").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.agreement import sums_by_cluster
from pipeline.analysis.counts import CONFIDENCE, FEWEST_UITDAGERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHANCE = 1 - CONFIDENCE
_FEWEST_CLUSTERS = 5  # of each part, for its difference to be told from chance


def share_differences(
    hits: NDArray[np.float64], inside: NDArray[np.bool_], clusters: pd.Series
) -> pd.DataFrame:
    """difference, chance: a row a column of `hits` (n_fragments, n_values), mostly zeros and ones.

    How much larger the mean of hits is `inside` (n_fragments,) than outside, and the chance of a
    difference of that size by chance, not yet corrected (`holm`). Both are missing where a part is
    empty; the chance too where either part has fewer than five clusters.
    """
    n_values = hits.shape[1]
    missing = np.full(n_values, np.nan)
    if inside.all() or not inside.any():
        return pd.DataFrame({"difference": missing, "chance": missing})
    within = inside.astype(np.float64)[:, None]
    parts = np.hstack([hits * within, within, hits * (1 - within), 1 - within])
    sums = sums_by_cluster(parts, clusters)
    difference = _gaps(sums.sum(axis=0), n_values)
    n_clusters, n_inside = len(sums), int((sums[:, n_values] > 0).sum())
    n_outside = int((sums[:, -1] > 0).sum())
    if n_clusters < FEWEST_UITDAGERS or min(n_inside, n_outside) < _FEWEST_CLUSTERS:
        return pd.DataFrame({"difference": difference, "chance": missing})
    without = _gaps(sums.sum(axis=0) - sums, n_values)
    variance = (n_clusters - 1) / n_clusters * ((without - difference) ** 2).sum(axis=0)
    return pd.DataFrame(
        {"difference": difference, "chance": _chances(difference, variance, n_clusters)}
    )


def holm(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chances (n_tests,) corrected for how many they are; nan, where nothing was tested, stays.

    A corrected chance is never under that of a smaller one.
    """
    corrected = np.full(len(chances), np.nan)
    tested = np.flatnonzero(~np.isnan(chances))
    order = tested[np.argsort(chances[tested], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(chances[order] * factors), 1)
    return corrected


def _chances(
    difference: NDArray[np.float64], variance: NDArray[np.float64], n_clusters: int
) -> NDArray[np.float64]:
    """Two-sided; missing where nothing varies."""
    from scipy.special import stdtr

    known = variance > 0
    statistic = np.abs(difference) / np.sqrt(np.where(known, variance, 1.0))
    return np.where(known, 2 * stdtr(n_clusters - 1, -statistic), np.nan)


def _gaps(sums: NDArray[np.float64], n_values: int) -> NDArray[np.float64]:
    """Mean inside less mean outside of sums (..., 2 * n_values + 2)."""
    inside = sums[..., :n_values] / sums[..., n_values : n_values + 1]
    outside = sums[..., n_values + 1 : -1] / sums[..., -1:]
    return np.asarray(inside - outside, np.float64)
