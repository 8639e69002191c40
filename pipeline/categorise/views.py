"""How alike two texts are: in words, in characters, and in meaning as a sentence vector.

Scores per class come from kernel ridge regression, a linear method that solves all classes of
all labels in one go. Dutch texts go by the sum of the three, other languages by meaning alone.
Words and characters end as one weight a feature, which can be read; meaning compares a text
with every training text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Matrix = NDArray[np.float32]

VIEWS = ("together", "meaning")
PENALTIES = {"together": 2.0, "meaning": 0.5}
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
    alike: Matrix = left @ right.T
    alike *= 2.0  # in place: at 25,000 texts most of the time goes to moving memory
    alike -= 2.0
    return np.exp(alike, out=alike)


def kernels(features: Mapping[str, Any], vectors: Matrix) -> dict[str, Matrix]:
    """How alike the texts are in words, characters and meaning, each (n_texts, n_texts)."""
    alike = {name: np.asarray((rows @ rows.T).todense()) for name, rows in features.items()}
    return alike | {"meaning": closeness(vectors, vectors)}


def solve(kernel: Matrix, targets: Matrix, penalty: float) -> Matrix:
    """Weight of each training text for each class: kernel ridge, (n_train, n_classes)."""
    from scipy.linalg import cho_factor, cho_solve

    damped = kernel + penalty * np.eye(len(kernel), dtype=np.float32)
    factor = cho_factor(damped, lower=True, overwrite_a=True, check_finite=False)
    weights: Matrix = cho_solve(factor, targets, check_finite=False)
    return weights


@dataclass(frozen=True)
class ViewModel:
    """Weights of one training: `words` and `characters` are (n_features, n_classes).

    `together` and `meaning` are (n_train, n_classes), the weight of each training text by its
    meaning beside words and characters, and alone; they go with `vectors` (n_train,
    n_dimensions). `centre` (n_classes) is what the targets were centred on.
    """

    words: Matrix
    characters: Matrix
    together: Matrix
    meaning: Matrix
    vectors: Matrix
    centre: Matrix

    def by_words(self, features: Mapping[str, Any]) -> Matrix:
        """What words and characters say, (n_texts, n_classes); each row depends on its text alone.

        Not so what meaning says: dense products differ in the last bits with the rows beside.
        """
        said: Matrix = features["words"] @ self.words + features["characters"] @ self.characters
        return said

    def scores(self, by_words: Matrix, vectors: Matrix) -> dict[str, Matrix]:
        """Scores by view, (n_texts, n_classes), around 0 (not this class) to 1 (this class)."""
        together, meaning = by_words.copy(), np.empty_like(by_words)
        for start in range(0, len(vectors), _CHUNK):
            part = slice(start, start + _CHUNK)
            alike = closeness(vectors[part], self.vectors)
            together[part] += alike @ self.together
            meaning[part] = alike @ self.meaning
        return {"together": together + self.centre, "meaning": meaning + self.centre}


def learn_views(
    alike: Mapping[str, Matrix],
    features: Mapping[str, Any],
    vectors: Matrix,
    targets: Matrix,
    seen: NDArray[np.int64],
) -> ViewModel:
    """The weights from the texts whose numbers are `seen`; `targets` is (n_texts, n_classes)."""
    centre = targets[seen].mean(axis=0)
    weights = {
        view: solve(alike[view][np.ix_(seen, seen)], targets[seen] - centre, PENALTIES[view])
        for view in VIEWS
    }
    return ViewModel(
        words=features["words"][seen].T @ weights["together"],
        characters=features["characters"][seen].T @ weights["together"],
        together=weights["together"],
        meaning=weights["meaning"],
        vectors=vectors[seen],
        centre=centre,
    )
