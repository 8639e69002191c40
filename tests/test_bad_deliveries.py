"""A delivery that goes wrong says where and what to do, in Dutch, and never takes another along."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.settings import IngestOptions
from tests.deliveries import balances, read, reasons, text, texts, workbook

pytestmark = pytest.mark.slow  # hundreds of damaged files

GOOD = "Notitie\nDe bus komt altijd te laat.\n"
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("leeg.xlsx", b"", "leeg"),
        ("geen.xlsx", b"dit is geen werkboek", "geen werkboek"),
        ("half.docx", b"PK\x03\x04afgebroken", "afgebroken of beschadigd"),
        ("tekst.docx", b"gewone tekst", "geen Word-document"),
        ("foto.jpg", b"\xff\xd8\xff", "beeld"),
        ("film.mp4", b"\x00\x00", "geluid of film"),
        ("oud.doc", b"\xd0\xcf\x11\xe0rest", "als .docx"),
        ("blad.pdf", b"%PDF-1.4", "pdf"),
        ("slot.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "wachtwoord"),
        ("~$verslag.docx", b"xx", "slotbestand"),
        ("vreemd.bin", b"\x00\x01", "wordt niet gelezen"),
        ("kop.csv", b"Gespreksnummer;Datum;Notitie", "geen notities gevonden"),
        ("onbekend.csv", b"a;b;c\n1;2;3\n", "geen kolom met notities"),
        ("wit.txt", b" \n\n \n", "geen notities gevonden"),
        ("oud.xls", b"\xd0\xcf\x11\xe0kapot", "beschadigd"),
        ("breed.csv", b"Notitie" + b";" * 999, "kolommen"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_remedy(tmp_path, name, content, expected):
    """The file is counted as rejected with its reason; the good one beside it is read."""
    text(tmp_path / name, content)
    text(tmp_path / "goed.csv", GOOD)
    ingested = read(tmp_path)
    assert expected in reasons(ingested)
    assert ingested.counts["files_rejected"] == 1
    assert texts(ingested) == ["De bus komt altijd te laat."]
    assert name not in reasons(ingested)


def test_strange_rows_cost_no_other_row(tmp_path):
    """A bad date, age, wijk or soort costs the attribute; a formula and an open quote stay text."""
    text(
        tmp_path / "rijen.csv",
        "Gespreksnummer;Datum;Wijk;Leeftijd;Notitie;Soort\n"
        "U90-001;31/02/2009;Centrum;26-35;De bus komt te laat.;frustratie\n"
        "U90-001;12/09/2009;Centrum;26-35;;beleving\n"
        "U90-002;12/09/2029;Centrum;26-35;In de toekomst.;beleving\n"
        ";13/09/2009;Centrum;oud;Zonder nummer.;\n"
        "U90-003;13/09/2009;Atlantis;26-35;Onbekende wijk.;suggestie\n"
        "U90-003;13/09/2009;Centrum;26-35;Onbekende soort.;klacht over\n"
        "U90-003;13/09/2009;Centrum;26-35;Onbekende soort.;klacht over\n"
        'U90-004;13/09/2009;Centrum;26-35;=HYPERLINK("http://x.invalid";"klik");\n'
        'U90-005;13/09/2009;Centrum;26-35;"Niet afgesloten;beleving\n',
    )
    ingested = read(tmp_path)
    assert texts(ingested) == [
        '=HYPERLINK("http://x.invalid";"klik")',
        "De bus komt te laat.",
        "In de toekomst.",
        "Niet afgesloten",
        "Onbekende soort.",
        "Onbekende wijk.",
        "Zonder nummer.",
    ]
    assert (ingested.counts["notes_repeated"], ingested.counts["notes_rejected"]) == (1, 1)
    for place in (
        "regel 2, kolom Datum",
        "regel 3",
        "regel 5, kolom Leeftijd",
        "regel 6, kolom Wijk",
    ):
        assert place in reasons(ingested)
    assert "Zonder nummer" not in reasons(ingested)


def test_a_cell_at_the_end_of_the_sheet_is_refused_and_not_opened(tmp_path):
    """The reader would ask for 550 GB; the message names the cell that is too far."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "Notitie", "Een goede notitie."
    book.active.cell(1048576, 16384, "x")
    book.save(tmp_path / "ver.xlsx")
    assert "rij 1048576" in reasons(read(tmp_path))


