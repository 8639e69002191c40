"""Words that mark a part of the material against the rest of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.association import critical, log_likelihood, log_ratio
from pipeline.analysis.loudest import without_loudest
from pipeline.analysis.persons import FEWEST_UITDAGERS, Speakers
from pipeline.analysis.vocabulary import Vocabulary
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_USES = 5


@dataclass(frozen=True, eq=False)
class _Counts:
    """Words of a part and of the rest: of each lemma, and of the uitdager who used it most."""

    hits: NDArray[np.int64]
    size: int
    others: NDArray[np.int64]
    other_size: int


def keyness(
    index: WordIndex,
    vocabulary: Vocabulary,
    speakers: Speakers,
    segment: NDArray[np.bool_],
    most: int = 60,
) -> pd.DataFrame:
    """word, n_hits, n_other, per_1000, per_1000_other, log_ratio, g2, sure, one_voice, sizes.

    `segment` (n_fragments) against the other fragments of `speakers`. Lemmas with content that
    the segment uses at least five times and more often than the rest. `sure`: G2 beyond chance
    over all that are compared, also when the uitdager who uses the word most is left out, so that
    no single voice makes a word of many; `one_voice`: a single uitdager uses it. The sure come
    first, then by G2.
    """
    inside = np.flatnonzero((segment & speakers.within)[index.owners])
    outside = np.flatnonzero((~segment & speakers.within)[index.owners])
    is_word = vocabulary.is_word[vocabulary.lemma_of[index.stream]]
    inside, outside = inside[is_word[inside]], outside[is_word[outside]]
    hits, others = vocabulary.count(index, inside), vocabulary.count(index, outside)
    compared = vocabulary.has_content & (hits >= FEWEST_USES)
    kept = compared & (hits * max(len(outside), 1) > others * len(inside))
    asked = np.flatnonzero(kept)
    counts = _Counts(hits[asked], len(inside), others[asked], len(outside))
    lemmas = vocabulary.lemma_of[index.stream[inside]]
    sizes = speakers.sizes(lemmas, index.owners[inside], asked).reset_index(drop=True)
    bar = critical(int(compared.sum()))
    g2 = log_likelihood(counts.hits, counts.size, counts.others, counts.other_size)
    without = without_loudest(index, vocabulary, speakers, (inside, outside), asked)
    table = pd.DataFrame(
        {
            "word": vocabulary.shown[asked],
            "n_hits": counts.hits,
            "n_other": counts.others,
            "per_1000": 1000 * counts.hits / max(counts.size, 1),
            "per_1000_other": 1000 * counts.others / max(counts.other_size, 1),
            "log_ratio": log_ratio(
                counts.hits, max(counts.size, 1), counts.others, max(counts.other_size, 1)
            ),
            "g2": g2,
            "sure": (g2 >= bar) & (without >= bar),
        }
    )
    table = pd.concat([table, sizes], axis=1)
    table["one_voice"] = table["n_uitdagers"] < FEWEST_UITDAGERS
    by = ["sure", "g2", "word"]
    return (
        table.sort_values(by, ascending=[False, False, True], kind="stable")
        .head(most)
        .reset_index(drop=True)
    )
