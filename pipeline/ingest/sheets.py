"""The sheets of a workbook: which hold notes, and what a sheet's own name says."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.ingest.content import Grid, Problem
from pipeline.ingest.draft import Draft, Sitting
from pipeline.ingest.lines import number_in
from pipeline.ingest.pages import read_page
from pipeline.ingest.pairs import read_loose
from pipeline.ingest.tables import NO_NOTES, read_grid

_WHOLE_FILE = "bestand"
_HIDDEN = (
    "een verborgen blad met notities wordt niet gelezen. "
    "Horen ze erbij, maak het blad dan zichtbaar en lever opnieuw."
)


def read_sheets(grids: Sequence[Grid], draft: Draft) -> None:
    """All sheets with notes; one that only explains is passed over, and named if none has notes."""
    unknown: list[Problem] = []
    forms: list[Sitting] = []
    for number, grid in enumerate(grids, start=1):
        name = grid.name.removeprefix("blad ")
        plain = not name or draft.headers.is_plain_name(name)
        shown = dataclasses.replace(grid, name=grid.name if plain else f"blad {number}")
        if not any(cell not in ("", None) for row in grid.rows for cell in row):
            continue
        if draft.headers.is_skipped_sheet(name) and len(grids) > 1:
            continue
        if grid.hidden:
            _refuse_hidden(shown, draft)
            continue
        draft.hints.append(name)
        before = len(draft.sittings)
        if read_page(shown, draft) or read_grid(shown, draft):
            _name_says(name, shown.name, draft.sittings[before:], draft)
            forms.extend(draft.sittings[before:][:1] * (len(draft.sittings) == before + 1))
        else:
            unknown.append(Problem(shown.name or _WHOLE_FILE, NO_NOTES))
    _tell_sheets_apart(forms)
    if not draft.sittings and not draft.problems:
        draft.problems.extend(unknown)


def _refuse_hidden(grid: Grid, draft: Draft) -> None:
    """Counts the notes of a sheet that its author no longer sees; lists are no loss."""
    aside = dataclasses.replace(draft, sittings=[], problems=[], hints=[], personal=[])
    read_grid(grid, aside)
    n_notes = sum(len(sitting.notes) for sitting in aside.sittings)
    if n_notes:
        draft.reject(grid.name, _HIDDEN, n_notes)


def _name_says(name: str, place: str, sittings: Sequence[Sitting], draft: Draft) -> None:
    """A number, day or neighbourhood in a sheet's name holds for what the sheet leaves open."""
    said: dict[str, str | None] = dict(read_loose(name)[:1])
    said["neighbourhood"] = draft.neighbourhood_in(name)
    if len(sittings) == 1:
        said["conversation"] = number_in(name)
    for field, value in said.items():
        if not any(field in sitting.fields for sitting in sittings):
            for sitting in sittings:
                sitting.give(field, value, place)


def _tell_sheets_apart(forms: Sequence[Sitting]) -> None:
    """Sheets that each say when or where of one conversation are forms: like ones stay two."""
    if len(forms) > 1 and all(sitting.fields for sitting in forms):
        for sitting in forms:
            sitting.separate = True
