"""Word documents: headings, list items, paragraphs and tables in document order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import DeliveryError
from pipeline.ingest.content import BOLD_LEVEL, TITLE_LEVEL, Content, Grid, Line
from pipeline.ingest.readers.plain import read_line
from pipeline.settings import IngestOptions

_LEVEL = re.compile(r"(?:heading|kop|titre|überschrift)\s*(\d)", re.IGNORECASE)
_LONGEST_BOLD_HEADING = 80
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def read_word(path: Path, options: IngestOptions) -> Content:
    """Lines and grids in order; paragraphs and tables are numbered as they stand in the document.

    Raises:
        DeliveryError: when the document cannot be opened.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(str(path))
        blocks = tuple(_blocks(document, options.max_rows))
        title = str(document.core_properties.title or "")
    except (OpcError, LxmlError, OSError, zipfile.BadZipFile, KeyError, ValueError, AttributeError):
        raise DeliveryError(
            "dit Word-document is beschadigd. Open het in Word en bewaar het opnieuw als .docx."
        ) from None
    return Content(blocks, title=title)


def _blocks(document: Any, most: int) -> Iterator[Grid | Line]:  # python-docx ships no types
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if paragraphs + tables > most:
            raise DeliveryError(f"meer dan {most} alinea's. Splits het document.")
        if hasattr(block, "rows"):
            tables += 1
            yield _grid(block, f"tabel {tables}")
        else:
            paragraphs += 1
            yield from _lines(block, f"alinea {paragraphs}")


def _lines(paragraph: Any, place: str) -> Iterator[Line]:
    """A paragraph is one line, unless someone pressed shift-enter between bullets."""
    text = _CONTROL.sub("", paragraph.text).strip()
    style = str(getattr(paragraph.style, "name", "") or "")
    level = _heading_level(paragraph, style, text)
    for part in [part for part in text.split("\n") if part.strip()] or [""]:
        line = read_line(part, place)
        if line.style in {"blank", "rule"}:
            yield line
        elif level is not None:
            yield Line(line.text, place, "heading", level)
        elif line.style == "body" and _is_list_item(paragraph, style):
            yield Line(line.text, place, "bullet")
        else:
            yield line


def _heading_level(paragraph: Any, style: str, text: str) -> int | None:
    found = _LEVEL.match(style)
    if found:
        return int(found.group(1))
    if style.casefold() in {"title", "titel", "subtitle", "ondertitel"}:
        return TITLE_LEVEL
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold or run.underline for run in runs)
    if bold and len(text) <= _LONGEST_BOLD_HEADING and not _is_list_item(paragraph, style):
        return BOLD_LEVEL
    return None


def _is_list_item(paragraph: Any, style: str) -> bool:
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None  # noqa: SLF001 - python-docx shows numbering nowhere else
    return numbered or style.casefold().startswith(("list", "lijst", "opsomming"))


def _grid(table: Any, name: str) -> Grid:
    """Cells as text; a merged cell is given once and is blank in the rest of its range."""
    rows: list[tuple[object, ...]] = []
    seen: set[int] = set()
    elements: list[Any] = []  # kept alive, or python would reuse their identity
    for row in table.rows:
        cells: list[object] = []
        for cell in row.cells:
            elements.append(cell._tc)  # noqa: SLF001 - identity of a merged cell
            known = id(cell._tc) in seen  # noqa: SLF001 - same
            seen.add(id(cell._tc))  # noqa: SLF001 - same
            cells.append("" if known else _CONTROL.sub("", cell_text(cell)).strip())
        rows.append(tuple(cells))
    return Grid(name, tuple(rows))


def cell_text(cell: Any) -> str:
    """Paragraphs of a cell as lines; list items keep a bullet, so that they become notes."""
    lines = []
    for paragraph in cell.paragraphs:
        style = str(getattr(paragraph.style, "name", "") or "")
        mark = "- " if _is_list_item(paragraph, style) and paragraph.text.strip() else ""
        lines.append(mark + paragraph.text)
    return "\n".join(lines)
