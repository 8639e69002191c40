"""Tables that leave: CSV and workbooks."""

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.export.hide import hide_small
from pipeline.export.tables import to_csv, to_xlsx

CREATED = dt.datetime(2009, 12, 1, 10, tzinfo=dt.UTC)
FORMULAS = ["=1+1", "+32 478", "-2 banken", "@som", "\t=1", "\r=1", "\n=1", "  =cmd|' /C calc'!A0"]
FOOTER = "Run R0001 · alle fragmenten · 12 fragmenten · voorbeelddata, fictief"


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(content, name):
    return load_workbook(io.BytesIO(content))[name]


def counted(persons, **columns):
    frame = pd.DataFrame({**columns, "persons": persons})
    return frame.assign(n_fragments=frame["persons"] * 2, small=frame["persons"].between(1, 4))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text):
    """In CSV an apostrophe stands before it; in a workbook it is a text, letter by letter."""
    table = pd.DataFrame({"text": [text], text: ["x"]})
    header, cells, *_ = rows_of(to_csv(table, text))
    assert header[1].startswith("'")
    assert cells[0] == f"'{text}"
    assert rows_of(to_csv(table, text))[-1][0].startswith("'")
    cell = sheet_of(to_xlsx({"Blad": table}, text, CREATED), "Blad")["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix or text.startswith(" ")


def test_numbers_stay_numbers():
    """A negative number is no formula; decimals have a comma; dates are dates."""
    table = pd.DataFrame(
        {"difference": [-0.25], "n_fragments": [1200], "date": [pd.Timestamp("2009-09-12")]}
    )
    assert rows_of(to_csv(table, FOOTER))[1] == ["-0,25", "1200", "2009-09-12"]
    sheet = sheet_of(to_xlsx({"Blad": table}, FOOTER, CREATED), "Blad")
    assert [cell.value for cell in sheet[2]] == [-0.25, 1200, pd.Timestamp("2009-09-12")]


def test_headers_values_and_missing_are_dutch():
    """Column names, sources, lists and yes and no are words; what is missing is empty."""
    table = pd.DataFrame(
        {
            "category": ["actie", None],
            "category_source": ["person", "form"],
            "keywords": [["bus", "trein"], []],
            "is_new": [True, False],
        }
    )
    header, first, second, *_ = rows_of(to_csv(table, FOOTER))
    assert header == ["soort", "soort van", "trefwoorden", "is_new"]
    assert first == ["actie", "persoon", "bus, trein", "ja"]
    assert second == ["", "formulier", "", "nee"]


def test_two_columns_of_one_dutch_word_are_told_apart():
    """Label and theme_label are both a thema; neither is lost."""
    header = rows_of(to_csv(pd.DataFrame({"label": ["a"], "theme_label": ["b"]}), FOOTER))[0]
    assert len(set(header)) == 2


def test_a_csv_opens_in_excel_and_says_where_it_comes_from():
    """Byte order mark, semicolons, and the footer after an empty line."""
    content = to_csv(pd.DataFrame({"text": ["één; twee"]}), FOOTER)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content) == [["tekst"], ["één; twee"], [], [FOOTER]]


def test_a_workbook_has_filters_a_frozen_header_and_a_leeswijzer():
    """It opens as a person wants to use it, and explains itself."""
    content = to_xlsx({"Thema's": counted([12, 20], label=["a", "b"])}, FOOTER, CREATED)
    sheet = sheet_of(content, "Thema's")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    guide = [cell.value for row in sheet_of(content, "Leeswijzer") for cell in row]
    assert FOOTER in guide
    assert "Kolom fragmenten" in guide


def test_sheet_names_are_what_excel_takes():
    """Long, forbidden, equal and reserved names become good ones; no table is lost."""
    titles = ["a" * 40, "A" * 40, "x/y?[1]", "Leeswijzer", ""]
    book = load_workbook(
        io.BytesIO(to_xlsx({t: pd.DataFrame({"text": ["x"]}) for t in titles}, FOOTER, CREATED))
    )
    assert len({name.casefold() for name in book.sheetnames}) == len(titles) + 1


def test_the_same_table_gives_the_same_bytes():
    """Times in the file are those that are given."""
    table = {"Blad": counted([12], label=["a"])}
    assert to_xlsx(table, FOOTER, CREATED) == to_xlsx(table, FOOTER, CREATED)


def test_a_very_long_text_is_not_dropped():
    """Longer than a cell takes: cut, not left out."""
    content = to_xlsx({"Blad": pd.DataFrame({"text": ["x" * 40_000]})}, FOOTER, CREATED)
    assert len(sheet_of(content, "Blad")["A2"].value) == 32_767


@pytest.mark.parametrize("n_rows", [0, 1])
def test_small_tables_are_written_too(n_rows):
    """Nothing or one row: still a header, a footer and a Leeswijzer."""
    table = counted([9], label=["a"]).head(n_rows)
    assert len(rows_of(to_csv(table, FOOTER))) == n_rows + 3
    assert sheet_of(to_xlsx({"Blad": table}, FOOTER, CREATED), "Leeswijzer").max_row > 2


def test_a_cell_of_under_five_persons_takes_a_partner_with_it():
    """The smallest other cell goes too, so that a total tells nothing."""
    table = hide_small(counted([3, 40, 7, 20], neighbourhood=["a", "b", "c", "d"]))
    assert table["n_fragments"].isna().tolist() == [True, False, True, False]
    assert rows_of(to_csv(counted([3, 40, 7], label=["a", "b", "c"]), FOOTER))[1] == ["a", "", ""]


def test_two_tables_of_the_same_cells_hide_the_same_ones():
    """Whatever their order and their other columns: equals are chosen by name."""
    first = counted([3, 8, 8, 20], neighbourhood=["a", "c", "b", "d"])
    second = counted([20, 8, 3, 8], value=["d", "b", "a", "c"], source="x")
    for table, name in ((first, "neighbourhood"), (second, "value")):
        assert set(table.loc[hide_small(table)["persons"].isna(), name]) == {"a", "b"}


def test_a_part_of_a_table_hides_what_the_whole_hides():
    """The largest two of three, of which the second goes with the third."""
    part = counted([40, 8], label=["a", "b"]).assign(hidden=[False, True])
    assert hide_small(part)["persons"].isna().tolist() == [False, True]


def test_without_a_small_cell_nothing_is_hidden():
    """Five persons and nobody are shown."""
    assert hide_small(counted([5, 0, 9], label=["a", "b", "c"]))["persons"].notna().all()


def test_a_table_without_persons_stays_as_it_is():
    """Fragments and quotes have no cells."""
    table = pd.DataFrame({"text": ["x"]})
    assert hide_small(table) is table


@given(
    persons=st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=2, max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_no_hidden_cell_can_be_recomputed_from_a_row_or_column(persons):
    """In each row and column nothing is hidden, or enough, or all with people."""
    grid = np.array(persons)
    rows, columns = np.indices(grid.shape)
    table = counted(
        grid.ravel(),
        neighbourhood=[f"w{i}" for i in rows.ravel()],
        category=[f"s{i}" for i in columns.ravel()],
    )
    hidden = hide_small(table)["persons"].isna().to_numpy().reshape(grid.shape)
    assert hidden[(grid > 0) & (grid < 5)].all()
    for lines, gone in ((grid, hidden), (grid.T, hidden.T)):
        for line, away in zip(lines, gone, strict=True):
            enough = away.sum() > 1 and line[away].sum() >= 5
            assert not away.any() or enough or not line[~away].any()
