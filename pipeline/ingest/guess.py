"""Columns that no heading names, understood by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import Draft, as_text, is_blank
from pipeline.ingest.headers import Match, fold
from pipeline.ingest.layout import Column, Layout, columns_of_row

_LONG_TEXT_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,3}[-_/.]\d{1,4}[a-z]?")
_COUNTER = re.compile(r"\d{1,3}")
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d(?:[ T].*)?")


def guess_layout(grid: Grid, known: Layout | None, draft: Draft) -> Layout | None:
    """No heading for notes: the one column of longer texts is taken, if there is just one."""
    if known is None and len(grid.rows) > 1 and _is_short(grid.rows[0]):
        known = Layout(0, columns_of_row(grid.rows[0], draft.headers))
    header_row = known.header_row if known is not None else -1
    named = {c.index: c for c in known.columns} if known is not None else {}
    width = max((len(row) for row in grid.rows), default=0)
    columns = []
    for index in range(width):
        column = named.get(index, Column(index, "", None))
        cells = _below(grid, header_row, index)
        if column.match is None and _is_text(cells):
            column = Column(index, column.heading, Match("note", exact=False))
        elif column.match is None and not column.heading:
            field = _field_of(cells, draft)
            column = Column(index, "", Match(field, exact=False) if field else None)
        columns.append(column)
    layout = Layout(header_row, tuple(columns))
    return layout if len(layout.note_columns) == 1 else None


def _is_short(row: Sequence[object]) -> bool:
    """Whether a row can name columns: texts of a few words, no numbers or dates."""
    filled = [cell for cell in row if not is_blank(cell)]
    return bool(filled) and all(
        isinstance(cell, str)
        and len(fold(cell).split()) < _LONG_TEXT_WORDS
        and not cell[0].isdigit()
        for cell in filled
    )


def _below(grid: Grid, header_row: int, index: int) -> list[str]:
    cells = [row[index] for row in grid.rows[header_row + 1 :] if index < len(row)]
    return [as_text(cell) for cell in cells if not is_blank(cell)]


def _is_text(cells: list[str]) -> bool:
    long = sum(len(_WORD.findall(cell)) >= _LONG_TEXT_WORDS for cell in cells)
    return bool(cells) and long * 5 >= len(cells) * 3


def _field_of(cells: list[str], draft: Draft) -> str | None:
    """What the cells of a column without a heading all are: numbers, dates, neighbourhoods."""
    if not cells:
        return None
    if all(_DATE.fullmatch(cell) for cell in cells):
        return "date"
    if all(_NUMBER.fullmatch(cell) for cell in cells):
        return "conversation"
    if all(_COUNTER.fullmatch(cell) for cell in cells) and cells == sorted(cells, key=int):
        return "conversation_weak"
    if all(draft.neighbourhood_in(cell) for cell in set(cells)):
        return "neighbourhood"
    return None
