"""Grid -> sittings: which forms a sheet or table holds, and which reader takes each."""

from __future__ import annotations

from pipeline.ingest.content import Grid
from pipeline.ingest.conversations import lists_conversations, read_conversations
from pipeline.ingest.draft import CONVERSATION_FIELDS as SITTING_FIELDS
from pipeline.ingest.draft import Draft, Sitting, as_text, is_blank
from pipeline.ingest.forms import read_form
from pipeline.ingest.guess import guess_layout
from pipeline.ingest.layout import Layout, find_layout
from pipeline.ingest.lines import number_in
from pipeline.ingest.regions import split_beside, split_forms, unfold_pairs
from pipeline.ingest.rows import Rows

NO_NOTES = (
    "geen kolom met notities gevonden. Zet boven de notities een kop als Notitie, of gebruik de "
    "koppen Belevingen, Frustraties, Suggesties en Acties."
)


def read_grid(grid: Grid, draft: Draft, current: Sitting | None = None) -> bool:
    """Adds the sittings of a grid to the draft; false where it holds nothing that is known.

    `current` is the conversation in which a table of a document stands.
    """
    forms = [
        form
        for table in split_beside(grid, draft.headers)
        for form in split_forms(unfold_pairs(table, draft.headers), draft.headers)
    ]
    alone = len(forms) == 1
    read = [_read_one(form, draft, current if alone else None) for form in forms]
    return any(read)


def _read_one(grid: Grid, draft: Draft, current: Sitting | None) -> bool:
    layout = find_layout(grid, draft.headers)
    if layout is None or not (layout.sideways or layout.note_columns):
        known, layout = layout, guess_layout(grid, layout, draft)
        if layout is None and known is not None and lists_conversations(known):
            read_conversations(grid, known, draft)
            return True
    if layout is None:
        return False
    above = _read_above(grid, layout, draft)
    if layout.sideways:
        read_form(grid, layout, draft, current)
    elif layout.note_columns:
        Rows(grid, layout, draft, current, above).read()
    else:
        return False
    return True


def _read_above(grid: Grid, layout: Layout, draft: Draft) -> Sitting:
    """What the lines above a header say of all rows, as "Datum: 12/09/2009"."""
    above = Sitting()
    for number, row in enumerate(grid.rows[: max(layout.header_row, 0)]):
        texts = [as_text(cell) for cell in row]
        draft.hints.extend(text for text in texts if text)
        if len([text for text in texts if text]) == 1:
            above.give("conversation", number_in("".join(texts)), grid.place(number))
        for index, text in enumerate(texts):
            key, colon, value = text.partition(":")
            if not (colon and value.strip()):
                beside = next((cell for cell in row[index + 1 :] if not is_blank(cell)), "")
                value = "" if draft.headers.is_heading(beside) else as_text(beside)
            match = draft.headers.match(key)
            if match is not None and match.exact and match.field in SITTING_FIELDS:
                above.give(match.field, value.strip(), f"{grid.place(number)}, {key.strip()}")
    return above
