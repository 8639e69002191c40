"""Word lists of this package: one a line, `#` opens a comment, blank lines are free."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def stopwords() -> frozenset[str]:
    """Dutch and Flemish words that never say what a text is about, as written and as lemma."""
    return frozenset(word for line in _lines("stopwords.txt") for word in line.split())


@cache
def abbreviations() -> frozenset[str]:
    """Lower-case abbreviations with their full stop, which ends no sentence."""
    return frozenset(word for line in _lines("abbreviations.txt") for word in line.split())


@cache
def lemma_exceptions() -> dict[str, str]:
    """Lemma by lower-case form, where a dictionary of standard Dutch goes wrong on Flemish."""
    pairs = (line.split() for line in _lines("lemmas.txt"))
    return {pair[0]: pair[1] for pair in pairs}


def _lines(name: str) -> list[str]:
    text = files("pipeline.resources").joinpath(name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]
