"""Counts over time, by weeks that start on Monday."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.analysis.counts import count_by
from pipeline.analysis.figure import Moment

_WEEK = pd.Timedelta(days=7)
_AFTER = pd.Timedelta(days=35)  # from the Monday of the last week


def by_week(joined: pd.DataFrame, column: str | None = None) -> pd.DataFrame:
    """The week (Monday), the column if given, and the sizes; empty weeks are zero rows.

    Fragments without a date are left out: `without_date` counts them.
    """
    dated = joined.dropna(subset=["week"])
    keys = ["week"] if column is None else ["week", column]
    table = count_by(dated, keys)
    if table.empty:
        return table
    weeks = pd.date_range(table["week"].min(), table["week"].max(), freq=_WEEK, name="week")
    if column is None:
        index: pd.Index = weeks
    else:
        values = table[column].drop_duplicates()
        index = pd.MultiIndex.from_product([weeks, values], names=keys)
    filled = table.set_index(keys).reindex(index)
    filled["small"] = filled["small"].eq(True)
    return filled.fillna(0).reset_index().astype(dict.fromkeys(_sizes(table), "int64"))


def moments_near(moments: Sequence[Moment], weeks: pd.Series) -> tuple[Moment, ...]:
    """Those in these weeks or within four weeks after; farther off would squeeze the rest."""
    if weeks.empty:
        return ()
    first, last = weeks.min(), weeks.max() + _AFTER
    return tuple(one for one in moments if first <= pd.Timestamp(one.date) <= last)


def without_date(joined: pd.DataFrame) -> int:
    """How many fragments have no date."""
    return int(joined["date"].isna().sum())


def _sizes(table: pd.DataFrame) -> list[str]:
    return [name for name in table.columns if name.startswith("n_") or name == "persons"]
