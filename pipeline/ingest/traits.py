"""What is said of one person or one like group: age, gender, origin, schooling, work, years."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.ingest.ages import age_group
from pipeline.ingest.parsed import first_names, synonyms, tables, words

_YEARS = re.compile(
    r"(?:al |ca\.? |circa |ongeveer |rond |\+/- |± )?(\d{1,3}(?:[.,]\d+)?)\s*"
    r"(?:j|jr|jaar|jaren)?\.?(?: lang)?"
)
_YEAR_RANGE = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})(?: jaar)?")
_SINCE = re.compile(r"(?:sinds|vanaf|van)?\s*((?:19|20)\d{2})")
_LONG_STAY = re.compile(r"(?:meer dan|>=?|\+|boven de)\s*\d{1,2}(?: jaar)?|\d{1,2}\s*\+(?: jaar)?")
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
_LONGEST_WORK = 30
_LONGEST_STAY = 110


def trait(attribute: str, text: str) -> str | None:
    """The value of the tables that a folded text stands for; null where it stands for none."""
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
    if attribute in {"education", "work"}:
        inside = {known[word] for word in re.findall(r"[^\s.]+", text) if word in known}
        found = inside.pop() if len(inside) == 1 else None
    return found or (_occupation(text) if attribute == "work" else None)


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
    for job in (text, text.split(maxsplit=1)[0]):
        if len(job) <= _LONGEST_WORK and looks_like("work", job):
            return job
    return None


def looks_like(kind: str, text: str) -> bool:
    """Whether all words of a folded text are plain words of a job or technique."""
    small, endings = words(f"{kind}_words"), tuple(words(f"{kind}_endings"))
    parts = re.findall(r"[^\s/-]+", text)
    if not parts or parts[0] in words("particles") or first_names().intersection(parts):
        return False
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
    if _LONG_STAY.fullmatch(text):
        return f"{re.findall(r'[0-9]+', text)[0]}+"
    since, stay = _SINCE.fullmatch(text), _YEAR_RANGE.fullmatch(text)
    if since:
        return f"sinds {since.group(1)}"
    if stay:
        return f"{stay.group(1)}-{stay.group(2)}"
    return "0" if _SHORT_STAY.fullmatch(text) else None
