"""Counts of fragments, conversations, uitdagers and persons, and shares with honest intervals.

Notes of one uitdager are alike, so an interval is made by leaving out one uitdager at a time
(the cluster jackknife CV3 of MacKinnon, Nielsen and Webb, 2023, "Fast and reliable jackknife and
bootstrap methods for cluster-robust inference"), on the logit scale, with Student's t for the
number of uitdagers minus one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.words import ORDERS, UNKNOWN, counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALL_PERSONS = 5
FEWEST_UITDAGERS = 8
FEWEST_CONVERSATIONS = 30
CONFIDENCE = 0.95
_SIZE_COLUMNS = ["n_fragments", "n_conversations", "n_uitdagers", "persons"]


@dataclass(frozen=True)
class Size:
    """How much material something rests on."""

    n_fragments: int
    n_conversations: int
    n_uitdagers: int
    persons: int

    @property
    def small(self) -> bool:
        """Rests on somebody, but on fewer than five persons."""
        return 0 < self.persons < SMALL_PERSONS

    @property
    def words(self) -> str:
        """1.420 fragmenten, 418 gesprekken, 40 uitdagers."""
        return ", ".join(
            [
                counted(self.n_fragments, "fragment", "fragmenten"),
                counted(self.n_conversations, "gesprek", "gesprekken"),
                counted(self.n_uitdagers, "uitdager", "uitdagers"),
            ]
        )


def size_of(joined: pd.DataFrame) -> Size:
    """The size of these fragments together."""
    sittings = joined.drop_duplicates("conversation_id")
    persons = int(sittings["participants"].fillna(1).sum())
    return Size(len(joined), len(sittings), int(joined["uitdager_id"].nunique()), persons)


def caution(size: Size) -> str | None:
    """What to say beside figures that rest on little; None when they rest on enough."""
    if size.n_fragments == 0:
        return "Er is nog niets om te tellen: geen enkel fragment past bij deze keuze."
    if size.small:
        return f"Van minder dan {SMALL_PERSONS} personen: niet tonen aan anderen."
    if size.n_conversations < FEWEST_CONVERSATIONS:
        found = counted(size.n_conversations, "gesprek", "gesprekken")
        return f"Te weinig gesprekken om te vergelijken ({found}): lees dit als een eerste indruk."
    if size.n_uitdagers < FEWEST_UITDAGERS:
        found = counted(size.n_uitdagers, "uitdager", "uitdagers")
        return f"Van maar {found}: we tonen aandelen, maar geen marge."
    return None


def too_few(size: Size) -> str | None:
    """Why figures of this size may not be compared, for a title; None where they may."""
    if size.n_conversations < FEWEST_CONVERSATIONS:
        return "Te weinig gesprekken om te vergelijken"
    if size.n_uitdagers < FEWEST_UITDAGERS:
        return "Te weinig uitdagers om te vergelijken"
    return None


def count_by(joined: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A row a combination of values: the columns, the four sizes, and `small` (under 5 persons).

    Values with a fixed order (schema enums, ages, origins) stand in that order, all of them when
    one column is counted; others by size, then by name. A missing value counts as "onbekend".
    """
    keys = list(columns)
    frame = joined[[*keys, "conversation_id", "uitdager_id", "participants"]].copy()
    for key in keys:
        if not pd.api.types.is_datetime64_any_dtype(frame[key]):
            frame[key] = frame[key].fillna(UNKNOWN)
    groups = frame.groupby(keys, sort=False)
    table = groups.size().to_frame("n_fragments")
    table["n_conversations"] = groups["conversation_id"].nunique()
    table["n_uitdagers"] = groups["uitdager_id"].nunique()
    sittings = frame.drop_duplicates([*keys, "conversation_id"])
    persons = sittings.assign(persons=sittings["participants"].fillna(1)).groupby(keys)["persons"]
    table["persons"] = persons.sum()
    if len(keys) == 1 and keys[0] in ORDERS:
        table = table.reindex(_complete(table.index, keys[0]), fill_value=0)
    table = table.rename_axis(keys).reset_index()
    table[_SIZE_COLUMNS] = table[_SIZE_COLUMNS].fillna(0).astype("int64")
    table["small"] = table["persons"].between(1, SMALL_PERSONS - 1)
    return _in_order(table, keys)


def shares_by(joined: pd.DataFrame, column: str) -> pd.DataFrame:
    """`count_by` one column with share, low and high: the part of all fragments, with its margin.

    low and high are missing under eight uitdagers.
    """
    table = count_by(joined, [column])
    values = joined[column].fillna(UNKNOWN)
    hits = pd.get_dummies(values).reindex(columns=table[column], fill_value=False)
    bounds = share_intervals(hits.to_numpy(dtype=np.float64), joined["uitdager_id"])
    return pd.concat([table, bounds.reset_index(drop=True)], axis=1)


