"""Documents, mails and plain text give the notes that a person would see in them."""

from __future__ import annotations

import docx
import pytest

from tests.deliveries import notes, read, reasons, text, texts

NAMES = {"Jan Claes": "U01", "Greet Nowak": "U02"}
MAIL = """Van: Jan Claes <jan@x.be>
Verzonden: maandag 5 oktober 2009 10:02
Aan: genks@genk.be
Onderwerp: mijn gesprekken

Dag Karel,

> Gesprek 1
> Datum: 5 oktober 2009
> Wijk: Centrum
>
> Frustraties:
> - de bus komt altijd te laat en dan
>   staan we daar in de regen
> - geen bankjes
> Acties:
> • wij gaan zelf schilderen

Gesprek 2
Datum: 6/10/2009
Ik vind het hier goed wonen, de mensen zijn vriendelijk en ze
zeggen goeiedag als ge voorbijkomt met de fiets en de hond en
de kinderwagen.

Werk: al drie jaar thuis en niemand die ooit eens belt of schrijft.

Groetjes,
Jan Claes
tel 0475/12.34.56
"""

WRAPPED = (
    "Ik vind het hier goed wonen, de mensen zijn vriendelijk en ze zeggen goeiedag als ge "
    "voorbijkomt met de fiets en de hond en de kinderwagen."
)


def report() -> docx.document.Document:
    """A document with only a title."""
    document = docx.Document()
    document.add_heading("Verslag van Jan Claes", 0)
    return document


def test_a_pasted_mail_gives_notes_without_headers_greeting_and_signature(tmp_path):
    """Quoting, wrapped lines, bullets and boxes are understood; who wrote it leads to the code."""
    text(tmp_path / "mail.txt", MAIL)
    ingested = read(tmp_path, NAMES)
    found = notes(ingested).sort_values("place")
    assert set(
        zip(found["conversation_id"], found["category"].fillna(""), found["text"], strict=True)
    ) == {
        ("U01-001", "frustratie", "de bus komt altijd te laat en dan staan we daar in de regen"),
        ("U01-001", "frustratie", "geen bankjes"),
        ("U01-001", "actie", "wij gaan zelf schilderen"),
        (
            "U01-002",
            "",
            WRAPPED,
        ),
        ("U01-002", "", "Werk: al drie jaar thuis en niemand die ooit eens belt of schrijft."),
    }
    assert set(ingested.conversations["uitdager_id"]) == {"U01"}
    assert set(found["place"]) == {"regel 13", "regel 15", "regel 17", "regel 21", "regel 25"}


def test_a_word_report_has_headings_boxes_profile_lines_and_tables(tmp_path):
    """Headings and bold lines open conversations and boxes; tables are forms or rows of notes."""
    document = report()
    document.add_paragraph("Een woordje vooraf, het was plezant.")
    document.add_heading("Gesprek 1: bij de bakker", 1)
    document.add_paragraph("Datum: 12 september 2009. Wijk: Centrum. Leeftijd: 65+.")
    document.add_paragraph().add_run("Wat loopt er mis?").bold = True
    document.add_paragraph("De bus rijdt niet.", style="List Bullet")
    document.add_paragraph("Er is geen bank.")
    document.add_paragraph("Suggesties:")
    document.add_paragraph("1. Zet een bank.")
    document.add_heading("Gesprek 2", 1)
    _table(document, [("Datum", "13/09/2009"), ("Wijk", "Centrum"), ("Leeftijd", "65+")])
    _table(document, [("Notitie", "Soort"), ("De kerk is leeg", "beleving"), ("Veel te duur", "")])
    document.save(tmp_path / "verslag.docx")
    ingested = read(tmp_path, NAMES)
    found = notes(ingested)
    assert set(
        zip(found["conversation_id"], found["category"].fillna(""), found["text"], strict=True)
    ) == {
        ("U01-001", "frustratie", "De bus rijdt niet."),
        ("U01-001", "frustratie", "Er is geen bank."),
        ("U01-001", "suggestie", "Zet een bank."),
        ("U01-002", "beleving", "De kerk is leeg"),
        ("U01-002", "", "Veel te duur"),
    }
    assert ingested.conversations["date"].notna().all()
    assert "alinea 2: tekst vóór het eerste gesprek" in reasons(ingested)
    assert "tabel 2, rij 2" in set(found["place"])


