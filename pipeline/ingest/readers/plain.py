"""Plain text, Markdown and pasted mails: a line each, with what its first signs say."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import DeliveryError
from pipeline.ingest.bullets import BULLET_SIGNS
from pipeline.ingest.content import Content, Grid, Line, Style
from pipeline.ingest.readers.decode import decode
from pipeline.settings import IngestOptions

_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r"^[\s|:-]+$")
_CHECKBOX = re.compile(r"^\[[ xX]?\]\s+")
_EMPHASIS = re.compile(r"^([*_])(?=\S)([^*_]+)(?<=\S)\1([.!?]?)$")
_SHORTEST_RULE = 4
_LONGEST_HEADING = 80
_RULE = re.compile(r"^\s*([-=_*~#])(?:\s*\1){2,}\s*$")
_QUOTED = re.compile(r"^(?:\s?>)+ ?")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(
    rf"^\s*(?:[-*+–—‐−~o]\s+|[{BULLET_SIGNS}]\s*|\(?\d{{1,2}}[.)]\s+|\(?[a-z]\)\s+)(?=\S)"
)


def read_plain(path: Path, options: IngestOptions) -> Content:
    """All lines in order. A line that is too long for a note is left for the records to refuse.

    Raises:
        DeliveryError: when there are more lines than are read.
    """
    texts = decode(path.read_bytes()).split("\n")
    if len(texts) > options.max_rows:
        raise DeliveryError(f"meer dan {options.max_rows} regels. Splits het bestand.")
    lines = [_read_whole_line(text, f"regel {n}") for n, text in enumerate(texts, start=1)]
    for at in range(1, len(lines)):
        if lines[at].style == "rule" and _is_underlined(lines[at - 1], texts[at].strip()):
            level = 1 if texts[at].strip()[0] in "=*#" else 2
            lines[at - 1] = dataclasses.replace(lines[at - 1], style="heading", level=level)
            lines[at] = Line("", lines[at].place, "blank")
    return Content(tuple(_with_tables(lines, texts)))


def _read_whole_line(text: str, place: str) -> Line:
    return dataclasses.replace(read_line(text, place), quoted=bool(_QUOTED.match(text)))


def _is_underlined(line: Line, rule: str) -> bool:
    """A short line with a rule of about its own length below it is a heading."""
    text = line.text
    sentence = text.endswith((".", "!", "?"))
    fits = len(rule) >= _SHORTEST_RULE and len(rule) * 2 >= len(text)
    return line.style == "body" and fits and not sentence and len(text) <= _LONGEST_HEADING


def _with_tables(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[Grid | Line]:
    """Lines between pipes below one another are a table, as Markdown writes one."""
    at = n_tables = 0
    while at < len(lines):
        end = at
        while end < len(texts) and _PIPES.match(texts[end]):
            end += 1
        if end - at < 2:  # noqa: PLR2004 - one line is no table
            yield lines[at]
            at += 1
            continue
        n_tables += 1
        kept = [n for n in range(at, end) if not _TABLE_RULE.match(texts[n])]
        rows = tuple(
            tuple(_plain_words(cell.strip()) for cell in texts[n].strip().strip("|").split("|"))
            for n in kept
        )
        numbers = tuple(n + 1 for n in kept)
        yield Grid(f"tabel {n_tables}", rows, row_word="regel", numbers=numbers)
        at = end


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
    plain = re.sub(r"(\*\*|__)(\S.*?)\1", r"\2", text).strip()
    return _EMPHASIS.sub(r"\2\3", _CHECKBOX.sub("", plain))
