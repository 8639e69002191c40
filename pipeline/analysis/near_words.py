"""Words to go on with: those that most fragments hold, and those near one that was not found."""

from __future__ import annotations

import difflib

import numpy as np
import pandas as pd

from pipeline.analysis.persons import FEWEST_UITDAGERS, Speakers
from pipeline.analysis.vocabulary import Vocabulary
from pipeline.wordindex import WordIndex

N_NEAR = 8
_ALIKE, _STARTS_ALIKE = 0.7, 4  # of 1; letters


def frequent_words(
    index: WordIndex, vocabulary: Vocabulary, speakers: Speakers, most: int
) -> pd.DataFrame:
    """Word and n_fragments of the lemmas with content in most fragments of these speakers.

    A word of one uitdager is left out where there are others.
    """
    inside = np.flatnonzero(speakers.within[index.owners])
    lemmas = vocabulary.lemma_of[index.stream[inside]]
    pairs = np.unique(lemmas * len(index.fragment_ids) + index.owners[inside])
    counts = np.bincount(pairs // len(index.fragment_ids), minlength=len(vocabulary.shown))
    counts = np.where(vocabulary.has_content, counts, 0)
    best = np.argsort(-counts, kind="stable")[: 2 * most]
    sizes = speakers.sizes(lemmas, index.owners[inside], best)
    shared = sizes["n_uitdagers"].to_numpy() >= min(FEWEST_UITDAGERS, sizes["n_uitdagers"].max())
    best = best[shared & (counts[best] > 0)][:most]
    return pd.DataFrame({"word": vocabulary.shown[best], "n_fragments": counts[best]})


def near_words(
    index: WordIndex, vocabulary: Vocabulary, word: str, most: int = N_NEAR
) -> list[str]:
    """Lemmas near a folded word: that begin like it, hold it, or are spelled almost like it."""
    counts = vocabulary.count(index)
    forms = index.types["folded"].to_numpy(dtype=object)
    lemma_of = vocabulary.lemma_of
    begin = word[: max(_STARTS_ALIKE, len(word) - 2)]
    alike = set(difflib.get_close_matches(word, set(forms), n=most, cutoff=_ALIKE))
    found: dict[int, tuple[int, int]] = {}
    for form, lemma in zip(forms, lemma_of, strict=True):
        rank = _rank(form, word, begin, alike)
        if rank is not None and vocabulary.has_content[lemma]:
            found[lemma] = min(found.get(lemma, (9, 0)), (rank, -int(counts[lemma])))
    best = sorted(found, key=lambda lemma: (*found[lemma], str(vocabulary.shown[lemma])))
    return [str(vocabulary.shown[lemma]) for lemma in best[:most]]


def _rank(form: str, word: str, begin: str, alike: set[str]) -> int | None:
    """How near a form is, 0 the nearest; None where it is far."""
    if form in alike:
        return 0
    if len(begin) >= _STARTS_ALIKE and form.startswith(begin):
        return 1
    return 2 if len(word) >= _STARTS_ALIKE and word in form else None
