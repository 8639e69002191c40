"""Where a grid has its header, and which column (or row) holds which field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import as_text, is_blank
from pipeline.ingest.headers import Headers, Match, fold

_HEADER_WITHIN = 25
_LABELS_WITHIN = 3
_FEWEST_LABELS = 3
_MOST_LABEL_ROWS = 150
_SURE = 6
_MOST_BESIDE = 2  # a lone known heading and one unknown beside it
_LONG_TEXT_WORDS = 4
_MOST_HEADING_CHARACTERS = 60
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,3}[-_/.]\d{1,4}[a-z]?")


@dataclass(frozen=True)
class Column:
    """A column (or, in a sideways form, a row) with the field that its heading means."""

    index: int
    heading: str
    match: Match | None


@dataclass(frozen=True)
class Layout:
    """`header_row` is the last row before the data, -1 where there is no header.

    `sideways`: labels stand in column `label_column`, the values of each conversation beside them;
    `columns` then are rows.
    """

    header_row: int
    columns: tuple[Column, ...]
    sideways: bool = False
    label_column: int = 0

    @property
    def note_columns(self) -> tuple[Column, ...]:
        """Columns whose cells are notes."""
        return tuple(column for column in self.columns if holds_notes(column))

    @property
    def width(self) -> int:
        """How many columns the header has."""
        return 1 + max((column.index for column in self.columns if column.heading), default=-1)


def holds_notes(column: Column) -> bool:
    """Whether the cells of a column are notes."""
    return column.match is not None and column.match.holds_notes


def find_layout(grid: Grid, headers: Headers) -> Layout | None:
    """The best reading of a grid; null where nothing is known or looks like notes."""
    across = _find_header(grid, headers)
    sure = across is not None and across.note_columns and _strength(across) > _SURE
    down = None if sure else _find_labels(grid, headers)
    if down is not None and (across is None or _strength(down) > _strength(across)):
        return down
    if across is not None and across.note_columns:
        return across
    return _guess_notes(grid, across, headers)


def has_clear_header(grid: Grid, headers: Headers) -> bool:
    """Whether one of the first rows names notes and at least one other field, all exactly."""
    for row in grid.rows[:_LABELS_WITHIN]:
        known = [c.match for c in _columns_of_row(row, headers) if c.match and c.match.exact]
        if len(known) > 1 and any(match.holds_notes for match in known):
            return True
    return False


def column_letter(index: int) -> str:
    """The letter above a column in Excel: 0 is A, 27 is AB."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _strength(layout: Layout) -> int:
    return len(_fields(layout.columns)) + (2 if layout.note_columns else 0)


def _fields(columns: Sequence[Column]) -> set[tuple[str, str | None, str | None]]:
    matches = [column.match for column in columns if column.match is not None]
    return {(match.field, match.category, match.valence) for match in matches}


def _find_header(grid: Grid, headers: Headers) -> Layout | None:
    best, best_score = None, 0.0
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        columns = _columns_of_row(row, headers)
        known = [column for column in columns if column.match]
        filled = sum(bool(column.heading) for column in columns)
        if not known or (len(known) == 1 and not _stands_alone(known[0], filled)):
            continue
        long = sum(len(column.heading) > _MOST_HEADING_CHARACTERS for column in columns)
        score = len(_fields(columns)) + 2 * any(map(holds_notes, columns)) - 0.5 * long
        if score > best_score:
            best, best_score = Layout(number, columns), score
    return best


def _stands_alone(column: Column, filled: int) -> bool:
    """A single known heading is a header where it is about notes and nothing is doubtful."""
    return (
        holds_notes(column)
        and column.match is not None
        and column.match.exact
        and filled <= _MOST_BESIDE
    )


def _columns_of_row(row: Sequence[object], headers: Headers) -> tuple[Column, ...]:
    columns = []
    for index, cell in enumerate(row):
        heading = " ".join(as_text(cell).split()) if isinstance(cell, str) else ""
        columns.append(Column(index, heading, headers.match(heading)))
    return tuple(columns)


def _find_labels(grid: Grid, headers: Headers) -> Layout | None:
    """A form turned on its side: labels below one another, values beside them."""
    best: Layout | None = None
    width = max((len(row) for row in grid.rows), default=0)
    for label_column in range(min(_LABELS_WITHIN, width - 1)):
        rows = []
        for number, row in enumerate(grid.rows[:_MOST_LABEL_ROWS]):
            cell = row[label_column] if label_column < len(row) else ""
            heading = " ".join(cell.split()).rstrip(":") if isinstance(cell, str) else ""
            match = headers.match(heading)
            if match is not None and match.field != "ignored":
                rows.append(Column(number, heading, match))
        layout = Layout(-1, tuple(rows), sideways=True, label_column=label_column)
        # A column of "suggestie" below one another is a list of values, not of labels.
        distinct = len(_fields(layout.columns))
        if distinct < _FEWEST_LABELS or distinct * 2 < len(rows):
            continue
        if best is None or _strength(layout) > _strength(best):
            best = layout
    return best


def _guess_notes(grid: Grid, known: Layout | None, headers: Headers) -> Layout | None:
    """No heading for notes: the one column of longer texts is taken, if there is just one."""
    if known is None and len(grid.rows) > 1 and _is_short(grid.rows[0]):
        known = Layout(0, _columns_of_row(grid.rows[0], headers))
    header_row = known.header_row if known is not None else -1
    named = {c.index: c for c in known.columns} if known is not None else {}
    width = max((len(row) for row in grid.rows), default=0)
    columns = []
    for index in range(width):
        column = named.get(index, Column(index, "", None))
        cells = _below(grid, header_row, index)
        if column.match is None and _is_text(cells):
            column = Column(index, column.heading, Match("note", exact=False))
        elif column.match is None and not column.heading and _is_numbers(cells):
            column = Column(index, "", Match("conversation", exact=False))
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


def _is_numbers(cells: list[str]) -> bool:
    return bool(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)
