"""Which neighbourhoods fed which measures, as far as everyone may know it.

A conversation is in one neighbourhood, so the neighbourhoods of a measure add up to it: with a
figure on fewer than five persons goes as much as keeps it from being computed from the rest. One
conversation may feed several measures, so the measures of a neighbourhood add up to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, count_by
from pipeline.analysis.small import hidden_cells
from pipeline.analysis.words import UNKNOWN
from pipeline.export.hide import hide_small
from pipeline.plan.material import Material

ELSEWHERE = "andere wijken"
_FIGURES = ["n_conversations", "persons"]


@dataclass(frozen=True)
class Heard:
    """Conversations and the persons at them; five persons or more."""

    n_conversations: int
    persons: int


@dataclass(frozen=True)
class Fed:
    """What may be told of neighbourhoods; those of few persons stand together as ELSEWHERE.

    `totals`: what was heard in each neighbourhood, by name; None where it may not be told.
    `cells`: for each measure id the neighbourhoods that fed it, and ELSEWHERE for all others
    that did. `together`: the names that have no figures of their own.
    """

    totals: Mapping[str, Heard | None]
    cells: Mapping[str, Mapping[str, Heard]]
    together: tuple[str, ...]

    @property
    def apart(self) -> tuple[str, ...]:
        """The neighbourhoods that have figures of their own."""
        return tuple(name for name in self.totals if name not in {ELSEWHERE, UNKNOWN})

    def places_of(self, measure_id: str) -> tuple[str, ...]:
        """The neighbourhoods that may be named with a measure."""
        return tuple(name for name in self.cells[measure_id] if name != ELSEWHERE)

    def measures_of(self, neighbourhood: str) -> dict[str, Heard]:
        """The measures that a neighbourhood may be said to have fed, the most persons first."""
        mine = {key: cell[neighbourhood] for key, cell in self.cells.items()
                if neighbourhood in cell}  # fmt: skip
        return dict(sorted(mine.items(), key=lambda item: (-item[1].persons, item[0])))


def fed_by_neighbourhood(material: Material) -> Fed:
    """The neighbourhoods of the conversations, and the measures that they fed."""
    joined = material.joined
    small = _hidden(joined) | _hidden(joined.dropna(subset=["neighbourhood"]))
    totals = hide_small(count_by(_renamed(joined, small), ["neighbourhood"]))
    cells = {
        measure_id: _cells(_renamed(found.rows, small))
        for measure_id, found in material.found.items()
    }
    told = {
        name: None if pd.isna(persons) else Heard(int(sittings), int(persons))
        for name, sittings, persons in totals[["neighbourhood", *_FIGURES]].itertuples(index=False)
    }
    return Fed(_by_name(told), cells, tuple(sorted(small - {UNKNOWN})))


def _cells(rows: pd.DataFrame) -> dict[str, Heard]:
    table = count_by(rows, ["neighbourhood"])
    apart = ~hidden_cells(table) & ~table["neighbourhood"].isin([ELSEWHERE, UNKNOWN])
    shown = {
        str(name): Heard(int(sittings), int(persons))
        for name, sittings, persons in table.loc[apart, ["neighbourhood", *_FIGURES]].itertuples(
            index=False
        )
    }
    rest = table.loc[~apart, _FIGURES].sum()
    if rest["persons"] >= SMALL_PERSONS:
        shown[ELSEWHERE] = Heard(int(rest["n_conversations"]), int(rest["persons"]))
    return shown


def _hidden(rows: pd.DataFrame) -> set[str]:
    """The neighbourhoods whose figures may not stand, alone or beside the others."""
    table = count_by(rows, ["neighbourhood"])
    return set(table.loc[hidden_cells(table), "neighbourhood"])


def _renamed(rows: pd.DataFrame, small: set[str]) -> pd.DataFrame:
    names = rows["neighbourhood"].fillna(UNKNOWN)
    return rows.assign(neighbourhood=names.mask(names.isin(list(small)), ELSEWHERE))


def _by_name(told: Mapping[str, Heard | None]) -> dict[str, Heard | None]:
    """In the order of the alphabet, what has no name of its own at the end."""
    last = (ELSEWHERE, UNKNOWN)
    return dict(sorted(told.items(), key=lambda item: (item[0] in last, item[0])))
