"""Grid -> sittings: note rows, forms with boxes, forms turned on their side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.content import Grid
from pipeline.ingest.draft import CONVERSATION_FIELDS as SITTING_FIELDS
from pipeline.ingest.draft import Draft, DraftNote, Sitting, as_text, is_blank
from pipeline.ingest.fields import parse_category, parse_valence
from pipeline.ingest.headers import fold
from pipeline.ingest.layout import Column, Layout, column_letter, find_layout, holds_notes
from pipeline.ingest.uitdagers import find_name

_PERSONAL_VALUE = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,64}\.\w|(?:\+|00)?\b(?:32|0)[\s./-]?(?:\d[\s./-]?){7,9}\b|\bBE\d\d[\s-]?(?:\d{4}[\s-]?){3}"
    r"|\b\d{2}[.\s-]?\d{2}[.\s-]?\d{2}[\s-]\d{3}[.\s-]?\d{2}\b"
)
_SHORTEST_SECTION = 6
_LONGEST_ATTRIBUTE = 60
NO_NOTES = (
    "geen kolom met notities gevonden. Zet boven de notities een kop als Notitie, of gebruik de "
    "koppen Belevingen, Frustraties, Suggesties en Acties."
)


def read_grid(grid: Grid, draft: Draft, current: Sitting | None = None) -> bool:
    """Adds the sittings of a grid to the draft; false where it holds nothing that is known.

    `current` is the conversation in which a table of a document stands.
    """
    layout = find_layout(grid, draft.headers)
    if layout is None:
        return False
    above = _read_above(grid, layout, draft)
    if layout.sideways:
        _read_sideways(grid, layout, draft, current)
    elif layout.note_columns:
        _Rows(grid, layout, draft, current, above).read()
    else:
        return False
    return True


def _read_above(grid: Grid, layout: Layout, draft: Draft) -> Sitting:
    """What the lines above a header say of all rows, as "Datum: 12/09/2009"."""
    above = Sitting()
    for number, row in enumerate(grid.rows[: max(layout.header_row, 0)]):
        texts = [as_text(cell) for cell in row]
        draft.hints.extend(text for text in texts if text)
        for index, text in enumerate(texts):
            key, colon, value = text.partition(":")
            if not (colon and value.strip()):
                value = next((as_text(cell) for cell in row[index + 1 :] if not is_blank(cell)), "")
            match = draft.headers.match(key)
            if match is not None and match.exact and match.field in SITTING_FIELDS:
                above.give(match.field, value.strip(), f"{grid.place(number)}, {key.strip()}")
    return above


class _Rows:
    """Reads the rows below a header; keeps the conversation that a row without one goes on with."""

    def __init__(
        self, grid: Grid, layout: Layout, draft: Draft, current: Sitting | None, above: Sitting
    ) -> None:
        self.grid = grid
        self.above = above
        self.draft = draft
        self.current = current
        self.header_row = layout.header_row
        self.width = layout.width
        self.rows = _fill_merged(grid, layout)
        self.notes = layout.note_columns
        self.has_boxes = any(c.match is not None and c.match.field == "box" for c in self.notes)
        self.layout = layout.columns
        self.columns = [self._settle(column) for column in layout.columns]
        self.section: Column | None = None
        self.attribute_names = {c.index: self._attribute_name(c) for c in layout.columns}

    def _settle(self, column: Column) -> Column:
        """A plain "nr" is a conversation only in a form or where its values repeat."""
        field = column.match.field if column.match is not None else None
        if field == "profile":
            return Column(column.index, column.heading, None)
        if column.match is None or field != "conversation_weak":
            return column
        cells = [fold(text) for text in self._cells(column)]
        known = any(c.match is not None and c.match.field == "conversation" for c in self.layout)
        if not known and (self.has_boxes or len(set(cells)) < len(cells)):
            return Column(column.index, column.heading, type(column.match)("conversation"))
        return Column(column.index, column.heading, type(column.match)("ignored"))

    def _attribute_name(self, column: Column) -> str:
        """The heading itself, unless it names someone of the registry."""
        named = find_name(column.heading, self.draft.names) is not None
        long = len(column.heading) > _LONGEST_ATTRIBUTE
        heading = "" if named or _PERSONAL_VALUE.search(column.heading) else column.heading
        return (
            heading[:_LONGEST_ATTRIBUTE]
            if heading or long
            else f"kolom {column_letter(column.index)}"
        )

    def _cells(self, column: Column) -> list[str]:
        rows = self.rows[self.header_row + 1 :]
        texts = (as_text(row[column.index]) for row in rows if column.index < len(row))
        return [text for text in texts if text]

    def read(self) -> None:
        """Every row below the header."""
        self._drop_personal()
        heading = [c.heading for c in self.columns]
        for number in range(self.header_row + 1, len(self.rows)):
            row = self._mend(self.rows[number])
            texts = [as_text(cell) for cell in row]
            repeated = [" ".join(text.split()) for text in texts] == heading[: len(texts)]
            if any(texts) and not (repeated and self.header_row >= 0):
                self._read_row(number, row)

    def _drop_personal(self) -> None:
        kept = []
        for column in self.columns:
            field = column.match.field if column.match is not None else None
            cells = self._cells(column)
            looks = sum(bool(_PERSONAL_VALUE.search(text)) for text in cells)
            if field in {"personal", "sender"}:
                if cells:
                    self.draft.personal.append(f"kolom {column_letter(column.index)}")
            elif field is None and looks * 2 > len(cells):
                self.draft.personal.append(f"kolom {column_letter(column.index)}")
            elif field != "ignored":
                kept.append(column)
        self.columns = kept

    def _mend(self, row: Sequence[object]) -> Sequence[object]:
        """A text row that is too wide was cut at a delimiter inside its note."""
        surplus = len(row) - self.width
        if self.grid.joiner is None or surplus <= 0 or self.header_row < 0 or len(self.notes) != 1:
            return row
        if all(is_blank(cell) for cell in row[self.width :]):
            return row
        at = self.notes[0].index
        whole = f"{self.grid.joiner} ".join(as_text(cell) for cell in row[at : at + surplus + 1])
        return [*row[:at], whole, *row[at + surplus + 1 :]]

    def _read_row(self, number: int, row: Sequence[object]) -> None:
        place = self.grid.place(number)
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) == 1 and self._is_section(filled[0]):
            return
        sitting = self._sitting(row, place)
        given = DraftNote("", place, *self._labels(row, place), self._attributes(row))
        found = 0
        for column in self.columns:
            if holds_notes(column) and column.index < len(row):
                found += self._add_cell(sitting, as_text(row[column.index]), column, given)
        if not found:
            reason = "geen tekst in deze rij. Vul de notitie in of verwijder de rij."
            self.draft.reject(place, reason, 1)

    def _is_section(self, cell: object) -> bool:
        """A row with only the title of a box opens that box for the rows below it."""
        text = as_text(cell)
        match = self.draft.headers.match(text)
        titled = match is not None and match.field == "box" and match.exact
        if not titled or len(self.notes) != 1 or len(fold(text)) < _SHORTEST_SECTION:
            return False
        self.section = Column(-1, text, match)
        return True

    def _add_cell(self, sitting: Sitting, text: str, column: Column, given: DraftNote) -> int:
        if not text:
            return 0
        place = given.place
        if len(self.notes) > 1:
            place = f"{place}, kolom {self._shown(column)}"
        own = column.match if column.match is not None and column.match.field == "box" else None
        box = self.section.match if self.section is not None else own
        category = given.category or (box.category if box else None)
        valence = given.valence or (box.valence if box else None)
        note = DraftNote("", place, category, valence, given.attributes)
        return self.draft.add_notes(sitting, text, note)

    def _labels(self, row: Sequence[object], place: str) -> tuple[str | None, str | None]:
        labels: dict[str, str | None] = {"category": None, "valence": None}
        for column in self.columns:
            field = column.match.field if column.match is not None else ""
            if field in labels and column.index < len(row) and not is_blank(row[column.index]):
                parse = parse_category if field == "category" else parse_valence
                parsed = parse(as_text(row[column.index]))
                labels[field] = parsed.value
                if parsed.problem:
                    self.draft.reject(f"{place}, kolom {self._shown(column)}", parsed.problem)
        return labels["category"], labels["valence"]

    def _shown(self, column: Column) -> str:
        return self.draft.shown(column.heading, column_letter(column.index))

    def _attributes(self, row: Sequence[object]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self.attribute_names[column.index], as_text(row[column.index]))
            for column in self.columns
            if column.match is None and column.index < len(row) and not is_blank(row[column.index])
        )

    def _sitting(self, row: Sequence[object], place: str) -> Sitting:
        """The conversation of a row: its own, or that of the row above if it names no other."""
        own = Sitting(separate=self.has_boxes)
        for column in self.columns:
            field = column.match.field if column.match is not None else ""
            if field in SITTING_FIELDS and column.index < len(row):
                own.give(field, row[column.index], f"{place}, kolom {self._shown(column)}")
        if self.current is not None and continues(own, self.current):
            return self.current
        for field, given in self.above.fields.items():
            own.fields.setdefault(field, list(given))
        self.draft.sittings.append(own)
        self.current = own
        return own


def continues(own: Sitting, current: Sitting) -> bool:
    """Whether fields without a number say nothing else than the conversation before them."""
    if "conversation" in own.fields:
        return False
    if own.fields and own.separate:
        return False
    return all(
        name in current.fields
        and fold(as_text(given[0].value)) == fold(as_text(current.value(name)))
        for name, given in own.fields.items()
    )


def _fill_merged(grid: Grid, layout: Layout) -> list[list[object]]:
    """Cells merged over rows hold for each row, but a note is given once."""
    rows = [list(row) for row in grid.rows]
    notes = {column.index for column in layout.note_columns}
    for top, left, bottom, right in grid.merged:
        if top <= layout.header_row or top >= len(rows) or left != right or left in notes:
            continue
        for number in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[number]) and left < len(rows[top]):
                rows[number][left] = rows[top][left]
    return rows


def _read_sideways(grid: Grid, layout: Layout, draft: Draft, current: Sitting | None) -> None:
    """Labels below one another; each column beside them that holds values is a conversation."""
    width = max(len(row) for row in grid.rows)
    first = min(column.index for column in layout.columns)
    for row in grid.rows[:first]:
        draft.hints.extend(as_text(cell) for cell in row if not is_blank(cell))
    known = {column.index: column for column in layout.columns}
    if any(c.match is not None and c.match.field == "personal" for c in layout.columns):
        draft.personal.append("naast een label op het formulier")
    for index in range(layout.label_column + 1, width):
        cells = [row[index] if index < len(row) else "" for row in grid.rows]
        if all(is_blank(cells[number]) for number in known):
            continue
        sitting = current if current is not None else draft.start(separate=True)
        _read_form(grid, layout, draft, (sitting, cells))
        if layout.note_columns and not sitting.notes:
            reason = "geen notities op dit formulier. Vul minstens één vak in."
            draft.reject(grid.name or grid.place(first), reason, 1)


def _read_form(
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
