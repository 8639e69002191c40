"""Who sat at the table: one attribute of a conversation as persons by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.ingest.ages import age_group
from pipeline.ingest.parsed import clean, fold, is_empty, synonyms, tables, words
from pipeline.ingest.traits import trait
from pipeline.schema import AGE_GROUPS, ORIGINS

_EXPECTED = {
    "age_group": f"schrijf een leeftijdsgroep ({', '.join(AGE_GROUPS)}) of een leeftijd",
    "gender": "schrijf v, m of x, of aantallen zoals 3v 2m",
    "origin": f"schrijf {', '.join(ORIGINS[:-1])} of {ORIGINS[-1]}",
    "education": "schrijf lager, secundair of hoger",
    "work": "schrijf bv. werkend, werkzoekend, student, gepensioneerd of een beroep",
    "years_in_genk": "schrijf een aantal jaren, bv. 20",
}
_DUTCH = {
    "age_group": "leeftijd",
    "gender": "geslacht",
    "origin": "herkomst",
    "education": "opleiding",
    "work": "werksituatie",
    "years_in_genk": "jaren in Genk",
}
_COUNT_AFTER = re.compile(
    r"(.+?)\s*(?:\(\s*(\d+)\s*(?:x|pers\w*\.?|p)?\s*\)|[:=]\s*(\d+)\s*x?|\s+x\s*(\d+)|\s+(\d+)\s*x)"
)
_COUNT_BEFORE = re.compile(
    r"(\d+)\s*(?:x|\*|maal|keer)\s*(.+)|(\d+)\s+(?:personen|mensen|pers\.?)\s+(?:van\s+)?(.+)"
)
_WORD_COUNT = re.compile(r"([a-z][^\d]*?)\s+(\d+)")
_COUNT_AGE = re.compile(r"(\d{1,2})\s+(\d+\s*(?:-\s*\d+|\+|plus).*)")
_COUNT_WORD = re.compile(r"(\d+)\s*(?!(?:j|jr|jaar|tot|plus|en|of|min|a|t)\b)([a-z].*)")
_GENDER_PAIRS = re.compile(r"\(?([a-z]+)\s*[:=(]?\s*(\d+)\)?")
_SEPARATORS = re.compile(
    r"\s*(?:[,;|\n]|\s\+\s|\+(?=\s*\d+\s*[a-z])|&|\s/\s|\ben\b|\bplus\b(?=\s*\d+\s*x)|\bof\b)\s*"
)
_MOST_PERSONS = 500


@dataclass(frozen=True)
class ParsedProfile:
    """Persons by value. `single` is the value where one holds for the whole sitting.

    `participants` is what was given, else what the cell itself counts, else null.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    single: str | None = None
    participants: int | None = None
    problem: str | None = None


@dataclass(frozen=True)
class _Part:
    """One value of a cell; `persons` is null where the cell does not count."""

    text: str
    persons: int | None = None


def parse_profile(attribute: str, value: object, participants: int | None) -> ParsedProfile:
    """One attribute (a name of `schema.PROFILE_ATTRIBUTES`) of one sitting.

    An empty cell and "gemengd" give no counts and no problem. What is understood is kept beside
    the problem of what is not.
    """
    return _parse_text(attribute, fold(clean(value)), participants)


@lru_cache(maxsize=8192)
def _parse_text(attribute: str, text: str, participants: int | None) -> ParsedProfile:
    """As `parse_profile`, once for each different cell: thousands of rows say the same."""
    if is_empty(text):
        return ParsedProfile(participants=participants)
    if text.replace(" / ", "/") in words("mixed"):
        return _mixed(attribute, text, participants)
    parts = list(_parts(attribute, _without_everyone(text)))
    known = [_Part(found, part.persons) for part in parts if (found := trait(attribute, part.text))]
    problem = None
    if len(known) < len(parts):
        problem = f"{_DUTCH[attribute]} niet herkend; {_EXPECTED[attribute]}"
    return _count(attribute, known, participants, problem)


def _mixed(attribute: str, text: str, participants: int | None) -> ParsedProfile:
    """One of each where two people are "man en vrouw"; more people are a mixed table."""
    pair = 2
    if (
        attribute == "gender"
        and participants == pair
        and {*re.findall(r"\b[mv]", text)} == {"m", "v"}
    ):
        return ParsedProfile({"v": 1, "m": 1}, None, participants)
    return ParsedProfile(participants=participants)


def _without_everyone(text: str) -> str:
    """The text without "alleen" and the like, and without a "gemengd:" before the counts."""
    kept = [word for word in text.split() if word not in words("everyone")]
    return re.sub(r"^gemengd\w*\s*[:(,-]\s*", "", " ".join(kept)) or text


