"""Telling quotes: exact fragments that are short, certain, near their theme's heart, and varied."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.analysis.words import month_words
from pipeline.schema import LabelSource

FEWEST_WORDS, MOST_WORDS = 8, 45
_BEST_WORDS = 22
_CANDIDATES = 200
_NEEDED = (
    "fragment_id",
    "note_id",
    "uitdager_id",
    "text",
    "voice",
    "category",
    "theme_label",
    "neighbourhood",
    "date",
)


@dataclass(frozen=True)
class Quote:
    """A fragment as it stands, and what may be said of it; never of a person."""

    fragment_id: str
    note_id: str
    text: str
    category: str
    theme_label: str
    caption: str
    paraphrase: bool

    @property
    def shown(self) -> str:
        """The text between Dutch quotation marks; a paraphrase without."""
        return self.text if self.paraphrase else f"\u201c{self.text}\u201d"


def pick_quotes(joined: pd.DataFrame, themes: pd.DataFrame, n_quotes: int) -> list[Quote]:
    """At most `n_quotes`, the best first; other uitdagers and themes before the same again.

    The order does not depend on the order of rows. Fragments outside 8 to 45 words come last.
    """
    if joined.empty or n_quotes < 1:
        return []
    ranked = (
        joined[list(_NEEDED)]
        .assign(score=worth(joined, themes))
        .sort_values(["score", "fragment_id"], ascending=[False, True])
        .drop_duplicates("text")
        .head(_CANDIDATES)
    )
    return [_quote(row) for row in _varied(ranked.to_dict("records"), n_quotes)]


def as_quotes(rows: pd.DataFrame) -> list[Quote]:
    """Each of these joined fragments as a quote, in their order."""
    return [_quote(row) for row in rows[list(_NEEDED)].to_dict("records")]


def worth(joined: pd.DataFrame, themes: pd.DataFrame) -> pd.Series:
    """How well each fragment reads as a quote, about -3 to 3."""
    return _score(joined, {example for ids in themes["examples"] for example in ids})


def caption_of(category: str, neighbourhood: object, date: object) -> str:
    """Soort, neighbourhood and month as far as they are known."""
    parts = [category]
    if isinstance(neighbourhood, str):
        parts.append(neighbourhood)
    if isinstance(date, pd.Timestamp) and not pd.isna(date):
        parts.append(month_words(date))
    return ", ".join(parts)


def _score(joined: pd.DataFrame, examples: set[str]) -> pd.Series:
    """Between about -3 and 3: certainty of soort and theme, nearness to the best length."""
    n_words = joined["text"].str.count(" ") + 1
    given = joined["category_source"] != LabelSource.MODEL
    certain = joined["category_probability"].where(~given, 1.0)
    length = -np.abs(n_words - _BEST_WORDS) / (MOST_WORDS - FEWEST_WORDS)
    fits = n_words.between(FEWEST_WORDS, MOST_WORDS)
    theme = joined["theme_probability"].fillna(0) + 0.3 * joined["fragment_id"].isin(examples)
    masked = joined["text"].str.count(r"\[")
    return certain + theme + length - 2.0 * ~fits - 0.3 * masked


def _varied(rows: list[dict[Hashable, Any]], n_quotes: int) -> Iterator[dict[Hashable, Any]]:
    """First no uitdager or theme twice, then no uitdager twice, then what is left."""
    chosen: list[dict[Hashable, Any]] = []
    for columns in (("uitdager_id", "theme_label"), ("uitdager_id",), ("fragment_id",)):
        for row in rows:
            seen = any(row[column] == other[column] for other in chosen for column in columns)
            if len(chosen) < n_quotes and not seen:
                chosen.append(row)
    return iter(chosen)


def _quote(row: dict[Hashable, Any]) -> Quote:
    return Quote(
        fragment_id=str(row["fragment_id"]),
        note_id=str(row["note_id"]),
        text=str(row["text"]),
        category=str(row["category"]),
        theme_label=str(row["theme_label"]),
        caption=caption_of(str(row["category"]), row["neighbourhood"], row["date"]),
        paraphrase=row["voice"] in {"paraphrase", "interpretation"},
    )
