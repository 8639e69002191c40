"""Found places in a text and how overlapping ones are settled.

A text is looked at through its shadow: every odd space, dash and digit in its plain form and
zero-width signs taken out, so that no finder has to know them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.language.privacy.doubts import Doubt

# What is found first wins where two of one length overlap.
KINDS = (
    "mail",
    "account",
    "rekening",
    "rijksregister",
    "telefoon",
    "nummerplaat",
    "geboortedatum",
    "adres",
    "naam",
)
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text, `start` to `end`, that holds personal data of this kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Shadow:
    """The plain form of a text; `offsets[i]` is where its character i stands, None where equal."""

    text: str
    offsets: tuple[int, ...] | None

    def back(self, span: Span) -> Span:
        """The span in the text itself."""
        if self.offsets is None:
            return span
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1, span.kind)

    def move(self, doubt: Doubt) -> Doubt:
        """The doubt in the text itself."""
        place = self.back(Span(doubt.start, doubt.end, ""))
        return replace(doubt, start=place.start, end=place.end)


def cast_shadow(text: str) -> Shadow:
    """The plain form of a text: ASCII texts and most Dutch ones are their own."""
    if text.isascii():
        return Shadow(text, None)
    characters, offsets = [], []
    for position, character in enumerate(text):
        plain = _plain(character)
        if plain:
            characters.append(plain)
            offsets.append(position)
    if len(characters) == len(text):
        return Shadow("".join(characters), None)
    return Shadow("".join(characters), tuple(offsets))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or character == "\N{COMBINING GRAPHEME JOINER}":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs":
        return " "
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character in "’‘ʼ´`":
        return "'"
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded.isascii() else character


def resolve(spans: Iterable[Span]) -> list[Span]:
    """The spans that stand, in order and without overlap: longer before shorter, then by kind."""
    ranked = sorted(spans, key=lambda s: (s.start - s.end, _RANK[s.kind], s.start))
    kept: list[Span] = []
    for span in ranked:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
