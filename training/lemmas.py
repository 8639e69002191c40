"""The lemma table: what the trees say of words that dictionary and rules get wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import takewhile

from pipeline.language.lemmas import LemmaTable
from training.treebank import Sentence

_INFLECTED = ("NOUN", "VERB", "AUX", "ADJ")
_LONGEST_ENDING = 6
_LONGEST_NEW_ENDING = 4
_FEWEST = 2  # words that must change alike for an ending to say something


def learn_lemmas(sentences: Iterable[Sentence]) -> LemmaTable:
    """The most usual lemma of each form and tag, and how the endings of inflected words change."""
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for place, word in enumerate(sentence):
            opens = place == 0 and word.upos != "PROPN"
            seen[word.form.lower() if opens else word.form, word.upos][word.lemma] += 1
    lemmas = {key: counts.most_common(1)[0][0] for key, counts in sorted(seen.items())}
    return LemmaTable(lemmas, _endings(lemmas))


def _endings(lemmas: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], tuple[str, str]]:
    """The change that most words with an ending make, the lengths of ending one to six."""
    changes: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for (form, upos), lemma in lemmas.items():
        participle = form.startswith("ge") and upos == "VERB"
        if upos not in _INFLECTED or participle:
            continue
        low, change = form.lower(), _change(form.lower(), lemma.lower())
        if len(change[0]) > _LONGEST_ENDING or len(change[1]) > _LONGEST_NEW_ENDING:
            continue
        for length in range(max(1, len(change[0])), min(_LONGEST_ENDING, len(low) - 1) + 1):
            changes[upos, low[-length:]][change] += 1
    usual = {key: counts.most_common(1)[0] for key, counts in changes.items()}
    return {
        key: change
        for key, (change, n) in usual.items()
        if n >= _FEWEST and 2 * n > changes[key].total()
    }


def _change(form: str, lemma: str) -> tuple[str, str]:
    pairs = zip(form, lemma, strict=False)  # as far as the shorter goes
    n_same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return form[n_same:], lemma[n_same:]
