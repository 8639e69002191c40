"""A sheet laid out as a page: titles of boxes on their own row, the notes below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.bullets import split_cell
from pipeline.ingest.content import Content, Grid, Line, Style
from pipeline.ingest.draft import CONVERSATION_FIELDS, Draft, as_text, is_blank
from pipeline.ingest.headers import Headers
from pipeline.ingest.lines import number_in
from pipeline.ingest.prose import read_prose

_FEWEST_TITLES = 2


def read_page(grid: Grid, draft: Draft) -> bool:
    """Reads a page as a document; false where a sheet is no page.

    A page has two titles of boxes or more with nothing beside them, a cell below each, and
    fields of a conversation somewhere above.
    """
    titles = [n for n, row in enumerate(grid.rows) if _is_title(row, draft.headers)]
    filled = [n for n, row in enumerate(grid.rows) if any(not is_blank(cell) for cell in row)]
    below = [n for n in titles if n + 1 in filled and n + 1 not in titles]
    if len(titles) < _FEWEST_TITLES or not below:
        return False
    read_prose(Content(tuple(_lines(grid, draft.headers))), draft)
    return True


def _is_title(row: Sequence[object], headers: Headers) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) != 1 or not isinstance(filled[0], str):
        return False
    match = headers.exact(filled[0])
    return match is not None and match.field == "box"


def _lines(grid: Grid, headers: Headers) -> Iterator[Line]:
    """Each row as lines of a document: labels with their values, titles, notes."""
    names: list[tuple[int, str]] = []
    for number, row in enumerate(grid.rows):
        place = grid.place(number)
        filled = [(index, as_text(cell)) for index, cell in enumerate(row) if not is_blank(cell)]
        if not filled:
            yield Line("", place, "blank")
        elif _is_title(row, headers) or (len(filled) == 1 and number_in(filled[0][1])):
            yield Line(filled[0][1].rstrip(":"), place, "heading")
        elif all(_is_field(text, headers) for _, text in filled):
            names = filled
        elif names:
            values = dict(filled)
            pairs = [f"{name.rstrip(': ')}: {values[i]}" for i, name in names if i in values]
            yield Line(" | ".join(pairs), place)
            names = []
        elif _is_field(filled[0][1], headers) and len(filled) > 1:
            beside = " ".join(text for _, text in filled[1:])
            yield Line(f"{filled[0][1].rstrip(': ')}: {beside}", place)
        else:
            for _, text in filled:
                pieces = split_cell(text)
                style: Style = "body" if len(pieces) == 1 else "bullet"
                yield from (Line(note, place, style) for note in pieces)


def _is_field(text: str, headers: Headers) -> bool:
    match = headers.exact(text)
    fields = (*CONVERSATION_FIELDS, "personal", "conversation_weak", "neighbourhood_weak")
    return match is not None and match.field in fields
