"""The action plan as Word and Excel, for all who carry it."""

from __future__ import annotations

import io

import docx
import pytest
from openpyxl import load_workbook

from pipeline.decisions import DecisionLog
from pipeline.export.plan_excel import plan_xlsx
from pipeline.export.plan_word import plan_docx
from pipeline.plan.evidence import refer
from pipeline.plan.measures import Evidence, Progress
from pipeline.plan.record import add_progress, create_measure, give_answer
from pipeline.schema import MeasureStatus
from tests.plans import CITY, an_answer, joined_of, make_plan, material_of, some_fields
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # whole documents

SECRET = "EERST DE SCHEPEN OVERTUIGEN"


@pytest.fixture
def log(tmp_path):
    return DecisionLog(tmp_path / "log.sqlite")


def last(log):
    return log.read()[-1].decision_id


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    """Three measures; the third rests on one conversation with one person."""
    folder = tmp_path_factory.mktemp("plan")
    log = DecisionLog(folder / "log.sqlite")
    tables = make_tables(90)
    make_plan(log, tables)
    joined = joined_of(tables)
    alone = joined[joined["participants"] == 1].head(1)
    fields = some_fields(
        title="=1+1 of meer banken", status=MeasureStatus.STOPPED, private_note=SECRET
    )
    third = create_measure(log, "An", fields, refer(alone, joined))
    give_answer(log, "Bert", third, an_answer(reason="-2 zou kunnen."), seen=last(log))
    return material_of(folder / "processed", tables, log)


def words_of(content):
    """All text of a document, tables and footer included."""
    document = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    footer = document.sections[0].footer.paragraphs
    return "\n".join(texts + [paragraph.text for paragraph in footer])


def cells_of(content):
    """The cells of each sheet, by its name."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def test_the_document_tells_every_measure_from_conversation_to_outcome(material):
    """By actor, theme and period; heard, quotes, answers with reason, role and date, progress."""
    words = words_of(plan_docx(material))
    for measure in material.plan.measures:
        assert f"{measure.measure_id} {measure.title}" in words
    for expected in (
        "1 maart 2010 tot 30 juni 2010",
        "Dit komt uit",
        "Eerst een proef.",
        "de schepen, 1 februari 2010",
        "2 april 2010: De eerste bus reed.",
        "Dit is gedaan.",
        "nog in geen enkele maatregel",
        "Inwoners vertelden",
        "voorbeelddata, fictief",
        "Run R0001-test0000",
        material.source.size.words,
    ):
        assert expected in words
    assert any(f"\u201c{text}\u201d" in words for text in material.joined["text"])


def test_the_document_is_one_that_a_reader_can_walk_through(material):
    """Real headings, numbered captions, headers that stand again, A4, one font, page numbers."""
    content = plan_docx(material)
    document = docx.Document(io.BytesIO(content))
    levels = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption"} <= levels
    captioned = [table for table in document.tables if len(table.columns) > 2]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in captioned)
    captions = [p for p in document.paragraphs if p.text.startswith("Tabel ")]
    assert len(captions) == len(captioned)
    assert "SEQ Tabel" in document.element.xml
    assert (round(document.sections[0].page_width.cm), document.styles["Normal"].font.name) == (
        21,
        "Liberation Sans",
    )
    assert "NUMPAGES" in document.sections[0].footer._element.xml


def test_the_workbook_has_a_sheet_a_view(material):
    """Every measure on each sheet of measures; Dutch headers; the answers and the steps."""
    sheets = cells_of(plan_xlsx(material))
    assert list(sheets) == [
        "Maatregelen",
        "Van gesprek tot maatregel",
        "Per actor",
        "Per thema",
        "Per periode",
        "Antwoorden",
        "Voortgang",
        "Nog niet opgenomen",
        "Al aangeboden",
        "Leeswijzer",
    ]
    for name in ("Maatregelen", "Van gesprek tot maatregel", "Per thema", "Per periode"):
        assert {"M001", "M002", "M003"} <= {cell for row in sheets[name] for cell in row}
    headers = {cell for rows in sheets.values() for cell in rows[0]}
    assert not [name for name in headers if "_" in name]
    assert sheets["Antwoorden"][1][2:7] == [
        "stad (dienst Wijken)", "ja", "deels", "Eerst een proef.", "de schepen",
    ]  # fmt: skip
    assert sheets["Voortgang"][1][-1] == "De eerste bus reed."
    left = {row[1] for row in sheets["Nog niet opgenomen"][1:]}
    assert left == set(material.joined.loc[_is_left(material), "text"])
    assert any("fictief" in str(cell) for row in sheets["Leeswijzer"] for cell in row)


def _is_left(material):
    taken = set().union(*(found.fragment_ids for found in material.found.values()))
    joined = material.joined
    return (joined["category"] == "suggestie") & ~joined["fragment_id"].isin(taken)


def test_figures_on_few_persons_are_in_neither(material):
    """One person behind a measure: no count in the workbook, no number in the sentence."""
    rows = cells_of(plan_xlsx(material))["Van gesprek tot maatregel"]
    mine = next(row for row in rows if row[0] == "M003")
    assert mine[-4:] == [None] * 4
    assert "minder dan 5 mensen" in mine[2]
    assert next(row for row in rows if row[0] == "M001")[-1] > 4


def test_the_person_in_charge_is_for_the_actors_and_the_private_note_for_nobody(material):
    """Who follows it up stands in both; the note of the project group in neither."""
    words = words_of(plan_docx(material))
    cells = str(cells_of(plan_xlsx(material)))
    assert CITY.person in words
    assert CITY.person in cells
    assert SECRET not in words + cells


def test_no_text_of_people_becomes_a_formula(material):
    """A title that starts with = is a text."""
    book = load_workbook(io.BytesIO(plan_xlsx(material)))
    found = [c for sheet in book for row in sheet for c in row if str(c.value).startswith("=1+1")]
    assert found
    assert all(cell.data_type == "s" for cell in found)


def test_equal_material_gives_equal_bytes(material):
    """Times in the files are those of the run."""
    assert plan_docx(material) == plan_docx(material)
    assert plan_xlsx(material) == plan_xlsx(material)


def test_strange_characters_do_not_break_a_document(tmp_path, log):
    """What a document cannot hold is left out."""
    tables = make_tables(30)
    fields = some_fields(title="Een bel\x0b\x07 & een <bank>", what="regel\n\ntwee\x00")
    create_measure(log, "An", fields, Evidence())
    add_progress(log, "An", "M001", Progress(an_answer().date, "klaar\x1f"))
    words = words_of(plan_docx(material_of(tmp_path / "processed", tables, log)))
    assert "Een bel & een <bank>" in words


@pytest.mark.parametrize("n_fragments", [0, 1, 60])
def test_a_plan_without_measures_says_how_to_begin(tmp_path, log, n_fragments):
    """Also where nothing, or hardly anything, was heard."""
    material = material_of(tmp_path / "processed", make_tables(n_fragments), log)
    assert "Er is nog geen enkele maatregel" in words_of(plan_docx(material))
    assert cells_of(plan_xlsx(material))["Maatregelen"][0][0] == "nr"
