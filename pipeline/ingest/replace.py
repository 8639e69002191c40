"""Delivered twice, corrected deliveries: which notes stand, and where each was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ids import keyed_id, normalise
from pipeline.ingest.content import Problem
from pipeline.ingest.draft import DraftNote
from pipeline.ingest.files import SourceFile
from pipeline.ingest.records import Record

_REPLACED = (
    "vervangen door een nieuwere aflevering van hetzelfde gesprek. "
    "Hoort de notitie er toch bij, zet ze dan in het nieuwe bestand."
)


@dataclass(frozen=True)
class FiledRecord:
    """A conversation with the file that gave it."""

    file: SourceFile
    record: Record


@dataclass
class KeptNote:
    """A note that stands, with the places where it was delivered: pairs of file id and place."""

    note_id: str
    conversation_id: str
    text: str
    category: str | None
    valence: str | None
    attributes: dict[str, str]
    sources: list[tuple[str, str]]


@dataclass
class Kept:
    """What stands after all deliveries were weighed; problems carry their file id."""

    records: list[Record] = field(default_factory=list)
    notes: list[KeptNote] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    n_repeated: int = 0
    n_replaced: int = 0


def replace_older(filed: Sequence[FiledRecord], key: str) -> Kept:
    """The newest delivery of each conversation as a whole, whatever the order of `filed`."""
    kept = Kept()
    by_id: dict[str, list[FiledRecord]] = {}
    for one in _tell_apart(filed):
        by_id.setdefault(one.record.conversation_id, []).append(one)
    for conversation_id in sorted(by_id):
        newest_first = sorted(by_id[conversation_id], key=_recency, reverse=True)
        _keep(newest_first, kept, key)
    return kept


def _recency(one: FiledRecord) -> tuple[int, str, str]:
    return one.file.first_seen, one.file.modified, one.file.sha256


def _tell_apart(filed: Sequence[FiledRecord]) -> list[FiledRecord]:
    """Two uitdagers with the same code speak of two conversations: theirs goes before it."""
    owners: dict[str, set[str]] = {}
    for one in filed:
        if one.record.uitdager_id is not None:
            owners.setdefault(one.record.conversation_id, set()).add(one.record.uitdager_id)
    for one in filed:
        record = one.record
        owned = record.uitdager_id is not None and len(owners[record.conversation_id]) > 1
        if owned and not record.conversation_id.startswith(f"{record.uitdager_id}-"):
            record.conversation_id = f"{record.uitdager_id}-{record.conversation_id}"
    by_number: dict[str, list[FiledRecord]] = {}
    for one in filed:
        if one.record.bare:
            by_number.setdefault(one.record.conversation_id, []).append(one)
    for same in by_number.values():
        _tell_apart_by_date(same)
    return list(filed)


def _tell_apart_by_date(same: Sequence[FiledRecord]) -> None:
    """Who counts from 1 in each file speaks of another conversation on another day.

    The number stays with the day that came first; a delivery that shares a note with it only
    corrects the date.
    """
    dated = [one for one in same if one.record.facts.date is not None]
    dated.sort(key=lambda one: (one.file.first_seen, one.record.facts.date, one.file.sha256))
    for one in dated[1:]:
        first, record = dated[0].record, one.record
        texts = {normalise(note.text) for note in first.notes}
        shares = any(normalise(note.text) in texts for note in record.notes)
        if record.facts.date is not None and record.facts.date != first.facts.date and not shares:
            record.conversation_id += record.facts.date.strftime("-%Y%m%d")


def _keep(deliveries: Sequence[FiledRecord], kept: Kept, key: str) -> None:
    """Newest first: its notes stand, those of an older one are repeats or replaced."""
    newest = deliveries[0]
    notes: dict[str, KeptNote] = {}
    kept.records.append(newest.record)
    for one in deliveries:
        texts = [normalise(note.text) for note in one.record.notes]
        same_content = one.file.sha256 == newest.file.sha256
        adds_up = not newest.record.certain and not any(text in notes for text in texts)
        for text, note in zip(texts, one.record.notes, strict=True):
            source = (one.file.file_id, note.place)
            if text in notes:
                kept.n_repeated += 1
                _add_source(notes[text], note, source)
            elif same_content or adds_up:
                notes[text] = _kept_note(newest.record.conversation_id, note, source, key)
            else:
                kept.n_replaced += 1
                kept.problems.append((one.file.file_id, Problem(note.place, _REPLACED)))
        if adds_up:
            newest.record.facts.complete(one.record.facts)
    kept.notes.extend(notes.values())


def _kept_note(
    conversation_id: str, note: DraftNote, source: tuple[str, str], key: str
) -> KeptNote:
    note_id = keyed_id(key, "note", conversation_id, normalise(note.text), "0")
    attributes = _gather(note)
    return KeptNote(
        note_id, conversation_id, note.text, note.category, note.valence, attributes, [source]
    )


def _gather(note: DraftNote) -> dict[str, str]:
    gathered: dict[str, str] = {}
    for name, value in note.attributes:
        gathered.setdefault(name, value)
    return gathered


def _add_source(known: KeptNote, note: DraftNote, source: tuple[str, str]) -> None:
    """A repeat adds where it stood, and only fills in what the form did not say before."""
    if source not in known.sources:
        known.sources.append(source)
    known.category = known.category or note.category
    known.valence = known.valence or note.valence