def shares_within(joined: pd.DataFrame, group: str, hit: pd.Series) -> pd.DataFrame:
    """`count_by` the group, with the share of its fragments for which `hit` holds, and its margin.

    The sizes are those of the whole group; `n_hits` counts the fragments that hit.
    """
    table = count_by(joined, [group])
    rows, n_hits = [], []
    values = joined[group].fillna(UNKNOWN) if not joined.empty else joined[group]
    for value in table[group]:
        mine = values == value
        hits = hit[mine].to_numpy(dtype=np.float64)[:, None]
        rows.append(share_intervals(hits, joined.loc[mine, "uitdager_id"]))
        n_hits.append(int(hits.sum()))
    bounds = pd.concat(rows, ignore_index=True) if rows else share_intervals(np.empty((0, 0)), [])
    return pd.concat([table.assign(n_hits=n_hits), bounds], axis=1)


def share_intervals(
    hits: NDArray[np.float64],
    uitdagers: pd.Series | Sequence[str | None],
    weights: NDArray[np.float64] | None = None,
    n_compared: int = 1,
) -> pd.DataFrame:
    """share, low and high of each column of `hits` (n_rows, n_values).

    A row is a fragment with zeros and ones, or with `weights` (n_rows) a sitting of so many
    persons with how many of them have each value. With `n_compared` bounds that are set against
    something, all of them hold together with 95 % certainty (Bonferroni). Rows without uitdager
    count as of one more. Where nobody or everybody has the value the bound is the exact binomial
    one with an uitdager as the unit.
    """
    n_rows, n_values = hits.shape
    empty = pd.DataFrame({name: np.full(n_values, np.nan) for name in ("share", "low", "high")})
    if n_rows == 0:
        return empty
    codes, known = pd.factorize(pd.Series(list(uitdagers), dtype="str"), use_na_sentinel=True)
    clusters = np.where(codes < 0, len(known), codes)
    sizes = np.bincount(clusters, weights).astype(np.float64)
    sums = np.zeros((len(sizes), n_values))
    np.add.at(sums, clusters, hits)
    share = sums.sum(axis=0) / sizes.sum()
    if len(known) < FEWEST_UITDAGERS:
        return empty.assign(share=share)
    low, high = _jackknife_bounds(sums, sizes, (1 - CONFIDENCE) / n_compared)
    return pd.DataFrame({"share": share, "low": low, "high": high})


def _jackknife_bounds(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], chance: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds outside which the truth lies with this chance, of sums (n_clusters, n_values)."""
    from scipy.special import expit, logit, stdtrit

    n_clusters, share = len(sizes), sums.sum(axis=0) / sizes.sum()
    without = (sums.sum(axis=0) - sums) / (sizes.sum() - sizes)[:, None]
    variance = (n_clusters - 1) / n_clusters * ((without - share) ** 2).sum(axis=0)
    edge = (share <= 0) | (share >= 1)
    inside = np.where(edge, 0.5, share)
    quantile = stdtrit(n_clusters - 1, 1 - chance / 2)
    reach = quantile * np.sqrt(variance) / (inside * (1 - inside))
    farthest = 1 - (chance / 2) ** (1 / n_clusters)
    low = np.where(edge, np.where(share <= 0, 0.0, 1 - farthest), expit(logit(inside) - reach))
    high = np.where(edge, np.where(share <= 0, farthest, 1.0), expit(logit(inside) + reach))
    return low, high


def _complete(found: Iterable[str], column: str) -> list[str]:
    order = [str(value) for value in ORDERS[column]]
    return order + sorted(set(found) - set(order))


def _in_order(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Fixed orders first by the columns that have one; "onbekend" last; else by size and name."""
    by: dict[str, object] = {}
    for key in keys:
        if key in ORDERS:
            rank = {value: place for place, value in enumerate(_complete(table[key].unique(), key))}
            by[key] = table[key].map({**rank, UNKNOWN: len(rank) + 1})
        elif pd.api.types.is_datetime64_any_dtype(table[key]):
            by[key] = table[key]
        else:
            by[f"{key} unknown"] = table[key] == UNKNOWN
            by[f"{key} size"] = -table.groupby(key)["n_fragments"].transform("sum")
            by[key] = table[key]
    order = pd.DataFrame(by, index=table.index).sort_values(list(by), kind="stable").index
    return table.loc[order].reset_index(drop=True)
