"""Deliveries as volunteers make them, built in code, and a short way to read them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from pipeline.ingest import Ingested, describe_files, ingest, list_files
from pipeline.ingest.registry import EMPTY_REGISTRY, Registry
from pipeline.settings import Campaign, IngestOptions

KEY = "een-sleutel-voor-proeven"
Sheets = Mapping[str, Sequence[Sequence[object]]]


def read(
    folder: Path,
    names: Mapping[str, str] | None = None,
    options: IngestOptions | None = None,
    first_seen: Mapping[str, int] | None = None,
) -> Ingested:
    """All deliveries of a folder; `names` are those of the registry."""
    files = describe_files(
        list_files(folder, "uitdagers.xlsx", "bevolking.csv"), KEY, first_seen or {}, sequence=5
    )
    registry = Registry(EMPTY_REGISTRY.uitdagers, dict(names or {}))
    return ingest(files, registry, Campaign(), options or IngestOptions(), KEY)


def workbook(path: Path, sheets: Sheets, merges: Sequence[str] = ()) -> Path:
    """A workbook with the rows of each sheet; `merges` hold in every sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in merges:
            sheet.merge_cells(cells)
    book.save(path)
    return path


def text(path: Path, content: str | bytes, seconds: int = 1_250_000_000) -> Path:
    """A file with this content and time of change."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (seconds, seconds))
    return path


def notes(ingested: Ingested) -> pd.DataFrame:
    """Conversation, category, text, place and file of each source of each note."""
    return ingested.notes.merge(ingested.sources, on="note_id")


def texts(ingested: Ingested) -> list[str]:
    """The texts, sorted."""
    return sorted(ingested.notes["text"])


def reasons(ingested: Ingested) -> str:
    """All places and reasons as one text."""
    rows = zip(ingested.rejects["place"], ingested.rejects["reason"], strict=True)
    return "\n".join(f"{place}: {reason}" for place, reason in rows)


def balances(ingested: Ingested) -> bool:
    """Whether what came in is what came out."""
    counts = ingested.counts
    parts = ("notes", "notes_repeated", "notes_replaced", "notes_rejected")
    return counts["notes_delivered"] == sum(counts[part] for part in parts)
