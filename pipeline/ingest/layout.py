"""Where a grid has its header, and which column (or row) holds which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import as_text, is_blank
from pipeline.ingest.headers import Headers, Match

_HEADER_WITHIN = 25
_LABELS_WITHIN = 3
_FEWEST_LABELS = 3
_MOST_LABEL_ROWS = 150
_SURE = 6
_MOST_BESIDE = 2  # a lone known heading and one unknown beside it
_MOST_HEADING_CHARACTERS = 60


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
    """The best reading by headings; null, or without notes, where these do not say enough."""
    across = _find_header(grid, headers)
    sure = across is not None and across.note_columns and _strength(across) > _SURE
    down = None if sure else _find_labels(grid, headers)
    if down is not None and (across is None or _strength(down) > _strength(across)):
        return down
    return across


def has_clear_header(grid: Grid, headers: Headers) -> bool:
    """Whether one of the first rows names notes and at least one other field, all exactly."""
    for row in grid.rows[:_LABELS_WITHIN]:
        known = [c.match for c in columns_of_row(row, headers) if c.match and c.match.exact]
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
    above: tuple[Column, ...] = ()
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        columns = columns_of_row(row, headers)
        # The two rows together come first: they say at least as much as the lower one alone.
        for candidate in (_below_one_another(above, columns), columns):
            score = _score(candidate)
            if candidate and score > best_score:
                best, best_score = Layout(number, candidate), score
        above = columns
    return best


def _score(columns: Sequence[Column]) -> float:
    known = [column for column in columns if column.match]
    filled = sum(bool(column.heading) for column in columns)
    if not known or (len(known) == 1 and not _stands_alone(known[0], filled)):
        return 0
    long = sum(len(column.heading) > _MOST_HEADING_CHARACTERS for column in columns)
    return len(_fields(columns)) + 2 * any(map(holds_notes, columns)) - 0.5 * long


def _below_one_another(above: Sequence[Column], below: Sequence[Column]) -> tuple[Column, ...]:
    """A header of two rows as one: the lower heading says more; none where the lower is data."""
    filled = [column for column in below if column.heading]
    known = [column for column in filled if column.match is not None and column.match.exact]
    if not known or len(known) * 2 < len(filled) or not any(column.match for column in above):
        return ()
    over = {column.index: column for column in above}
    for column in filled:
        match = over[column.index].match if column.index in over else None
        labelled = match is not None and match.field in {"category", "valence"}
        if labelled or (match is not None and match.holds_notes and column.match is None):
            return ()
    under = {column.index: column for column in filled}
    merged = []
    for index in sorted({*over, *under}):
        upper, lower = over.get(index), under.get(index)
        better = lower if lower is not None and (lower.match or not _has_match(upper)) else upper
        if _is(lower, "conversation_weak") and _is(upper, "conversation"):
            better = upper
        merged.append(better if better is not None else Column(index, "", None))
    return tuple(merged)


def _has_match(column: Column | None) -> bool:
    return column is not None and column.match is not None


def _is(column: Column | None, field: str) -> bool:
    return column is not None and column.match is not None and column.match.field == field


def _stands_alone(column: Column, filled: int) -> bool:
    """A single known heading is a header where it is about notes and nothing is doubtful."""
    return (
        holds_notes(column)
        and column.match is not None
        and column.match.exact
        and filled <= _MOST_BESIDE
    )


def columns_of_row(row: Sequence[object], headers: Headers) -> tuple[Column, ...]:
    """The cells of a row as headings, with what each means."""
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
            beside = [c for c in row[label_column + 1 :] if not is_blank(c)]
            if match is not None and match.field == "personal" and not beside:
                continue
            if beside and all(headers.is_heading(cell) for cell in beside):
                continue  # a row of headings, not a label with its value
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
