"""The empty forms, filled in as they ask, come back without a single reject."""

import datetime as dt
import zipfile

import docx
import openpyxl
import pytest

from pipeline.export.form import write_forms
from pipeline.export.form_excel import CONVERSATION_ROWS, HEADER_ROW
from pipeline.export.form_words import CONSENT, NO_NAMES, form_fields
from pipeline.ingest import describe_files, ingest
from pipeline.ingest.fields import parse_profile, parse_technique
from pipeline.ingest.registry import EMPTY_REGISTRY
from pipeline.settings import Campaign, IngestOptions

KEY = "een-sleutel-voor-de-proef"
CAMPAIGN = Campaign(neighbourhoods={"Waterschei": (), "Centrum": ()})
TABLE = [
    *("U07-001", "12/09/2009", "Waterschei", "tafelgesprek", "6", "26-35 (2), 51-65 (4)", "3v 3m"),
    *("Turks (2), Pools (4)", "gemengd", "werkend (3), student (3)", ""),
    "- Een mooi feest in de straat.\n- De buren groeten elkaar.",
    *("Er ligt vuilnis op het plein.", "- Meer banken in het park", "- Ik help zaterdag opruimen"),
]
PERSON = [
    *("U07-002", "13/09/2009", "Centrum", "tweegesprek", "1", "65+", "v", "Belgisch", "hoger"),
    *("gepensioneerd", "40", "Ik woon hier graag, vooral door de markt.", "", "", ""),
]


@pytest.fixture
def forms(tmp_path):
    return write_forms(tmp_path / "formulieren", CAMPAIGN)


def read(path):
    files = describe_files([path], KEY, {}, 1)
    return ingest(files, EMPTY_REGISTRY, CAMPAIGN, IngestOptions(), KEY)


def fill_excel(path, sittings):
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Gesprekken"]
    for row, values in enumerate(sittings, start=HEADER_ROW + 2):
        for column, value in enumerate(values, start=1):
            day = column == 2
            filled = dt.datetime.strptime(value, "%d/%m/%Y") if day else value  # noqa: DTZ007
            sheet.cell(row, column).value = int(value) if value.isdigit() else filled or None
    workbook.save(path)


def fill_word(path, sittings):
    document = docx.Document(str(path))
    for table, values in zip(document.tables, sittings, strict=False):
        for row, value in zip(table.rows, values, strict=True):
            row.cells[1].text = value
    document.save(str(path))


@pytest.mark.parametrize("kind", ["excel", "word"])
def test_a_filled_form_reads_back_without_a_reject(forms, kind):
    """Two conversations, a table and one person, come back as they were written."""
    path = forms[0] if kind == "excel" else forms[1]
    (fill_excel if kind == "excel" else fill_word)(path, [TABLE, PERSON])
    found = read(path)
    assert found.rejects.empty, found.rejects["reason"].tolist()
    assert found.attributes.empty
    assert found.counts["notes"] == 6
    sittings = found.conversations.set_index("conversation_id")
    assert sittings.index.tolist() == ["U07-001", "U07-002"]
    assert sittings["neighbourhood"].tolist() == ["Waterschei", "Centrum"]
    assert sittings["participants"].tolist() == [6, 1]
    assert sittings.loc["U07-002", "age_group"] == "65+"
    assert sittings.loc["U07-001", "date"].date() == dt.date(2009, 9, 12)
    by_category = found.notes.groupby("category")["text"].count().to_dict()
    assert by_category == {"beleving": 3, "frustratie": 1, "suggestie": 1, "actie": 1}
    persons = found.profiles.query("attribute == 'age_group' and conversation_id == 'U07-001'")
    assert dict(zip(persons["value"], persons["persons"], strict=True)) == {"26-35": 2, "51-65": 4}


@pytest.mark.parametrize("number", [0, 1])
def test_an_empty_form_holds_no_notes_and_says_so(forms, number):
    """What the form itself says is never taken for a note; one friendly message a file."""
    found = read(forms[number])
    assert found.notes.empty
    assert len(found.rejects) == 1
    assert "geen notities" in found.rejects["reason"].iloc[0]


def test_every_choice_of_the_form_is_understood():
    """What can be chosen in a list is a value of the tables."""
    attributes = {
        "Leeftijd": "age_group",
        "Geslacht": "gender",
        "Herkomst": "origin",
        "Opleiding": "education",
        "Werksituatie": "work",
    }
    for field in form_fields(CAMPAIGN):
        for choice in field.choices:
            if field.heading == "Techniek":
                assert parse_technique(choice) == choice
            elif field.heading in attributes and choice != "gemengd":
                assert parse_profile(attributes[field.heading], choice, 1).single == choice


def test_the_workbook_guides_the_hand(forms):
    """Lists to choose from, a date within the period, a frozen header and room for many."""
    workbook = openpyxl.load_workbook(forms[0])
    sheet = workbook["Gesprekken"]
    rules = {rule.type for rule in sheet.data_validations.dataValidation}
    assert rules == {"list", "date", "whole"}
    assert sheet.freeze_panes == "B7"
    assert CONVERSATION_ROWS >= 100
    assert workbook["Leeswijzer"]["B3"].value == CONSENT
    choices = [cell.value for cell in workbook["Lijsten"]["C"] if cell.value]
    assert choices == ["Wijk", "Waterschei", "Centrum"]


def test_both_forms_ask_consent_and_no_names(forms):
    """The promise stands on the sheet, and above each page of the document."""
    sheet = openpyxl.load_workbook(forms[0])["Gesprekken"]
    top = [cell.value for cell in sheet["A"][:4]]
    assert CONSENT in top
    assert NO_NAMES in top
    header = docx.Document(str(forms[1])).sections[0].header
    assert {CONSENT, NO_NAMES} <= {paragraph.text for paragraph in header.paragraphs}


def test_the_workbook_is_the_same_each_time(tmp_path):
    """The same campaign gives the same sheet, whenever it is made."""
    first, second = (write_forms(tmp_path / name, CAMPAIGN)[0] for name in ("a", "b"))
    sheet = "xl/worksheets/sheet1.xml"
    assert zipfile.ZipFile(first).read(sheet) == zipfile.ZipFile(second).read(sheet)


def test_a_campaign_without_neighbourhoods_still_has_a_form(tmp_path):
    """Without a list the cell is free."""
    assert all(path.stat().st_size for path in write_forms(tmp_path, Campaign()))
