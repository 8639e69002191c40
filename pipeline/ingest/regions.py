"""Several forms on one sheet: where each begins, and rows that hold several labels."""

from __future__ import annotations

import dataclasses
import itertools

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import CONVERSATION_FIELDS, as_text, is_blank
from pipeline.ingest.headers import Headers, Match
from pipeline.ingest.lines import number_in

_FEWEST_PAIRS = 2
_HEADER_WITHIN = 25
_MOST_TITLE_WORDS = 6


def unfold_pairs(grid: Grid, headers: Headers) -> Grid:
    """A row for each label with its value, where "Datum | 12/9 | Wijk | Centrum" stood in one."""
    rows: list[tuple[object, ...]] = []
    numbers: list[int] = []
    for number, row in enumerate(grid.rows):
        unfolded = _pairs_of_row(row, headers) or [row]
        rows.extend(unfolded)
        numbers.extend([grid.number(number)] * len(unfolded))
    if len(rows) == len(grid.rows):
        return grid
    # Merged ranges count rows as they stood; a form with labels beside values needs none of them.
    return dataclasses.replace(grid, rows=tuple(rows), numbers=tuple(numbers), merged=())


def split_forms(grid: Grid, headers: Headers) -> list[Grid]:
    """A grid a form, where the label that opens the first form comes again below it."""
    starts = _form_starts(grid, headers)
    if len(starts) < 2:  # noqa: PLR2004 - one form is the whole grid
        return [grid]
    bounds = [_title_above(grid, start) for start in starts] + [len(grid.rows)]
    bounds[0] = 0
    return [_slice(grid, top, end) for top, end in itertools.pairwise(bounds)]


def split_beside(grid: Grid, headers: Headers) -> list[Grid]:
    """A grid a table, where a blank column stands between two with the same headings."""
    for row in grid.rows[:_HEADER_WITHIN]:
        headings = [as_text(cell) for cell in row]
        for at, heading in enumerate(headings):
            left = [text for text in headings[:at] if text]
            right = [text for text in headings[at + 1 :] if text]
            if heading or len(left) < _FEWEST_PAIRS or left != right:
                continue
            if all(headers.is_heading(text) for text in left):
                halves = (slice(0, at), slice(at + 1, None))
                cut = [tuple(cells[half] for cells in grid.rows) for half in halves]
                return [dataclasses.replace(grid, rows=rows, merged=()) for rows in cut]
    return [grid]


def label_of(row: tuple[object, ...], headers: Headers) -> tuple[int, Match] | None:
    """The place and meaning of a first cell that names a field whose value stands beside it."""
    filled = [(index, cell) for index, cell in enumerate(row) if not is_blank(cell)]
    if not filled or not isinstance(filled[0][1], str):
        return None
    index, cell = filled[0]
    key, _, rest = str(cell).partition(":")
    match = headers.exact(key)
    if match is None:
        return None
    beside = filled[1][1] if len(filled) > 1 else rest.strip()
    return None if is_blank(beside) or headers.is_heading(beside) else (index, match)


def _form_starts(grid: Grid, headers: Headers) -> list[int]:
    """Rows of the label that comes first, where it comes again with other labels between."""
    labels: list[tuple[int, int, str]] = []
    titles = [number for number, row in enumerate(grid.rows) if _names_conversation(row)]
    if titles:
        return titles
    for number, row in enumerate(grid.rows):
        found = label_of(row, headers)
        if found is not None and found[1].field in {*CONVERSATION_FIELDS, "conversation_weak"}:
            labels.append((number, found[0], found[1].field))
    if not labels:
        return []
    _, column, field = labels[0]
    starts = [number for number, at, name in labels if (at, name) == (column, field)]
    # A column of like labels below one another is a list of values, not the head of a form.
    return starts if all(b - a > 1 for a, b in itertools.pairwise(starts)) else []


def _names_conversation(row: tuple[object, ...]) -> bool:
    """A row with nothing but "Gesprek 2"."""
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) == 1 and number_in(filled[0]) is not None


def _title_above(grid: Grid, start: int) -> int:
    """The first row of the block that a form's first label stands in: its title goes with it."""
    top = start
    while top > 0 and sum(not is_blank(cell) for cell in grid.rows[top - 1]) == 1:
        if (
            len(as_text(next(c for c in grid.rows[top - 1] if not is_blank(c))).split())
            > _MOST_TITLE_WORDS
        ):
            break
        top -= 1
    return top if top == 0 or not any(not is_blank(c) for c in grid.rows[top - 1]) else start


def _slice(grid: Grid, top: int, end: int) -> Grid:
    merged = tuple(
        (first - top, left, min(last, end - 1) - top, right)
        for first, left, last, right in grid.merged
        if top <= first < end
    )
    numbers = tuple(grid.number(number) for number in range(top, end))
    return dataclasses.replace(grid, rows=grid.rows[top:end], numbers=numbers, merged=merged)


def _pairs_of_row(row: tuple[object, ...], headers: Headers) -> list[tuple[object, ...]]:
    """Label and value, label and value; none unless two labels or more fill the row."""
    filled = [(index, cell) for index, cell in enumerate(row) if not is_blank(cell)]
    if not filled or not _is_field(headers.exact(filled[0][1])):
        return []  # most rows: what follows looks at every cell
    labels = [at for at, (_, cell) in enumerate(filled) if _is_field(headers.exact(cell))]
    if len(labels) < _FEWEST_PAIRS:
        return []
    ends = [*labels[1:], len(filled)]
    if not all(end - at <= _FEWEST_PAIRS for at, end in zip(labels, ends, strict=True)):
        return []
    pairs = [filled[at:end] for at, end in zip(labels, ends, strict=True)]
    if sum(len(pair) == _FEWEST_PAIRS for pair in pairs) < _FEWEST_PAIRS:
        return []
    if any(headers.is_heading(cell) for pair in pairs for _, cell in pair[1:]):
        return []  # a row of headings
    blank = ("",) * filled[0][0]
    return [(*blank, *(cell for _, cell in pair)) for pair in pairs]


def _is_field(match: Match | None) -> bool:
    return match is not None and match.field in CONVERSATION_FIELDS
