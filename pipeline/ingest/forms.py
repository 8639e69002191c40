"""Forms turned on their side: labels below one another, a conversation in the cells beside."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import CONVERSATION_FIELDS as SITTING_FIELDS
from pipeline.ingest.draft import Draft, DraftNote, Sitting, as_text, is_blank
from pipeline.ingest.headers import fold
from pipeline.ingest.layout import Column, Layout, holds_notes
from pipeline.ingest.lines import number_in


def read_form(grid: Grid, layout: Layout, draft: Draft, current: Sitting | None) -> None:
    """Labels below one another; each column beside them that holds values is a conversation.

    A form in a document completes the conversation that it stands in, unless it gives a field that
    this one has with another value, and it has notes: then it is the next one.
    """
    width = max(len(row) for row in grid.rows)
    first = min(column.index for column in layout.columns)
    for row in grid.rows[:first]:
        draft.hints.extend(as_text(cell) for cell in row if not is_blank(cell))
    known = {column.index: column for column in layout.columns}
    above = grid.rows[:first]
    if any(c.match is not None and c.match.field == "personal" for c in layout.columns):
        draft.personal.append("naast een label op het formulier")
    for index in range(layout.label_column + 1, width):
        cells = [row[index] if index < len(row) else "" for row in grid.rows]
        if all(is_blank(cells[number]) for number in known):
            continue
        sitting = Sitting(separate=True)
        for row in above:
            sitting.give("conversation", number_in(row[index] if index < len(row) else ""), "")
        _read_values(grid, layout, draft, (sitting, cells))
        if current is not None and not is_another(sitting, current):
            sitting = _complete(current, sitting)
        else:
            draft.sittings.append(sitting)
            current = None
        if layout.note_columns and not sitting.notes:
            reason = "geen notities op dit formulier. Vul minstens één vak in."
            draft.reject(grid.name or grid.place(first), reason, 1)


def is_another(own: Sitting, current: Sitting) -> bool:
    """Whether a form speaks of the next conversation, and does not complete the one it stands in.

    It does where it gives another number, or comes after notes with another value of a field.
    """
    shared = [name for name in own.fields if name in current.fields]
    differs = [n for n in shared if fold(as_text(own.value(n))) != fold(as_text(current.value(n)))]
    numbered = "conversation" in own.fields and bool(current.notes)
    return (
        "conversation" in differs
        or bool(differs and current.notes)
        or (numbered and "conversation" not in current.fields)
    )


def _complete(current: Sitting, own: Sitting) -> Sitting:
    for name, given in own.fields.items():
        current.fields.setdefault(name, []).extend(given)
    current.notes.extend(own.notes)
    current.attributes.extend(own.attributes)
    return current


def _read_values(
    grid: Grid, layout: Layout, draft: Draft, form: tuple[Sitting, Sequence[object]]
) -> None:
    """The values of one conversation; rows without a label go on with the box above them."""
    sitting, cells = form
    known = {column.index: column for column in layout.columns}
    box: Column | None = None
    for number, cell in enumerate(cells):
        label = grid.rows[number][layout.label_column] if grid.rows[number] else ""
        column = known.get(number)
        if column is not None or not is_blank(label):
            box = column if column is not None and holds_notes(column) else None
        field = column.match.field if column is not None and column.match is not None else ""
        place = grid.place(number)
        if field == "neighbourhood_weak":
            named = draft.neighbourhood_in(as_text(cell))
            sitting.give("neighbourhood", named, place)
            column = None if named is None else column
        if field in SITTING_FIELDS:
            sitting.give(field, cell, place)
        elif field == "conversation_weak":
            sitting.give("conversation", cell, place)
        elif box is not None and box.match is not None and not is_blank(cell):
            given = DraftNote(
                "",
                f"{place}, vak {draft.shown(box.heading, 'zonder titel')}",
                box.match.category,
                box.match.valence,
            )
            draft.add_notes(sitting, as_text(cell), given)
        elif column is None and not is_blank(cell):
            name = draft.attribute_name(as_text(label), f"rij {grid.number(number)}")
            sitting.attributes.append((name, as_text(cell)))
