"""Four looks at the wording of a text: its words, its characters, its frame and its endings.

The frame keeps the words that one note in fifty has, and puts a dot for the rest: "we . elke . de
stoep" tells an action from a wish whatever it is about. The endings keep the last three letters of
the rest instead ("-ken", "-ing"). Both stand for the grammar; the parts of speech of a tagger did
no better (bench/labels.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

WEIGHTS = {"words": 1.0, "characters": 1.0, "frame": 0.7, "endings": 0.7}
_COMMON = 0.02  # share of the notes that have a word which belongs to the frame
_PIECE = re.compile(r"\w+|[^\w\s]")
_SHAPES: Mapping[str, dict[str, Any]] = {
    "words": {"ngram_range": (1, 2), "min_df": 2},
    # What more than a tenth has tells little, and makes all texts neighbours: slow to learn from.
    "characters": {"analyzer": "char_wb", "ngram_range": (3, 6), "min_df": 3, "max_df": 0.1},
    "frame": {"token_pattern": r"\S+", "ngram_range": (1, 4), "min_df": 3, "max_df": 0.1},
    "endings": {"token_pattern": r"\S+", "ngram_range": (1, 4), "min_df": 3, "max_df": 0.1},
}


@dataclass(frozen=True)
class Vocabulary:
    """The features of each look, as the training texts have them; `common`: words of the frame."""

    common: frozenset[str]
    looks: Mapping[str, TfidfVectorizer]

    def features(self, texts: Sequence[str]) -> dict[str, Any]:
        """Sparse rows by look, (n_texts, n_features), each of the length of its weight's root.

        scipy ships no types.
        """
        return {
            name: _weighed(name, _rows(vectoriser, _seen(name, texts, self.common), name))
            for name, vectoriser in self.looks.items()
        }


def common_pieces(texts: Sequence[str]) -> frozenset[str]:
    """The words and signs that belong to the frame of a sentence."""
    n_texts = Counter(piece for text in texts for piece in set(_pieces(text)))
    return frozenset(piece for piece, n in n_texts.items() if n >= _COMMON * len(texts))


def learn_look(
    name: str, texts: Sequence[str], common: frozenset[str]
) -> tuple[TfidfVectorizer, Any]:
    """The features of a look that occur often enough, and what they are in each of the texts."""
    vectoriser = _vectoriser(name)
    return vectoriser, _weighed(name, vectoriser.fit_transform(_seen(name, texts, common)))


def _rows(vectoriser: TfidfVectorizer, texts: Sequence[str], name: str) -> Any:
    """As `vectoriser.transform`, at a third of the time: that raises an error a foreign feature.

    The characters of a word are the same wherever it stands, so each word is looked at once.
    """
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    analyse, place = vectoriser.build_analyzer(), vectoriser.vocabulary_.get

    def places(text: str) -> list[int]:
        return [found for found in map(place, analyse(text)) if found is not None]

    if name == "characters":
        in_word = cache(places)
        found = [[p for word in text.lower().split() for p in in_word(word)] for text in texts]
    else:
        found = [places(text) for text in texts]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.fromiter(chain.from_iterable(found), dtype=np.int32, count=int(ends[-1]))
    shape = (len(found), len(vectoriser.idf_))
    rows = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=shape)
    rows.sum_duplicates()
    rows.data = (1 + np.log(rows.data)) * vectoriser.idf_[rows.indices].astype(np.float32)
    return normalize(rows, copy=False)


def _weighed(name: str, rows: Any) -> Any:
    return rows * np.float32(WEIGHTS[name] ** 0.5)


def restore_look(name: str, features: Sequence[str], rarity: NDArray[Any]) -> TfidfVectorizer:
    """The vectoriser of one look with these features and their idf, (n_features,)."""
    vectoriser = _vectoriser(name).set_params(vocabulary=list(features))
    vectoriser.idf_ = rarity
    return vectoriser


def _vectoriser(name: str) -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_SHAPES[name])


def _seen(name: str, texts: Sequence[str], common: frozenset[str]) -> Sequence[str]:
    """The texts as a look sees them."""
    rest: dict[str, Callable[[str], str]] = {"frame": lambda _: "·", "endings": _ending}
    if name not in rest:
        return texts
    other = rest[name]
    return [
        " ".join(["^", *(piece if piece in common else other(piece) for piece in found), "$"])
        for found in map(_pieces, texts)
    ]


def _ending(word: str) -> str:
    return f"~{word[-3:]}"


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text.lower())
