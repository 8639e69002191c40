"""Word documents: headings, list items, paragraphs and tables in document order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import DeliveryError
from pipeline.ingest.content import BOLD_LEVEL, TITLE_LEVEL, Content, Grid, Line, Problem
from pipeline.ingest.readers.plain import read_line
from pipeline.ingest.readers.word_text import (
    blocks_in,
    boxes_in,
    text_of,
    texts_below,
    texts_in_table,
)
from pipeline.settings import IngestOptions

_LEVEL = re.compile(r"(?:heading|kop|titre|überschrift)\s*(\d)", re.IGNORECASE)
_APART = {"footnotes": "voetnoten", "endnotes": "eindnoten"}
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
        blocks = tuple(_blocks(document, options))
        title = str(document.core_properties.title or "")
        problems = tuple(_notes_apart(document))
    except (OpcError, LxmlError, OSError, zipfile.BadZipFile, KeyError, ValueError, AttributeError):
        raise DeliveryError(
            "dit Word-document is beschadigd. Open het in Word en bewaar het opnieuw als .docx."
        ) from None
    return Content(blocks, problems, title)


def _blocks(
    document: Any, options: IngestOptions
) -> Iterator[Grid | Line]:  # python-docx ships no types
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    paragraphs = tables = 0
    waiting = list(blocks_in(document.element.body))[::-1]
    while waiting:
        element = waiting.pop()
        if paragraphs + tables > options.max_rows:
            raise DeliveryError(f"meer dan {options.max_rows} alinea's. Splits het document.")
        if element.tag.endswith("}tbl"):
            tables += 1
            if _width(element) > options.max_columns:
                raise DeliveryError(
                    f"tabel {tables} heeft meer dan {options.max_columns} kolommen. Splits ze."
                )
            yield _grid(Table(element, document), f"tabel {tables}")
            continue
        paragraphs += 1
        yield from _lines(Paragraph(element, document), f"alinea {paragraphs}")
        for box in boxes_in(element):
            waiting.extend(list(blocks_in(box))[::-1])


def _notes_apart(document: Any) -> Iterator[Problem]:
    """Footnotes and endnotes hang outside the text: they are counted, never silently lost."""
    from lxml import etree

    for relation in document.part.rels.values():
        kind = str(relation.reltype).rsplit("/", 1)[-1]
        if kind not in _APART or relation.is_external:
            continue
        root = etree.fromstring(relation.target_part.blob)
        found = [part for part in root if any(text.strip() for text in texts_below(part))]
        if found:
            reason = "staan buiten de tekst en worden niet gelezen. Zet ze in de tekst zelf."
            yield Problem(_APART[kind], f"{len(found)} {_APART[kind]} {reason}", len(found))


def _lines(paragraph: Any, place: str) -> Iterator[Line]:
    """A paragraph is one line, unless someone pressed shift-enter between bullets."""
    text = _CONTROL.sub("", text_of(paragraph._p)).strip()  # noqa: SLF001 - python-docx leaves out what was inserted
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


def _width(table: Any) -> int:
    """Columns of the widest row as its cells span them; nothing is made room for yet."""
    from docx.oxml.ns import qn

    widest = 0
    for row in table.iterchildren(qn("w:tr")):
        spans = [span.get(qn("w:val"), "1") for span in row.iter(qn("w:gridSpan"))]
        spans += [gap.get(qn("w:val"), "1") for gap in row.iter(qn("w:gridBefore"))]
        spans += [gap.get(qn("w:val"), "1") for gap in row.iter(qn("w:gridAfter"))]
        cells = sum(1 for _ in row.iterchildren(qn("w:tc")))
        widest = max(widest, cells + sum(int(span) for span in spans if span.isdigit()))
    return widest


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
    from docx.text.paragraph import Paragraph

    lines: list[str] = []
    for element in blocks_in(cell._tc):  # noqa: SLF001 - a cell's blocks, also those in a control
        if element.tag.endswith("}tbl"):
            lines.extend(texts_in_table(element))
            continue
        paragraph = Paragraph(element, cell)
        style = str(getattr(paragraph.style, "name", "") or "")
        text = text_of(element)
        mark = "- " if _is_list_item(paragraph, style) and text.strip() else ""
        lines.append(mark + text)
        lines.extend(text for box in boxes_in(element) for text in texts_below(box))
    return "\n".join(lines)
