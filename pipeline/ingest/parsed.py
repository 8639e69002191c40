"""What a parser of one cell gives, and the words of resources/values.toml that all share."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = re.compile(r"[\u2018\u2019\u00b4`]")
_EDGES = " .,;:!?*'\"-_()[]"

T = TypeVar("T")


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """`value` is null where the cell is empty or not understood; only then is there a `problem`.

    A problem is Dutch and says what was expected. It repeats the cell only where that is a date
    or a small number: a name typed in the wrong column must not get into a report.
    """

    value: T | None
    problem: str | None = None


def clean(value: object) -> str:
    """The cell as text: compatible signs, plain dashes and quotes, single spaces, no edges."""
    if value is None or value != value:  # noqa: PLR0124 - only NaN and NaT differ from themselves
        return ""
    text = str(value)
    if not text.isascii():
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    return " ".join(_QUOTES.sub("'", text).split())


def fold(text: str) -> str:
    """Lower case without accents; punctuation stays."""
    letters = text.casefold()
    if letters.isascii():
        return letters
    letters = unicodedata.normalize("NFKD", letters)
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))


def bare(text: str) -> str:
    """Folded, without marks at the edges."""
    return fold(text).strip(_EDGES)


@cache
def tables() -> Mapping[str, Mapping[str, Any]]:
    """The tables of resources/values.toml."""
    text = files("pipeline.resources").joinpath("values.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def synonyms(table: str) -> Mapping[str, str]:
    """Folded word -> value, of one table; the values themselves are among the words."""
    found: dict[str, str] = {}
    for value, words in tables()[table].items():
        if value.endswith("_filler"):
            continue
        listed = words.split() if isinstance(words, str) else words
        for word in (value, *listed):
            found[fold(word)] = value
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Folded words of a list."""
    listed = tables()["lists"][name]
    return frozenset(fold(word) for word in (listed.split() if isinstance(listed, str) else listed))


@cache
def first_names() -> frozenset[str]:
    """Folded first names of the package's table, the rare ones too."""
    text = files("pipeline.resources").joinpath("firstnames.csv").read_text(encoding="utf-8")
    return frozenset(fold(line.split(",")[0].strip('"')) for line in text.splitlines()[1:])


def is_empty(text: str) -> bool:
    """Whether a cell says nothing, also in words ("onbekend")."""
    folded = fold(text)
    return folded in words("empty") or folded.strip(" .-?") in words("empty")
