"""An age, however written, to one of the five age groups."""

from __future__ import annotations

import re

from pipeline.ingest.parsed import tables
from pipeline.schema import AGE_GROUPS

# Lowest and highest year of each group.
_LIMITS = dict(zip(AGE_GROUPS, ((16, 25), (26, 35), (36, 50), (51, 65), (66, 120)), strict=True))
_YOUNGEST, _OLDEST_GROUP = AGE_GROUPS[0], AGE_GROUPS[-1]
_CLEAR_SHARE = 2 / 3  # of a foreign range's years that must fall in one group
_OLDEST = 110
_YEARS = re.compile(r"\b(?:jaar|jarigen?|jr|j|jaren|leeftijd|oud)\b\.?|(?<=\d)j(?:r|aar)?\b\.?")
_OPEN_UP = re.compile(
    r"(?:\+\s*(\d+)|(\d+)\s*-?\s*(?:\+|plus(?:sers?)?|en (?:ouder|meer)|of (?:ouder|meer))"
    r"|(?:ouder dan|boven(?: de)?|>=?|meer dan|vanaf)\s*(\d+))"
)
_OPEN_DOWN = re.compile(
    r"(?:-\s*(\d+)|(?:jonger dan|onder(?: de)?|<=?|minder dan|tot)\s*(\d+)|(\d+)\s*(?:min|-))"
)
_RANGE = re.compile(r"(?:tussen(?: de)? )?(\d+)\s*(?:-|tot(?: en met)?|t/m|a|en|/)\s*(\d+)")
_NEAR = re.compile(
    r"(begin|midden|half|eind|rond|ongeveer|circa|ca|\+-|\+/-|±)?\.?\s*(?:van )?(?:de |in de )?"
    r"(\d+)(?:\.0+)?"
)
_WITHIN_DECADE = {"begin": 2, "midden": 5, "half": 5, "eind": 8}


def age_group(text: str) -> str | None:
    """The group of a folded text ("42 jaar", "40-49", "65 plus"); null when unclear."""
    if text in AGE_GROUPS:
        return text
    listed = tables()["ages"].get(text)
    if listed:
        return _group_of_range(listed[0], listed[1])
    text = " ".join(_YEARS.sub(" ", text).split())
    match = _OPEN_UP.fullmatch(text)
    if match:
        return _group_from(int(_first(match)))
    match = _RANGE.fullmatch(text)
    if match:
        return _group_of_range(int(match.group(1)), int(match.group(2)))
    match = _OPEN_DOWN.fullmatch(text)
    if match:
        lowest, highest = _LIMITS[_YOUNGEST]
        return _YOUNGEST if lowest < int(_first(match)) <= highest + 1 else None
    match = _NEAR.fullmatch(text)
    if match:
        age = int(match.group(2)) + _WITHIN_DECADE.get(match.group(1) or "", 0)
        return _group_of_range(age, age)
    return None


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _group_from(lowest: int) -> str | None:
    """The group of everyone above an age; only the last is open."""
    return _OLDEST_GROUP if _LIMITS[_OLDEST_GROUP][0] - 1 <= lowest <= _OLDEST else None


def _group_of_range(low: int, high: int) -> str | None:
    """The group that holds at least two thirds of the years, as long as the years make sense."""
    if not 0 < low <= high <= _OLDEST:
        return None
    for name, (first, last) in _LIMITS.items():
        shared = min(high, last) - max(low, first) + 1
        if shared >= _CLEAR_SHARE * (high - low + 1):
            return name
    return None
