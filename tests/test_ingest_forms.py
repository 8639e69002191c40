"""Forms of every layout: headers of two rows, forms below one another, pages, sheets by name."""

from __future__ import annotations

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement

from tests.deliveries import balances, notes, read, reasons, text, texts, workbook

LATE, BENCH = "De bus komt altijd te laat.", "Zet een bank aan het park."
SWEEP, GOOD = "Ik ga zelf de straat vegen.", "Het is hier goed wonen."


def days(ingested):
    """The days of the conversations as ISO text, in order."""
    return sorted(str(day.date()) for day in ingested.conversations["date"].dropna())


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        (
            [
                ["Gesprek", None, None, "Inhoud", None],
                ["Nr", "Datum", "Wijk", "Notitie", "Soort"],
                [1, "12/9/2009", "Centrum", LATE, "frustratie"],
                [2, "13/9/2009", "Termien", BENCH, "suggestie"],
            ],
            ["A1:C1", "D1:E1"],
        ),
        (
            [
                ["Nr", "Datum", "Wijk", "Wat zeiden de mensen?", None],
                [None, None, None, "Frustraties", "Suggesties"],
                [1, "12/9/2009", "Centrum", LATE, None],
                [2, "13/9/2009", "Termien", None, BENCH],
            ],
            ["A1:A2", "D1:E1"],
        ),
        (
            [
                ["Gesprek", 1],
                ["Datum", "12/9/2009"],
                ["Wijk", "Centrum"],
                ["Frustraties", "Suggesties"],
                [LATE, None],
                [],
                ["Gesprek", 2],
                ["Datum", "13/9/2009"],
                ["Wijk", "Termien"],
                ["Frustraties", "Suggesties"],
                [None, BENCH],
            ],
            [],
        ),
        (
            [
                [None, "Gesprek 1", "Gesprek 2"],
                ["Datum", "12/9/2009", "13/9/2009"],
                ["Wijk", "Centrum", "Termien"],
                ["Frustraties", LATE, None],
                ["Suggesties", None, BENCH],
            ],
            [],
        ),
        (
            [
                ["Gesprek 1"],
                ["Datum", "Wijk"],
                ["12/9/2009", "Centrum"],
                ["Frustraties"],
                [LATE],
                ["Suggesties"],
                ["Gesprek 2"],
                ["Datum", "Wijk"],
                ["13/9/2009", "Termien"],
                ["Suggesties"],
                [BENCH],
            ],
            [],
        ),
    ],
    ids=["two-rows", "boxes-below-a-question", "stacked", "beside", "page"],
)
def test_a_form_of_any_layout_is_two_conversations(tmp_path, rows, merges):
    """The same two conversations come out of each way to lay a form out."""
    workbook(tmp_path / "U11.xlsx", {"Blad1": rows}, merges)
    ingested = read(tmp_path)
    found = notes(ingested)[["conversation_id", "category", "text"]]
    assert sorted(found.itertuples(index=False, name=None)) == [
        ("U11-001", "frustratie", LATE),
        ("U11-002", "suggestie", BENCH),
    ]
    assert days(ingested) == ["2009-09-12", "2009-09-13"]
    assert sorted(ingested.conversations["neighbourhood"]) == ["Centrum", "Termien"]


def test_a_sheet_is_named_after_its_conversation(tmp_path):
    """A number, a day or a neighbourhood in a sheet's name holds for what the sheet leaves open."""
    rows = [["Notitie", "Soort"], [LATE, "frustratie"]]
    names = {"U12-001": rows, "12-09-2009": rows, "Kolderbos": [["Datum", "13/9/2009"], *rows]}
    workbook(tmp_path / "U12.xlsx", names)
    ingested = read(tmp_path)
    assert len(ingested.conversations) == 3
    assert "U12-001" in set(ingested.conversations["conversation_id"])
    assert days(ingested) == ["2009-09-12", "2009-09-13"]
    assert ingested.conversations["neighbourhood"].dropna().tolist() == ["Kolderbos"]


