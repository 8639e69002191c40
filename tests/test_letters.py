"""A letter to each neighbourhood and each uitdager: what became of it, and nothing of others."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from pipeline.decisions import DecisionLog
from pipeline.export.fed import fed_by_neighbourhood
from pipeline.export.letters import letters_zip, write_letters
from pipeline.plan.evidence import refer
from pipeline.plan.measures import Evidence, Fields
from pipeline.plan.record import create_measure, give_answer
from pipeline.schema import MeasureStatus
from tests.plans import CITY, an_answer, joined_of, material_of, some_fields
from tests.runs import NEIGHBOURHOODS, make_tables

pytestmark = pytest.mark.slow  # whole documents

NOTE, BY = "EERST DE SCHEPEN OVERTUIGEN", "schepen Panagiotis"
ALONE = "Driehoeven"


@pytest.fixture(scope="module")
def tables():
    """A run with a neighbourhood where a single person spoke."""
    tables = make_tables(120)
    tables["conversations"].loc[0, ["neighbourhood", "participants"]] = [ALONE, 1]
    return tables


@pytest.fixture(scope="module")
def material(tmp_path_factory, tables):
    """What U03 wrote is in no measure, what U01 wrote in one that was stopped."""
    folder = tmp_path_factory.mktemp("brieven")
    log, joined = DecisionLog(folder / "log.sqlite"), joined_of(tables)
    others = joined[~joined["uitdager_id"].isin(["U01", "U03"])]
    fields = some_fields(private_note=NOTE, status=MeasureStatus.RUNNING)
    create_measure(log, "Souad", fields, refer(others, joined))
    stopped = some_fields(title="Een bank aan elke halte", status=MeasureStatus.STOPPED)
    mine = joined[joined["uitdager_id"] == "U01"]
    second = create_measure(log, "Souad", stopped, refer(mine, joined))
    answer = an_answer(reason="Daar is geen geld voor.", by=BY)
    give_answer(log, "Souad", second, answer, seen=log.read()[-1].decision_id)
    create_measure(log, "Souad", Fields("Uit het niets", neighbourhoods=NEIGHBOURHOODS), Evidence())
    return material_of(folder / "processed", tables, log)


def text_of(content):
    document = docx.Document(io.BytesIO(content))
    footer = document.sections[0].footer.paragraphs
    return "\n".join(paragraph.text for paragraph in [*document.paragraphs, *footer])


@pytest.fixture(scope="module")
def letters(material):
    """The text of each letter, by its file name."""
    with zipfile.ZipFile(io.BytesIO(letters_zip(material))) as archive:
        return {name: text_of(archive.read(name)) for name in archive.namelist()}


def test_each_neighbourhood_and_each_uitdager_gets_one(material, letters):
    """By code, and by the name of the neighbourhood as a file name takes it."""
    joined = material.joined
    codes = {f"brief-{code}.docx" for code in joined["uitdager_id"].dropna()}
    places = {f"brief-wijk-{name.lower()}.docx" for name in joined["neighbourhood"].dropna()}
    assert set(letters) == codes | places
    assert all("voorbeelddata, fictief" in text for text in letters.values())


def test_a_letter_says_what_became_of_each_measure(letters):
    """Status, answer with reason and date, what is awaited, and what comes."""
    text = letters["brief-U02.docx"]
    assert "Beste uitdager," in text
    assert "Ze hielpen mee aan 1 maatregel." in text
    assert "Hier wordt nu aan gewerkt." in text
    assert "De stad (dienst Wijken): nog geen antwoord." in text
    assert "Wanneer: 1 maart 2010 tot 30 juni 2010." in text
    assert "Uit het niets" not in text
    stopped = letters["brief-U01.docx"]
    assert "Dit is stopgezet" in stopped
    assert (
        "Kunnen ze het? Ja. Willen ze het? Deels. Daar is geen geld voor. (1 februari 2010)"
        in stopped
    )


def test_where_nothing_came_of_it_that_is_said_kindly(letters):
    """It is read and kept, and may still be taken up."""
    text = letters["brief-U03.docx"]
    assert "kwam tot nu toe geen maatregel" in text
    assert "gelezen en bewaard" in text
    assert re.search(r"Van jou bewaren we \d+ suggestie", text)


def test_an_uitdager_reads_the_numbers_of_own_conversations_only(letters, material):
    """None of another uitdager, and none in the letter of a neighbourhood."""
    numbers = set(material.joined["conversation_id"])
    for name, text in letters.items():
        code = name.removeprefix("brief-").removesuffix(".docx")
        found = {number for number in numbers if number in text}
        assert {number for number in found if not number.startswith(f"{code}-")} == set()
    assert any(number in letters["brief-U02.docx"] for number in numbers)


def test_a_neighbourhood_reads_no_figure_on_few_persons(letters, material):
    """Every count of persons is one that everyone may know (`fed`), none is under five."""
    fed = fed_by_neighbourhood(material)
    for place in fed.apart:
        text = letters[f"brief-wijk-{place.lower()}.docx"]
        said = {int(n) for n in re.findall(r"met (\d+) mens", text)}
        cells = fed.measures_of(place).values()
        assert said == {fed.totals[place].persons, *(cell.persons for cell in cells)}
        assert min(said) >= 5


def test_a_neighbourhood_of_few_persons_is_not_told_which_measures_it_fed(letters):
    """One person spoke there: no figure, and all measures of the city."""
    text = letters[f"brief-wijk-{ALONE.lower()}.docx"]
    assert not re.search(r"\d+ (gesprek|mens)", text)
    assert "niemand herkend" in text
    assert "Uit het niets" in text


def test_what_is_planned_in_a_neighbourhood_is_told_there(letters, material):
    """Also where its conversations did not ask for it."""
    for place in fed_by_neighbourhood(material).apart:
        text = letters[f"brief-wijk-{place.lower()}.docx"]
        assert "In jullie wijk is ook dit gepland: Uit het niets." in text


def test_no_person_is_in_any_letter(letters):
    """Not who follows a measure up, who answered, who typed, nor the private note."""
    everything = "\n".join(letters.values())
    for secret in (CITY.person, NOTE, BY, "Panagiotis", "Souad"):
        assert secret not in everything


def test_a_name_stands_in_the_letter_of_its_code_and_in_no_file_name(tmp_path, material):
    """Filled in when it is printed; who has none is addressed by code."""
    paths = write_letters(material, tmp_path / "uit", {"U02": "Zoë Aerts"})
    assert not [path for path in paths if "Zo" in path.name]
    named = [path.name for path in paths if "Zoë Aerts" in text_of(path.read_bytes())]
    assert named == ["brief-U02.docx"]
    text = text_of((tmp_path / "uit" / "brief-U02.docx").read_bytes())
    assert "Beste Zoë Aerts," in text
    assert "Aan Zoë Aerts (U02)" in text


def test_equal_material_gives_equal_bytes(material):
    """For a download: the same letters, the same bytes."""
    assert letters_zip(material) == letters_zip(material)


@pytest.mark.parametrize("n_fragments", [0, 1, 30])
def test_before_any_measure_a_letter_says_thanks(tmp_path, n_fragments):
    """And what happens now."""
    log = DecisionLog(tmp_path / "log.sqlite")
    material = material_of(tmp_path / "processed", make_tables(n_fragments), log)
    paths = write_letters(material, tmp_path / "uit")
    assert bool(paths) == bool(n_fragments)
    for path in paths:
        text = text_of(path.read_bytes())
        assert "Dank je wel." in text
        assert "Er zijn nog geen maatregelen." in text
