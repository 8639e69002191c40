"""Rows below a header: a note a row, or a conversation a row with its boxes."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingest.content import Grid
from pipeline.ingest.dates import day_before_month, is_month_first
from pipeline.ingest.draft import CONVERSATION_FIELDS as SITTING_FIELDS
from pipeline.ingest.draft import PERSONAL_VALUE, Draft, DraftNote, Sitting, as_text, is_blank
from pipeline.ingest.fields import parse_category, parse_valence
from pipeline.ingest.headers import Match, fold
from pipeline.ingest.layout import Column, Layout, column_letter, holds_notes

_SHORTEST_SECTION = 6
_TOTALS = {"totaal", "totalen", "total", "subtotaal", "som", "eindtotaal"}
_MARKS = {"x", "xx", "v", "ja", "1", "ok", "✓", "✔", "☑", "☒"}


class Rows:
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
        self.layout = layout.columns
        self.marks = self._mark_columns(layout.note_columns)
        self.notes = tuple(c for c in layout.note_columns if c not in self.marks)
        self.has_boxes = any(_field(c) == "box" for c in self.notes)
        self.columns = [self._settle(column) for column in layout.columns]
        self.notes = tuple(c for c in self.notes if c in self.columns)
        self.section: Column | None = None
        self.shown = {
            c.index: draft.shown(c.heading, column_letter(c.index)) for c in layout.columns
        }
        self.attribute_names = {
            c.index: draft.attribute_name(c.heading, f"kolom {column_letter(c.index)}")
            for c in layout.columns
        }

    def _mark_columns(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Boxes that are ticked beside a note: "x" below Frustratie says what the note is."""
        boxes = [column for column in columns if _field(column) == "box"]
        if len(boxes) == len(columns):
            return ()
        cells = {column: [fold(text) or text for text in self._cells(column)] for column in boxes}
        return tuple(column for column in boxes if set(cells[column]) <= _MARKS)

    def _settle(self, column: Column) -> Column:
        """A plain "nr" is a conversation only in a form or where its values repeat."""
        field = _field(column)
        if field == "date":
            self._put_day_first(column)
        if field in {"", "box"} and self._holds_categories(column):
            return Column(column.index, column.heading, Match("category"))
        if field == "profile":
            return Column(column.index, column.heading, None)
        if field == "neighbourhood_weak" and any(_field(c) == "neighbourhood" for c in self.layout):
            return Column(column.index, column.heading, None)
        if field != "conversation_weak":
            return column
        cells = [fold(text) for text in self._cells(column)]
        known = any(_field(c) == "conversation" for c in self.layout)
        if not known and (self.has_boxes or len(set(cells)) < len(cells)):
            return Column(column.index, column.heading, Match("conversation"))
        return Column(column.index, column.heading, Match("ignored"))

    def _holds_categories(self, column: Column) -> bool:
        """A column of nothing but "frustratie", "suggestie" and the like, beside the notes."""
        cells = self._cells(column)
        others = [note for note in self.notes if note.index != column.index]
        return bool(cells and others) and all(
            len(fold(cell)) > 1 and parse_category(fold(cell)).value is not None for cell in cells
        )

    def _put_day_first(self, column: Column) -> None:
        """A column of American dates is one as a whole: 9/12 stands for 12 September there."""
        if not is_month_first(self._cells(column)):
            return
        for row in self.rows[self.header_row + 1 :]:
            if column.index < len(row) and isinstance(row[column.index], str):
                row[column.index] = day_before_month(str(row[column.index]))

    def _cells(self, column: Column) -> list[str]:
        rows = self.rows[self.header_row + 1 :]
        texts = (as_text(row[column.index]) for row in rows if column.index < len(row))
        return [text for text in texts if text]

    def read(self) -> None:
        """Every row below the header."""
        self._drop_personal()
        self._sort_columns()
        heading = [c.heading for c in self.columns]
        for number in range(self.header_row + 1, len(self.rows)):
            row = self._mend(self.rows[number])
            texts = [as_text(cell) for cell in row]
            if next((fold(text) for text in texts if text), "") in _TOTALS:
                continue
            repeated = [" ".join(text.split()) for text in texts] == heading[: len(texts)]
            if any(texts) and not (repeated and self.header_row >= 0):
                self._read_row(number, row)

    def _drop_personal(self) -> None:
        kept = []
        for column in self.columns:
            field = column.match.field if column.match is not None else None
            if field in {"personal", "sender"}:
                if self._cells(column):
                    self.draft.personal.append(f"kolom {column_letter(column.index)}")
            elif field is None and self._looks_personal(column):
                self.draft.personal.append(f"kolom {column_letter(column.index)}")
            elif field != "ignored":
                kept.append(column)
        self.columns = kept

    def _sort_columns(self) -> None:
        """Which columns say what, once for all rows."""
        fields = [(column, _field(column)) for column in self.columns]
        about = {*SITTING_FIELDS, "neighbourhood_weak"}
        self.about_sitting = [(column, field) for column, field in fields if field in about]
        self.labelling = [(c, field) for c, field in fields if field in {"category", "valence"}]
        self.other = [c for c, field in fields if field in {"", "neighbourhood_weak"}]

    def _looks_personal(self, column: Column) -> bool:
        """Whether more than half of the cells hold a phone, a mail address or the like."""
        cells = self._cells(column)
        return 2 * sum(bool(PERSONAL_VALUE.search(text)) for text in cells) > len(cells)

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
            if holds_notes(column) and column not in self.marks and column.index < len(row):
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
            place = f"{place}, kolom {self.shown[column.index]}"
        own = column.match if column.match is not None and column.match.field == "box" else None
        box = self.section.match if self.section is not None else own
        category = given.category or (box.category if box else None)
        valence = given.valence or (box.valence if box else None)
        note = DraftNote("", place, category, valence, given.attributes)
        return self.draft.add_notes(sitting, text, note)

    def _labels(self, row: Sequence[object], place: str) -> tuple[str | None, str | None]:
        labels: dict[str, str | None] = {"category": None, "valence": None}
        for column in self.marks:
            if column.match is not None and column.index < len(row) and row[column.index]:
                labels["category"] = labels["category"] or column.match.category
                labels["valence"] = labels["valence"] or column.match.valence
        for column, field in self.labelling:
            if column.index < len(row) and not is_blank(row[column.index]):
                parse = parse_category if field == "category" else parse_valence
                parsed = parse(as_text(row[column.index]))
                labels[field] = parsed.value
                if parsed.problem:
                    self.draft.reject(f"{place}, kolom {self.shown[column.index]}", parsed.problem)
        return labels["category"], labels["valence"]

    def _attributes(self, row: Sequence[object]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self.attribute_names[column.index], as_text(row[column.index]))
            for column in self.other
            if column.index < len(row)
            and not is_blank(row[column.index])
            and (column.match is None or self._is_more_than_a_place(column, row[column.index]))
        )

    def _is_more_than_a_place(self, column: Column, cell: object) -> bool:
        """Whether "buurthuis Kolderbos" says more below Plaats than a neighbourhood's name."""
        text = as_text(cell)
        weak = _field(column) == "neighbourhood_weak"
        return weak and fold(text) != fold(self.draft.neighbourhood_in(text) or "")

    def _sitting(self, row: Sequence[object], place: str) -> Sitting:
        """The conversation of a row: its own, or that of the row above if it names no other."""
        own = Sitting(separate=self.has_boxes)
        for column, field in self.about_sitting:
            if column.index >= len(row):
                continue
            if field == "neighbourhood_weak":
                named = self.draft.neighbourhood_in(as_text(row[column.index]))
                own.give("neighbourhood", named, place)
            else:
                own.give(field, row[column.index], f"{place}, kolom {self.shown[column.index]}")
        if self.current is not None and continues(own, self.current):
            return self.current
        for field, given in self.above.fields.items():
            own.fields.setdefault(field, list(given))
        self.draft.sittings.append(own)
        self.current = own
        return own


def _field(column: Column) -> str:
    return column.match.field if column.match is not None else ""


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
