"""A theme told by a few of its own fragments: those that cover it, in different voices.

Fragments are taken one by one by maximal marginal relevance (Carbonell and Goldstein, 1998, "The
use of MMR, diversity-based reranking for reordering documents and producing summaries"): near to
what most of the theme says and far from what was taken, a soort, a neighbourhood or an age that
was not yet heard before one that was, and no uitdager twice while there is another.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.analysis.quotes import FEWEST_WORDS, MOST_WORDS, Quote, as_quotes, pick_quotes, worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 0.4  # cosine from which two fragments are like each other (`similar.DEGREES`)
_CANDIDATES = 400
_RELEVANCE = 0.6  # against novelty
_UNFIT = 2.0
_WORTH = 0.06  # of how well a fragment reads (`quotes.worth`), beside a cosine
# What it costs to repeat a value that was heard, each time.
_REPEATED = {"uitdager_id": 0.3, "category": 0.06, "neighbourhood": 0.04, "age_group": 0.03}


@dataclass(frozen=True)
class Summary:
    """Quotes that cover a theme; `n_near` of its `n_fragments` are like one of them or are one."""

    quotes: tuple[Quote, ...]
    n_near: int
    n_fragments: int


def summarise(
    rows: pd.DataFrame,
    themes: pd.DataFrame,
    fragment_ids: Sequence[str],
    vectors: NDArray[np.floating[Any]],
    n_quotes: int = 5,
) -> Summary:
    """The fragments `rows` of one theme (joined) in at most `n_quotes` of them, the best first.

    `vectors` (n_fragments, n_dimensions) of unit length, in the order of the ids; they may be of
    more fragments. Rows without a vector are not chosen; where none has one, `pick_quotes`
    chooses and nothing is said of nearness (`n_near` 0). The order of rows does not matter.

    Raises:
        ValueError: ids and vectors differ in number.
    """
    if len(fragment_ids) != len(vectors):
        raise ValueError(f"{len(fragment_ids)} ids for {len(vectors)} vectors")
    ordered = rows.sort_values("fragment_id", ignore_index=True)
    places = pd.Index(fragment_ids).get_indexer(pd.Index(ordered["fragment_id"]))
    known = np.flatnonzero(places >= 0)
    if not len(known) or n_quotes < 1:
        return Summary(tuple(pick_quotes(rows, themes, n_quotes)), 0, len(rows))
    ordered = ordered.iloc[known].reset_index(drop=True)
    own = np.asarray(vectors[places[known]], dtype=np.float32)
    chosen = _choose(ordered, own, _score(ordered, themes, own), n_quotes)
    near = int(((own @ own[chosen].T).max(axis=1) >= NEAR).sum())
    return Summary(tuple(as_quotes(ordered.iloc[chosen])), near, len(rows))


def _score(
    rows: pd.DataFrame, themes: pd.DataFrame, own: NDArray[np.float32]
) -> NDArray[np.float64]:
    """How much of the theme each fragment speaks for, (n_fragments,): its cosine with the heart.

    What is too short or too long to read well comes after all that is not.
    """
    heart = own.mean(axis=0)
    cosine = own @ (heart / max(float(np.linalg.norm(heart)), 1e-9))
    unfit = ~(rows["text"].str.count(" ") + 1).between(FEWEST_WORDS, MOST_WORDS)
    reads = (_WORTH * worth(rows, themes) - _UNFIT * unfit).to_numpy(dtype=np.float64)
    return np.asarray(np.round(cosine + reads, 6), np.float64)


def _choose(
    rows: pd.DataFrame, own: NDArray[np.float32], score: NDArray[np.float64], n_quotes: int
) -> list[int]:
    """The places of the chosen rows, in the order in which they were taken."""
    order = np.argsort(-score, kind="stable")
    candidates = order[~rows["text"].iloc[order].duplicated().to_numpy()][:_CANDIDATES]
    own, score = own[candidates], score[candidates]
    heard = rows.iloc[candidates][list(_REPEATED)].to_dict("records")
    likeness = np.zeros(len(candidates))
    chosen: list[int] = []
    while len(chosen) < min(n_quotes, len(candidates)):
        cost = np.array([_repeats(row, [heard[one] for one in chosen]) for row in heard])
        gain = _RELEVANCE * score - (1 - _RELEVANCE) * likeness - cost
        gain[chosen] = -np.inf
        chosen.append(int(np.argmax(np.round(gain, 6))))
        likeness = np.maximum(likeness, own @ own[chosen[-1]])
    return [int(candidates[one]) for one in chosen]


def _repeats(row: dict[Hashable, Any], heard: Sequence[dict[Hashable, Any]]) -> float:
    known = [name for name in _REPEATED if isinstance(row[name], str)]
    return sum((_REPEATED[name] for name in known for one in heard if row[name] == one[name]), 0.0)
