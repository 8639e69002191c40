"""Sittings of a file -> conversations with understood values, stable ids and their notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ids import keyed_id, normalise
from pipeline.ingest.draft import Draft, DraftNote, Sitting, as_text
from pipeline.ingest.fields import parse_uitdager
from pipeline.ingest.headers import fold
from pipeline.ingest.uitdagers import find_code, find_name
from pipeline.ingest.values import Values, understand
from pipeline.resources.first_names import load_first_names
from pipeline.schema import PROFILE_ATTRIBUTES
from pipeline.settings import Campaign

_CODE = re.compile(r"(?:[A-Z]{1,4}-?)?\d{1,6}(?:-\d{1,4}){0,2}[A-Z]?")
_SEPARATORS = re.compile(r"[\s_./\\-]+")
_LABEL = re.compile(
    r"^\s*(?:gesprek|interview|tafel|nr|nummer|no)\b\.?\s*(?:nr\.?|nummer)?\s*[:.#]?\s*(?=\S*\d)",
    re.IGNORECASE,
)
_WIDTH = 3
_SHORTEST_NAME = 3
_KNOWN_NAME = 100  # bearers; WIN and SEP are short for other things
_PROFILE = ("neighbourhood", *PROFILE_ATTRIBUTES, "participants")


@dataclass(frozen=True)
class Reading:
    """What is needed to understand a file: the campaign, the names of the registry, the key."""

    campaign: Campaign
    names: Mapping[str, str]
    key: str
    file_name: str


@dataclass
class Record:
    """One conversation as one file gives it.

    `certain`: another file with the same id speaks of the same conversation, because the number,
    or the uitdager and the date, are known. `bare`: the number is no more than "3", and an uitdager
    may begin to count anew in a next file.
    """

    conversation_id: str
    uitdager_id: str | None
    facts: Values
    notes: list[DraftNote]
    numbered: bool = False
    certain: bool = False
    bare: bool = False


def make_records(draft: Draft, reading: Reading) -> list[Record]:
    """The conversations of a file in order of appearance; problems are added to the draft."""
    sittings = [sitting for sitting in _merge_numbers(draft.sittings) if sitting.notes]
    of_file = _uitdager_of_file(draft, sittings, reading)
    records: dict[str, Record] = {}
    times: dict[str, int] = {}
    for sitting in sittings:
        record = _make_record(sitting, reading, of_file)
        draft.problems.extend(record.facts.problems)
        if sitting.separate and not record.numbered:
            _number_alike(record, times, reading.key)
        known = records.setdefault(record.conversation_id, record)
        if known is not record:
            known.notes.extend(record.notes)
            known.facts.complete(record.facts)
    return list(records.values())


def _number_alike(record: Record, times: dict[str, int], key: str) -> None:
    """Two forms of one file that say the same of who and when are still two conversations."""
    base = record.conversation_id
    times[base] = times.get(base, 0) + 1
    if times[base] > 1:
        record.conversation_id = "G" + keyed_id(key, "again", base, str(times[base]), length=10)


def _merge_numbers(sittings: Sequence[Sitting]) -> list[Sitting]:
    """Sittings with the same number are one, wherever in the file they stand: sheets add up."""
    merged: list[Sitting] = []
    by_number: dict[tuple[str, str], Sitting] = {}
    for sitting in sittings:
        number = fold(as_text(sitting.value("conversation")))
        notes = [_with_attributes(note, sitting) for note in sitting.notes]
        # A number counts within one uitdager: a file may hold the work of several.
        owner = fold(as_text(sitting.value("uitdager")))
        known = by_number.get((owner, number)) if number else None
        if known is not None:
            for name, given in sitting.fields.items():
                known.fields.setdefault(name, []).extend(given)
            known.notes.extend(notes)
            continue
        fields = {name: list(given) for name, given in sitting.fields.items()}
        merged.append(Sitting(fields, notes, [], sitting.separate))
        if number:
            by_number[(owner, number)] = merged[-1]
    return merged


def _with_attributes(note: DraftNote, sitting: Sitting) -> DraftNote:
    if not sitting.attributes:
        return note
    attributes = (*note.attributes, *sitting.attributes)
    return DraftNote(note.text, note.place, note.category, note.valence, attributes)


def _make_record(sitting: Sitting, reading: Reading, of_file: str | None) -> Record:
    values = understand(sitting, reading.campaign)
    uitdager = _uitdager_of(sitting, reading) or of_file
    record = Record("", uitdager, values, sitting.notes)
    delivered = as_text(sitting.value("conversation"))
    code = _SEPARATORS.sub("-", _LABEL.sub("", delivered).strip()).upper().strip("-")
    plain = bool(_CODE.fullmatch(code)) and not _names_a_person(code)
    if plain and any(letter.isalpha() for letter in code[:-1]):
        record.conversation_id, record.numbered = code, True
    elif plain and uitdager is not None:
        record.conversation_id = f"{uitdager}-{code.zfill(_WIDTH)}"
        record.numbered = record.bare = True
    else:
        # Without an uitdager a bare number would join conversations of strangers: the date and
        # the profile tell them apart.
        day = values.date.isoformat() if values.date is not None else ""
        profile = normalise("|".join(as_text(sitting.value(name)) for name in _PROFILE))
        parts = (uitdager or "", day, profile, normalise(delivered))
        record.conversation_id = "G" + keyed_id(reading.key, "conversation", *parts, length=10)
        record.numbered = bool(delivered)
    known = uitdager is not None and (values.date is not None or bool(delivered))
    record.certain = known or record.conversation_id == code
    return record


def _names_a_person(code: str) -> bool:
    """ALI-3 and JOS2: letters that are a first name are no code."""
    letters = "".join(filter(str.isalpha, code)).capitalize()
    return len(letters) >= _SHORTEST_NAME and load_first_names().get(letters, 0) >= _KNOWN_NAME


def _uitdager_of(sitting: Sitting, reading: Reading) -> str | None:
    """The code that the fields of a conversation give."""
    own = as_text(sitting.value("uitdager"))
    number = as_text(sitting.value("conversation"))
    return parse_uitdager(own) or find_name(own, reading.names) or find_code(number)


def _uitdager_of_file(draft: Draft, sittings: Sequence[Sitting], reading: Reading) -> str | None:
    """The one uitdager of a file: by its numbers, its titles, or the name of the file."""
    file_name = re.sub(r"[_\W]+", " ", reading.file_name)
    return (
        _only(_uitdager_of(sitting, reading) for sitting in sittings)
        or _only(find_code(hint) for hint in draft.hints)
        or _only(find_name(hint, reading.names) for hint in draft.hints)
        or find_code(file_name)
        or find_name(file_name, reading.names)
    )


def _only(codes: Iterable[str | None]) -> str | None:
    found = {code for code in codes if code is not None}
    return found.pop() if len(found) == 1 else None