def _table(document, rows):
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value


def test_a_word_form_has_its_profile_and_boxes_in_tables(tmp_path):
    """A title, a table of fields and a table of boxes: one conversation, and no title as a note."""
    document = docx.Document()
    document.add_paragraph("Stadsgesprek")
    _table(document, [("Datum", "14/09/2009"), ("Wijk", "Waterschei"), ("Uitdager", "U67")])
    _table(document, [("Belevingen", "Acties"), ("Goed wonen.", "Ik help.\nIk veeg.")])
    document.save(tmp_path / "formulier.docx")
    ingested = read(tmp_path)
    assert texts(ingested) == ["Goed wonen.", "Ik help.", "Ik veeg."]
    sitting = ingested.conversations.iloc[0]
    assert (sitting["uitdager_id"], sitting["neighbourhood"]) == ("U67", "Waterschei")
    assert len(ingested.conversations) == 1


def test_a_heading_with_date_and_place_and_a_profile_in_one_line(tmp_path):
    """What stands behind a number or in a loose line says when, where and who."""
    story = "Gesprek 1 – 11/10/2009 – Sledderlo\nProfiel: vrouw, 26-35, Turks\n\nGeen speelplein.\n"
    text(
        tmp_path / "U80.md",
        f"# {story}\n# Gesprek 2\n12 oktober 2009, Winterslag, 3 mensen\n\nGoed.",
    )
    ingested = read(tmp_path)
    columns = ["neighbourhood", "participants", "age_group", "gender"]
    assert ingested.conversations["date"].dt.day.tolist() == [11, 12]
    assert ingested.conversations["neighbourhood"].tolist() == ["Sledderlo", "Winterslag"]
    assert ingested.conversations[columns].iloc[0].tolist()[2:] == ["26-35", "v"]
    assert ingested.conversations["participants"].iloc[1] == 3
    assert texts(ingested) == ["Geen speelplein.", "Goed."]


@pytest.mark.parametrize("separator", ["---", "***", "=====", "- - -"])
def test_blocks_with_a_rule_between_them_are_conversations(tmp_path, separator):
    """A rule ends a conversation, whether it has a number or not."""
    block = "Datum: {day}/09/2009\nWijk: Centrum\n\nDe bus komt te laat.\n\nHet is hier goed.\n"
    text(tmp_path / "U70.txt", f"\n{separator}\n".join(block.format(day=day) for day in (12, 13)))
    ingested = read(tmp_path)
    assert len(ingested.conversations) == 2
    assert len(ingested.notes) == 4
    assert set(ingested.conversations["uitdager_id"]) == {"U70"}


def test_like_blocks_of_one_file_are_different_conversations(tmp_path):
    """Two conversations on one day with the same profile stay two."""
    block = "Datum: 12/09/2009\nLeeftijd: 26-35\n\n{note}\n"
    text(
        tmp_path / "U71.txt", "\n---\n".join(block.format(note=n) for n in ("Te laat.", "Te vol."))
    )
    assert len(read(tmp_path).conversations) == 2


def test_plain_text_without_any_heading_is_one_conversation(tmp_path):
    """Bullets and paragraphs are notes even where nothing else is said."""
    text(
        tmp_path / "notities.md", "# Mijn notities\n\n* De bus.\n* De bank.\n\nEen losse gedachte."
    )
    ingested = read(tmp_path)
    assert texts(ingested) == ["De bank.", "De bus.", "Een losse gedachte."]
    assert len(ingested.conversations) == 1


def test_bytes_of_two_encodings_in_one_file_are_all_read(tmp_path):
    """A file pasted together from UTF-8 and Windows-1252 keeps its accents."""
    text(tmp_path / "a.txt", "Café één.\n\n".encode() + "Café twee, à la carte.".encode("cp1252"))
    assert texts(read(tmp_path)) == ["Café twee, à la carte.", "Café één."]
