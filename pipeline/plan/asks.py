"""Suggestions that ask for the same, grouped: a proposal of the machine, for a person to take up.

Two are alike when they share words or mean the same: half of the likeness is the cosine of their
sentence vectors, half that of their pieces of words of four to six letters weighted by rarity
(TF-IDF), which also joins compounds and inflections. Groups come from average linkage, so that
each member is alike to the whole group and not to one neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.counts import Size, size_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 0.30  # bench/asks.py: two in three pairs of a group have the same theme by hand
_MOST_AT_ONCE = 5000  # above it groups are sought within each theme: the likenesses fill memory
_PIECES = (4, 6)
_NEEDED = ("fragment_id", "conversation_id", "uitdager_id", "participants", "theme_label", "text")


@dataclass(frozen=True)
class Ask:
    """Fragments that ask for the same; the first is the one nearest to all the others."""

    fragment_ids: tuple[str, ...]
    text: str
    theme_label: str
    size: Size


def group_asks(
    rows: pd.DataFrame, vectors: NDArray[np.floating], alike: float = ALIKE
) -> list[Ask]:
    """Groups of alike fragments, those of most uitdagers first; each fragment is in one group.

    `vectors` (n_fragments, n_dimensions) belong to `rows` in their order, of unit length.

    Raises:
        ValueError: there are not as many vectors as rows.
    """
    if len(rows) != len(vectors):
        raise ValueError(f"{len(rows)} fragments but {len(vectors)} vectors")
    narrow = rows[list(_NEEDED)]
    asks = [
        _ask(narrow.iloc[members], likeness[np.ix_(inside, inside)])
        for places, likeness, labels in _blocks(rows, vectors, alike)
        for inside in _groups(labels)
        for members in [places[inside]]
    ]
    return sorted(asks, key=lambda ask: (-ask.size.n_uitdagers, -ask.size.n_fragments, ask.text))


def _blocks(
    rows: pd.DataFrame, vectors: NDArray[np.floating], alike: float
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]]:
    """Places in `rows`, the likeness of each to each, and the group of each."""
    everything = np.arange(len(rows))
    blocks = [everything]
    if len(rows) > _MOST_AT_ONCE:
        codes = pd.factorize(rows["theme_label"])[0]
        blocks = [everything[codes == code] for code in np.unique(codes)]
    for places in blocks:
        if len(places):
            likeness = _likeness(rows["text"].iloc[places].tolist(), vectors[places])
            yield places, likeness, _linked(likeness, alike)


def _likeness(texts: list[str], vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    unit = vectors.astype(np.float32)
    meaning: NDArray[np.float32] = unit @ unit.T
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=_PIECES, sublinear_tf=True)
    try:
        weights = pieces.fit_transform(texts)
    except ValueError:  # no text has a word of four letters
        return (meaning / 2).astype(np.float32)
    words: NDArray[np.float32] = (weights @ weights.T).toarray().astype(np.float32)
    return ((meaning + words) / 2).astype(np.float32)


def _linked(likeness: NDArray[np.float32], alike: float) -> NDArray[np.intp]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(likeness) == 1:
        return np.zeros(1, dtype=np.intp)
    distance = np.clip(1 - likeness, 0, None)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - alike, "distance"), dtype=np.intp)


def _groups(labels: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    for label in np.unique(labels):
        yield np.flatnonzero(labels == label)


def _ask(members: pd.DataFrame, likeness: NDArray[np.float32]) -> Ask:
    order = np.argsort(-likeness.sum(axis=1), kind="stable")
    ids, labels = members["fragment_id"].tolist(), members["theme_label"].tolist()
    return Ask(
        fragment_ids=tuple(ids[place] for place in order),
        text=str(members["text"].iloc[order[0]]),
        theme_label=max(sorted(set(labels)), key=labels.count),
        size=size_of(members),
    )