@pytest.mark.parametrize(
    "cell",
    [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r = "1048576"><c t="n"\n r = "xfd1048576"><v>1</v></c></row>',
        (
            '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
        ),
    ],
    ids=["quotes", "order", "prefix"],
)
def test_a_far_cell_is_seen_however_it_is_written(tmp_path, cell):
    """Prefix, quotes and order of the XML do not hide it; the file beside it is read."""
    workbook(tmp_path / "goed.xlsx", {"Blad1": [["Notitie"], ["Een goede notitie."]]})
    with (
        zipfile.ZipFile(tmp_path / "goed.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "ver.xlsx", "w") as bad,
    ):
        for name in whole.namelist():
            data = whole.read(name).replace(b"</sheetData>", f"{cell}</sheetData>".encode())
            bad.writestr(name, data)
    ingested = read(tmp_path)
    assert "rij 1048576, kolom 16384" in reasons(ingested)
    assert texts(ingested) == ["Een goede notitie."]


def test_a_far_cell_in_an_ods_is_refused(tmp_path):
    """Repeated rows and columns are counted out before anything is opened."""
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/>'
        "</table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
        "</table:table></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "ver.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert "kolom 16384" in reasons(read(tmp_path))


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/media/beeld.png"])
def test_a_zip_bomb_is_not_unpacked(tmp_path, member):
    """Far more inside than outside, in whichever part: refused by its size alone."""
    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", "<workbook/>") if member != "xl/workbook.xml" else None
        archive.writestr(member, b"0" * 12_000_000)
    assert "onredelijk groot" in reasons(read(tmp_path))


def test_an_entity_bomb_is_refused(tmp_path):
    """A document that defines entities is never parsed."""
    with zipfile.ZipFile(tmp_path / "bom.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')
    assert "verboden XML" in reasons(read(tmp_path))


def test_files_rows_and_notes_beyond_the_bounds_are_named(tmp_path):
    """Each bound of the settings has its message."""
    options = IngestOptions(max_rows=20, max_note_characters=100, max_file_mb=1)
    text(tmp_path / "groot.csv", b"x" * 1_000_001)
    text(tmp_path / "veel.csv", "Notitie\n" + "Goed.\n" * 30)
    workbook(tmp_path / "lang.xlsx", {"Blad1": [["Notitie"], ["lang " * 50], ["Kort en goed."]]})
    ingested = read(tmp_path, options=options)
    for expected in ("groter dan 1 MB", "meer dan 20 rijen", "langer dan 100 tekens"):
        assert expected in reasons(ingested)
    assert texts(ingested) == ["Kort en goed."]
    assert balances(ingested)


def test_names_in_files_sheets_and_headings_show_nowhere(tmp_path):
    """No table but the notes themselves holds a name, wherever it was put."""
    heading = ["Notitie", "Gesprek met Fatma Demir", "Naam"]
    rows = [heading, ["De bus komt te laat.", "ja", "Fatma Demir"], ["", "nee", "Fatma Demir"]]
    workbook(tmp_path / "Fatma Demir.xlsx", {"Fatma Demir": rows})
    ingested = read(tmp_path, {"Fatma Demir": "U07"})
    tables = (ingested.sources, ingested.rejects, ingested.attributes, ingested.conversations)
    assert not any("Fatma" in table.to_csv() for table in tables)
    assert set(ingested.conversations["uitdager_id"]) == {"U07"}


@given(
    data=st.binary(max_size=300), kind=st.sampled_from(["csv", "txt", "xlsx", "docx", "ods", "xls"])
)
@settings(max_examples=25, deadline=None)
def test_no_bytes_whatsoever_make_it_crash(tmp_path_factory, data, kind):
    """Any bytes under any name are read or refused."""
    folder = tmp_path_factory.mktemp("bytes")
    text(folder / f"a.{kind}", data)
    assert balances(read(folder))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "ods"])
def test_a_document_with_damage_anywhere_is_read_or_refused(tmp_path, kind):
    """A byte changed at any place gives a table or a message, not a crash."""
    example = Path(__file__).parents[1] / "data" / "raw" / "voorbeeld"
    whole = next(example.glob(f"U*.{kind}")).read_bytes()
    for at in range(0, len(whole), max(len(whole) // 12, 1)):
        damaged = bytearray(whole)
        damaged[at : at + 40] = b"\xff" * len(damaged[at : at + 40])
        folder = tmp_path / str(at)
        folder.mkdir()
        text(folder / f"a.{kind}", bytes(damaged))
        assert balances(read(folder))
        shutil.rmtree(folder)
