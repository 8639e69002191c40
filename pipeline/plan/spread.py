"""Quotes spread over several places: nobody is heard twice, and every one fits where it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.quotes import Quote, pick_quotes


@dataclass(frozen=True, eq=False)
class Place:
    """Where `n_quotes` of these fragments are to stand, each of at most so many characters.

    A fragment of the first frame comes before one of the next.
    """

    choices: tuple[pd.DataFrame, ...]
    n_quotes: int
    longest: int


def spread_quotes(
    places: Sequence[Place], themes: pd.DataFrame, left_out: Collection[str] = ()
) -> list[tuple[Quote, ...]]:
    """The quotes of each place; no uitdager and no text twice, none of the ids in `left_out`.

    The place with the fewest uitdagers chooses first.
    """
    taken = _Taken(set(), set())
    chosen: dict[int, tuple[Quote, ...]] = {}
    for number in sorted(range(len(places)), key=lambda i: _n_uitdagers(places[i])):
        chosen[number] = _fill(places[number], themes, taken, left_out)
    return [chosen[number] for number in range(len(places))]


@dataclass(frozen=True)
class _Taken:
    """Whose words and which texts are told already."""

    uitdagers: set[str]
    texts: set[str]


def _fill(
    place: Place, themes: pd.DataFrame, taken: _Taken, left_out: Collection[str]
) -> tuple[Quote, ...]:
    found: list[Quote] = []
    for rows in place.choices:
        who = rows["uitdager_id"].fillna("").astype("str")
        fits = rows["text"].str.len() <= place.longest
        fresh = ~who.isin(taken.uitdagers) & ~rows["text"].isin(taken.texts)
        able = rows[fits & fresh & ~rows["fragment_id"].isin(list(left_out))]
        uitdager_of = dict(zip(rows["fragment_id"], who, strict=True))
        for quote in pick_quotes(able, themes, place.n_quotes - len(found)):
            if uitdager_of[quote.fragment_id] not in taken.uitdagers:
                found.append(quote)
                taken.uitdagers.add(uitdager_of[quote.fragment_id])
                taken.texts.add(quote.text)
    return tuple(found)


def _n_uitdagers(place: Place) -> int:
    return max((int(rows["uitdager_id"].nunique()) for rows in place.choices), default=0)