def test_a_sheet_of_conversations_completes_a_sheet_of_notes(tmp_path):
    """Day and place stand on one sheet, the notes on another, joined by number."""
    sittings = [["Nr", "Datum", "Wijk"], [1, "12/9/2009", "Centrum"], [2, "13/9/2009", "Termien"]]
    told = [["Gesprek", "Notitie"], [1, LATE], [2, BENCH], [2, GOOD]]
    workbook(tmp_path / "U13.xlsx", {"Gesprekken": sittings, "Notities": told})
    ingested = read(tmp_path)
    assert sorted(ingested.conversations["conversation_id"]) == ["U13-001", "U13-002"]
    assert days(ingested) == ["2009-09-12", "2009-09-13"]


def test_tables_beside_each_other_lose_no_note(tmp_path):
    """Two tables with the same headings and a blank column between are read one after the other."""
    rows = [["Gesprek", "Notitie", None, "Gesprek", "Notitie"], [1, LATE, None, 2, BENCH]]
    workbook(tmp_path / "U24.xlsx", {"Blad1": rows})
    found = notes(read(tmp_path)).set_index("conversation_id")["text"]
    assert found.to_dict() == {"U24-001": LATE, "U24-002": BENCH}


def test_a_hidden_sheet_is_named_and_its_notes_are_counted(tmp_path):
    """What its author does not see is no note, and is not silently lost either."""
    path = workbook(tmp_path / "U14.xlsx", {"a": [["Notitie"], [LATE]], "b": [["Notitie"], [GOOD]]})
    book = openpyxl.load_workbook(path)
    book["b"].sheet_state = "hidden"
    book.save(path)
    ingested = read(tmp_path)
    assert texts(ingested) == [LATE]
    assert "verborgen blad" in reasons(ingested)
    assert ingested.counts["notes_rejected"] == 1
    assert balances(ingested)


def test_where_is_a_neighbourhood_only_where_it_names_one(tmp_path):
    """Under Plaats stands a neighbourhood, a spot, or a spot in a neighbourhood."""
    rows = f"1;Kolderbos;{LATE}\n2;op de markt;{BENCH}\n3;buurthuis Termien;{GOOD}\n"
    text(tmp_path / "U15.csv", f"Gesprek;Plaats;Notitie\n{rows}")
    ingested = read(tmp_path)
    assert ingested.conversations["neighbourhood"].dropna().tolist() == ["Kolderbos", "Termien"]
    assert sorted(ingested.attributes["value"]) == ["buurthuis Termien", "op de markt"]
    assert ingested.rejects.empty


def test_crosses_below_the_boxes_say_what_a_note_is(tmp_path):
    """An x under Frustratie is a label, not a note."""
    rows = [["Notitie", "Frustratie", "Suggestie"], [LATE, "x", None], [BENCH, None, "X"]]
    workbook(tmp_path / "U16.xlsx", {"Blad1": rows})
    found = notes(read(tmp_path)).set_index("text")["category"]
    assert found.to_dict() == {LATE: "frustratie", BENCH: "suggestie"}


def test_a_column_of_american_dates_is_one_as_a_whole(tmp_path):
    """A 25 in the second place gives the order of all; a row of totals is no conversation."""
    rows = f"1;9/25/2009;{LATE}\n2;10/3/2009;{BENCH}\nTotaal;;2 notities\n"
    text(tmp_path / "U17.csv", f"Gesprek;Datum;Notitie\n{rows}")
    ingested = read(tmp_path)
    assert days(ingested) == ["2009-09-25", "2009-10-03"]
    assert len(ingested.notes) == 2


