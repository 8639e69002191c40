"""Words that stand around others more often than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.association import critical, log_dice, log_likelihood
from pipeline.analysis.concordance import Hits
from pipeline.analysis.loudest import without_loudest
from pipeline.analysis.persons import FEWEST_UITDAGERS, Speakers
from pipeline.analysis.vocabulary import Vocabulary
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 5  # words on each side
FEWEST_TOGETHER = 3


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
    ends, the hit itself is no neighbour, and a word between two hits counts once, with the nearest;
    in log_dice a word counts once a hit, so that it never passes 14. Only words that
    are there more often than elsewhere; `sure` where G2 is beyond chance over all words compared,
    also when the uitdager who wrote the word most beside the hits is left out.
    """
    chosen = options or CollocateOptions()
    around, hit_of = _around(index, hits, chosen.window)
    inside = np.flatnonzero(speakers.within[index.owners])
    is_word = vocabulary.is_word[vocabulary.lemma_of[index.stream]]
    hit_of, around = hit_of[is_word[around]], around[is_word[around]]
    inside = inside[is_word[inside]]
    together, total = vocabulary.count(index, around), vocabulary.count(index, inside)
    g2 = log_likelihood(together, len(around), total - together, len(inside) - len(around))
    more = together * len(inside) > total * len(around)
    kept = (vocabulary.has_content if chosen.only_content else vocabulary.is_word).copy()
    kept &= together >= chosen.fewest
    joint = _hits_with(vocabulary.lemma_of[index.stream[around]], hit_of, len(vocabulary.shown))
    bar = critical(int(kept.sum()))
    asked = np.flatnonzero(kept & more)
    elsewhere = inside[~np.isin(inside, around, assume_unique=True, kind="table")]
    without = without_loudest(index, vocabulary, speakers, (around, elsewhere), asked)
    table = pd.DataFrame(
        {
            "word": vocabulary.shown[asked],
            "n_together": together[asked],
            "n_total": total[asked],
            "g2": g2[asked],
            "log_dice": log_dice(joint[asked], len(hits), total[asked]),
            "sure": (g2[asked] >= bar) & (without >= bar),
        },
        index=asked,
    )
    table = table.sort_values(
        ["log_dice", "n_together", "word"], ascending=[False, False, True], kind="stable"
    ).head(chosen.most)
    lemmas = vocabulary.lemma_of[index.stream[around]]
    sizes = speakers.sizes(lemmas, index.owners[around], table.index.to_numpy())
    table = pd.concat([table, sizes], axis=1).reset_index(drop=True)
    return table.assign(one_voice=table["n_uitdagers"] < FEWEST_UITDAGERS)


def _around(
    index: WordIndex, hits: Hits, window: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places beside the hits, each once, without the hits; and the nearest hit of each."""
    nearest = np.full(len(index.stream), -1, dtype=np.int64)
    owners, numbers = index.owners[hits.places], np.arange(len(hits))
    for distance in range(1, window + 1):
        for place in (hits.places - distance, hits.places + hits.n_slots - 1 + distance):
            inside = (place >= 0) & (place < len(index.stream))
            inside[inside] = index.owners[place[inside]] == owners[inside]
            free = nearest[place[inside]] < 0
            nearest[place[inside][free]] = numbers[inside][free]
    for slot in range(hits.n_slots):
        nearest[hits.places + slot] = -1
    around = np.flatnonzero(nearest >= 0)
    return around, nearest[around]


def _hits_with(
    lemmas: NDArray[np.int64], hit_of: NDArray[np.int64], n_lemmas: int
) -> NDArray[np.int64]:
    """Of each lemma the number of hits that have it beside them, (n_lemmas)."""
    n_hits = int(hit_of.max(initial=0)) + 1
    pairs = np.sort(lemmas * n_hits + hit_of)  # ten times as fast as np.unique of so many
    first = np.diff(pairs, prepend=-1) > 0
    return np.bincount(pairs[first] // n_hits, minlength=n_lemmas)
