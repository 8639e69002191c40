"""Who stands behind words: the uitdagers and persons of the fragments in which they occur."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_UITDAGERS = 2  # behind a word: a single one may just talk so


@dataclass(frozen=True, eq=False)
class Speakers:
    """Of each fragment of an index, (n_fragments): whether it counts, its uitdager and sitting.

    An unknown uitdager is one more uitdager. `persons`: those of each sitting, (n_sittings).
    """

    within: NDArray[np.bool_]
    uitdagers: NDArray[np.int64]
    sittings: NDArray[np.int64]
    persons: NDArray[np.int64]

    def sizes(
        self, words: NDArray[np.int64], owners: NDArray[np.int32], asked: NDArray[np.int64]
    ) -> pd.DataFrame:
        """n_uitdagers and persons of each asked word; `words` and their fragments go together."""
        few = np.isin(words, asked)
        pairs = pd.DataFrame(
            {
                "word": words[few],
                "uitdager": self.uitdagers[owners[few]],
                "sitting": self.sittings[owners[few]],
            }
        ).drop_duplicates()
        n_uitdagers = pairs.groupby("word")["uitdager"].nunique()
        sittings = pairs[["word", "sitting"]].drop_duplicates()
        persons = sittings.assign(persons=self.persons[sittings["sitting"]])
        table = pd.DataFrame({"n_uitdagers": n_uitdagers})
        table["persons"] = persons.groupby("word")["persons"].sum()
        return table.reindex(asked).fillna(0).astype("int64")


def read_speakers(index: WordIndex, joined: pd.DataFrame) -> Speakers:
    """The speakers of the fragments in `joined`; those that it lacks do not count."""
    numbers = index.numbers.get_indexer(pd.Index(joined["fragment_id"]))
    rows = joined.iloc[np.flatnonzero(numbers >= 0)]
    numbers = numbers[numbers >= 0]
    sitting, names = pd.factorize(rows["conversation_id"], use_na_sentinel=False)
    uitdager, _ = pd.factorize(rows["uitdager_id"], use_na_sentinel=False)
    within = np.zeros(len(index.fragment_ids), dtype=np.bool_)
    uitdagers, sittings = (np.zeros(len(within), dtype=np.int64) for _ in range(2))
    within[numbers], uitdagers[numbers], sittings[numbers] = True, uitdager, sitting
    persons = np.ones(max(len(names), 1), dtype=np.int64)
    persons[sitting] = rows["participants"].fillna(1).to_numpy(dtype=np.int64)
    return Speakers(within, uitdagers, sittings, persons)
