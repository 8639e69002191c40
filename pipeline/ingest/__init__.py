"""Raw files -> notes, conversations and rejects; one bad file never loses another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.errors import DeliveryError
from pipeline.ingest.content import Content, Grid, Problem
from pipeline.ingest.draft import Draft
from pipeline.ingest.files import SourceFile, describe_files, find_beside, list_files
from pipeline.ingest.headers import Headers
from pipeline.ingest.layout import has_clear_header
from pipeline.ingest.prose import read_prose
from pipeline.ingest.readers.delimited import read_delimited
from pipeline.ingest.readers.plain import read_plain
from pipeline.ingest.readers.spreadsheet import read_spreadsheet
from pipeline.ingest.readers.word import read_word
from pipeline.ingest.records import Reading, Record, make_records
from pipeline.ingest.registry import Registry
from pipeline.ingest.replace import FiledRecord, Kept, KeptNote, replace_older
from pipeline.ingest.safety import check_file
from pipeline.ingest.sheets import read_sheets
from pipeline.ingest.tables import read_grid
from pipeline.schema import (
    PROFILE_ATTRIBUTES,
    Attributes,
    Conversations,
    Profiles,
    RawNotes,
    Rejects,
    Sources,
)
from pipeline.settings import Campaign, IngestOptions

__all__ = [
    "Ingested",
    "Registry",
    "SourceFile",
    "describe_files",
    "find_beside",
    "ingest",
    "list_files",
]

_READERS: dict[str, Callable[..., Content]] = {
    "spreadsheet": read_spreadsheet,
    "delimited": read_delimited,
    "word": read_word,
    "plain": read_plain,
}
_WHOLE_FILE = "bestand"


@dataclass(frozen=True)
class Ingested:
    """All that was delivered. Notes and attribute values are still raw.

    `counts`: files, files_rejected, notes_delivered, notes, notes_repeated, notes_replaced,
    notes_rejected; delivered is always the sum of the other four.
    """

    notes: DataFrame[RawNotes]
    sources: DataFrame[Sources]
    conversations: DataFrame[Conversations]
    profiles: DataFrame[Profiles]
    attributes: DataFrame[Attributes]
    rejects: DataFrame[Rejects]
    counts: dict[str, int]


def ingest(
    files: Iterable[SourceFile],
    registry: Registry,
    campaign: Campaign,
    options: IngestOptions,
    key: str,
) -> Ingested:
    """The notes of all files; the result does not depend on the order of `files`."""
    headers = Headers(options.headers)
    filed: list[FiledRecord] = []
    problems: list[tuple[str, Problem]] = []
    n_files = n_rejected_files = n_rejected = 0
    for file in sorted(files, key=lambda file: (file.sha256, file.path.name)):
        draft = Draft(headers, options.max_note_characters, registry.names, campaign.neighbourhoods)
        records: list[Record] = []
        try:
            _read_file(file, draft, options)
            reading = Reading(campaign, registry.names, key, file.path.stem)
            records = make_records(draft, reading)
        except DeliveryError as error:
            draft.reject(_WHOLE_FILE, str(error))
        filed.extend(FiledRecord(file, record) for record in records)
        problems.extend((file.file_id, problem) for problem in draft.problems)
        n_files += 1
        n_rejected_files += not records
        n_rejected += sum(problem.n_notes for problem in draft.problems)
    kept = replace_older(filed, key)
    counts = {
        "files": n_files,
        "files_rejected": n_rejected_files,
        "notes_delivered": sum(len(one.record.notes) for one in filed) + n_rejected,
        "notes": len(kept.notes),
        "notes_repeated": kept.n_repeated,
        "notes_replaced": kept.n_replaced,
        "notes_rejected": n_rejected,
    }
    return _tables(kept, [*problems, *kept.problems], counts)


def _read_file(file: SourceFile, draft: Draft, options: IngestOptions) -> None:
    """Fills the draft from one file.

    Raises:
        DeliveryError: when nothing in the file can be used; the message is for the deliverer.
    """
    verdict = check_file(file.path, options)
    if verdict.kind is None:
        raise DeliveryError(verdict.reason)
    content = _READERS[verdict.kind](file.path, options)
    draft.problems.extend(content.problems)
    if verdict.kind == "plain" and _read_text_table(file, draft, options):
        pass  # an export that was saved as .txt
    elif verdict.kind in {"word", "plain"}:
        read_prose(content, draft)
    else:
        grids = [block for block in content.blocks if isinstance(block, Grid)]
        read_sheets(grids, draft)
    if draft.personal:
        places = ", ".join(dict.fromkeys(draft.personal))
        draft.reject(places, "persoonlijke gegevens: niet overgenomen. Lever ze liever niet mee.")
    if not any(sitting.notes for sitting in draft.sittings) and not draft.problems:
        raise DeliveryError(
            "geen notities gevonden in dit bestand. Vul de notities in en lever het opnieuw."
        )


def _read_text_table(file: SourceFile, draft: Draft, options: IngestOptions) -> bool:
    """Reads a .txt that is a table: its first lines hold a header with notes and other fields."""
    try:
        content = read_delimited(file.path, options)
    except DeliveryError:
        return False
    for grid in content.blocks:
        if isinstance(grid, Grid) and grid.joiner != "|" and has_clear_header(grid, draft.headers):
            return read_grid(grid, draft)
    return False


def _tables(
    kept: Kept, problems: Iterable[tuple[str, Problem]], counts: dict[str, int]
) -> Ingested:
    notes = kept.notes
    return Ingested(
        notes=RawNotes.validate(_frame(RawNotes, [_note_row(note) for note in notes])),
        sources=Sources.validate(
            _frame(Sources, [(n.note_id, *source) for n in notes for source in sorted(n.sources)])
        ),
        conversations=Conversations.validate(
            _frame(Conversations, [_conversation_row(record) for record in kept.records])
        ),
        profiles=Profiles.validate(_frame(Profiles, _profile_rows(kept.records))),
        attributes=Attributes.validate(
            _frame(Attributes, [(n.note_id, *pair) for n in notes for pair in n.attributes.items()])
        ),
        rejects=Rejects.validate(
            _frame(Rejects, sorted({(file, p.place, p.reason) for file, p in problems}))
        ),
        counts=counts,
    )


def _frame(model: type, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(model.to_schema().columns))  # type: ignore[attr-defined]  # a pandera model


def _note_row(note: KeptNote) -> tuple[object, ...]:
    return note.note_id, note.conversation_id, note.text, note.category, note.valence


def _conversation_row(record: Record) -> tuple[object, ...]:
    known = record.facts
    sitting = (known.date, known.neighbourhood, known.technique, known.participants)
    profile = (known.single.get(attribute) for attribute in PROFILE_ATTRIBUTES)
    return record.conversation_id, record.uitdager_id, *sitting, *profile


def _profile_rows(records: Iterable[Record]) -> list[tuple[object, ...]]:
    return [
        (record.conversation_id, attribute, value, persons)
        for record in records
        for attribute, counts in record.facts.profiles.items()
        for value, persons in counts.items()
    ]
