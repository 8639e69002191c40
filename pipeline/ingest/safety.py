"""Whether a delivered file can be opened at all, and as what: nothing is parsed before this."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest.extent import extent_of_document, extent_of_sheet, opens_safely
from pipeline.settings import IngestOptions

_OLE = b"\xd0\xcf\x11\xe0"
_TEXT = {".csv": "delimited", ".tsv": "delimited", ".txt": "plain", ".md": "plain"}
_ZIPPED = {".xlsx", ".xlsm", ".docx", ".ods"}
_READABLE = "Lever een .xlsx, .xls, .ods, .csv, .docx of .txt."
_REMEDIES = {
    ".doc": "een oud Word-bestand wordt niet gelezen. Open het in Word en bewaar het als .docx.",
    ".odt": "dit soort tekstbestand wordt niet gelezen. Bewaar het als .docx.",
    ".rtf": "dit soort tekstbestand wordt niet gelezen. Bewaar het als .docx.",
    ".pdf": "een pdf wordt niet gelezen. Lever het Word- of Excel-bestand waaruit hij gemaakt is.",
    ".xlsb": "dit soort Excel-bestand wordt niet gelezen. Bewaar het als .xlsx.",
    ".zip": "een ingepakte map wordt niet gelezen. Pak hem uit en lever de bestanden zelf.",
    ".eml": "een bewaarde mail wordt niet gelezen. Plak de tekst in een .txt-bestand.",
    ".msg": "een bewaarde mail wordt niet gelezen. Plak de tekst in een .txt-bestand.",
    ".pages": "dit soort bestand wordt niet gelezen. Bewaar het als .docx.",
    ".numbers": "dit soort bestand wordt niet gelezen. Bewaar het als .xlsx.",
}
_IMAGES = {".jpg", ".jpeg", ".png", ".gif", ".heic", ".tif", ".tiff", ".bmp", ".webp", ".svg"}
_SOUNDS = {".mp3", ".m4a", ".wav", ".mp4", ".mov", ".avi", ".amr", ".ogg"}
_MOST_ENTRIES = 5_000
_MOST_RATIO = 200
_RATIO_FROM_BYTES = 5_000_000
_CHUNK = 1 << 20
# The name of the sheets' stream in an old workbook, as its directory writes it.
_OLE_WORKBOOK = "Workbook".encode("utf-16-le")
_NOT_OPENED = (
    "dit werkboek is te groot of beschadigd. Open het in Excel en bewaar het opnieuw als .xlsx."
)
_NO_XML = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".svg", "/")
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_DAMAGED = "het bestand is afgebroken of beschadigd. Open het in Office en bewaar het opnieuw."
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_CONTENT = {
    "xl/workbook.xml": "spreadsheet",
    "word/document.xml": "word",
}


@dataclass(frozen=True)
class Verdict:
    """`kind` is the reader to use; where it is null, `reason` says in Dutch what to do."""

    kind: str | None
    reason: str = ""


def check_file(path: Path, options: IngestOptions) -> Verdict:
    """How to read the file, or why not. Reads at most the bounds of `options`."""
    suffix = path.suffix.casefold()
    if path.name.startswith(("~$", ".~lock")):
        return _refuse(
            "dit is een slotbestand van Office, geen document. "
            "Sluit het document en verwijder dit bestand."
        )
    size = path.stat().st_size
    if size == 0:
        return _refuse("het bestand is leeg (0 bytes). Lever het opnieuw.")
    if size > options.max_file_mb * 1_000_000:
        return _refuse(
            f"het bestand is groter dan {options.max_file_mb} MB. "
            "Splits het of haal de beelden eruit."
        )
    if suffix in _REMEDIES:
        return _refuse(_REMEDIES[suffix])
    if suffix in _IMAGES:
        return _refuse("een beeld wordt niet gelezen. Typ de notities over in Word of Excel.")
    if suffix in _SOUNDS:
        return _refuse("geluid of film wordt niet gelezen. Typ de notities uit in Word of Excel.")
    return _by_content(path, suffix, options)


def _refuse(reason: str) -> Verdict:
    return Verdict(None, reason)


def _by_content(path: Path, suffix: str, options: IngestOptions) -> Verdict:
    whole = path.read_bytes()
    head = whole[:8]
    if head.startswith(b"PK"):
        return _check_zip(path, options)
    if head.startswith(_OLE):
        if _OLE_WORKBOOK in whole or suffix == ".xls":
            safe = opens_safely(path)
            return Verdict("spreadsheet") if safe else _refuse(_NOT_OPENED)
        return _refuse(
            "het bestand is met een wachtwoord beveiligd of van een oud soort. "
            "Haal het wachtwoord weg en bewaar het als .xlsx of .docx."
        )
    if suffix in _TEXT:
        return Verdict(_TEXT[suffix])
    if suffix == ".xls" and whole.lstrip()[:1] != b"<" and b"\x00" not in whole[:4000]:
        # Programs that export "to Excel" often write plain text under that name.
        return Verdict("delimited")
    if suffix in {".xlsx", ".xlsm", ".xls", ".ods"}:
        return _refuse(
            "dit is geen werkboek, of het is beschadigd. "
            "Open het in Excel en bewaar het opnieuw als .xlsx."
        )
    if suffix == ".docx":
        return _refuse(
            "dit is geen Word-document, of het is afgebroken. "
            "Open het in Word en bewaar het opnieuw als .docx."
        )
    return _refuse(f"dit soort bestand wordt niet gelezen. {_READABLE}")


def _check_zip(path: Path, options: IngestOptions) -> Verdict:
    try:
        with zipfile.ZipFile(path) as archive:
            return _check_entries(archive, options)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError):
        return _refuse(_DAMAGED)
    except (RuntimeError, NotImplementedError, ValueError):
        return _refuse(
            "het bestand is beveiligd of op een ongewone manier ingepakt. "
            "Bewaar het opnieuw zonder wachtwoord."
        )


def _check_entries(archive: zipfile.ZipFile, options: IngestOptions) -> Verdict:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    kind = next((kind for name, kind in _CONTENT.items() if name in names), None)
    if kind is None and "content.xml" in names:
        kind = "spreadsheet" if b"spreadsheet" in _mimetype(archive, names) else None
    if kind is None:
        return _refuse(f"dit ingepakte bestand wordt niet gelezen. Pak het uit. {_READABLE}")
    declared = sum(entry.file_size for entry in entries)
    too_big = declared > options.max_unpacked_mb * 1_000_000 or len(entries) > _MOST_ENTRIES
    if too_big or any(_is_bomb(entry) for entry in entries):
        return _refuse_bomb(options)
    left = options.max_unpacked_mb * 1_000_000
    for entry in entries:
        if entry.filename.casefold().endswith(_NO_XML):
            continue
        data = _read_bounded(archive, entry, left)
        if data is None:
            return _refuse_bomb(options)
        left -= len(data)
        problem = _check_xml(entry.filename, data, options)
        if problem:
            return _refuse(problem)
    return Verdict(kind)


def _mimetype(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    return archive.open("mimetype").read(200) if "mimetype" in names else b"spreadsheet"


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM_BYTES and entry.file_size > _MOST_RATIO * max(
        entry.compress_size, 1
    )


def _refuse_bomb(options: IngestOptions) -> Verdict:
    return _refuse(
        "het bestand wordt bij het uitpakken onredelijk groot "
        f"(meer dan {options.max_unpacked_mb} MB of te sterk ingepakt). "
        "Kopieer de notities naar een nieuw bestand en lever dat."
    )


def _read_bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes | None:
    """The unpacked bytes; null where they exceed `most`, whatever the zip declares."""
    chunks: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                return None
            chunks.append(chunk)
    return b"".join(chunks)


def _extent(name: str, data: bytes) -> tuple[int, int]:
    """Last row and column of a part that holds cells; a sheet may stand under any name."""
    if name == "content.xml":
        return extent_of_document(data)
    return extent_of_sheet(data) if b"sheetData" in data else (0, 0)


def _check_xml(name: str, data: bytes, options: IngestOptions) -> str:
    if data.startswith(_OTHER_ENCODINGS):
        return _DAMAGED
    if _DOCTYPE.search(data):
        return (
            "het bestand bevat verboden XML-definities. "
            "Kopieer de notities naar een nieuw bestand en lever dat."
        )
    try:
        rows, columns = _extent(name, data)
    except ValueError:
        return _DAMAGED
    if rows > options.max_rows or columns > options.max_columns:
        return (
            f"er staan gegevens tot in rij {rows}, kolom {columns}; gelezen worden hoogstens "
            f"{options.max_rows} rijen en {options.max_columns} kolommen. "
            "Verwijder de verre cellen of splits het bestand."
        )
    return ""
