"""Which texts are alike in meaning and wording: the graph that themes are found in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.resources.words import stopwords
from pipeline.themes.features import Floats, centred, one_thread, side_by_side
from pipeline.themes.letters import LetterGroups

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Of the likeness of letters and of words beside that of meaning; measured in bench/themes.py.
LETTER_WEIGHT, WORD_WEIGHT = 0.75, 0.4
N_NEIGHBOURS = 15
BRIDGE_WEIGHT = 2.0  # of a path over a text beside the material
BRIDGE_RANK = 5  # such a text must be as near as the fifth nearest of the material
COMMON_SHARE = 0.1
MOST_TEXTS = 8_000
_CHUNK = 500
_WORD = re.compile(r"[^\W\d_]{3,}")
_DUTCH = "nl"
_Seen = TypeVar("_Seen")


@dataclass(frozen=True, eq=False)
class Alike:
    """Texts by meaning, (n_texts, n_dimensions) unit rows, and by wording, (n_texts, n_features).

    Their likeness is the product of rows in both.
    """

    meaning: Floats
    wording: csr_matrix

    def by_blocks(self, n_rows: int, look: Callable[[int, Floats], _Seen]) -> list[_Seen]:
        """What `look` sees in each block of the first `n_rows` texts by all, in order.

        It gets the row where the block starts, and the block, which is its own.
        """
        turned = self.wording.T.tocsr()

        def seen(start: int) -> _Seen:
            part = slice(start, min(start + _CHUNK, n_rows))
            block: Floats = self.meaning[part] @ self.meaning.T
            block += (self.wording[part] @ turned).toarray()
            return look(start, block)

        return side_by_side(seen, range(0, n_rows, _CHUNK))

    def to(self, rows: npt.NDArray[np.int64], n_rows: int) -> Floats:
        """Of the first `n_rows` texts to some, (n_rows, n_some)."""
        with one_thread():
            found: Floats = self.meaning[:n_rows] @ self.meaning[rows].T
            found += (self.wording[:n_rows] @ self.wording[rows].T).toarray()
        return found


def neighbour_graph(
    texts: Sequence[str],
    languages: Sequence[str],
    vectors: npt.NDArray[np.float16],
    n_own: int,
) -> csr_matrix:
    """(n_own, n_own) symmetric weights: 1 where both are among the other's nearest, 0.5 where one.

    The first `n_own` texts are the material; the others, Dutch, keep it company: two that are both
    near such a text are tied by it, as a thin graph gains paths. Company that is further than the
    nearest of the material ties nothing, so that it leaves material on other subjects alone.
    Likeness is the cosine of meanings, plus those of letter groups and of words in Dutch texts.
    """
    return graph_of(likeness(texts, languages, vectors, n_own), n_own)


def likeness(
    texts: Sequence[str],
    languages: Sequence[str],
    vectors: npt.NDArray[np.float16],
    n_own: int,
) -> Alike:
    """How alike texts are, the first `n_own` before an even part of their company."""
    rows = _thinned(len(texts), n_own)
    texts = [texts[row] for row in rows]
    languages = [languages[row] for row in rows]
    return Alike(_meaning(vectors[rows], languages, n_own), _wording(texts, languages))


def graph_of(alike: Alike, n_own: int) -> csr_matrix:
    """The graph of the first `n_own` texts; see `neighbour_graph`."""
    from scipy.sparse import csr_matrix, diags, vstack

    n_near = min(N_NEIGHBOURS, n_own - 1)

    def neighbours(start: int, block: Floats) -> tuple[npt.NDArray[np.int64], csr_matrix]:
        own = block[:, :n_own]
        own[np.arange(len(own)), np.arange(start, start + len(own))] = -np.inf
        ranked = -np.partition(-own, [min(BRIDGE_RANK, n_near) - 1, n_near - 1], axis=1)
        floor = ranked[:, [min(BRIDGE_RANK, n_near) - 1]]
        return _nearest(own, n_near), _ties(block[:, n_own:], floor)

    near, tied = zip(*alike.by_blocks(n_own, neighbours), strict=True)
    directed = _links(np.concatenate(near), n_own)
    graph = (directed + directed.T) / 2
    if len(alike.meaning) > n_own:
        bridges = vstack(tied, format="csr")
        degree = np.maximum(np.asarray(bridges.sum(axis=0)).ravel(), 1)
        graph += BRIDGE_WEIGHT * (bridges @ diags(1 / degree) @ bridges.T)
    graph = csr_matrix(graph - diags(graph.diagonal()))
    graph.eliminate_zeros()
    return graph


def _thinned(n_texts: int, n_own: int) -> npt.NDArray[np.int64]:
    """Rows of the material, and an even part of the company where there is much of both."""
    beside = np.arange(n_own, n_texts)
    n_beside = min(len(beside), max(MOST_TEXTS - n_own, 0))
    part = np.linspace(0, len(beside) - 1, n_beside).astype(np.int64)
    return np.concatenate([np.arange(n_own), beside[part]])


def _meaning(vectors: npt.NDArray[np.float16], languages: Sequence[str], n_own: int) -> Floats:
    """Unit rows, centred within each language; the company by itself: it is of another kind."""
    from sklearn.preprocessing import normalize

    wide, spoken = vectors.astype(np.float32), np.asarray(languages, dtype=object)
    own, beside = np.split(wide, [n_own])
    both = [centred(own, spoken[:n_own]), centred(beside, spoken[n_own:])]
    unit: Floats = normalize(np.vstack(both)).astype(np.float32)
    return unit


def _wording(texts: Sequence[str], languages: Sequence[str]) -> csr_matrix:
    """Letter groups and lemmas, (n_texts, n_features); empty rows for other languages than Dutch.

    Otherwise a Turkish text would lie near all Turkish texts.
    """
    from scipy.sparse import csr_matrix, diags, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    dutch = np.asarray([language == _DUTCH for language in languages], np.float32)
    letters = LetterGroups(fewest=3, common=COMMON_SHARE)
    words = TfidfVectorizer(
        tokenizer=str.split,
        token_pattern=None,
        min_df=2,
        max_df=COMMON_SHARE,
        sublinear_tf=True,
        dtype=np.float32,
    )
    views = (
        (LETTER_WEIGHT, letters, list(texts)),
        (WORD_WEIGHT, words, [_lemmas(text) for text in texts]),
    )
    found = []
    for weight, vectoriser, documents in views:
        try:
            rows = vectoriser.fit_transform(documents)
        except ValueError:  # nothing is common enough
            continue
        found.append(np.float32(weight**0.5) * (diags(dutch) @ rows))
    if not found:
        return csr_matrix((len(texts), 1), dtype=np.float32)
    return csr_matrix(hstack(found, format="csr"), dtype=np.float32)


def _lemmas(text: str) -> str:
    """The words that say what a text is about, as lemmas, separated by spaces."""
    silent = stopwords()
    found = [_lemma(word) for word in _WORD.findall(text.casefold()) if word not in silent]
    return " ".join(lemma for lemma in found if lemma not in silent)


@cache
def _lemma(word: str) -> str:
    import simplemma  # reads its dictionary at first use

    return simplemma.lemmatize(word, _DUTCH).casefold()


def _nearest(alike: Floats, n_near: int) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = np.argpartition(-alike, n_near - 1, axis=1)[:, :n_near]
    return found


def _links(near: npt.NDArray[np.int64], n_columns: int) -> csr_matrix:
    from scipy.sparse import csr_matrix

    n_rows, n_near = near.shape
    ones = np.ones(near.size, np.float32)
    place = (np.repeat(np.arange(n_rows), n_near), near.ravel())
    return csr_matrix((ones, place), shape=(n_rows, n_columns))


def _ties(alike: Floats, floor: Floats) -> csr_matrix:
    """Links from the material to its nearest company, where these reach the floor of their row."""
    from scipy.sparse import csr_matrix

    if not alike.shape[1]:
        return csr_matrix(alike.shape, dtype=np.float32)
    near = _nearest(alike, min(N_NEIGHBOURS, alike.shape[1]))
    links = _links(near, alike.shape[1])
    reached = np.take_along_axis(alike, near, axis=1) >= floor
    rows, places = np.nonzero(reached)
    return csr_matrix(
        (np.ones(len(rows), np.float32), (rows, near[rows, places])), shape=links.shape
    )
