"""Where words are used: how often a thousand words of each soort, quarter or theme hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.concordance import Hits
from pipeline.analysis.counts import count_by, share_intervals, size_of, too_few
from pipeline.analysis.figure import Figure, Provenance
from pipeline.analysis.words import UNKNOWN, column, value_words
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEGMENTS = (
    *("category", "valence", "actor", "theme_label", "neighbourhood", "tense"),
    *("age_group", "gender", "origin", "language"),
)
MOST_BARS = 7
PER = 1000


def spread(
    index: WordIndex,
    hits: Hits,
    n_words: NDArray[np.int64],
    joined: pd.DataFrame,
    segment: str,
) -> pd.DataFrame:
    """segment, n_hits, the sizes of what holds a hit, n_words, per_1000, low_1000 and high_1000.

    `n_words` of each fragment of the index; only fragments in `joined` count. The margins are
    clustered by uitdager, missing under eight of them. Values are in Dutch words; those that never
    hold a hit are there too.
    """
    numbers = index.numbers.get_indexer(pd.Index(joined["fragment_id"]))
    found = np.bincount(index.owners[hits.places], minlength=len(index.fragment_ids))
    needed = list(dict.fromkeys([segment, "conversation_id", "uitdager_id", "participants"]))
    frame = joined[needed].assign(n_hits=found[numbers], n_words=n_words[numbers])
    frame[segment] = [value_words(segment, value) for value in frame[segment].fillna(UNKNOWN)]
    everything = count_by(frame, [segment])[[segment]]
    sizes = count_by(frame[frame["n_hits"] > 0], [segment]).drop(columns="small")
    totals = frame.groupby(segment)[["n_hits", "n_words"]].sum()
    parts = dict(iter(frame.groupby(segment)[["n_hits", "n_words", "uitdager_id"]]))
    bounds = pd.DataFrame(
        [_bounds(parts.get(value, frame.head(0))) for value in everything[segment]],
        columns=["per_1000", "low_1000", "high_1000"],
        dtype="float64",
    )
    table = pd.concat([everything, bounds], axis=1)
    table = table.merge(sizes, on=segment, how="left").merge(totals, on=segment, how="left")
    counts = ["n_hits", "n_fragments", "n_conversations", "n_uitdagers", "persons", "n_words"]
    table[counts] = table[counts].fillna(0).astype("int64")
    bounds_columns = ["per_1000", "low_1000", "high_1000"]
    table[bounds_columns] = table[bounds_columns].round(2)
    return table[[segment, *counts, *bounds_columns]]


def spread_figure(
    table: pd.DataFrame, segment: str, phrase: str, joined: pd.DataFrame, source: Provenance
) -> Figure:
    """The table of `spread` as bars, the most frequent first; `phrase` is what was asked."""
    known = table[(table[segment] != UNKNOWN) & (table["n_words"] > 0)]
    ordered = known.sort_values(["per_1000", segment], ascending=[False, True], kind="stable")
    shown = ordered.head(MOST_BARS).reset_index(drop=True)
    left = len(known) - len(shown)
    rest = f"; de {MOST_BARS} hoogste van {len(known)}" if left else ""
    few = too_few(size_of(joined))
    title, named = _title(ordered, segment, phrase, few)
    return Figure(
        key=f"woorden_{column(segment)}",
        kind="bar",
        data=shown if shown["n_hits"].sum() else shown.head(0),
        x="per_1000",
        y=segment,
        title=title,
        subtitle=f"Keer dat {phrase} voorkomt per 1.000 woorden{rest}" + _margin(shown),
        footer=source.footer,
        low="low_1000",
        high="high_1000",
        order=tuple(shown[segment]),
        question=_question(segment, phrase),
        named=named,
    )


def _bounds(rows: pd.DataFrame) -> tuple[float, float, float]:
    """per_1000, low and high of these fragments."""
    heavy = rows[rows["n_words"] > 0]
    if heavy.empty:
        return (np.nan, np.nan, np.nan)
    bounds = share_intervals(
        heavy["n_hits"].to_numpy(dtype=np.float64)[:, None],
        heavy["uitdager_id"],
        heavy["n_words"].to_numpy(dtype=np.float64),
    ).iloc[0]
    return PER * float(bounds["share"]), PER * float(bounds["low"]), PER * float(bounds["high"])


def _title(
    ordered: pd.DataFrame, segment: str, phrase: str, few: str | None
) -> tuple[str, tuple[str, ...]]:
    """The highest where it is clearly so, else what was asked; and the values that it names.

    Nobody is named where the margin of another is not known.
    """
    question = _question(segment, phrase)
    if few or len(ordered) < 2 or not ordered["n_hits"].sum():  # noqa: PLR2004 - one has no other
        return (f"{few}: {question[:1].lower()}{question[1:]}" if few else question), ()
    first, others = ordered.iloc[0], ordered.iloc[1:]
    if others["high_1000"].notna().all() and first["low_1000"] > others["high_1000"].max():
        return f"Het vaakst bij {first[segment]}", (str(first[segment]),)
    return question, ()


def _question(segment: str, phrase: str) -> str:
    return f"Bij welke {_PLURALS.get(segment, column(segment))} komt {phrase} het vaakst voor?"


def _margin(shown: pd.DataFrame) -> str:
    return "; lijntje: marge (95 %)" if shown["low_1000"].notna().any() else ""


_PLURALS = {
    "category": "soort",
    "valence": "gevoel",
    "theme_label": "thema's",
    "neighbourhood": "wijken",
    "actor": "actoren",
    "age_group": "leeftijden",
    "language": "talen",
}
