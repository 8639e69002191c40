"""Text tables (.csv, .tsv): the delimiter is found; an unclosed quote swallows no following row."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import DeliveryError
from pipeline.ingest.content import Content, Grid
from pipeline.ingest.readers.decode import decode
from pipeline.settings import IngestOptions

_DELIMITERS = ";,\t|"
_SAMPLE_LINES = 50
_MOST_LINES_A_CELL = 60


def read_delimited(path: Path, options: IngestOptions) -> Content:
    """One grid; its rows carry the number of the line on which they start.

    Raises:
        DeliveryError: when there are more rows or columns than are read.
    """
    lines = decode(path.read_bytes()).split("\n")
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0]) > len("sep="):
        delimiter = lines[0][len("sep=")]
        lines[0] = ""
    else:
        delimiter = _find_delimiter(lines)
    rows: list[tuple[object, ...]] = []
    numbers: list[int] = []
    at = 0
    while at < len(lines):
        cells, used = _read_record(lines, at, delimiter)
        if any(cells):
            rows.append(tuple(cells))
            numbers.append(at + 1)
        at += used
        if len(rows) > options.max_rows or len(cells) > options.max_columns:
            raise DeliveryError(
                f"regel {at}: meer dan {options.max_rows} rijen of {options.max_columns} kolommen. "
                "Splits het bestand."
            )
    grid = Grid("", tuple(rows), row_word="regel", joiner=delimiter, numbers=tuple(numbers))
    return Content((grid,) if rows else ())


def _find_delimiter(lines: list[str]) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one."""
    sample = [line for line in lines if line.strip()][:_SAMPLE_LINES]
    best, best_score = ";", 0.0
    for delimiter in _DELIMITERS:
        counts = [len(_cells_of_line(line, delimiter)) for line in sample]
        widest = max(set(counts), key=lambda n: (counts.count(n), n), default=1)
        first = counts[0] if counts else 1
        # The header decides: commas inside notes may outnumber the semicolons between cells.
        score = (counts.count(widest) / len(counts) if widest > 1 else 0) + min(first, 20) / 10
        if first > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _read_record(lines: list[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """Cells of the record that starts on a line, and how many lines it takes."""
    text = lines[at]
    if '"' not in text:
        return _clean(text.split(delimiter)), 1
    for used in range(1, min(_MOST_LINES_A_CELL, len(lines) - at) + 1):
        if used > 1:
            text = f"{text}\n{lines[at + used - 1]}"
        try:
            rows = list(csv.reader([text], delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                continue
            break
        return _clean(_mend_formulas(rows[0] if rows else [], delimiter)), used
    return _clean(_cells_of_line(lines[at], delimiter)), 1


def _cells_of_line(line: str, delimiter: str) -> list[str]:
    """Cells of one line alone; where its quotes do not close they are taken away."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, strict=True))
        return _mend_formulas(rows[0] if rows else [], delimiter)
    except csv.Error:
        return [_unquote(cell) for cell in _mend_formulas(line.split(delimiter), delimiter)]


def _unquote(cell: str) -> str:
    text = cell.strip()
    if text.startswith('"') and text.count('"') % 2:
        text = text[1:]
    elif text.endswith('"') and text.count('"') % 2:
        text = text[:-1]
    elif text.startswith('"') and text.endswith('"') and len(text) > 1:
        text = text[1:-1]
    return text.replace('""', '"')


def _mend_formulas(cells: list[str], delimiter: str) -> list[str]:
    """A formula typed as text keeps its own delimiters: =HYPERLINK("a";"b") is one cell."""
    mended: list[str] = []
    for cell in cells:
        last = mended[-1] if mended else ""
        if last.startswith("=") and last.count("(") > last.count(")") and ")" in cell:
            mended[-1] = f"{last}{delimiter}{cell}"
        else:
            mended.append(cell)
    return mended


def _clean(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells]
