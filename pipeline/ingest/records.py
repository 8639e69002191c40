"""Sittings of a file -> conversations with understood values, stable ids and their notes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.ids import keyed_id, normalise
from pipeline.ingest.content import Problem
from pipeline.ingest.draft import Draft, DraftNote, Given, Sitting, as_text
from pipeline.ingest.fields import (
    Parsed,
    match_neighbourhood,
    parse_date,
    parse_participants,
    parse_profile,
    parse_technique,
    parse_uitdager,
)
from pipeline.ingest.headers import fold
from pipeline.schema import PROFILE_ATTRIBUTES
from pipeline.settings import Campaign

_CODE = re.compile(r"(?:[A-Z]{1,4}-?)?\d{1,6}(?:-\d{1,4}){0,2}[A-Z]?")
_SEPARATORS = re.compile(r"[\s_./\\-]+")
_LABEL = re.compile(
    r"^\s*(?:gesprek|interview|tafel|nr|nummer|no)\.?\s*(?:nr\.?|nummer)?\s*[:.#]?\s*(?=\S*\d)",
    re.IGNORECASE,
)
_UITDAGER = re.compile(r"(?<![A-Za-z0-9])[Uu](?:itdager)?[\s_-]{0,2}0*(\d{1,3})(?![0-9])")


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

    `numbered`: the file gives a number; `certain`: number, or uitdager and date, are known, so that
    another file with the same id speaks of the same conversation.
    """

    conversation_id: str
    uitdager_id: str | None
    numbered: bool
    certain: bool
    values: dict[str, object] = field(default_factory=dict)
    profiles: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[DraftNote] = field(default_factory=list)


def make_records(draft: Draft, reading: Reading) -> list[Record]:
    """The conversations of a file in order of appearance; problems are added to the draft."""
    sittings = [sitting for sitting in draft.sittings if sitting.notes]
    of_file = _uitdager_of_file(draft, sittings, reading)
    records: dict[str, Record] = {}
    times: dict[str, int] = {}
    for sitting in _merge_numbers(sittings):
        record = _make_record(sitting, draft, reading, of_file)
        if sitting.separate and not record.numbered:
            base = record.conversation_id
            times[base] = times.get(base, 0) + 1
            if times[base] > 1:
                parts = (base, str(times[base]))
                record.conversation_id = "G" + keyed_id(reading.key, "again", *parts, length=10)
        known = records.setdefault(record.conversation_id, record)
        if known is not record:
            known.notes.extend(record.notes)
    return list(records.values())


def _merge_numbers(sittings: Sequence[Sitting]) -> list[Sitting]:
    """Sittings with the same number are one, wherever in the file they stand: sheets add up."""
    merged: list[Sitting] = []
    by_number: dict[str, Sitting] = {}
    for sitting in sittings:
        number = fold(as_text(sitting.value("conversation")))
        notes = [_with_attributes(note, sitting) for note in sitting.notes]
        if number and number in by_number:
            known = by_number[number]
            for name, given in sitting.fields.items():
                known.fields.setdefault(name, []).extend(given)
            known.notes.extend(notes)
            continue
        copy = Sitting({k: list(v) for k, v in sitting.fields.items()}, notes, [], sitting.separate)
        merged.append(copy)
        if number:
            by_number[number] = copy
    return merged


def _with_attributes(note: DraftNote, sitting: Sitting) -> DraftNote:
    if not sitting.attributes:
        return note
    attributes = (*note.attributes, *sitting.attributes)
    return DraftNote(note.text, note.place, note.category, note.valence, attributes)


