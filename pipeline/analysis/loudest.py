"""Whether a word is of many: how it stands when the uitdager who uses it most is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.analysis.association import log_likelihood
from pipeline.analysis.persons import Speakers
from pipeline.analysis.vocabulary import Vocabulary
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray


def without_loudest(
    index: WordIndex,
    vocabulary: Vocabulary,
    speakers: Speakers,
    places: tuple[NDArray[np.int64], NDArray[np.int64]],
    asked: NDArray[np.int64],
) -> NDArray[np.float64]:
    """G2 of each asked lemma when the uitdager who uses it most in the first places is left out.

    `places`: those that are looked at, and those that they are set against. 0 where the lemma is
    then no more frequent in the first.
    """
    n_uitdagers = int(speakers.uitdagers.max(initial=-1)) + 1
    position = np.full(len(vocabulary.shown), -1, dtype=np.int64)
    position[asked] = np.arange(len(asked))
    tables, sizes = [], []
    for own in places:
        uitdagers = speakers.uitdagers[index.owners[own]]
        rows = position[vocabulary.lemma_of[index.stream[own]]]
        cells = (rows * n_uitdagers + uitdagers)[rows >= 0]
        counts = np.bincount(cells, minlength=len(asked) * n_uitdagers)
        tables.append(counts.reshape(len(asked), n_uitdagers))
        sizes.append(np.bincount(uitdagers, minlength=n_uitdagers))
    if not len(asked):
        return np.empty(0)
    loudest = tables[0].argmax(axis=1)
    line = np.arange(len(asked))
    hits, others = (table.sum(axis=1) - table[line, loudest] for table in tables)
    size, other_size = (own.sum() - own[loudest] for own in sizes)
    g2 = log_likelihood(hits, size, others, other_size)
    more = hits * np.maximum(other_size, 1) > others * size
    return np.where(more, g2, 0.0)
