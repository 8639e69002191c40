"""What clustering, mapping and the map of fragments look at: meaning and words, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.themes.letters import LetterGroups

Floats = npt.NDArray[np.float32]

WORD_WEIGHT = 0.5  # of the words beside the meaning; measured in bench/themes.py
WORD_DIMENSIONS = 100
MOST_TEXTS_TO_LEARN = 3_000
FEWEST_OF_LANGUAGE = 20
_AT_ONCE = 2
_In = TypeVar("_In")
_Out = TypeVar("_Out")


def build_features(
    texts: Sequence[str],
    vectors: npt.NDArray[np.float16],
    languages: Sequence[str],
    seed: int,
) -> Floats:
    """Sentence vectors beside a summary of the words' letters, rows of unit length.

    Both are centred within each language, so that a Turkish note joins the theme that it speaks
    of and not the other Turkish notes. Compounds share letters (bus, bushalte, lijnbus), which is
    why letters serve Dutch better than words.

    Returns:
        (n_texts, n_dimensions + at most 100), float32.

    Raises:
        ValueError: when the lengths of the arguments differ.
    """
    from sklearn.preprocessing import normalize  # heavy: loaded when needed

    if not len(texts) == len(vectors) == len(languages):
        message = f"{len(texts)} texts, {len(vectors)} vectors, {len(languages)} languages"
        raise ValueError(message)
    if not len(texts):
        return np.zeros(vectors.shape, np.float32)
    spoken = np.asarray(languages, dtype=object)
    meaning = normalize(centred(vectors.astype(np.float32), spoken))
    words = centred(_letters(texts, seed), spoken)
    both: Floats = normalize(np.hstack([meaning, WORD_WEIGHT * words])).astype(np.float32)
    return both


def _letters(texts: Sequence[str], seed: int) -> Floats:
    """(n_texts, d) unit rows; d is 0 where the texts hold too little to learn from."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    learn = list(texts[:: max(1, len(texts) // MOST_TEXTS_TO_LEARN)])
    groups = LetterGroups(fewest=3, common=0.1)
    n_dimensions = min(WORD_DIMENSIONS, len(set(learn)) // 5)
    if n_dimensions < 2:  # noqa: PLR2004 - one dimension cannot tell texts apart
        return np.zeros((len(texts), 0), np.float32)
    try:
        known = groups.fit_transform(learn)
    except ValueError:  # no letter group is common enough
        return np.zeros((len(texts), 0), np.float32)
    n_dimensions = min(n_dimensions, known.shape[1] - 1)
    if n_dimensions < 1:
        return np.zeros((len(texts), 0), np.float32)
    with one_thread():
        summary = TruncatedSVD(n_dimensions, random_state=seed).fit(known)
    letters: Floats = normalize(summary.transform(groups.transform(texts)))
    return letters.astype(np.float32)


def centred(rows: Floats, languages: npt.NDArray[np.object_]) -> Floats:
    """Rows less the mean of their language; rare languages share one mean with all."""
    centred = rows - rows.mean(axis=0) if len(rows) else rows
    for language in sorted(set(languages)):
        of_language = languages == language
        if of_language.sum() >= FEWEST_OF_LANGUAGE:
            centred[of_language] = rows[of_language] - rows[of_language].mean(axis=0)
    return centred


def one_thread() -> AbstractContextManager[object]:
    """On a busy machine the threads of many small steps only wait for each other.

    And their sums arrive in any order: a near tie may then fall otherwise. To enter it takes ten
    milliseconds, so once around many steps.
    """
    from threadpoolctl import threadpool_limits

    limited: AbstractContextManager[object] = threadpool_limits(limits=1)
    return limited


def side_by_side(work: Callable[[_In], _Out], items: Iterable[_In]) -> list[_Out]:
    """What `work` makes of each, in order: two at a time, each on one thread of its own.

    So the answers are the same to the last bit as one after the other, on any number of cores.
    """
    with one_thread(), ThreadPoolExecutor(_AT_ONCE, initializer=one_thread) as workers:
        return list(workers.map(work, items))
