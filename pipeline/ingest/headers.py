"""Which field a column heading, a label or a box title means; from resources/headers.toml."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipeline.errors import SettingsError

_PARENTHESES = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[a-h])\s+(?=\D)|\s+\d{1,2}$")
_LONGEST_HEADING = 120
_LONGEST_EXACT = 80
_SHORTEST_FUZZY = 5
_MOST_FUZZY_WORDS = 4
_FUZZY_RATIO = 0.85
_PHRASE_WORDS = 2
_MOST_CELLS = 65_536  # different ones that are remembered: most cells come by the hundreds


@dataclass(frozen=True)
class Match:
    """`field` is a column of the schema, or note, box, personal, ignored, sender.

    A box carries the category or valence that its title gives; `exact` is false for a match that
    needed a correction of the spelling or took a part of a long question.
    """

    field: str
    category: str | None = None
    valence: str | None = None
    exact: bool = True

    @property
    def holds_notes(self) -> bool:
        """Whether cells under this heading are notes."""
        return self.field in {"note", "box"}


class Headers:
    """The table of synonyms, with the extra ones of the campaign."""

    def __init__(self, extra: Mapping[str, Sequence[str]] | None = None) -> None:
        """Words of headers.toml and `extra`: field (or box) -> words.

        Raises:
            SettingsError: when `extra` names a field that does not exist.
        """
        table = _table()
        self._known: dict[str, Match] = {}
        for field, words in table["fields"].items():
            self._add(words, Match(field))
        for box in table["boxes"].values():
            self._add(box["words"], Match("box", box.get("category"), box.get("valence")))
        self._add(table["personal"]["words"], Match("personal"))
        self._personal = {fold(word) for word in table["personal"]["tokens"]}
        self._filler = {fold(word) for word in table["filler"]["words"]}
        self._skip = {fold(word) for word in table["sheets"]["skip"]}
        self._plain = {fold(word) for word in table["sheets"]["plain"]} | self._skip
        self.empty = {fold(word) for word in table["words"]["empty"]}
        for field, words in (extra or {}).items():
            self._add(words, _match_of(field, table))
        self._words = {word for known in self._known for word in known.split()}
        self._signs = set("".join(self._known))
        self._cache: dict[str, Match | None] = {}
        self._exact = lru_cache(maxsize=_MOST_CELLS)(self._find_known)
        self._phrases = [known for known in self._known if len(known.split()) >= _PHRASE_WORDS]

    def _add(self, words: Sequence[str], match: Match) -> None:
        for word in words:
            self._known[fold(word)] = match

    def match(self, heading: object) -> Match | None:
        """The meaning of a heading; null where it has none. Personal beats everything inexact."""
        if not isinstance(heading, str) or not heading.strip() or len(heading) > _LONGEST_HEADING:
            return None
        if heading not in self._cache:
            self._cache[heading] = self._find(heading)
        return self._cache[heading]

    def is_heading(self, cell: object) -> bool:
        """Whether a cell is a heading that we know exactly, not a value or a note."""
        return self.exact(cell) is not None

    def exact(self, cell: object) -> Match | None:
        """The meaning of a heading that we know as it stands; cheap, for cells by the thousands."""
        if not isinstance(cell, str) or len(cell) > _LONGEST_EXACT:
            return None
        text = cell.strip().rstrip(":")
        match = self._exact(text) if text else None
        return match if match is not None and match.exact else None

    def is_skipped_sheet(self, name: str) -> bool:
        """Whether a sheet's name says that it explains or lists."""
        return fold(name) in self._skip

    def is_plain_name(self, name: str) -> bool:
        """Whether a sheet's name holds only words of ours and numbers, hence no person's name."""
        words = fold(name).split()
        return all(
            word.rstrip("0123456789") in {"", "u", *self._plain}
            or word in self._filler
            or word in self._words
            or len(word) == 1
            for word in words
        )

    def _find(self, heading: str) -> Match | None:
        known = self._find_known(heading)
        if known is not None:
            return known
        words = _NUMBERING.sub("", fold(_PARENTHESES.sub(" ", heading))).split()
        trimmed = " ".join(word for word in words if word not in self._filler)
        return self._phrase(" ".join(words)) or self._nearest(trimmed)

    def _find_known(self, heading: str) -> Match | None:
        """By the table alone: whole, without numbering and filler, or by its first part."""
        whole = fold(heading)
        bare = fold(_PARENTHESES.sub(" ", heading))
        for name in (whole, bare):
            if name in self._known:
                return self._known[name]
        words = _NUMBERING.sub("", bare).split()
        trimmed = " ".join(word for word in words if word not in self._filler)
        sentence = heading.rstrip().endswith((".", "!"))
        if not sentence and any(word in self._personal for word in bare.split()):
            known = self._known.get(" ".join(words)) or self._known.get(trimmed)
            return known or Match("personal", exact=False)
        for name in (" ".join(words), *self._parts(heading)):
            if name in self._known:
                return self._known[name]
        if trimmed in self._known:
            known = self._known[trimmed]
            # "Kort en goed" may be a note: only a whole title opens a box without more ado.
            return _inexact(known) if known.holds_notes else known
        first = self._known.get(fold(re.split(r"[:,?–-]", heading)[0]))
        return first if first is not None and first.holds_notes else None

    @staticmethod
    def _parts(heading: str) -> list[str]:
        """The first part of "Wijk / buurt"."""
        return [fold(part) for part in heading.split("/")[:1]]

    def _phrase(self, words: str) -> Match | None:
        """A long question that begins with, or holds, a known phrase of two words or more."""
        padded = f" {words} "
        found = [phrase for phrase in self._phrases if f" {phrase} " in padded]
        if not found or len(words.split()) < _PHRASE_WORDS + 1:
            return None
        return _inexact(self._known[max(found, key=lambda phrase: (len(phrase), phrase))])

    def _nearest(self, words: str) -> Match | None:
        if len(words) < _SHORTEST_FUZZY or len(words.split()) > _MOST_FUZZY_WORDS:
            return None
        n_shared = sum(letter in self._signs for letter in words)
        if 2 * n_shared < _FUZZY_RATIO * (len(words) + n_shared):
            return None  # a date or a number: at best these letters are all of a heading
        near = difflib.get_close_matches(words, self._known, n=1, cutoff=_FUZZY_RATIO)
        return _inexact(self._known[near[0]]) if near else None


@cache
def _table() -> Mapping[str, Any]:
    text = files("pipeline.resources").joinpath("headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=_MOST_CELLS)
def fold(text: str) -> str:
    """Lower case without accents and punctuation, single spaces."""
    letters = text.replace("&", " en ")
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", letters.casefold()).strip()


def _inexact(match: Match) -> Match:
    return Match(match.field, match.category, match.valence, exact=False)


def _match_of(field: str, table: Mapping[str, Mapping[str, object]]) -> Match:
    if field in table["boxes"]:
        box = table["boxes"][field]
        assert isinstance(box, dict)  # noqa: S101 - the shape of our own file, for the type checker
        return Match("box", box.get("category"), box.get("valence"))
    if field in table["fields"] or field == "personal":
        return Match(field)
    known = ", ".join([*table["fields"], *table["boxes"], "personal"])
    raise SettingsError(f"genks.toml: ingest.headers.{field} bestaat niet; kies uit {known}.")
