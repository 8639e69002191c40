"""What stands in the XML of a Word document: its text as a reader of the page sees it.

python-docx leaves out what was inserted with tracked changes, what stands in a content control,
and text boxes; those are walked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr")}
# An older copy of a drawing for older programs, and what is read apart.
_APART = {f"{_MC}Fallback", f"{_W}txbxContent"}
_AROUND = {
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BOX = f"{_W}txbxContent"
_FALLBACK = f"{_MC}Fallback"


def blocks_in(parent: Any) -> Iterator[Any]:  # lxml ships no types
    """Paragraph and table elements of a body, cell or box in order, also those in a control."""
    for child in parent:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in _AROUND:
            yield from blocks_in(child)


def text_of(element: Any) -> str:
    """The text of a paragraph: with insertions and links, without what was struck out."""
    return "".join(_texts(element))


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """The text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter(_BOX):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield box


def texts_below(parent: Any) -> list[str]:
    """The text of each paragraph of a cell, with those of the tables and boxes inside it."""
    texts: list[str] = []
    for block in blocks_in(parent):
        if block.tag == f"{_W}p":
            texts.append(text_of(block))
            for box in boxes_in(block):
                texts.extend(texts_below(box))
        else:
            texts.extend(texts_in_table(block))
    return texts


def texts_in_table(table: Any) -> list[str]:
    """The text of each paragraph of a table that only lays out, row by row."""
    texts: list[str] = []
    for row in table.iterchildren(f"{_W}tr"):
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is row:
                texts.extend(texts_below(cell))
    return texts


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag in _APART:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _texts(child)
