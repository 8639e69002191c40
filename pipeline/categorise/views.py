"""Three looks at a text: its words, its characters, and its meaning as a sentence vector.

Each view gives a score per class by kernel ridge regression, a linear method that solves all
classes of all labels in one go. Words and characters end as one weight a feature, which can be
read; meaning compares a text with every training text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Matrix = NDArray[np.float32]

VIEWS = ("words", "characters", "meaning")
_PENALTY = {"words": 1.0, "characters": 1.0, "meaning": 0.5}
_CHUNK = 2048  # texts at once: bounds the memory of the meaning view


@dataclass(frozen=True)
class Vocabulary:
    """The word and character features, as the training texts have them."""

    words: TfidfVectorizer
    characters: TfidfVectorizer

    def features(self, texts: Sequence[str]) -> dict[str, Any]:
        """Sparse unit rows by view, (n_texts, n_features); scipy ships no types."""
        return {
            "words": self.words.transform(texts),
            "characters": self.characters.transform(texts),
        }


def learn_vocabulary(texts: Sequence[str]) -> Vocabulary:
    """Features that occur in at least two (words, word pairs) or three (characters) texts."""
    return Vocabulary(_vectoriser("words").fit(texts), _vectoriser("characters").fit(texts))


def restore_vocabulary(view: str, names: Sequence[str], rarity: NDArray[Any]) -> TfidfVectorizer:
    """The vectoriser of one view with the features `names` and their idf, (n_features,)."""
    vectoriser = _vectoriser(view).set_params(vocabulary=list(names))
    vectoriser.idf_ = rarity
    return vectoriser


def _vectoriser(view: str) -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    shape: dict[str, Any] = {
        "words": {"ngram_range": (1, 2), "min_df": 2},
        "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 3},
    }[view]
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **shape)


def closeness(left: Matrix, right: Matrix) -> Matrix:
    """Gaussian kernel between unit rows: 1 for the same direction, (n_left, n_right)."""
    alike: Matrix = np.exp(2.0 * (left @ right.T) - 2.0).astype(np.float32)
    return alike


def kernels(vocabulary: Vocabulary, texts: Sequence[str], vectors: Matrix) -> dict[str, Matrix]:
    """How alike the texts are in each view, (n_texts, n_texts)."""
    sparse = vocabulary.features(texts)
    alike = {view: np.asarray((rows @ rows.T).todense()) for view, rows in sparse.items()}
    return alike | {"meaning": closeness(vectors, vectors)}


def solve(kernel: Matrix, targets: Matrix, view: str) -> Matrix:
    """Weight of each training text for each class: kernel ridge, (n_train, n_classes)."""
    from scipy.linalg import cho_factor, cho_solve

    damped = kernel + _PENALTY[view] * np.eye(len(kernel), dtype=np.float32)
    factor = cho_factor(damped, lower=True, overwrite_a=True, check_finite=False)
    weights: Matrix = cho_solve(factor, targets, check_finite=False)
    return weights


@dataclass(frozen=True)
class ViewModel:
    """Weights of one training: (n_features, n_classes) for words and characters.

    `meaning` is (n_train, n_classes) and goes with `vectors` (n_train, n_dimensions); `centre`
    (n_classes) is what the targets were centred on.
    """

    words: Matrix
    characters: Matrix
    meaning: Matrix
    vectors: Matrix
    centre: Matrix

    def scores(self, features: dict[str, Any], vectors: Matrix) -> dict[str, Matrix]:
        """Scores by view, (n_texts, n_classes), around 0 (not this class) to 1 (this class)."""
        return {
            "words": features["words"] @ self.words + self.centre,
            "characters": features["characters"] @ self.characters + self.centre,
            "meaning": self.meaning_scores(vectors),
        }

    def meaning_scores(self, vectors: Matrix) -> Matrix:
        """The scores that need no words of a language, (n_texts, n_classes)."""
        out = np.empty((len(vectors), len(self.centre)), dtype=np.float32)
        for start in range(0, len(vectors), _CHUNK):
            part = slice(start, start + _CHUNK)
            out[part] = closeness(vectors[part], self.vectors) @ self.meaning + self.centre
        return out