def _parts(attribute: str, text: str) -> Iterator[_Part]:
    if attribute == "gender":
        if re.fullmatch(rf"(?:{_GENDER_PAIRS.pattern}[\s,;/&+-]*)+", text):
            for pair in _GENDER_PAIRS.finditer(text):
                yield _Part(pair.group(1), int(pair.group(2)))
            return
        if re.fullmatch(r"(?:[vmx]\s*){3,12}", text):
            text = ", ".join(text.replace(" ", ""))
        text = re.sub(r"(?<=[a-z])\s*[-/]?\s*(?=\d+\s*x?\s*[a-z])", ", ", text)
        text = re.sub(r"(?<=[a-z])\s*/\s*(?=[a-z])", ", ", text)
    text = re.sub(r"\)\s*(?=[\w<>])", "), ", text)
    text = re.sub(r"(?<=[^\s,;+&])\s+(?=\d+\s*x\s)", ", ", text)
    if _is_whole(attribute, text):
        yield _Part(text)
        return
    for piece in _SEPARATORS.split(text):
        stripped = piece.strip(" .-") if not piece.strip().endswith("+") else piece.strip()
        if stripped:
            yield from _pieces(attribute, _counted(attribute, stripped))


def _is_whole(attribute: str, text: str) -> bool:
    """Values that hold a separator themselves: "tussen 20 en 25", "65 en ouder"."""
    if attribute == "age_group":
        return bool(re.fullmatch(r"tussen .*|\d+\s*(?:jaar )?(?:en|of) (?:ouder|meer).*", text))
    return text in synonyms(attribute) if attribute in tables() else False


def _pieces(attribute: str, part: _Part) -> Iterator[_Part]:
    """Both values of "BSO/TSO"; "huisman/-vrouw" is one, and an age range never splits."""
    splits = "/" in part.text and attribute in {"origin", "education", "work"}
    if splits and part.persons is None and part.text not in synonyms(attribute):
        yield from (_Part(piece.strip()) for piece in part.text.split("/") if piece.strip())
        return
    yield part


def _counted(attribute: str, text: str) -> _Part:
    after = _COUNT_AFTER.fullmatch(text)
    if after:
        return _Part(after.group(1).strip(" :"), _persons(after))
    before = _COUNT_BEFORE.fullmatch(text)
    if before:
        return _Part(
            (before.group(2) or before.group(4)).strip(), int(before.group(1) or before.group(3))
        )
    return _counted_in_words(attribute, text)


def _counted_in_words(attribute: str, text: str) -> _Part:
    """A count without a sign: "2 Turken", "Turks 2", "3 36-50"."""
    if attribute == "age_group":
        aged = _COUNT_AGE.fullmatch(text)
        if aged:
            return _Part(aged.group(2), int(aged.group(1)))
    elif attribute != "years_in_genk":
        behind = _WORD_COUNT.fullmatch(text)
        if behind:
            return _Part(behind.group(1), int(behind.group(2)))
    worded = _COUNT_WORD.fullmatch(text) if attribute != "years_in_genk" else None
    if worded and not (attribute == "age_group" and age_group(text)):
        return _Part(worded.group(2).strip(), int(worded.group(1)))
    return _Part(text)


def _persons(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups()[1:] if group))


def _count(
    attribute: str, parts: list[_Part], participants: int | None, problem: str | None
) -> ParsedProfile:
    values = list(dict.fromkeys(part.text for part in parts))
    if not values:
        return ParsedProfile(participants=participants, problem=problem)
    counted = any(part.persons is not None for part in parts)
    if len(values) == 1 and not counted:
        return _one_value(values[0], len(parts), participants, problem)
    counts = dict.fromkeys(values, 0)
    for part in parts:
        counts[part.text] += 1 if part.persons is None else part.persons
    counts = {value: persons for value, persons in counts.items() if 0 < persons <= _MOST_PERSONS}
    total = sum(counts.values())
    if not counted and participants is not None and total > participants:
        return _too_many_values(attribute, values, participants)
    if participants is not None and total > participants:
        problem = (
            f"{_DUTCH[attribute]} telt {total} personen bij {participants} deelnemers; "
            "kijk de aantallen na"
        )
    seats = participants if participants is not None or not counted or problem else total
    everyone = len(counts) == 1 and problem is None and (seats is None or total >= seats)
    return ParsedProfile(counts, next(iter(counts)) if everyone else None, seats, problem)


def _one_value(
    value: str, n_parts: int, participants: int | None, problem: str | None
) -> ParsedProfile:
    """Said once, a value holds for everyone at the table."""
    if problem is not None:
        return ParsedProfile({value: n_parts}, None, participants, problem)
    return ParsedProfile({value: participants or n_parts}, value, participants)


def _too_many_values(attribute: str, values: list[str], participants: int) -> ParsedProfile:
    """One person with two values: an origin can be both, of the rest nothing is sure."""
    if attribute == "origin" and participants == 1:
        elsewhere = [value for value in values if value != "Belgisch"]
        value = elsewhere[0] if len(elsewhere) == 1 else "andere"
        return ParsedProfile({value: 1}, value, participants)
    problem = (
        f"{_DUTCH[attribute]} heeft {len(values)} waarden bij {participants} deelnemers; "
        "schrijf er aantallen bij"
    )
    return ParsedProfile(participants=participants, problem=problem)
