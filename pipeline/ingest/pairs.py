"""Fields and values in a line of text: "Datum: 02/10/2009. Wijk: Centrum"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.fields import parse_profile
from pipeline.ingest.headers import Headers, Match
from pipeline.schema import PROFILE_ATTRIBUTES

_KEY = re.compile(r"(?:^|(?<=[.;,|\t•])\s*|\s{2,})([^\W\d][^:;|.,?!]{0,44}?)\s*[:=]\s*(?=\S|$)")
_LONGEST_KEY_WORDS = 6
_MONTHS = "jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b|\s+(?:{_MONTHS})[a-z]*\.?(?:\s+\d{{4}})?)",
    re.IGNORECASE,
)
_PERSONS = re.compile(r"\d{1,3}\s*(?:mensen|personen|deelnemers|pers\.?)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;|()]\s*|\s+[–—-]\s+")
_MOST_LOOSE_WORDS = 8


@dataclass(frozen=True)
class Pair:
    """A field as the line names it, and its value up to the next field."""

    match: Match
    key: str
    value: str


def read_pairs(headers: Headers, text: str) -> list[Pair]:
    """The pairs of a line; none unless the line begins with one. Boxes and notes are no fields."""
    found: list[tuple[int, int, str, Match]] = []
    for hit in _KEY.finditer(text):
        key = hit.group(1).strip()
        match = headers.match(key)
        if match is None or match.holds_notes or len(key.split()) > _LONGEST_KEY_WORDS:
            continue
        if match.exact:
            found.append((hit.start(), hit.end(), key, match))
    if not found or text[: found[0][0]].strip():
        return []
    ends = [start for start, _, _, _ in found[1:]] + [len(text)]
    return [
        Pair(match, key, text[start:end].strip(" .;,|\t"))
        for (_, start, key, match), end in zip(found, ends, strict=True)
    ]


def without_persons(value: str) -> tuple[str, str | None]:
    """The place in "Centrum, 4 deelnemers", and the count that someone added to it."""
    parts = _PARTS.split(value)
    if len(parts) > 1 and _PERSONS.fullmatch(parts[-1].strip()):
        return value[: value.rindex(parts[-1])].rstrip(" ,;|(–—-"), parts[-1].strip()
    return value, None


def read_profile(text: str) -> list[tuple[str, str]]:
    """Attributes in "vrouw, 26-35, Turks": each part under the first attribute that knows it."""
    found = []
    for part in _PARTS.split(text):
        for attribute in PROFILE_ATTRIBUTES:
            parsed = parse_profile(attribute, part, None)
            if parsed.counts and not parsed.problem:
                found.append((attribute, part))
                break
    return found


def read_loose(text: str) -> list[tuple[str, str]]:
    """Fields of a heading such as "12/10/2009, Winterslag, 3 mensen"; none unless it has a date."""
    date = _DATE.search(text)
    if date is None or len(text.split()) > _MOST_LOOSE_WORDS:
        return []
    found = [("date", date.group())]
    around = f"{text[: date.start()]},{text[date.end() :]}"
    for part in (part.strip(" –—-") for part in _PARTS.split(around)):
        if _PERSONS.fullmatch(part):
            found.append(("participants", part))
        elif part[:1].isupper() and len(part.split()) <= 2:  # noqa: PLR2004 - Nieuw Sledderlo
            found.append(("neighbourhood", part))
    return found
