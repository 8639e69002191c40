"""The large delivery that measurements use."""

import csv

import pytest
from openpyxl import load_workbook

from bench import grow


def count_notes(folder):
    total = 0
    for path in folder.glob("U*_export.csv"):
        with path.open(encoding="cp1252", newline="") as file:
            total += sum(1 for _ in csv.reader(file, delimiter=";")) - 1
    for path in folder.glob("U*_notities.xlsx"):
        total += load_workbook(path, read_only=True).active.max_row - 1
    for path in folder.glob("U*_gespreksformulier.xlsx"):
        rows = load_workbook(path, read_only=True).active.iter_rows(min_row=4, values_only=True)
        total += sum(len(box.splitlines()) for row in rows for box in row[11:] if box)
    return total


@pytest.mark.slow
def test_a_grown_delivery_has_the_notes_asked_for_and_is_equal_on_repeat(tmp_path):
    """130 notes by 64 uitdagers, the registry beside them, the same bytes from the same seed."""
    for name in ("een", "twee"):
        assert grow.grow(grow.EXAMPLE, tmp_path / name, 130, seed=1) == 64
    assert count_notes(tmp_path / "een") == 130
    names = sorted(path.name for path in (tmp_path / "een").iterdir())
    assert "uitdagers.xlsx" in names
    assert [(tmp_path / "een" / n).read_bytes() for n in names] == [
        (tmp_path / "twee" / n).read_bytes() for n in names
    ]
