"""Is the machine worse for some: how often it is right by neighbourhood, language and uitdager.

Each group is set against all others. The difference is tested by leaving out one uitdager at a
time (the cluster jackknife of `analysis.counts`), and the chances of all groups of a table are
corrected together (Holm, 1979, "A simple sequentially rejective multiple test procedure").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.agreement import share_estimate, sums_by_cluster
from pipeline.analysis.counts import CONFIDENCE, FEWEST_UITDAGERS, count_by
from pipeline.analysis.judged import Judged
from pipeline.analysis.quality import right_or_not
from pipeline.analysis.words import UNKNOWN, value_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUPS = ("neighbourhood", "language", "uitdager_id")
FEWEST_IN_GROUP = 10
_FEWEST_CLUSTERS = 5  # of a group, for its difference to be told from chance


def right_by_group(judged: Judged, joined: pd.DataFrame, group: str) -> pd.DataFrame:
    """A row a group: value, the four sizes, small, share, low, high, difference, chance, worse.

    `joined`: the fragments by their id. `share` of the fragments is right; `difference` is with
    all other groups, `chance` that it is chance (corrected), `worse` where that is under 5 %.
    Missing where there are too few uitdagers. The notes of one uitdager are taken by conversation,
    those of all others beside them by uitdager.
    """
    about = ["fragment_id", "conversation_id", "uitdager_id", "participants"]
    needed = joined[list(dict.fromkeys([*about, group]))]
    rows = judged.rows.merge(needed, left_on="item", right_on="fragment_id", validate="one_to_one")
    values = [value_words(group, value) for value in rows[group].fillna(UNKNOWN)]
    rows["value"] = pd.Series(values, index=rows.index, dtype="str")
    right = right_or_not(rows)
    table = count_by(rows, ["value"])
    table = table[table["value"] != UNKNOWN].reset_index(drop=True)
    found = []
    for value in table["value"]:
        mine = (rows["value"] == value).to_numpy()
        clusters = rows["cluster"]
        if group == "uitdager_id":
            clusters = clusters.mask(mine, rows["conversation_id"])
        share = share_estimate(right[mine], clusters[mine])
        found.append((share.value, share.low, share.high, *_difference(right, mine, clusters)))
    names = ["share", "low", "high", "difference", "chance"]
    measured = pd.DataFrame(found, columns=names, dtype="float64")
    measured["chance"] = holm(measured["chance"].to_numpy())
    worse = (measured["chance"] < 1 - CONFIDENCE) & (measured["difference"] < 0)
    return pd.concat([table, measured.assign(worse=worse)], axis=1)


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


def _difference(
    right: NDArray[np.float64], mine: NDArray[np.bool_], clusters: pd.Series
) -> tuple[float, float]:
    """How much oftener it is right in `mine` than elsewhere, and the chance of that by chance."""
    from scipy.special import stdtr

    if mine.all():
        return np.nan, np.nan
    parts = np.column_stack([right * mine, mine, right * ~mine, ~mine]).astype(np.float64)
    sums = sums_by_cluster(parts, clusters)
    difference = float(_gap(sums.sum(axis=0)))
    n_clusters, n_mine = len(sums), int((sums[:, 1] > 0).sum())
    n_others = int((sums[:, 3] > 0).sum())
    if n_clusters < FEWEST_UITDAGERS or min(n_mine, n_others) < _FEWEST_CLUSTERS:
        return difference, np.nan
    without = _gap(sums.sum(axis=0) - sums)
    variance = (n_clusters - 1) / n_clusters * ((without - difference) ** 2).sum()
    if variance == 0:
        return difference, np.nan
    return difference, float(2 * stdtr(n_clusters - 1, -abs(difference) / np.sqrt(variance)))


def _gap(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share inside less share outside of sums (..., 4): right and all, inside and outside."""
    return np.asarray(parts[..., 0] / parts[..., 1] - parts[..., 2] / parts[..., 3])
