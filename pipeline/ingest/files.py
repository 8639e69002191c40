"""The files of a delivery: which there are, their neutral ids, and when they were last changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.ids import keyed_id

_MODIFIED = re.compile(
    rb"<(?:dcterms:modified|dc:date)[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)[^<]*<"
)
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_MOST_PROPERTIES_BYTES = 1_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class SourceFile:
    """A delivered file; `path` is never written anywhere, `file_id` stands for it.

    `first_seen` is the number of the run that saw this content first; `modified` is the ISO time
    inside the document, else that of the file.
    """

    file_id: str
    path: Path
    sha256: str
    first_seen: int
    modified: str


def list_files(raw: Path, registry_name: str, reference_name: str) -> list[Path]:
    """Every file below `raw`, in path order, but the two that lie beside and hidden ones."""
    beside = {registry_name.casefold(), reference_name.casefold()}
    return sorted(
        path
        for path in raw.rglob("*")
        if path.is_file()
        and path.name.casefold() not in beside
        and not any(part.startswith(".") for part in path.relative_to(raw).parts)
        and path.name.casefold() not in {"thumbs.db", "desktop.ini"}
    )


def find_beside(raw: Path, name: str) -> Path | None:
    """The file `name` in `raw` or in its parent, whatever the case of its letters."""
    for folder in (raw, raw.parent):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.is_file() and path.name.casefold() == name.casefold():
                    return path
    return None


def describe_files(
    paths: Iterable[Path], key: str, first_seen: Mapping[str, int], sequence: int
) -> list[SourceFile]:
    """A `SourceFile` a path; `first_seen`: SHA-256 -> run number; `sequence` is this run's."""
    described = []
    for path in paths:
        sha256 = _sha256(path)
        described.append(
            SourceFile(
                file_id="F" + keyed_id(key, "file", sha256, length=8),
                path=path,
                sha256=sha256,
                first_seen=first_seen.get(sha256, sequence),
                modified=_modified(path),
            )
        )
    return described


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _modified(path: Path) -> str:
    """ISO time in UTC to the second: an office document carries its own, a copied file keeps it."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in _PROPERTIES:
                if name in archive.namelist():
                    with archive.open(name) as stream:
                        found = _MODIFIED.search(stream.read(_MOST_PROPERTIES_BYTES))
                    if found:
                        return found.group(1).decode().ljust(19, "0").replace("T", " ")[:19]
    except (OSError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError):
        pass  # a damaged file has no time of its own; the reader says what is wrong with it
    seconds = path.stat().st_mtime
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
