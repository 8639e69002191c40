"""A sheet that lists the conversations, beside another one with their notes."""

from __future__ import annotations

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import CONVERSATION_FIELDS, Draft, as_text
from pipeline.ingest.layout import Layout, column_letter

_NUMBERS = {"conversation", "conversation_weak"}


def lists_conversations(layout: Layout) -> bool:
    """Whether a header has a number and a day or place of conversations, and no notes."""
    fields = {column.match.field for column in layout.columns if column.match is not None}
    where_or_when = fields & {"date", "neighbourhood", "neighbourhood_weak"}
    return (
        not layout.sideways
        and not layout.note_columns
        and bool(fields & _NUMBERS)
        and bool(where_or_when)
    )


def read_conversations(grid: Grid, layout: Layout, draft: Draft) -> None:
    """A sitting without notes a row: it completes the one of that number, wherever that stands."""
    matched = [column for column in layout.columns if column.match is not None]
    for column in matched:
        if column.match is not None and column.match.field == "personal":
            draft.personal.append(f"kolom {column_letter(column.index)}")
    for number in range(layout.header_row + 1, len(grid.rows)):
        row = grid.rows[number]
        sitting = draft.start()
        for column in matched:
            field = column.match.field if column.match is not None else ""
            value = row[column.index] if column.index < len(row) else None
            if field in _NUMBERS:
                sitting.give("conversation", value, grid.place(number))
            elif field == "neighbourhood_weak":
                sitting.give(
                    "neighbourhood", draft.neighbourhood_in(as_text(value)), grid.place(number)
                )
            elif field in CONVERSATION_FIELDS:
                place = f"{grid.place(number)}, kolom {column_letter(column.index)}"
                sitting.give(field, value, place)
