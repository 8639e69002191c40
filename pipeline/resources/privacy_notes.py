"""Notes in which every private span and every trap is marked, to measure the pseudonymiser with.

`privacy.jsonl` was there when the rules were made. `privacy_fresh.jsonl` was written later, a
series at a time, each before the rules met it; docs/privacy.md has the figures of that first sight.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.errors import GenksError

_PACKAGED = ("privacy.jsonl", "privacy_fresh.jsonl")
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_FEWEST_WORDS = 4
_LABELLED = ("notes.jsonl", "more.jsonl", "long.jsonl")


@dataclass(frozen=True)
class PrivateSpan:
    """A substring that identifies a private person; `origin` only of names."""

    text: str
    kind: str
    origin: str


@dataclass(frozen=True)
class PrivacyNote:
    """A note, what must be replaced in it, and what looks personal and must stay."""

    text: str
    spans: tuple[PrivateSpan, ...]
    keep: tuple[str, ...]
    series: str


def load_privacy_notes() -> list[PrivacyNote]:
    """The notes of the package: those marked for privacy, then the labelled ones."""
    room = files("pipeline.resources")
    return [
        note
        for name in (*_PACKAGED, *_LABELLED)
        for note in _notes(room.joinpath(name).read_text("utf-8").splitlines(), name)
    ]


def read_privacy_notes(folder: Path) -> list[PrivacyNote]:
    """The notes of every JSONL file in a folder that has `tekst` and `pii`.

    Raises:
        GenksError: when the folder has no such file, or a line is no such record.
    """
    notes: list[PrivacyNote] = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            notes += _notes(path.read_text("utf-8").splitlines(), path.name)
        except (ValueError, KeyError, TypeError) as error:
            wanted = "elke regel moet een JSON-object zijn met 'tekst' en 'pii'"
            raise GenksError(f"{path}: kan niet gelezen worden; {wanted}.") from error
    if not notes:
        raise GenksError(f"{folder}: geen .jsonl-bestand met notities om mee te meten.")
    return notes


def read_texts(path: Path) -> list[str]:
    """Every cell of four words or more in a table (csv, tsv), or line of a text file.

    Of a folder those of its tables.

    Raises:
        GenksError: when there is no such file or folder.
    """
    if path.is_dir():
        inside = sorted(each for each in path.rglob("*") if each.suffix in _DELIMITERS)
        return [text for each in inside for text in read_texts(each)]
    if not path.is_file():
        raise GenksError(f"{path}: dit bestand bestaat niet.")
    with path.open(encoding="utf-8", newline="") as file:
        delimiter = _DELIMITERS.get(path.suffix)
        cells = (
            (cell for row in csv.reader(file, delimiter=delimiter) for cell in row)
            if delimiter
            else (line.strip() for line in file)
        )
        return [cell for cell in cells if len(cell.split()) >= _FEWEST_WORDS]


def _notes(lines: Iterable[str], name: str) -> Iterator[PrivacyNote]:
    for line in lines:
        if line.strip():
            record: dict[str, Any] = json.loads(line)  # strings, and lists of strings or records
            text = record["tekst"]
            yield PrivacyNote(
                text=text,
                spans=tuple(_span(entry) for entry in record["pii"] if _text(entry) in text),
                keep=tuple(record.get("houden", ())),
                series=record.get("reeks") or name.removesuffix(".jsonl"),
            )


def _span(entry: str | dict[str, str | None]) -> PrivateSpan:
    if isinstance(entry, str):
        return PrivateSpan(entry, "", "")
    return PrivateSpan(_text(entry), entry.get("soort") or "", entry.get("herkomst") or "")


def _text(entry: str | dict[str, str | None]) -> str:
    return entry if isinstance(entry, str) else entry["tekst"] or ""
