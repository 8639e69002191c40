"""The lemmas of a run: how each is shown, which count as words with content, and their counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.resources.words import stopwords
from pipeline.wordindex import WordIndex, fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CONTENT = re.compile(r"[^\W\d_].*[^\W\d_]")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """`shown`: a row a lemma, its commonest form; `lemma_of`: the lemma of each type.

    `is_word` leaves out placeholders, `has_content` also words that only make sentences.
    """

    shown: NDArray[np.object_]
    lemma_of: NDArray[np.int64]
    is_word: NDArray[np.bool_]
    has_content: NDArray[np.bool_]

    def count(self, index: WordIndex, places: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """How often each lemma stands at these places, or in all, (n_lemmas)."""
        stream = index.stream if places is None else index.stream[places]
        return np.bincount(self.lemma_of[stream], minlength=len(self.shown))


def read_vocabulary(index: WordIndex) -> Vocabulary:
    """The lemmas of this index, in the order of the alphabet."""
    lemma_of, lemmas = pd.factorize(index.types["lemma"], sort=True)
    forms = pd.DataFrame({"lemma": lemma_of, "form": index.types["form"], "n": index.sizes})
    counted = forms.groupby(["lemma", "form"])["n"].sum().reset_index()
    best = counted.sort_values(["lemma", "n", "form"], ascending=[True, False, True])
    shown = best.drop_duplicates("lemma")["form"].to_numpy(dtype=object)
    closed = {fold(word) for word in stopwords()}
    is_word = np.array([not lemma.startswith("[") for lemma in lemmas], dtype=np.bool_)
    content = [
        bool(_CONTENT.search(lemma)) and lemma not in closed and fold(form) not in closed
        for lemma, form in zip(lemmas, shown, strict=True)
    ]
    return Vocabulary(
        shown, lemma_of.astype(np.int64), is_word, is_word & np.array(content, dtype=np.bool_)
    )


def words_per_fragment(index: WordIndex, vocabulary: Vocabulary) -> NDArray[np.int64]:
    """The number of words of each fragment without placeholders, (n_fragments)."""
    counted = vocabulary.is_word[vocabulary.lemma_of[index.stream]]
    return np.bincount(index.owners[counted], minlength=len(index.fragment_ids))
