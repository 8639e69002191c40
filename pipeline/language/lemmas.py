"""Dutch and Flemish words to their dictionary form, given their part of speech.

First the table that was learned from the trees (`training/lemmas.py`), then the dictionary of
simplemma, guarded by the part of speech: "werken" is werken as a verb and werk as a noun. What
neither knows is taken by its last part (buxustakken: tak) or by the most usual ending.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.resources.words import flemish_words, lemma_exceptions

_VERBS = frozenset({"VERB", "AUX"})
_INFLECTED = frozenset({"NOUN", "ADJ"}) | _VERBS
_AS_WRITTEN = frozenset({"PUNCT", "SYM", "X"})
_DIMINUTIVES = ("eke", "ske", "ke")
_SHORTEST_STEM = 3  # letters
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4
_LONGEST_ENDING = 6


@dataclass(frozen=True)
class LemmaTable:
    """What the trees teach: lemmas of (form, part of speech), and how an ending changes.

    `endings` leads from (part of speech, last letters) to (letters that go, letters that come).
    """

    lemmas: Mapping[tuple[str, str], str]
    endings: Mapping[tuple[str, str], tuple[str, str]]

    def lemma_of(self, form: str, pos: str, *, opens: bool) -> str:
        """The lemma; names keep their capital, other words lose the one that opens a sentence."""
        low = form.lower().replace("’", "'")
        exception = lemma_exceptions().get((low, pos))
        if exception:
            return exception
        plain = low if opens and pos != "PROPN" else form
        known = self.lemmas.get((plain, pos)) or self.lemmas.get((low, pos))
        return known or self._derived(form, low, pos, opens=opens)

    def _derived(self, form: str, low: str, pos: str, *, opens: bool) -> str:
        if pos in _AS_WRITTEN:
            return form
        if pos == "PROPN":
            return self._without_genitive(form)
        if pos not in _INFLECTED:
            return low
        lemma = _in_dictionary(low, pos) or self._by_tail(low, pos) or self._by_ending(low, pos)
        capital = form[0].isupper() and not form.isupper() and not opens and pos == "ADJ"
        return lemma[0].upper() + lemma[1:] if capital else lemma

    def _without_genitive(self, form: str) -> str:
        """Mozarts: Mozart, where the trees know the name without its s."""
        stem = form.removesuffix("'s").removesuffix("s")
        known = len(stem) >= _SHORTEST_STEM and (stem, "PROPN") in self.lemmas
        return stem if known or form.endswith("'s") else form

    def _by_tail(self, low: str, pos: str) -> str | None:
        """A compound by the longest last part that is known."""
        for start in range(_SHORTEST_HEAD, len(low) - _SHORTEST_TAIL + 1):
            tail = low[start:]
            lemma = self.lemmas.get((tail, pos)) or (
                _in_dictionary(tail, pos) if len(tail) > _SHORTEST_TAIL else None
            )
            if lemma:
                return low[:start] + lemma
        return None

    def _by_ending(self, low: str, pos: str) -> str:
        for length in range(min(_LONGEST_ENDING, len(low) - 1), 0, -1):
            change = self.endings.get((pos, low[-length:]))
            if change:
                return low[: len(low) - len(change[0])] + change[1]
        return low


@functools.cache
def lemma_of(word: str) -> str:
    """The lemma of a word that stands alone, lower case.

    A word that may be a noun or the stem of a verb (fiets, lift, huur) stays as it is: the nouns
    are what notes are about.
    """
    form = word.lower().replace("’", "'")
    closed = flemish_words().get(form)
    return closed.lemma if closed else _alone().get(form) or _read_as_noun(form)


def _read_as_noun(form: str) -> str:
    if not _is_known(form):
        form = _without_diminutive(form) or form
    lemma = _dictionary_lemma(form)
    return form if lemma in _infinitives(form) else lemma


@functools.cache
def _alone() -> dict[str, str]:
    return {form: lemma for (form, _), lemma in lemma_exceptions().items()}


def _infinitives(stem: str) -> set[str]:
    """What a regular verb with this stem would be: lift, les, huur, boete -> liften, lessen, ..."""
    closed = stem + stem[-1:] + "en"
    opened = stem[:-2] + stem[-1:] + "en" if stem[-3:-2] == stem[-2:-1] else closed
    return {stem + "en", closed, opened, stem + "n"}


def _in_dictionary(low: str, pos: str) -> str | None:
    """The dictionary's lemma where it fits the part of speech; None where it does not say."""
    if pos in _VERBS:
        return _infinitive(low)
    if not _is_known(low):
        return _without_diminutive(low) if pos == "NOUN" else None
    lemma = _dictionary_lemma(low)
    # A noun or adjective is no infinitive: de fiets, de lift, wetgevend(e).
    if lemma.endswith("en") and not low.endswith("en"):
        return None if pos == "ADJ" else low
    return lemma


def _infinitive(low: str) -> str | None:
    """The verb that the dictionary has for a form; daverend(e): daveren."""
    if _is_known(low):
        lemma = _dictionary_lemma(low)
        if lemma.endswith("n"):
            return lemma
        if low.endswith("en"):
            return low
    stem = low.removesuffix("e").removesuffix("d")
    return stem if low.endswith(("end", "ende")) and _is_known(stem) else None


def _without_diminutive(form: str) -> str | None:
    """boekske: boek, where the dictionary has that."""
    for ending in _DIMINUTIVES:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= _SHORTEST_STEM and _is_known(stem):
            return stem
    return None


def is_word(word: str) -> bool:
    """Whether the dictionary has a word, in any case."""
    return _is_known(word.lower()) or _is_known(word)


@functools.cache
def _is_known(word: str) -> bool:
    import simplemma  # reads its dictionary

    return bool(simplemma.is_known(word, lang="nl"))


@functools.cache
def _dictionary_lemma(word: str) -> str:
    import simplemma  # reads its dictionary

    return str(simplemma.lemmatize(word, lang="nl")).lower().replace("_", "")
