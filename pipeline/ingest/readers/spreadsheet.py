"""Workbooks (.xlsx, .xls, .ods): a grid a sheet, with formulas as their shown value."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import DeliveryError
from pipeline.ingest.content import Content, Grid, Problem
from pipeline.settings import IngestOptions

_PANIC = "PanicException"  # how the Rust reader ends when a file breaks its own assumptions
_DAMAGED = "dit werkboek is beschadigd. Open het in Excel en bewaar het opnieuw als .xlsx."


def read_spreadsheet(path: Path, options: IngestOptions) -> Content:
    """A grid a sheet that holds something.

    Raises:
        DeliveryError: when the workbook cannot be opened at all.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    grids: list[Grid] = []
    problems: list[Problem] = []
    try:
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
            shows = {sheet.name: sheet.visible for sheet in workbook.sheets_metadata}
            for number, name in enumerate(workbook.sheet_names, start=1):
                shown = f"blad {number}" if len(workbook.sheet_names) > 1 else ""
                try:
                    sheet = workbook.get_sheet_by_name(name)
                    if (
                        sheet.total_height > options.max_rows
                        or sheet.total_width > options.max_columns
                    ):
                        problems.append(Problem(shown or "blad 1", _too_large(options)))
                        continue
                    grid = _read_sheet(
                        sheet, f"blad {name}", hidden=shows[name] != SheetVisibleEnum.Visible
                    )
                except (CalamineError, ValueError, OverflowError):
                    problems.append(Problem(shown or "blad 1", _DAMAGED))
                    continue
                grids.append(grid)
    except PasswordError:
        raise DeliveryError(
            "het werkboek is met een wachtwoord beveiligd. "
            "Haal het wachtwoord weg en lever het opnieuw."
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise DeliveryError(_DAMAGED) from None
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise DeliveryError(_DAMAGED) from None
    return Content(tuple(grids), tuple(problems))


def _too_large(options: IngestOptions) -> str:
    return (
        f"meer dan {options.max_rows} rijen of {options.max_columns} kolommen. Splits het bestand."
    )


def _read_sheet(sheet: object, name: str, *, hidden: bool) -> Grid:
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]  # no stubs
    ranges = getattr(sheet, "merged_cell_ranges", None) or []
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Grid(name, tuple(tuple(row) for row in rows), merged=merged, hidden=hidden)
