"""What a single line of a document is: a conversation's heading, a greeting, part of a note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.bullets import join_lines
from pipeline.ingest.content import Grid, Line
from pipeline.ingest.headers import Match

_LONGEST_QUESTION = 60
_SHORTEST_TITLE = 6

_CONVERSATION = re.compile(
    r"^(?:gesprek|interview|tafel|sessie|conversatie|tafelgesprek|straatgesprek|tweegesprek)"
    r"(?:snummer|nummer)?\s*(?:nr\.?|nummer|n°|#|:)?\s*[:.]?\s*"
    r"(?P<number>[A-Za-z]{0,3}[-_ ]?\d{1,4}(?:[-_./]\d{1,4})*[a-z]?)?(?P<rest>\b.*)$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^[A-Za-z]{1,3}\d{1,3}[-_/.]\d{1,4}[a-z]?$")
SIGNATURE = re.compile(
    r"^(?:(?:met\s+)?(?:vriendelijke|hartelijke|warme|beste|lieve|veel|mvr|vr)?\.?\s*"
    r"(?:groeten|groetjes|groet|gr|mvg|groetekes|grtz)\b|mvg\b|tot (?:snel|gauw|later|ziens)\b"
    r"|bedankt\b[^.]*[,!]?$"
    r"|--\s*$|verzonden (?:vanaf|met) mijn|verstuurd vanaf|sent from|cordialement|kind regards)",
    re.IGNORECASE,
)
SALUTATION = re.compile(
    r"^(?:beste|dag|hallo|hoi|geachte|goeiedag|goedendag|liefste|hey|hé|goedemorgen|goeiemorgen|goedenavond)\b"
    r"[^.:;]{0,40}[,!]?$",
    re.IGNORECASE,
)
WROTE = re.compile(r"^(?:op|on|le)\b.{3,120}\b(?:schreef|wrote|a écrit)\b.*:\s*$", re.IGNORECASE)


def number_of(line: Line) -> str | None:
    """The number in "Gesprek U06-001"; empty for a heading without one; null for any other line."""
    text = line.text.strip().rstrip(":")
    if _CODE.match(text) and line.style != "bullet":
        return text
    found = _CONVERSATION.match(text)
    if found is None or line.style == "bullet":
        return None
    number, rest = found.group("number"), found.group("rest").strip(" :.-–—,()")
    if line.style == "heading":
        return number or ""
    if number and not rest:
        return number
    return None


def numbered_rest(line: Line) -> tuple[str, str]:
    """Number and rest of a plain line such as "Gesprek 1 (12/09/2009, Termien)"; else empty."""
    found = _CONVERSATION.match(line.text.strip().rstrip(":"))
    if found is None or line.style == "bullet":
        return "", ""
    return found.group("number") or "", found.group("rest").strip(" :.-–—,()")


def number_in(cell: object) -> str | None:
    """The number in a cell or a sheet's name such as "Gesprek 3" or "U06-001"; else null."""
    return number_of(Line(cell, "")) or None if isinstance(cell, str) else None


def rest_of(line: Line) -> str:
    """What a conversation's heading says after its number: a date, a place."""
    found = _CONVERSATION.match(line.text.strip().rstrip(":"))
    return found.group("rest").strip(" :.-–—,()") if found else ""


def notes_of(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Place and text of each note: a bullet with its continuation lines, or a paragraph."""
    notes: list[tuple[str, str]] = []
    loose: list[Line] = []
    for line in lines:
        if line.style == "bullet":
            notes.extend(_joined(loose))
            loose = []
            notes.append((line.place, line.text))
        elif notes and not loose and line.place.startswith("regel"):
            notes[-1] = (notes[-1][0], f"{notes[-1][1]} {line.text}")
        else:
            loose.append(line)
    return [*notes, *_joined(loose)]


def _joined(lines: Sequence[Line]) -> list[tuple[str, str]]:
    if not lines:
        return []
    if not lines[0].place.startswith("regel"):
        return [(line.place, line.text) for line in lines]
    texts = join_lines([line.text for line in lines])
    starts = {line.text.strip(): line.place for line in reversed(lines)}
    placed = []
    for text in texts:
        place = next((p for start, p in starts.items() if text.startswith(start)), lines[0].place)
        placed.append((place, text))
    return placed


def without_empty(blocks: Sequence[Grid | Line]) -> list[Grid | Line]:
    """The blocks but for paragraphs without text that part nothing."""
    return [
        block
        for block in blocks
        if isinstance(block, Grid) or block.text or block.style in {"blank", "rule"}
    ]


def is_title(text: str, match: Match) -> bool:
    """A line without colon that opens a box: its whole title, or a question that we know."""
    if text.endswith("?"):
        asks = text.split(maxsplit=1)[0].casefold() in {"wat", "hoe", "waar", "welke"}
        return match.exact or (asks and len(text) <= _LONGEST_QUESTION)
    return match.exact and len(text) >= _SHORTEST_TITLE and not text.endswith((".", "!"))
