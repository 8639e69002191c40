"""Groups from large to small as everyone may see them, and which may be called the largest."""

from __future__ import annotations

import dataclasses
import itertools
import textwrap
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.small import hidden_cells
from pipeline.analysis.words import OVERIG, UNKNOWN

FEWEST_BARS = 2
_MOST_EQUAL = 2
_NO_GROUP = (OVERIG, UNKNOWN)


@dataclass(frozen=True, eq=False)
class Ranking:
    """The largest groups that may be shown; `names` and `value` are columns of `shown`.

    `sizes` are those of all groups, the largest first. `top`: the largest group, or two that are
    equal; empty where there is no such thing or it may not be shown. `share_left`: the part that
    is in no group; None where it is hidden.
    """

    shown: pd.DataFrame
    names: str
    value: str
    sizes: tuple[int, ...]
    top: tuple[str, ...]
    hides: bool
    share_left: float | None

    @property
    def drawn(self) -> bool:
        """There is something to compare in a picture."""
        return len(self.shown) >= FEWEST_BARS

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return len(self.sizes)

    @property
    def holds_largest(self) -> bool:
        """None of the others is as large as the smallest that is shown."""
        if self.shown.empty:
            return False
        smallest = int(self.shown[self.value].min())
        return sum(size >= smallest for size in self.sizes) == len(self.shown)

    def within(self, letters: int, n_lines: int) -> Ranking:
        """As many groups as have room for their names, but two: lines of so many letters."""
        taken = [len(textwrap.wrap(str(name), letters)) for name in self.shown[self.names]]
        fits = sum(total <= n_lines for total in itertools.accumulate(taken))
        return dataclasses.replace(self, shown=self.shown.head(max(fits, FEWEST_BARS)))


def rank(table: pd.DataFrame, value: str, most: int) -> Ranking:
    """The groups of `counts.count_by` one column, by `value`; what hides is decided on all."""
    names = str(table.columns[0])
    hidden = hidden_cells(table)
    others = table[names].isin(_NO_GROUP)
    left = table.loc[others, value]
    in_order = table.assign(hidden=hidden)[~others & (table[value] > 0)].sort_values(
        [value, names], ascending=[False, True]
    )
    equal = in_order[in_order[value] == in_order[value].max()]
    tells = len(equal) <= _MOST_EQUAL and not equal["hidden"].any()
    shown = in_order[~in_order["hidden"]].head(most).drop(columns="hidden")
    return Ranking(
        shown=shown.reset_index(drop=True),
        names=names,
        value=value,
        sizes=tuple(map(int, in_order[value])),
        top=tuple(map(str, equal[names])) if tells else (),
        hides=bool(hidden.any()),
        share_left=None if hidden[others].any() else left.sum() / max(table[value].sum(), 1),
    )
