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
    from sklearn.feature_extraction.text import CountVectorizer

SHORTEST, LONGEST = 3, 5  # letters in a group, the edges of the word among them
_SOME_WORD = (
    "."  # scikit-learn fails where there are no words at all; it stands in none of the rows
)


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
        counts = _counts(texts, self.groups_, learn=True)
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
        counts = _counts(texts, self.groups_, learn=False)
        return self.weights_.transform(counts[:, self.kept_])


def _counts(texts: Sequence[str], groups: CountVectorizer, *, learn: bool) -> csr_matrix:
    """How often each group of letters stands in each text, (n_texts, n_groups)."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(tokenizer=str.split, token_pattern=None, dtype=np.float32)
    words = counter.fit_transform([*texts, _SOME_WORD])[:-1]
    distinct = counter.get_feature_names_out()
    of_words = groups.fit_transform(distinct) if learn else groups.transform(distinct)
    counts = words @ of_words
    counts.sort_indices()
    return counts
