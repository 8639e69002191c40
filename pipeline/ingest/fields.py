"""One cell to one value, or to what is wrong with it: the parsers of all fields.

Each takes a cell as a reader gives it. A problem is a Dutch sentence without place; whoever knows
the file and the row puts those before it.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from pipeline.ingest.ages import age_group
from pipeline.ingest.dates import parse_date
from pipeline.ingest.neighbourhoods import match_neighbourhood
from pipeline.ingest.parsed import Parsed, bare, clean, fold, is_empty, synonyms
from pipeline.ingest.profile import ParsedProfile, parse_profile
from pipeline.ingest.traits import looks_like

__all__ = [
    "Parsed",
    "ParsedProfile",
    "age_group",
    "match_neighbourhood",
    "parse_category",
    "parse_date",
    "parse_participants",
    "parse_profile",
    "parse_technique",
    "parse_uitdager",
    "parse_valence",
]

_NUMBERED = re.compile(r"^\(?\d{1,2}\s*[.):/-]\s*(?=[a-z])")
_UITDAGER = re.compile(
    r"(?<![a-z0-9])(?:uitdag(?:er|ster)|uitd|u)\W{0,3}(?:nr|code|nummer)?[\W_]{0,3}"
    r"0*(\d{1,3})(?![0-9])(?!\s*[:u])"
)
_NUMBER = re.compile(
    r"(?:ca|circa|ongeveer|een stuk of|\+/-|±|met|totaal)?\.?:?\s*(\d{1,6})(?:[.,]0+)?\s*"
    r"(?:x|p|pers\w*\.?|deelnemers?|mensen|man|bewoners|inwoners|genkenaren|aanwezigen)?"
)
_NUMBER_WORDS = [
    *("een", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
]
_MOST_PARTICIPANTS = 500
_NEAR = 0.8
_SHORTEST_PREFIX = 4
_LONGEST_TECHNIQUE = 40


def parse_category(value: object) -> Parsed[str]:
    """The soort that a form gives. A word that could mean two things gives a problem."""
    return _word(
        "category", value, "soort niet herkend; schrijf beleving, frustratie, suggestie of actie"
    )


def parse_valence(value: object) -> Parsed[str]:
    """The gevoel that a form gives; a single dash is as likely an empty cell, so it is nothing."""
    return _word("valence", value, "gevoel niet herkend; schrijf positief, neutraal of negatief")


def _word(table: str, value: object, problem: str) -> Parsed[str]:
    return _word_of(table, fold(clean(value)), problem)


@lru_cache(maxsize=4096)
def _word_of(table: str, text: str, problem: str) -> Parsed[str]:
    """As `_word`, once for each different cell."""
    known = synonyms(table)
    if text in known:
        return Parsed(known[text])
    if is_empty(text):
        return Parsed(None)
    word = bare(_NUMBERED.sub("", text))
    if word in known:
        return Parsed(known[word])
    found = {_nearly(part, table) for part in re.findall(r"[^\W_]+", word)}
    found.discard(None)
    if len(found) == 1 and len(word.split()) <= 3:  # noqa: PLR2004 - a longer text is no label
        return Parsed(found.pop())
    return Parsed(None, problem)


def _nearly(word: str, table: str) -> str | None:
    """A value cut short (frustrat.) or typed wrong (sugestie)."""
    known = synonyms(table)
    if word in known and len(word) > 1:
        return known[word]
    if len(word) < _SHORTEST_PREFIX:
        return None
    values = dict.fromkeys(known.values())
    cut = [name for name in values if name.startswith(word)]
    if cut:
        return cut[0]
    long = [name for name in known if len(name) > _SHORTEST_PREFIX]
    near = difflib.get_close_matches(word, long, n=1, cutoff=_NEAR)
    return known[near[0]] if near else None


def parse_participants(value: object) -> Parsed[int]:
    """How many people sat at the table, 1 to 500."""
    problem = "aantal deelnemers niet herkend; schrijf een geheel getal, bv. 6"
    text = fold(clean(value))
    if is_empty(text):
        return Parsed(None)
    if isinstance(value, bool):
        return Parsed(None, problem)
    if text in _NUMBER_WORDS:
        return Parsed(_NUMBER_WORDS.index(text) + 1)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Parsed(None, problem)
    number = int(match.group(1))
    if 1 <= number <= _MOST_PARTICIPANTS:
        return Parsed(number)
    return Parsed(None, f"aantal deelnemers {number} kan niet; schrijf een getal van 1 tot 500")


def parse_uitdager(value: object) -> str | None:
    """The code (U07) in a cell, a title or a conversation's number; null where there is none."""
    text = fold(clean(value))
    number = re.fullmatch(r"0*(\d{1,3})(?:\.0+)?", text) or _UITDAGER.search(text)
    if number is None or int(number.group(1)) == 0:
        return None
    return f"U{int(number.group(1)):02d}"


def parse_technique(value: object) -> str | None:
    """How the conversation was held; an unknown technique only when its words are plain ones."""
    text = bare(clean(value))
    if is_empty(text):
        return None
    known = synonyms("technique")
    spaced = " ".join(re.findall(r"[^\W_]+", text))
    for name in (text, spaced, spaced.removesuffix("en"), spaced.replace(" ", "")):
        if name in known:
            return known[name]
    if len(text) > _LONGEST_TECHNIQUE or not looks_like("technique", text):
        return None
    return text
