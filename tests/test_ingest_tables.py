"""Workbooks and text tables of any shape give the notes that a person would see in them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from pipeline.errors import SettingsError
from pipeline.ingest.bullets import split_cell
from pipeline.ingest.headers import Headers
from pipeline.ingest.readers.decode import decode
from pipeline.settings import IngestOptions
from tests.deliveries import balances, notes, read, reasons, text, texts, workbook

EXAMPLE = Path(__file__).parents[1] / "data" / "raw" / "voorbeeld"
LATE, BENCH = "De bus komt altijd te laat.", "Zet een bank aan het park."


def test_the_example_is_read_exactly():
    """All 1,420 notes of the example come out, letter for letter, in 418 conversations."""
    lines = files("pipeline.resources").joinpath("notes.jsonl").read_text("utf-8").splitlines()
    ingested = read(EXAMPLE)
    assert texts(ingested) == sorted(json.loads(line)["tekst"] for line in lines)
    assert len(ingested.notes) == 1420
    assert len(ingested.conversations) == 418
    assert ingested.rejects.empty
    assert ingested.counts["files"] == 40
    assert ingested.notes["category"].notna().sum() == 947


def test_a_form_is_read_below_title_lines_with_boxes_in_any_order(tmp_path):
    """Titles above, other words for boxes, bullets and lines: each thought has box and place."""
    header = [
        "Nr.",
        "Datum (verplicht)",
        "Wijk / buurt",
        "Acties",
        "Wat loopt er mis?",
        "Suggestie",
    ]
    row = [1, "12/9/2009", "Sledderlo", "Ik veeg zelf.", "Te laat\nTe druk", "• Bussen\n• Banken"]
    workbook(
        tmp_path / "U51.xlsx",
        {
            "Leeswijzer": [["Vul een rij in per gesprek"], ["Datum", "de dag van het gesprek"]],
            "gesprekken": [["Gesprekken in de wijk"], [], header, row],
        },
    )
    found = notes(read(tmp_path))
    assert set(zip(found["category"], found["text"], strict=True)) == {
        ("actie", "Ik veeg zelf."),
        ("frustratie", "Te laat"),
        ("frustratie", "Te druk"),
        ("suggestie", "Bussen"),
        ("suggestie", "Banken"),
    }
    assert set(found["conversation_id"]) == {"U51-001"}
    assert "blad gesprekken, rij 4, kolom Suggestie, punt 2" in set(found["place"])


def test_merged_and_blank_cells_go_on_with_the_conversation_above(tmp_path):
    """A number and date that stand once, merged or not, hold for the rows below them."""
    rows = [
        ["Gespreksnummer", "Datum", "Notitie"],
        ["U52-001", "12/9/2009", "Eerste van de dag."],
        [None, None, "Tweede van de dag."],
        ["U52-002", "13/9/2009", "Een dag later."],
    ]
    workbook(tmp_path / "a.xlsx", {"Blad1": rows}, ["A2:A3", "B2:B3"])
    merged = read(tmp_path)
    assert sorted(merged.notes["conversation_id"]) == ["U52-001", "U52-001", "U52-002"]
    assert merged.conversations["date"].notna().all()


def test_a_form_turned_on_its_side_is_one_conversation_a_sheet(tmp_path):
    """Labels in the first column, values beside them; the sheet's name may hold a person's name."""
    form = [
        ["Gespreksformulier"],
        ["Uitdager", "U53"],
        ["Datum", "14/09/2009"],
        ["Wijk", "Winterslag"],
        ["Naam", "Ali Kaya"],
        ["Belevingen", "Het is hier goed."],
        ["Frustraties", "- Te veel lawaai\n- Te weinig banken"],
    ]
    other = [["Datum", "15/09/2009"] if row[0] == "Datum" else row for row in form]
    workbook(tmp_path / "x.xlsx", {"Gesprek 1": form, "Fatma Demir": other})
    ingested = read(tmp_path)
    assert len(ingested.conversations) == 2
    assert len(ingested.notes) == 6
    assert set(ingested.conversations["uitdager_id"]) == {"U53"}
    everything = ingested.sources.to_csv() + ingested.rejects.to_csv()
    assert "Fatma" not in everything
    assert "Ali" not in everything + ingested.attributes.to_csv()
    assert "persoonlijke gegevens" in reasons(ingested)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv", "tsv"])
def test_every_table_format_gives_the_same(tmp_path, kind):
    """The same rows in five formats give the same notes and conversations."""
    rows = [["Gesprek", "Datum", "Nota", "Type"], ["U54-001", "12-9-2009", LATE, "FRUSTRATIE"]]
    path = tmp_path / f"verslag.{kind}"
    if kind == "xlsx":
        workbook(path, {"Blad1": rows})
    elif kind == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("Blad1")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell)
        book.save(str(path))
    elif kind == "ods":
        _write_ods(path, rows)
    else:
        text(path, "\n".join(("\t" if kind == "tsv" else ";").join(row) for row in rows))
    ingested = read(tmp_path)
    assert ingested.notes[["conversation_id", "text", "category"]].to_numpy().tolist() == [
        ["U54-001", LATE, "frustratie"]
    ]
    assert str(ingested.conversations["date"].iloc[0].date()) == "2009-09-12"


def _write_ods(path, rows):
    document, table = OpenDocumentSpreadsheet(), Table(name="Blad1")
    for row in rows:
        line = TableRow()
        for cell in row:
            holder = TableCell(valuetype="string")
            holder.addElement(P(text=cell))
            line.addElement(holder)
        table.addElement(line)
    # As LibreOffice writes it: the rest of the sheet as one repeated empty cell.
    rest = TableRow(numberrowsrepeated=1048000)
    rest.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(rest)
    document.spreadsheet.addElement(table)
    document.save(str(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path, encoding, delimiter):
    """Accents survive in each encoding, with each delimiter."""
    table = f"Wijk{delimiter}Opmerking\nCentrum{delimiter}Café dicht na één uur"
    text(tmp_path / "U55.csv", table.encode(encoding))
    assert texts(read(tmp_path)) == ["Café dicht na één uur"]


def test_an_unclosed_quote_swallows_no_row(tmp_path):
    """A quoted cell may hold lines; a quote that never closes is taken away."""
    table = 'Wijk,Notitie\nCentrum,"een,\ntwee"\nCentrum,"niet dicht\nCentrum,Daarna nog iets.\n'
    text(tmp_path / "U56.csv", table)
    assert texts(read(tmp_path)) == ["Daarna nog iets.", "een, twee", "niet dicht"]


def test_a_delimiter_inside_a_note_does_not_cut_it(tmp_path):
    """A row that is wider than its header was cut inside the note, and is mended."""
    text(tmp_path / "U57.csv", "Wijk;Notitie;Soort\nCentrum;Te laat; te vol;frustratie\n")
    found = notes(read(tmp_path)).iloc[0]
    assert (found["text"], found["category"]) == ("Te laat; te vol", "frustratie")


def test_columns_without_known_headings_are_read_by_what_they_hold(tmp_path):
    """One column of sentences is the notes; a heading that nobody knows is no obstacle."""
    text(tmp_path / "U58.csv", "Plaats;Hun woorden\nmarkt;De bus komt altijd te laat\n")
    ingested = read(tmp_path)
    assert texts(ingested) == ["De bus komt altijd te laat"]
    assert ingested.attributes[["attribute", "value"]].to_numpy().tolist() == [["Plaats", "markt"]]


def test_unknown_columns_become_attributes_and_personal_ones_are_dropped(tmp_path):
    """By heading or by content: a mail or phone number never becomes an attribute."""
    text(
        tmp_path / "U59.csv",
        "Notitie;GSM;Te bereiken;Profiel\nDe bus komt te laat;0475 12 34 56;an@x.be;jong\n",
    )
    ingested = read(tmp_path)
    assert ingested.attributes["attribute"].tolist() == ["Profiel"]
    assert "kolom B, kolom C: persoonlijke gegevens" in reasons(ingested)


def test_lines_above_the_header_hold_for_all_rows(tmp_path):
    """Datum and Wijk above the table are those of its conversation."""
    rows = [["Datum: 12/9/2009"], ["Wijk", "Centrum"], [], ["Notitie", "Soort"], [LATE, ""]]
    workbook(tmp_path / "U60.xlsx", {"Blad1": [*rows, [BENCH, "suggestie"]]})
    sitting = read(tmp_path).conversations.iloc[0]
    assert str(sitting["date"].date()) == "2009-09-12"
    assert sitting["neighbourhood"] == "Centrum"
    assert sitting["uitdager_id"] == "U60"


def test_a_survey_export_is_understood(tmp_path):
    """Long headings of a web form: questions, a time stamp and a mail column."""
    head = ["Tijdstempel", "Datum van het gesprek", "In welke wijk?", "Hoeveel mensen namen deel?"]
    row = ["2009-10-01 10:00", "1 oktober 2009", "Kolderbos", "4", LATE, "neg", "a@b.be"]
    sheet = [[*head, "Wat zeiden ze?", "Positief/negatief", "Uw e-mailadres"], row]
    workbook(tmp_path / "U63.xlsx", {"Formulierreacties 1": sheet})
    ingested = read(tmp_path)
    assert ingested.notes["valence"].tolist() == ["negatief"]
    assert ingested.conversations["participants"].tolist() == [4]
    assert ingested.attributes.empty


def test_rows_that_name_a_box_hold_for_the_rows_below(tmp_path):
    """One column with the titles of boxes between the notes."""
    column = ["BELEVINGEN", LATE, None, "FRUSTRATIES", BENCH, "Kort en goed."]
    workbook(tmp_path / "U64.xlsx", {"Blad1": [[cell] for cell in column]})
    found = notes(read(tmp_path)).set_index("text")["category"]
    assert found.to_dict() == {
        LATE: "beleving",
        BENCH: "frustratie",
        "Kort en goed.": "frustratie",
    }


def test_a_table_saved_as_text_is_read_as_a_table(tmp_path):
    """A .txt whose first line is a header is an export, not a story."""
    text(tmp_path / "U65.txt", f"Gesprek nr;Datum;Notitie\n1;12/09/2009;{LATE}\n")
    assert read(tmp_path).notes["conversation_id"].tolist() == ["U65-001"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOTITIES", "note"),
        ("Opmerkingen (verplicht) *", "note"),
        ("notitei", "note"),
        ("Gespreks-nr.", "conversation"),
        ("Lééftijd", "age_group"),
        ("m/v", "gender"),
        ("1. Belevingen", "box"),
        ("Wat doe je zelf?", "box"),
        ("Wat loopt er mis in jouw wijk volgens jou?", "box"),
        ("Aantal deelnemers", "participants"),
        ("Naam", "personal"),
        ("Naam deelnemer", "personal"),
        ("E-mailadres", "personal"),
        ("Telefoonnr", "personal"),
        ("GSM-nummer", "personal"),
        ("Straat + nr", "personal"),
        ("Naam uitdager", "uitdager"),
        ("Kleur van de zetel", None),
    ],
)
def test_headings_are_understood_in_many_spellings(heading, field):
    """Case, accents, numbering, punctuation and small errors do not matter."""
    match = Headers().match(heading)
    assert (match.field if match else None) == field


def test_a_campaign_adds_its_own_words(tmp_path):
    """Words of genks.toml count as those of the table; a field that does not exist is named."""
    text(tmp_path / "U61.csv", "Praatje;Blokje\nGoed;Slecht\n")
    options = IngestOptions(headers={"note": ("praatje",), "frustratie": ("blokje",)})
    assert set(notes(read(tmp_path, options=options))["category"].dropna()) == {"frustratie"}
    with pytest.raises(SettingsError, match=r"ingest\.headers\.onzin"):
        Headers({"onzin": ("x",)})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("één lange alinea. met twee zinnen.", ["één lange alinea. met twee zinnen."]),
        ("- een\n- twee\n  met vervolg\n\n- drie", ["een", "twee met vervolg", "drie"]),
        ("Wat beter kan:\n1. banken\n2) bussen", ["Wat beter kan: banken", "bussen"]),
        ("Geen bank.\nGeen bus.", ["Geen bank.", "Geen bus."]),
        ("De bus komt altijd\nte laat.", ["De bus komt altijd te laat."]),
        ("• a • b • c", ["a", "b", "c"]),
    ],
)
def test_a_cell_becomes_the_notes_that_a_person_means(cell, expected):
    """Bullets and lines part notes; continuation lines do not."""
    assert split_cell(cell) == expected


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes_become_text_without_control_characters(data):
    """No byte stops the reading, and no null byte or other control character comes through."""
    assert not any(letter < " " and letter not in "\n\t" for letter in decode(data))


@given(
    st.lists(st.sampled_from(["", "Goed.", "- a b\n- c d", "nvt", "De bus.\nDe bank."]), min_size=1)
)
@settings(max_examples=15, deadline=None)
def test_nothing_delivered_disappears(tmp_path_factory, cells):
    """Delivered is the sum of notes, repeats, replaced and rejected."""
    folder = tmp_path_factory.mktemp("balans")
    workbook(
        folder / "U62.xlsx", {"Blad1": [["Wijk", "Notitie"], *(["Centrum", c] for c in cells)]}
    )
    ingested = read(folder)
    assert balances(ingested)
    assert ingested.counts["notes_rejected"] == sum(cell in {"", "nvt"} for cell in cells)
