"""The line that opens a conversation, and a short label before a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.content import Line
from pipeline.ingest.draft import Draft
from pipeline.ingest.headers import Match
from pipeline.ingest.lines import number_of, numbered_rest, rest_of
from pipeline.ingest.pairs import read_loose

_MOST_PLACE_WORDS = 4
_LONGEST_TITLE_WORDS = 10
_LABEL = re.compile(r"^([^\W\d_][\w ]{0,20}?)\s*(?:[:=]|\s[-–]\s)\s*(?=\S)")
_LETTER = re.compile(r"^([BFSA])\s*[:=.)-]\s*(?=\S)")
_BOX_OF = {"B": "beleving", "F": "frustratie", "S": "suggestie", "A": "actie"}
_FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Opening:
    """`number` is empty where a heading gives none; `fields` are what the line says besides."""

    number: str
    fields: tuple[tuple[str, str], ...]


def read_opening(line: Line, draft: Draft) -> Opening | None:
    """What the heading of a conversation says; null for any other line."""
    number = number_of(line)
    rest = rest_of(line)
    if number is None:
        number, rest = numbered_rest(line)
        fields = _fields_in(rest, draft)
        return Opening(number, fields) if number and fields else None
    return Opening(number, _fields_in(rest, draft))


def _fields_in(rest: str, draft: Draft) -> tuple[tuple[str, str], ...]:
    if rest.endswith((".", "!", "?")):
        return ()
    fields = read_loose(rest)
    if not fields and rest and len(rest.split()) <= _MOST_PLACE_WORDS:
        named = draft.neighbourhood_in(rest)
        return (("neighbourhood", named),) if named else ()
    return tuple(fields)


def read_label(text: str, draft: Draft, *, letters: bool) -> tuple[Match, str] | None:
    """The box that "Frustratie - te druk" or "F: te druk" names, and the note behind it."""
    if letters and (short := _LETTER.match(text)):
        match = draft.headers.match(_BOX_OF[short.group(1)])
        return (match, text[short.end() :]) if match is not None else None
    label = _LABEL.match(text)
    if label is None:
        return None
    match = draft.headers.match(label.group(1))
    if match is None or match.field != "box" or not match.exact or match.category is None:
        return None
    return match, text[label.end() :]


def uses_letters(texts: list[str]) -> bool:
    """Whether lines begin with at least two of the letters B, F, S and A before a sign."""
    found = {short.group(1) for text in texts if (short := _LETTER.match(text))}
    return len(found) >= _FEWEST_LETTERS


def is_title_line(lines: Sequence[Line], draft: Draft) -> bool:
    """The first line of a document that has a shape, short and no sentence, is its title."""
    first = lines[0]
    return (
        len(lines) == 1
        and first.style == "body"
        and not any(sitting.notes for sitting in draft.sittings)
        and len(first.text.split()) <= _LONGEST_TITLE_WORDS
        and not first.text.endswith((".", "!", "?", "…"))
    )
