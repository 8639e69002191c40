"""Words in context as a workbook."""

import datetime as dt
import io

import openpyxl
import pandas as pd

from pipeline.export.words_excel import WordReport, words_xlsx

MADE = dt.datetime(2009, 12, 1, tzinfo=dt.UTC)
FOOTER = "Run R0001 · “bus” in alle fragmenten · voorbeelddata, fictief"


def report():
    """Two lines, one that a spreadsheet would take for a formula; a word of two persons."""
    fragments = pd.DataFrame(
        {
            "fragment_id": ["f1", "f2"],
            "conversation_id": ["g1", "g2"],
            "uitdager_id": ["U1", "U2"],
            "participants": [6, 1],
            "category": ["actie", "beleving"],
            "valence": ["neutraal", "neutraal"],
            "theme_label": ["Bus", "Overig"],
            "neighbourhood": ["Waterschei", "Termien"],
            "date": pd.to_datetime(["2009-09-12", None]),
        }
    ).set_index("fragment_id")
    lines = pd.DataFrame(
        [("f1", "=1+1 de ", "bus", " komt"), ("f2", "", "Bus", "")],
        columns=["fragment_id", "left", "hit", "right"],
    )
    words = pd.DataFrame({"word": ["halte", "geheim"], "n_together": [9, 3], "persons": [8, 2]})
    spread = pd.DataFrame({"category": ["actie", "beleving"], "n_hits": [1, 1], "persons": [6, 8]})
    return WordReport("“bus”", lines, fragments, {"category": spread}, words, words, "thema Bus")


def test_the_workbook_has_its_lines_its_lists_and_a_guide():
    """A sheet a way to look; the same input gives the same bytes."""
    content = words_xlsx(report(), FOOTER, MADE)
    assert content == words_xlsx(report(), FOOTER, MADE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = ["In hun zin", "Per soort", "Woorden errond", "Kenmerkend", "Leeswijzer"]
    assert book.sheetnames == names
    guide = [cell.value for row in book["Leeswijzer"].iter_rows() for cell in row]
    assert FOOTER in guide
    assert any("vaker vallen bij thema Bus" in str(value) for value in guide)
    rows = list(book["In hun zin"].iter_rows(values_only=True))
    assert rows[1][:3] == ("=1+1 de", "bus", "komt")
    assert book["In hun zin"]["A2"].data_type == "s"


def test_what_rests_on_few_persons_does_not_leave():
    """No word of two persons in the lists, and no neighbourhood of one in the lines."""
    book = openpyxl.load_workbook(io.BytesIO(words_xlsx(report(), FOOTER, MADE)))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "halte" in said
    assert not {"geheim", "Termien"} & said


def test_the_lines_do_not_give_back_what_a_sheet_hides():
    """A soort of one person, and the one that would tell it, are counted nowhere."""
    book = openpyxl.load_workbook(io.BytesIO(words_xlsx(report(), FOOTER, MADE)))
    head, *rows = book["In hun zin"].iter_rows(values_only=True)
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    assert [line["soort"] for line in lines] == ["onbekend", "onbekend"]
    assert [line["thema"] for line in lines] == ["onbekend", "onbekend"]
    assert [line["gevoel"] for line in lines] == ["neutraal", "neutraal"]
