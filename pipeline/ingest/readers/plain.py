"""Plain text, Markdown and pasted mails: a line each, with what its first signs say."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import DeliveryError
from pipeline.ingest.content import Content, Line, Style
from pipeline.ingest.readers.decode import decode
from pipeline.settings import IngestOptions

_RULE = re.compile(r"^\s*([-=_*~#])(?:\s*\1){2,}\s*$")
_QUOTED = re.compile(r"^(?:\s?>)+ ?")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^\s*(?:[-*•–—·▪◦‣o→✓]\s+|[•▪◦‣·]\s*|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")


def read_plain(path: Path, options: IngestOptions) -> Content:
    """All lines in order. A line that is too long for a note is left for the records to refuse.

    Raises:
        DeliveryError: when there are more lines than are read.
    """
    lines = decode(path.read_bytes()).split("\n")
    if len(lines) > options.max_rows:
        raise DeliveryError(f"meer dan {options.max_rows} regels. Splits het bestand.")
    return Content(tuple(read_line(text, f"regel {n}") for n, text in enumerate(lines, start=1)))


def read_line(text: str, place: str) -> Line:
    """What kind of line this is; marks of quoting, headings and bullets are taken away."""
    text = _QUOTED.sub("", text).rstrip()
    if not text.strip():
        return Line("", place, "blank")
    if _RULE.match(text):
        return Line("", place, "rule")
    heading = _HEADING.match(text)
    if heading:
        return Line(_plain_words(heading.group(2)), place, "heading", len(heading.group(1)))
    bullet = _BULLET.match(text)
    style: Style = "bullet" if bullet else "body"
    if not bullet and re.fullmatch(r"\s*(\*\*|__)[^*_]+\1:?\s*", text):
        return Line(_plain_words(text), place, "heading")
    return Line(_plain_words(text[bullet.end() :] if bullet else text), place, style)


def _plain_words(text: str) -> str:
    """Markdown emphasis is layout, not text."""
    return re.sub(r"(\*\*|__)(\S.*?)\1", r"\2", text).strip()
