"""Fields and values in a line of text: "Datum: 02/10/2009. Wijk: Centrum"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.headers import Headers, Match

_KEY = re.compile(r"(?:^|(?<=[.;,|\t•])\s*|\s{2,})([^\W\d][^:;|.,?!]{0,44}?)\s*[:=]\s*(?=\S|$)")
_LONGEST_KEY_WORDS = 6


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
