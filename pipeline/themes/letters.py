"""Texts by the groups of letters in their words, weighed as TF-IDF: each word is looked at once.

The groups of a text are those of its words together, so a product of two sparse tables, words of
texts and groups of words, gives what `TfidfVectorizer(analyzer="char_wb")` counts text by text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHORTEST, LONGEST = 3, 5  # letters in a group, the edges of the word among them
_SOME_WORD = "."  # scikit-learn fails where no text has a word


class LetterGroups:
    """scikit-learn style: rows of unit length, (n_texts, n_groups), float32.

    A group counts that at least `fewest` texts have, and at most a share `common` of them.
    """

    def __init__(self, fewest: int, common: float) -> None:
        self.fewest = fewest
        self.common = common

    def fit_transform(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the groups of these texts, and give their rows.

        Raises:
            ValueError: when no group is common enough.
        """
        from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

        self.groups_ = CountVectorizer(
            analyzer="char_wb", ngram_range=(SHORTEST, LONGEST), dtype=np.float32
        )
        words, distinct = _words(texts)
        counts = _together(words, self.groups_.fit_transform(distinct))
        n_texts = counts.getnnz(axis=0)
        self.kept_ = np.flatnonzero(
            (n_texts >= self.fewest) & (n_texts <= self.common * len(texts))
        )
        if not len(self.kept_):
            raise ValueError(f"no group of letters stands in {self.fewest} of {len(texts)} texts")
        self.weights_ = TfidfTransformer(sublinear_tf=True)
        return self.weights_.fit_transform(counts[:, self.kept_])

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Rows of other texts; a group that was not learned counts for nothing."""
        words, distinct = _words(texts)
        of_words = self.groups_.transform(distinct)[:, self.kept_]
        return self.weights_.transform(_together(words, of_words))


def _words(texts: Sequence[str]) -> tuple[csr_matrix, list[str]]:
    """How often each distinct word stands in each text, (n_texts, n_words), and those words."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(tokenizer=str.split, token_pattern=None, dtype=np.float32)
    counts = counter.fit_transform([*texts, _SOME_WORD])[:-1]
    return counts, counter.get_feature_names_out().tolist()


def _together(words: csr_matrix, of_words: csr_matrix) -> csr_matrix:
    counts = words @ of_words
    counts.sort_indices()  # sums are taken in the order of the groups, as scikit-learn does
    return counts
