"""Uploaded deliveries: looked through without keeping them, then kept beside the other raw files.

What an uitdager delivers holds names of people: it lies in a folder of its own that goes again, or
in the folder of raw files, and nowhere else.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import DeliveryError
from pipeline.settings import Settings

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".docx", ".txt", ".md", ".eml")
CHECK_SECONDS = 120
_LONGEST_STEM = 80
_NOT_PLAIN = re.compile(r"[^\w\-. ()]+")


@dataclass(frozen=True)
class Upload:
    """A file as it came from the browser."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Preview:
    """What would be read; `readable` are the uploads that hold a note.

    `files`: file, n_notes, n_conversations; `rejects`: file, place, reason.

    The files go by the names that the user gave: this is shown to nobody else.
    """

    counts: dict[str, int]
    readable: list[Upload]
    files: pd.DataFrame
    rejects: pd.DataFrame


@dataclass(frozen=True)
class Kept:
    """What happened to an upload, in Dutch."""

    name: str
    words: str
    stored: bool


def preview(uploads: Sequence[Upload], settings: Settings) -> Preview:
    """What a run would read from these files, found out by a process of its own.

    A file that brings its reader down costs that process, not the explorer.

    Raises:
        DeliveryError: the check did not come to an end.
    """
    with tempfile.TemporaryDirectory(prefix="genks-") as name:
        folder = Path(name) / "nieuw"
        folder.mkdir()
        placed: dict[str, Upload] = {}
        for upload in uploads:
            path = _free_name(folder, safe_name(upload.name))
            path.write_bytes(upload.content)
            placed[path.name] = upload
        _copy_beside(settings, folder.parent)
        record = _check(folder, settings)
    names = record["files"]
    files = pd.DataFrame(record["per_file"], columns=["file", "n_notes", "n_conversations"])
    rejects = pd.DataFrame(record["rejects"], columns=["file", "place", "reason"])
    files = files.assign(file=files["file"].replace(names))
    rejects = rejects.assign(file=rejects["file"].replace(names))
    filled = set(files.loc[files["n_notes"] > 0, "file"])
    readable = [upload for name, upload in placed.items() if name in filled]
    return Preview(record["counts"], readable, files, rejects)


def keep(uploads: Sequence[Upload], settings: Settings) -> list[Kept]:
    """Put the files in the folder of raw files; nothing that stands there is overwritten."""
    raw = settings.path(settings.paths.raw)
    raw.mkdir(parents=True, exist_ok=True)
    return [_keep_one(upload, raw, settings) for upload in uploads]


def safe_name(name: str) -> str:
    """A plain file name without folders: letters, digits, - _ . ( ) and spaces, not hidden."""
    bare = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    path = Path(_NOT_PLAIN.sub("_", bare).strip(" ."))
    stem = path.stem[:_LONGEST_STEM].strip(" .") or "aanlevering"
    return f"{stem}{path.suffix.lower()}"


def _keep_one(upload: Upload, raw: Path, settings: Settings) -> Kept:
    name = safe_name(upload.name)
    refusal = _refusal(name, upload, settings)
    if refusal:
        return Kept(upload.name, refusal, stored=False)
    same = [path for path in raw.rglob("*") if path.is_file() and _equal(path, upload.content)]
    if same:
        return Kept(upload.name, "stond er al, met precies dezelfde inhoud", stored=False)
    target = _free_name(raw, name)
    beside = target.with_name(f".{target.name}.nieuw")
    beside.write_bytes(upload.content)
    beside.replace(target)
    words = "bewaard" if target.name == name else f"bewaard als {target.name}"
    return Kept(upload.name, words, stored=True)


def _refusal(name: str, upload: Upload, settings: Settings) -> str | None:
    if Path(name).suffix not in SUFFIXES:
        return f"niet bewaard: alleen {', '.join(SUFFIXES)} worden gelezen. Bewaar het als .xlsx."
    if name.casefold() in {settings.paths.registry, settings.paths.reference}:
        return "niet bewaard: dit register hoort niet bij de aanleveringen; vervang het in de map."
    if len(upload.content) > settings.ingest.max_file_mb * 1_000_000:
        return f"niet bewaard: groter dan {settings.ingest.max_file_mb} MB. Splits het bestand."
    return None


def _free_name(folder: Path, name: str) -> Path:
    """The name, or the first of "name (2)", "name (3)" that is free."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _equal(path: Path, content: bytes) -> bool:
    return path.stat().st_size == len(content) and path.read_bytes() == content


def _copy_beside(settings: Settings, folder: Path) -> None:
    """The registry leads from names of uitdagers to codes, as it would in the run itself."""
    raw = settings.path(settings.paths.raw)
    for place in (raw, raw.parent):
        if (place / settings.paths.registry).is_file():
            shutil.copy(place / settings.paths.registry, folder)
            return


def _check(
    folder: Path, settings: Settings
) -> dict[str, Any]:  # the record of `genks check --json`
    command = [sys.executable, "-P", "-m", "pipeline", "check", str(folder), "--json"]
    command += settings_argument(settings)
    try:
        done = subprocess.run(
            command, cwd=settings.root, capture_output=True, timeout=CHECK_SECONDS, check=False
        )
        record = dict(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError) as error:
        message = (
            "Deze bestanden konden niet nagekeken worden. Er is niets bewaard. Probeer ze één voor "
            "één, of bewaar ze opnieuw als .xlsx of .csv."
        )
        raise DeliveryError(message) from error
    if "error" in record:
        raise DeliveryError(str(record["error"]))
    return record


def settings_argument(settings: Settings) -> list[str]:
    """The argument that makes a command use the same settings."""
    return ["--settings", str(settings.file)] if settings.file else []
