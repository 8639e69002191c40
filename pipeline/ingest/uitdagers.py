"""Which uitdager a text names: by code, or by a name of the registry."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.ingest.fields import parse_uitdager
from pipeline.ingest.headers import fold

_FEWEST_WORDS = 2  # of a name: a first name alone is of many


def find_code(text: str) -> str | None:
    """U07 in "u7-003" or "Verslag U07"; null where there is none. A bare number is no code."""
    return None if fold(text).replace(" ", "").isdigit() else parse_uitdager(text)


def find_name(text: str, names: Mapping[str, str]) -> str | None:
    """The code of the one name of the registry whose words all stand in the text."""
    words = set(fold(text).split())
    if len(words) < _FEWEST_WORDS:
        return None
    found = {
        code
        for name, code in names.items()
        if len(parts := fold(name).split()) >= _FEWEST_WORDS and words.issuperset(parts)
    }
    return found.pop() if len(found) == 1 else None
