"""Words that stand around others more often than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.association import critical, log_dice, log_likelihood
from pipeline.analysis.concordance import Hits
from pipeline.analysis.persons import FEWEST_UITDAGERS, Speakers
from pipeline.analysis.vocabulary import Vocabulary
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 5  # words on each side
FEWEST_TOGETHER = 3
COLUMNS = ("word", "n_together", "n_total", "g2", "log_dice", "sure")


@dataclass(frozen=True)
class CollocateOptions:
    """`window`: words on each side; `only_content`: without words that only make sentences."""

    window: int = WINDOW
    fewest: int = FEWEST_TOGETHER
    only_content: bool = True
    most: int = 60


def collocates(
    index: WordIndex,
    vocabulary: Vocabulary,
    hits: Hits,
    speakers: Speakers,
    options: CollocateOptions | None = None,
) -> pd.DataFrame:
    """word, n_together, n_total, g2, log_dice, sure, n_uitdagers, persons, one_voice.

    Sorted by log_dice. Only among the fragments of `speakers`; the window ends where the fragment
    ends, the hit itself is no neighbour, and a word between two hits counts once. Only words that
    are there more often than elsewhere; `sure` where G2 is beyond chance over all words compared.
    """
    chosen = options or CollocateOptions()
    around = _around(index, hits, chosen.window)
    inside = np.flatnonzero(speakers.within[index.owners])
    is_word = vocabulary.is_word[vocabulary.lemma_of[index.stream]]
    around, inside = around[is_word[around]], inside[is_word[inside]]
    together, total = vocabulary.count(index, around), vocabulary.count(index, inside)
    g2 = log_likelihood(together, len(around), total - together, len(inside) - len(around))
    more = together * len(inside) > total * len(around)
    kept = (vocabulary.has_content if chosen.only_content else vocabulary.is_word).copy()
    kept &= together >= chosen.fewest
    table = pd.DataFrame(
        {
            "word": vocabulary.shown,
            "n_together": together,
            "n_total": total,
            "g2": g2,
            "log_dice": log_dice(together, len(hits), np.maximum(total, 1)),
            "sure": g2 >= critical(int(kept.sum())),
        }
    )
    table = table[kept & more].sort_values(
        ["log_dice", "n_together", "word"], ascending=[False, False, True], kind="stable"
    )
    table = table.head(chosen.most)
    lemmas = vocabulary.lemma_of[index.stream[around]]
    sizes = speakers.sizes(lemmas, index.owners[around], table.index.to_numpy())
    table = pd.concat([table, sizes], axis=1).reset_index(drop=True)
    return table.assign(one_voice=table["n_uitdagers"] < FEWEST_UITDAGERS)


def _around(index: WordIndex, hits: Hits, window: int) -> NDArray[np.int64]:
    """The places beside the hits, each once, without the hits themselves."""
    near = np.zeros(len(index.stream), dtype=np.bool_)
    owners = index.owners[hits.places]
    for distance in range(1, window + 1):
        for place in (hits.places - distance, hits.places + hits.n_slots - 1 + distance):
            inside = (place >= 0) & (place < len(index.stream))
            own = place[inside]
            near[own[index.owners[own] == owners[inside]]] = True
    for slot in range(hits.n_slots):
        near[hits.places + slot] = False
    return np.flatnonzero(near)
