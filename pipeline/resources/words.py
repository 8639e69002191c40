"""Word lists of this package: one a line, `#` opens a comment, blank lines are free."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_AS_GIVEN = 20  # as how often a part counts that was given by hand


@dataclass(frozen=True)
class Part:
    """A word of which others are built: its lemma, and how many begin and end with it."""

    lemma: str
    first: int
    last: int


@dataclass(frozen=True)
class ClosedWord:
    """A Flemish word of a closed class: its lemma, and the parts of speech that it can have."""

    lemma: str
    parts_of_speech: tuple[str, ...]


@cache
def stopwords() -> frozenset[str]:
    """Dutch and Flemish words that never say what a text is about, as written and as lemma."""
    return frozenset(word for line in _lines("stopwords.txt") for word in line.split())


@cache
def abbreviations() -> frozenset[str]:
    """Lower-case abbreviations with their full stop, which ends no sentence."""
    return frozenset(word for line in _lines("abbreviations.txt") for word in line.split())


@cache
def flemish_words() -> dict[str, ClosedWord]:
    """Closed-class words of Flemish by lower-case form."""
    rows = (line.split() for line in _lines("flemish.txt"))
    return {form: ClosedWord(lemma, tuple(tags)) for form, lemma, *tags in rows}


@cache
def lemma_exceptions() -> dict[tuple[str, str], str]:
    """Lemma by lower-case form and part of speech, where dictionary and trees go wrong."""
    rows = (line.split() for line in _lines("lemmas.txt"))
    return {(form, tag): lemma for form, tag, lemma in rows}


@cache
def compound_parts() -> dict[str, Part]:
    """The words of which Dutch builds others, by how they stand in them."""
    rows = (line.split("\t") for line in _lines("compound_parts.tsv")[1:])
    parts = {row[0]: Part(row[1], int(row[2]), int(row[3])) for row in rows}
    for given in _marked("+"):
        word, _, lemma = given.partition("=")
        had = parts.get(word, Part(word, 0, 0))
        n_last = 0 if lemma else max(had.last, _AS_GIVEN)
        parts[word] = Part(lemma or word, max(had.first, _AS_GIVEN), n_last)
    return parts


@cache
def never_first() -> frozenset[str]:
    """Words that begin no compound: they stand for a prefix or a particle."""
    return frozenset(_marked("-*"))


@cache
def never_last() -> frozenset[str]:
    """Words that end no compound: they stand for the ending of a derived word."""
    return frozenset(_marked("*-"))


@cache
def compound_exceptions() -> dict[str, tuple[str, ...]]:
    """Parts by lower-case lemma where counting goes wrong; none for what is no compound."""
    lines = [line.partition("=") for line in _lines("compounds.txt") if line[0] not in "+-*"]
    return {word: tuple(parts.split()) for words, _, parts in lines for word in words.split()}


def _marked(mark: str) -> list[str]:
    lines = (line.split() for line in _lines("compounds.txt"))
    return [word for first, *words in lines if first == mark for word in words]


def _lines(name: str) -> list[str]:
    text = files("pipeline.resources").joinpath(name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]
