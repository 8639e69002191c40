"""Who sat at the table: one attribute of a conversation as persons by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.ingest.ages import AGE_GROUPS, age_group
from pipeline.ingest.parsed import clean, fold, is_empty, synonyms, tables, words

_EXPECTED = {
    "age_group": f"schrijf een leeftijdsgroep ({', '.join(AGE_GROUPS)}) of een leeftijd",
    "gender": "schrijf v, m of x, of aantallen zoals 3v 2m",
    "origin": "schrijf Belgisch, Turks, Italiaans, Marokkaans, Grieks, Spaans, Pools of andere",
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
    r"(.+?)\s*(?:\(\s*(\d+)\s*(?:x|pers\w*\.?|p)?\s*\)|[:=]\s*(\d+)\s*x?|\s+x\s*(\d+))"
)
_COUNT_BEFORE = re.compile(
    r"(\d+)\s*(?:x|\*|maal|keer)\s*(.+)|(\d+)\s+(?:personen|mensen|pers\.?)\s+(?:van\s+)?(.+)"
)
_COUNT_WORD = re.compile(r"(\d+)\s*(?!(?:j|jr|jaar|tot|plus|en|of|min|a|t)\b)([a-z].*)")
_GENDER_PAIRS = re.compile(r"\(?([a-z]+)\s*[:=(]?\s*(\d+)\)?")
_SEPARATORS = re.compile(
    r"\s*(?:[,;|\n]|\s\+\s|\+(?=\s*\d+\s*[a-z])|&|\s/\s|\ben\b|\bplus\b(?=\s*\d+\s*x)|\bof\b)\s*"
)
_YEARS = re.compile(
    r"(?:al |ca\.? |circa |ongeveer |rond |\+/- |± )?(\d{1,3}(?:[.,]\d+)?)\s*"
    r"(?:j|jr|jaar|jaren)?\.?(?: lang)?"
)
_YEAR_RANGE = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})(?: jaar)?")
_SINCE = re.compile(r"(?:sinds|vanaf|van)\s*((?:19|20)\d{2})")
_SHORT_STAY = re.compile(
    r"(?:minder dan |< ?)1(?: jaar)?|(\d{1,2})\s*(?:maand|maanden|mnd|weken|week)"
)
_LIFELONG = {
    "altijd",
    "heel mijn leven",
    "heel haar leven",
    "heel zijn leven",
    "geboren",
    "geboren in genk",
    "geboren en getogen",
    "hele leven",
    "al heel mijn leven",
    "van geboorte",
    "sinds geboorte",
    "levenslang",
}
_MOST_PERSONS = 500
_LONGEST_WORK = 30
_LONGEST_STAY = 110


@dataclass(frozen=True)
class ParsedProfile:
    """Persons by value. `single` is the value where one holds for the whole sitting.

    `participants` is what was given, else what the cell itself counts, else null.
    """

    counts: dict[str, int] = field(default_factory=dict)
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
    text = fold(clean(value))
    if is_empty(text):
        return ParsedProfile(participants=participants)
    if text.replace(" / ", "/") in words("mixed"):
        return _mixed(attribute, text, participants)
    parts = list(_parts(attribute, _without_everyone(text)))
    known = [
        _Part(found, part.persons) for part in parts if (found := _value(attribute, part.text))
    ]
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
    worded = _COUNT_WORD.fullmatch(text) if attribute != "years_in_genk" else None
    if worded and not (attribute == "age_group" and age_group(text)):
        return _Part(worded.group(2).strip(), int(worded.group(1)))
    return _Part(text)


def _persons(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups()[1:] if group))


def _value(attribute: str, text: str) -> str | None:
    """The value of the tables that a folded text stands for."""
    if attribute == "age_group":
        return age_group(text)
    if attribute == "years_in_genk":
        return _years(text)
    known = synonyms(attribute)
    found = known.get(text) or known.get(text.strip(" .'\""))
    if found is not None:
        return found
    if attribute == "origin":
        return _origin(text, known)
    return _occupation(text) if attribute == "work" else None


def _origin(text: str, known: Mapping[str, str]) -> str | None:
    """Turks for "Belgisch-Turks" and "Belg van Turkse afkomst"; andere for two other origins."""
    filler = tables()["origin"]["origin_filler"].split()
    found = [known.get(word) for word in re.findall(r"\w+", text) if word not in filler]
    if not found or None in found:
        return None
    elsewhere = {origin for origin in found if origin and origin != "Belgisch"}
    if not elsewhere:
        return "Belgisch"
    return elsewhere.pop() if len(elsewhere) == 1 else "andere"


def _occupation(text: str) -> str | None:
    """A job that is not in the table, when every word looks like one: a stray name is dropped."""
    return text if len(text) <= _LONGEST_WORK and looks_like("work", text) else None


def looks_like(kind: str, text: str) -> bool:
    """Whether all words of a folded text are plain words of a job or technique."""
    small, endings = words(f"{kind}_words"), tuple(words(f"{kind}_endings"))
    parts = re.findall(r"[^\s/-]+", text)
    letters = all(re.fullmatch(r"[a-z']+", word) for word in parts)
    told = any(word.endswith(endings) for word in parts)
    return letters and told and all(word in small or word.endswith(endings) for word in parts)


def _years(text: str) -> str | None:
    if text in _LIFELONG:
        return "altijd"
    number = _YEARS.fullmatch(text)
    if number:
        years = int(float(number.group(1).replace(",", ".")))
        return str(years) if years <= _LONGEST_STAY else None
    since, stay = _SINCE.fullmatch(text), _YEAR_RANGE.fullmatch(text)
    if since:
        return f"sinds {since.group(1)}"
    if stay:
        return f"{stay.group(1)}-{stay.group(2)}"
    return "0" if _SHORT_STAY.fullmatch(text) else None


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