def _make_record(sitting: Sitting, draft: Draft, reading: Reading, of_file: str | None) -> Record:
    campaign = reading.campaign
    values: dict[str, object] = {}
    profiles: dict[str, dict[str, int]] = {}

    def understand(name: str, parse: object) -> object | None:
        """The first value that is understood; every other one is listed."""
        value = None
        for given in _distinct(sitting.fields.get(name, [])):
            parsed = parse(given.value)  # type: ignore[operator]  # a parser of fields.py
            if parsed.problem:
                draft.problems.append(Problem(given.place, parsed.problem))
            elif value is None:
                value = parsed.value
        return value

    values["date"] = understand("date", lambda v: parse_date(v, campaign.start, campaign.end))
    values["neighbourhood"] = understand(
        "neighbourhood", lambda v: match_neighbourhood(as_text(v), campaign.neighbourhoods)
    )
    participants = understand("participants", parse_participants)
    values["technique"] = understand(
        "technique", lambda v: Parsed(parse_technique(as_text(v)), None)
    )
    for attribute in PROFILE_ATTRIBUTES:
        values[attribute] = None
        for given in _distinct(sitting.fields.get(attribute, []))[:1]:
            parsed = parse_profile(
                attribute,
                as_text(given.value),
                participants if isinstance(participants, int) else None,
            )
            if parsed.problem:
                draft.problems.append(Problem(given.place, parsed.problem))
            values[attribute] = parsed.single
            if parsed.counts:
                profiles[attribute] = dict(parsed.counts)
            if participants is None and parsed.participants:
                participants = parsed.participants
    values["participants"] = participants
    uitdager = _uitdager_of(sitting, reading) or of_file
    conversation_id, numbered = _identify(sitting, uitdager, values["date"], reading.key)
    certain = numbered or (uitdager is not None and values["date"] is not None)
    return Record(conversation_id, uitdager, numbered, certain, values, profiles, sitting.notes)


def _distinct(given: Sequence[Given]) -> list[Given]:
    seen: dict[str, Given] = {}
    for one in given:
        seen.setdefault(fold(as_text(one.value)), one)
    return list(seen.values())


def _identify(sitting: Sitting, uitdager: str | None, date: object, key: str) -> tuple[str, bool]:
    """The conversation's id, and whether it comes from a delivered number that is unmistakable."""
    delivered = as_text(sitting.value("conversation"))
    profile = normalise(
        "|".join(
            as_text(sitting.value(name))
            for name in ("neighbourhood", *PROFILE_ATTRIBUTES, "participants")
        )
    )
    day = date.isoformat() if isinstance(date, dt.date) else ""
    if not delivered:
        parts = (uitdager or "", day, profile)
        return "G" + keyed_id(key, "conversation", *parts, length=10), False
    code = _SEPARATORS.sub("-", _LABEL.sub("", delivered).strip()).upper().strip("-")
    if _CODE.fullmatch(code) and any(letter.isalpha() for letter in code[:-1]):
        return code, True
    if uitdager is not None and _CODE.fullmatch(code):
        return f"{uitdager}-{code.zfill(3)}", True
    # A number that only one uitdager can read would join conversations of strangers.
    parts = (
        (uitdager, normalise(delivered)) if uitdager else ("", day, profile, normalise(delivered))
    )
    return "G" + keyed_id(key, "conversation", *parts, length=10), uitdager is not None


def _uitdager_of(sitting: Sitting, reading: Reading) -> str | None:
    """The code that the fields of a conversation give."""
    for name in ("uitdager", "conversation"):
        text = as_text(sitting.value(name))
        code = find_code(text)
        if code is None and name == "uitdager":
            code = parse_uitdager(text) or find_name(text, reading.names)
        if code is not None:
            return code
    return None


def _uitdager_of_file(draft: Draft, sittings: Sequence[Sitting], reading: Reading) -> str | None:
    """The one uitdager of a file: by its numbers, its titles, or the name of the file."""
    file_name = re.sub(r"[_\W]+", " ", reading.file_name)
    for codes in (
        {_uitdager_of(sitting, reading) for sitting in sittings} - {None},
        {find_code(hint) for hint in draft.hints} - {None},
        {find_name(hint, reading.names) for hint in draft.hints} - {None},
        {find_code(file_name) or find_name(file_name, reading.names)} - {None},
    ):
        if len(codes) == 1:
            return codes.pop()
    return None


def find_code(text: str) -> str | None:
    """U07 in "u7-003" or "Verslag U07"; null where there is none."""
    found = _UITDAGER.search(text)
    return f"U{int(found.group(1)):02d}" if found else None


def find_name(text: str, names: Mapping[str, str]) -> str | None:
    """The code of the one name of the registry whose words all stand in the text."""
    words = set(fold(text).split())
    found = {
        code
        for name, code in names.items()
        if len(fold(name).split()) > 1 and set(fold(name).split()) <= words
    }
    return found.pop() if len(found) == 1 else None
