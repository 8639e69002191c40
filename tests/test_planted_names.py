"""No private person can be recognised in anything that is written or said."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile

import docx
import nbformat
import openpyxl
import pandas as pd
import pytest

from pipeline.decisions import Decision, DecisionLog, Kind
from pipeline.decisions.entry import IS_NAME
from pipeline.outputs import Wanted, write_output
from pipeline.plan.evidence import refer
from pipeline.plan.record import create_measure
from pipeline.schema import TABLES
from pipeline.store import RunStore
from tests.conftest import EXAMPLE, ROOT, settings_in, warm_store
from tests.explorer_room import open_page, words_on
from tests.plans import joined_of, some_fields
from tests.test_explorer_pages import PAGES

pytestmark = pytest.mark.slow

PLANTED = (
    "Fatma",
    "Yılmaz",
    "Verhoeven",
    "Antonella",
    "0478 31 56 02",
    "0478/31.56.02",
    "fatma.y@telenet.be",
    "BE71 0961 2345 6769",
    "94.03.11-237.58",
    "Stalenstraat 118",
    "1-ABC-234",
    "Els Demir",
    "Hasan",
    "Katarzyna",
    "Giuseppe",
    "Mehmet",
    "Souad",
    "Godelieve",
    "Panagiotis",
    "Yilmaz",
    "Kwibbelaar",
)


LOG_FILE = "beslissingen.sqlite"
OUTPUTS = (
    ("actieplan", "plan.docx"),
    ("actieplan", "plan.xlsx"),
    ("eerste-terugkoppeling", "hoorden.pptx"),
    ("eerste-terugkoppeling", "hoorden.html"),
    ("terugkoppeling", "bladzijden"),
    ("brieven", "brieven"),
)


def plant_in_fields(book):
    """Names in numbers, techniques, trades, years, profiles and headings, in every case."""
    sheet = book.create_sheet("KATARZYNA en giuseppe")
    known = [
        "Gesprek",
        "Datum",
        "Wijk",
        "Techniek",
        "Werk",
        "Jaren in Genk",
        "Herkomst",
        "Leeftijd",
    ]
    sheet.append([*known, "Notitie", "mening van mehmet", "MEVR. YILMAZ"])
    strange = (
        ["Hasan-1", "02/09/2009", "bij Souad", "koffie bij Hasan", "kuist bij mevrouw godelieve"],
        ["HASAN", "hasan", "SOUAD", "bellen met SOUAD", "bakkerij van meneer PANAGIOTIS"],
        ["ALI-3", "03/09/2009", "Kolderbos", "hasan thuis", "poetst voor Giuseppe"],
    )
    for row in strange:
        more = ["sinds Panagiotis er is", "vrouw van mehmet", "zoals katarzyna"]
        text = f"Er is te weinig groen in de wijk, nummer {row[0][-1].lower()} van de lijst."
        sheet.append([*row, *more, text, "met giuseppe besproken", "akkoord"])


def plant(raw):
    """Deliveries with names where people put them: text, file name, columns, sheet, headings."""
    raw.mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Fatma Yılmaz"
    sheet.append(["Gesprek", "Datum", "Naam deelnemer", "Wie belde", "Notitie", "Fatma Yılmaz"])
    rows = (
        "Mevrouw Fatma Yılmaz belt ons op 0478 31 56 02 als de bus niet komt.",
        "Schrijf naar fatma.y@telenet.be of stort op BE71 0961 2345 6769 voor het feest.",
        "Haar nummer is 94.03.11-237.58 en ze woont in de Stalenstraat 118.",
        "De auto met plaat 1-ABC-234 van meneer Verhoeven staat altijd op het voetpad.",
        "Els Demir schreef dit op na een lang gesprek over de school.",
        "De sleutel van de zaal ligt bij Kwibbelaar, dat weet iedereen.",
    )
    for number, text in enumerate(rows, start=1):
        sheet.append(
            [f"U06-{number:03d}", "12/09/2009", "Fatma Yılmaz", "mevr. Verhoeven", text, "x"]
        )
    sheet.append(["U06-009", "Fatma Yılmaz", "", "", "", ""])
    plant_in_fields(book)
    book.save(raw / "gesprekken met Fatma Yılmaz.xlsx")
    document = docx.Document()
    document.add_heading("Gesprek met Antonella Verhoeven", 1)
    document.add_paragraph("Datum: 02/10/2009. Wijk: bij Fatma Yılmaz thuis.")
    document.add_heading("Frustraties", 2)
    document.add_paragraph("Tante Antonella wacht al 2 jaar op een woning. Bel 0478/31.56.02.")
    document.save(raw / "verslag Els Demir.docx")
    (raw / "Fatma Yılmaz.jpg").write_bytes(b"\xff\xd8\xff geen notities")
    (raw / "mail van Antonella.txt").write_text(
        "Van: Antonella Verhoeven <fatma.y@telenet.be>\nOnderwerp: gesprek met Fatma Yılmaz\n\n"
        "Gesprek: U06-020\nDatum: 12/10/2009\n\nDe speeltuin is nog altijd niet hersteld.\n\n"
        "Groetjes,\nAntonella Verhoeven\n",
        encoding="utf-8",
    )
    registry = openpyxl.load_workbook(EXAMPLE / "uitdagers.xlsx")
    table = registry.active
    job = next(c.column for c in table[1] if c.value and "passie" in str(c.value).casefold())
    table.cell(2, job, "kookt voor tante GODELIEVE")
    table.cell(3, job, "helpt in de winkel van hasan")
    registry.save(raw / "uitdagers.xlsx")
    (raw / "bevolking.csv").write_text(
        "kenmerk;waarde;aandeel;bron\ngeslacht;v;0,5;cijfers van Souad van de dienst bevolking\n",
        encoding="utf-8",
    )


def places(folder):
    """The folders of this campaign, as the environment tells them."""
    names = {"DECISIONS": "decisions", "PROCESSED": "processed", "RAW": "raw"}
    return {f"GENKS_PATHS__{name}": str(folder / place) for name, place in names.items()}


def genks(*arguments, folder):
    """What the command says, on both channels, also where it refuses."""
    command = [sys.executable, "-m", "pipeline", *arguments, "--settings", str(ROOT / "genks.toml")]
    environment = os.environ | places(folder)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=folder
    )
    return done.stdout + done.stderr


def decide_on_every_doubt(folder, run):
    """Each doubtful word is a name, says somebody."""
    log = DecisionLog(folder / "decisions" / LOG_FILE)
    for row in run.table("doubts").itertuples():
        log.append(Decision("An", Kind.WORD, row.word_id, row.action, IS_NAME))


def refusals(folder):
    """What is said of deliveries, runs and settings that are no good."""
    bad = folder / "slecht"
    bad.mkdir()
    shutil.copytree(folder / "processed" / "cache", folder / "elders" / "cache")
    (bad / "brief van Fatma Yılmaz.xlsx").write_bytes(b"Fatma Yilmaz, 0478 31 56 02")
    wrong = ("--publiceer", "R0009-weg")
    yield genks("run", "--raw", str(bad), "--out", str(folder / "elders"), folder=folder)
    yield genks("runs", *wrong, folder=folder)
    yield genks("run", "--raw", str(folder / "nergens"), "--json", folder=folder)
    yield genks("export", "brieven", "--out", str(folder / "raw"), folder=folder)


def pages(folder):
    """What each page of the explorer shows, and its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GENKS_SETTINGS", str(ROOT / "genks.toml"))
        for name, value in places(folder).items():
            patch.setenv(name, value)
        for name in PAGES:
            app = open_page(name)
            assert not app.exception, name
            yield name, f"{words_on(app)}\n{app.main!r}\n{dict(app.query_params)}"


