"""What is asked of the concordance: a row of slots, each a word, a pattern or a word class.

wonen              the word, its other forms, and the compounds that are built of it
"huis"             precisely this form; also a row: "goed wonen"
woon*  *feest  *   a pattern; a star alone is any word
[bijvoeglijk]      any word of this class; also behind a word: wonen[werkwoord]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.wordindex import fold

MOST_SLOTS = 8
CLASSES: dict[str, tuple[str, ...]] = {
    "zelfstandig naamwoord": ("NOUN",),
    "eigennaam": ("PROPN",),
    "bijvoeglijk naamwoord": ("ADJ",),
    "werkwoord": ("VERB", "AUX"),
    "bijwoord": ("ADV",),
    "voornaamwoord": ("PRON",),
    "lidwoord": ("DET",),
    "voorzetsel": ("ADP",),
    "voegwoord": ("CCONJ", "SCONJ"),
    "telwoord": ("NUM",),
    "tussenwerpsel": ("INTJ",),
}
_SHORT = {
    "znw": "zelfstandig naamwoord",
    "zn": "zelfstandig naamwoord",
    "zelfstandig": "zelfstandig naamwoord",
    "naamwoord": "zelfstandig naamwoord",
    "bnw": "bijvoeglijk naamwoord",
    "bn": "bijvoeglijk naamwoord",
    "bijvoeglijk": "bijvoeglijk naamwoord",
    "ww": "werkwoord",
    "bw": "bijwoord",
    "vnw": "voornaamwoord",
    "vz": "voorzetsel",
}
_PIECE = re.compile(
    r'["“”„](?P<phrase>[^"“”„]*)["“”„]|(?P<word>[^\s\["“”„]*)\[(?P<cls>[^\]]*)\]|(?P<bare>\S+)'
)


class Reach(StrEnum):
    """How far a word reaches: also compounds, only its own forms, or precisely as it is typed."""

    WIDE = "samenstellingen"
    FORMS = "vormen"
    EXACT = "precies"


@dataclass(frozen=True)
class Slot:
    """A place in the row: a folded word or pattern ("" or "*": any), and its classes, if any."""

    text: str
    reach: Reach = Reach.WIDE
    classes: tuple[str, ...] = ()

    @property
    def is_pattern(self) -> bool:
        """Whether stars stand for letters."""
        return "*" in self.text and self.text != "*"

    @property
    def is_any(self) -> bool:
        """Whether every word fits, as far as the text goes."""
        return self.text in {"", "*"}


def parse_query(query: str, reach: Reach = Reach.WIDE) -> tuple[Slot, ...]:
    """The slots of a query, at most eight; what makes no sense is taken as text or passed over."""
    return tuple(_slots(query.replace("\0", " "), reach))[:MOST_SLOTS]


def is_cut(query: str) -> bool:
    """Whether the query asks for more than is looked for."""
    return len(list(_slots(query.replace("\0", " "), Reach.WIDE))) > MOST_SLOTS


def plain_word(query: str) -> str | None:
    """The one word that is asked for, None where it is a row, a pattern or a class."""
    slots = parse_query(query)
    alone = len(slots) == 1 and not (slots[0].is_any or slots[0].is_pattern or slots[0].classes)
    return slots[0].text if alone else None


def _slots(query: str, reach: Reach) -> Iterator[Slot]:
    for match in _PIECE.finditer(query):
        if match["phrase"] is not None:
            yield from (Slot(w, Reach.EXACT) for w in map(fold, match["phrase"].split()) if w)
        elif match["cls"] is not None:
            yield from _classed(match["word"], match["cls"], reach)
        else:
            yield from _worded(match["bare"], reach)


def _classed(word: str, name: str, reach: Reach) -> Iterator[Slot]:
    """`[naam]`, which is no class, is the placeholder that stands in the texts."""
    bare = " ".join(name.casefold().split())
    tags = CLASSES.get(_SHORT.get(bare, bare))
    tags = (name.strip().upper(),) if tags is None and _is_tag(name) else tags
    if tags is not None:
        text = "*" if word == "*" else _pattern(word)
        yield Slot(text, reach, tags)
    elif bare:
        yield Slot(f"[{bare.split()[0]}]", Reach.FORMS)


def _worded(word: str, reach: Reach) -> Iterator[Slot]:
    text = "*" if set(word) == {"*"} else _pattern(word)
    if text:
        yield Slot(text, reach)


def _pattern(word: str) -> str:
    """The folded word; its stars stay."""
    pieces = [fold(piece) for piece in word.split("*")]
    return "*".join(pieces) if any(pieces) else ""


def _is_tag(name: str) -> bool:
    return name.strip().upper() in {tag for tags in CLASSES.values() for tag in tags}