def test_rows_without_any_heading_are_known_by_what_they_hold(tmp_path):
    """Numbers, days, neighbourhoods and sentences need no header."""
    rows = f"1;12/09/2009;Centrum;{LATE}\n1;12/09/2009;Centrum;{GOOD}\n2;13/09/2009;Termien;{BENCH}"
    text(tmp_path / "U18.csv", rows)
    ingested = read(tmp_path)
    assert sorted(ingested.conversations["conversation_id"]) == ["U18-001", "U18-002"]
    assert days(ingested) == ["2009-09-12", "2009-09-13"]


def test_each_form_table_of_a_word_file_is_a_conversation(tmp_path):
    """A table with another number is the next conversation, not more of the first."""
    document = docx.Document()
    for number, note in (("U19-001", LATE), ("U19-002", BENCH), ("U19-003", GOOD)):
        table = document.add_table(rows=0, cols=2)
        fields = [("Gespreksnummer", number), ("Datum", "12/09/2009"), ("Belevingen", note)]
        for label, value in fields:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
        document.add_paragraph()
    document.save(tmp_path / "verslag.docx")
    found = notes(read(tmp_path)).set_index("conversation_id")["text"]
    assert found.to_dict() == {"U19-001": LATE, "U19-002": BENCH, "U19-003": GOOD}


def test_a_word_file_is_read_as_its_page_shows_it(tmp_path):
    """Insertions and content controls are text; what was struck out is not."""
    document = docx.Document()
    document.add_heading("Gesprek 1", 1)
    paragraph = document.add_paragraph("De tram is ")
    for tag, part, words in (("w:ins", "w:t", "veel"), ("w:del", "w:delText", "niet")):
        change, run, holder = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(part)
        holder.text = words
        run.append(holder)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" te duur.")
    control, inside = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    kept = document.add_paragraph(GOOD)._p
    kept.addprevious(control)
    control.append(inside)
    inside.append(kept)
    document.save(tmp_path / "U20.docx")
    assert texts(read(tmp_path)) == ["De tram is veel te duur.", GOOD]


def test_the_mail_that_was_answered_is_no_note(tmp_path):
    """Only the mail that delivers is read; the question below it is named and left."""
    mail = (
        f"Dag Els,\n\nGesprek 1 (12/09/2009, Termien)\nF: {LATE}\nS: {BENCH}\n\nGroetjes,\nMia\n\n"
        "-----Oorspronkelijk bericht-----\nVan: Els\nVerzonden: 11 september 2009\nAan: Mia\n\n"
        "Dag Mia,\n\nKan je je notities doorsturen?\n"
    )
    text(tmp_path / "U21.txt", mail)
    ingested = read(tmp_path)
    assert texts(ingested) == [LATE, BENCH]
    assert sorted(ingested.notes["category"]) == ["frustratie", "suggestie"]
    assert days(ingested) == ["2009-09-12"]
    assert "waarop geantwoord werd" in reasons(ingested)


def test_headings_and_tables_of_markdown_are_understood(tmp_path):
    """An underlined heading opens a conversation; a table between pipes is a table."""
    rows = f"| Notitie | Soort |\n|---|---|\n| {LATE} | frustratie |\n"
    text(tmp_path / "U22.md", f"Gesprek 1: 12/9/2009\n--------------------\n{rows}")
    ingested = read(tmp_path)
    assert ingested.notes[["text", "category"]].to_numpy().tolist() == [[LATE, "frustratie"]]
    assert days(ingested) == ["2009-09-12"]


@pytest.mark.parametrize("encoding", ["mac-roman", "cp1254", "cp1252"])
def test_old_code_pages_are_told_apart(tmp_path, encoding):
    """Accents of an old Mac and Turkish letters of Windows survive."""
    said = "Kahvaltı için yaşlı" if encoding == "cp1254" else "“Privé” geërgerd, té duur"
    end = "\r" if encoding == "mac-roman" else "\r\n"
    text(tmp_path / "U23.csv", f"Gesprek;Notitie{end}1;{said}{end}".encode(encoding))
    assert texts(read(tmp_path)) == [said]