def notebooks(folder):
    """The notebooks as they are once executed on this campaign."""
    from nbclient import NotebookClient

    with pytest.MonkeyPatch.context() as patch:
        for name, value in places(folder).items():
            patch.setenv(name, value)
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            notebook = nbformat.read(path, as_version=4)
            here = {"metadata": {"path": str(ROOT)}}
            NotebookClient(notebook, timeout=120, resources=here).execute()
            yield path.stem, nbformat.writes(notebook)


def plan_on_everything(folder, run):
    """A measure that rests on every fragment, with all of them chosen for everyone to read."""
    joined = joined_of({name: run.table(name) for name in TABLES})
    fields = some_fields(public_quotes=tuple(joined["fragment_id"]))
    create_measure(
        DecisionLog(folder / "decisions" / LOG_FILE), "An", fields, refer(joined, joined)
    )


def contents(path):
    """What stands in a file, as a reader would see it."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    if path.suffix in {".docx", ".pptx"}:
        with zipfile.ZipFile(path) as parts:
            texts = b"\n".join(map(parts.read, parts.namelist())).decode("utf-8", "ignore")
        return texts + re.sub("<[^>]+>", "", texts)  # with what is said of pictures
    return ""


@pytest.fixture(scope="module")
def written(tmp_path_factory, warm_cache):
    """Everything that a run and an export said and wrote, as text by its origin."""
    folder = tmp_path_factory.mktemp("planted")
    warm_store(folder, warm_cache)
    plant(folder / "raw")
    said = genks("run", folder=folder)
    decide_on_every_doubt(folder, RunStore(folder / "processed").current())
    said += genks("run", "--json", folder=folder)
    run = RunStore(folder / "processed").current()
    plan_on_everything(folder, run)
    said += genks("export", "--out", str(folder / "export"), folder=folder)
    said += genks("runs", "--json", folder=folder)
    texts = {"the terminal": said}
    texts |= {f"refusal {i}": text for i, text in enumerate(refusals(folder))}
    texts |= {f"page {name}": text for name, text in pages(folder)}
    texts |= {f"notebook {name}": text for name, text in notebooks(folder)}
    settings = settings_in(folder, GENKS_PATHS__PROCESSED=str(folder / "processed"))
    for what, name in OUTPUTS:
        write_output(settings, Wanted(what, folder / "export" / name))
    assert run.manifest.counts["notes"] >= 7
    for name in TABLES:
        texts[f"table {name}"] = pd.read_parquet(run.folder / f"{name}.parquet").to_csv()
    for root in ("processed", "decisions", "export", "elders"):
        for path in (folder / root).rglob("*"):
            texts[f"name of {path.name}"] = path.name
            if path.is_file():
                texts[f"bytes of {path.name}"] = path.read_bytes().decode("utf-8", errors="ignore")
                texts[f"contents of {path.name}"] = contents(path)
    return texts


def test_a_number_that_is_a_first_name_is_no_number(written):
    """ALI-3 and Hasan-1 get a neutral number, U06-001 stays."""
    assert "ALI-3" not in written["table conversations"]
    assert "U06-001" in written["table conversations"]


def test_what_was_looked_through_was_there(written):
    """Refusals, pages and notebooks said something; the doubtful word was found and decided."""
    assert all(text.strip() for origin, text in written.items() if origin.startswith("refusal"))
    assert "Welke woorden zijn namen" in written["page namen"]
    assert "output_type" in written["notebook 01_verkenning"]
    assert "een woord dat weg was, is een naam" in written["page logboek"]


def test_what_stood_there_is_shown_on_request_and_kept_nowhere(tmp_path, warm_cache, capfd, caplog):
    """The page reads the deliveries; no file of the campaign has the word or changes."""
    (tmp_path / "raw").mkdir()
    warm_store(tmp_path, warm_cache)
    note = "gesprek;datum;notitie\nU01-1;12/09/2009;De sleutel ligt bij Kwibbelaar van hiernaast.\n"
    (tmp_path / "raw" / "U01.csv").write_text(note, encoding="utf-8")
    genks("run", folder=tmp_path)
    before = {path: path.read_bytes() for path in kept_files(tmp_path)}
    (row,) = RunStore(tmp_path / "processed").current().table("doubts").itertuples()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GENKS_SETTINGS", str(ROOT / "genks.toml"))
        for name, value in places(tmp_path).items():
            patch.setenv(name, value)
        app = open_page("namen", who="An")
        app.button(key=f"namen.toon.{row.word_id}").click().run()
        assert "Er stond “Kwibbelaar”" in words_on(app)
        assert "Kwibbelaar" not in f"{dict(app.query_params)}{app.session_state!r}"
        assert "Kwibbelaar" not in words_on(app.run())
    after = {path: path.read_bytes() for path in kept_files(tmp_path)}
    assert before == after
    assert not any(b"wibbelaar" in content for content in after.values())
    assert "wibbelaar" not in "".join(capfd.readouterr()) + caplog.text


def kept_files(folder):
    """What this campaign keeps beside its deliveries; not what the sidebar remembers."""
    found = (path for root in ("processed", "decisions") for path in (folder / root).rglob("*"))
    return [path for path in found if path.is_file() and "run" in path.as_posix()]


@pytest.mark.parametrize("secret", PLANTED)
def test_a_planted_person_appears_nowhere(written, secret):
    """Not in a table, cache, export, message, file name or spreadsheet cell, in any case."""
    places = [origin for origin, text in written.items() if secret.casefold() in text.casefold()]
    assert places == []


def test_the_plan_and_its_letters_were_looked_through(written):
    """What leaves with the plan is there, with the story in it."""
    for name in ("plan.docx", "plan.xlsx", "brief-U06.docx"):
        assert "Een nachtbus op vrijdag en zaterdag" in written[f"contents of {name}"]
    assert "speeltuin" in written["bytes of maatregel-m001.html"]
    assert "[naam 1]" in written["bytes of maatregel-m001.html"]


def test_what_is_not_personal_is_kept(written):
    """The street without its number and the story itself are still there."""
    assert "Stalenstraat" in written["table notes"] or "[adres]" in written["table notes"]
    assert "speeltuin" in written["table notes"]
    assert "voetpad" in written["table fragments"]
