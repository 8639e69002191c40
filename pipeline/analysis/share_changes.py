"""Whether a share changed between two runs: the difference, with its margin by uitdager.

The runs share most of their notes, so they are no two samples: an uitdager is left out of both at
once (the cluster jackknife of `analysis.counts`). What did not change says nothing of chance, so
the degrees of freedom are those of the uitdagers whose fragments did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.counts import CONFIDENCE, FEWEST_UITDAGERS

if TYPE_CHECKING:
    from numpy.typing import NDArray


def share_changes(
    before: pd.DataFrame, now: pd.DataFrame, themes: list[str], changed: pd.Series
) -> pd.DataFrame:
    """A row a theme, by its id: share_before, share_after, difference, low and high of that.

    `before` and `now`: theme_id and uitdager_id of each fragment; `changed`: the uitdager of each
    fragment that differs. All margins hold together with 95 % certainty (Bonferroni). low and high
    are missing under eight uitdagers, in a run or among those who brought a difference.
    """
    clusters = pd.concat([before["uitdager_id"], now["uitdager_id"]]).fillna("").unique().tolist()
    old, new = (_sums(side, themes, clusters) for side in (before, now))
    totals = [side.sum(axis=0) for side in (old, new)]
    shares = [_shares(total) for total in totals]
    difference = shares[1] - shares[0]
    n_changed = int(changed.nunique())
    fewest = min(n_changed, *(int(side["uitdager_id"].nunique()) for side in (before, now)))
    low = high = np.full(len(themes), np.nan)
    if fewest >= FEWEST_UITDAGERS:
        without = _shares(totals[1] - new) - _shares(totals[0] - old)
        n_clusters = len(clusters)
        variance = (n_clusters - 1) / n_clusters * ((without - difference) ** 2).sum(axis=0)
        reach = _quantile(n_changed, len(themes)) * np.sqrt(variance)
        low, high = difference - reach, difference + reach
    names = ("share_before", "share_after", "difference", "low", "high")
    values = (*shares, difference, low, high)
    return pd.DataFrame(dict(zip(names, values, strict=True)), index=pd.Index(themes, dtype="str"))


def _quantile(n_changed: int, n_compared: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(n_changed - 1, 1 - (1 - CONFIDENCE) / n_compared / 2))


def _sums(side: pd.DataFrame, themes: list[str], clusters: list[str]) -> NDArray[np.float64]:
    """Fragments by uitdager and theme, (n_clusters, n_themes + 1); the last column counts all."""
    rows = pd.Index(clusters).get_indexer(pd.Index(side["uitdager_id"].fillna("")))
    columns = pd.Index(themes).get_indexer(pd.Index(side["theme_id"]))
    sums = np.zeros((len(clusters), len(themes) + 1))
    np.add.at(sums, (rows[columns >= 0], columns[columns >= 0]), 1)
    np.add.at(sums[:, -1], rows, 1)
    return sums


def _shares(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of each theme, (..., n_themes), of sums with all of them last; 0 of nothing."""
    return np.asarray(sums[..., :-1] / np.maximum(sums[..., -1:], 1))
