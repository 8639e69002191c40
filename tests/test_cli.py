"""The `genks` command: Dutch answers, exit codes that mean something, JSON for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.ingest.registry import read_registry
from pipeline.settings import load_settings
from tests.conftest import ROOT, copy_deliveries, warm_store
from tests.runs import make_tables, publish_run

pytestmark = pytest.mark.slow  # commands on whole runs


@pytest.fixture
def genks(tmp_path, monkeypatch):
    """Runs the command with the example's settings and folders of the test's own."""
    monkeypatch.setenv("GENKS_PATHS__PROCESSED", str(tmp_path / "processed"))
    monkeypatch.setenv("GENKS_PATHS__DECISIONS", str(tmp_path / "decisions"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        with_settings = [*arguments, "--settings", str(ROOT / "genks.toml")]
        return CliRunner().invoke(app, with_settings)

    return call


def test_a_wrong_setting_names_key_and_remedy(tmp_path):
    """Exit code 2 and a message with the key, the value and what to do, no traceback."""
    file = tmp_path / "genks.toml"
    file.write_text("[themes]\nmin_size = 0\nkleur = 'rood'\n", encoding="utf-8")
    answer = CliRunner().invoke(app, ["runs", "--settings", str(file)])
    assert answer.exit_code == 2
    assert "themes.min_size is 0; gebruik 2 of meer" in answer.output
    assert "onbekende sleutel themes.kleur" in answer.output


def test_without_a_run_it_says_how_to_begin(genks):
    """The list of runs is empty and says what to do; an export is an error."""
    assert "genks run" in genks("runs").output
    answer = genks("export", "--out", "uit")
    assert answer.exit_code == 2
    assert "genks run" in answer.output


def test_runs_are_listed_compared_and_published_again(genks, tmp_path):
    """Newest first with the published one marked; two runs side by side; back to an earlier."""
    publish_run(tmp_path / "processed", make_tables(6), "R0001-aaaaaaaa")
    publish_run(tmp_path / "processed", make_tables(9), "R0002-bbbbbbbb")
    rows = json.loads(genks("runs", "--json").output)
    assert [row["run"] for row in rows] == ["R0002-bbbbbbbb", "R0001-aaaaaaaa"]
    assert rows[0]["gepubliceerd"] == "ja"
    compared = genks("runs", "--vergelijk", "R0001-aaaaaaaa", "R0002-bbbbbbbb", "--json")
    assert json.loads(compared.output)["tellingen"][0]["verschil"] == 0
    assert "kwamen er 3 fragmenten bij" in json.loads(compared.output)["zin"]
    assert genks("runs", "--publiceer", "R0001-aaaaaaaa").exit_code == 0
    assert json.loads(genks("runs", "--json").output)[1]["gepubliceerd"] == "ja"
    assert genks("runs", "--publiceer", "R0009-cccccccc").exit_code == 2


def test_a_damaged_run_is_listed_as_such(genks, tmp_path):
    """One run that cannot be read does not hide the others."""
    publish_run(tmp_path / "processed", make_tables(6), "R0001-aaaaaaaa")
    publish_run(tmp_path / "processed", make_tables(6), "R0002-bbbbbbbb")
    manifest = tmp_path / "processed" / "runs" / "R0001-aaaaaaaa" / "manifest.json"
    manifest.write_text("{", encoding="utf-8")
    rows = json.loads(genks("runs", "--json").output)
    assert [row["gepubliceerd"] for row in rows] == ["ja", "niet leesbaar"]


def test_the_registry_is_no_delivery(genks, tmp_path):
    """Named one by one, registry and reference figures are left out; a file twice is one."""
    raw = copy_deliveries(tmp_path / "raw", ("U09_mail.txt",))
    paths = [str(path) for path in raw.iterdir()]
    record = json.loads(genks("check", *paths, paths[0], "--json").output)
    assert record["counts"]["files"] == 1


def test_a_campaign_starts_with_its_period(tmp_path):
    """Title and period given on the command line stand in the settings."""
    arguments = ["start", "stad", "--map", str(tmp_path), "--titel", "Hoor ons"]
    answer = CliRunner().invoke(app, [*arguments, "--van", "2027-01-01", "--tot", "2027-06-30"])
    assert answer.exit_code == 0, answer.output
    campaign = load_settings(tmp_path / "stad" / "genks.toml", {}).campaign
    assert (campaign.title, campaign.end.isoformat()) == ("Hoor ons", "2027-06-30")


def test_a_check_of_good_files_counts_them(genks, tmp_path):
    """Notes and conversations a file, exit code 0, nothing written."""
    raw = copy_deliveries(tmp_path / "raw", ("U09_mail.txt",))
    answer = genks("check", str(raw), "--json")
    assert answer.exit_code == 0
    record = json.loads(answer.output)
    assert record["counts"]["notes_rejected"] == 0
    assert record["per_file"][0]["n_notes"] == record["counts"]["notes"] > 10
    assert not (tmp_path / "processed").exists()


def test_a_check_of_a_bad_file_fails_with_the_reason(genks, tmp_path):
    """Exit code 1 and the file by the name that the user gave, with what to do."""
    bad = tmp_path / "geen_excel.xlsx"
    bad.write_text("dit is geen werkboek", encoding="utf-8")
    answer = genks("check", str(bad))
    assert answer.exit_code == 1
    assert "geen_excel.xlsx" in answer.output


def test_a_check_of_a_missing_file_says_so(genks):
    """A wrong path is a mistake of the user, not a crash."""
    answer = genks("check", "bestaat-niet.xlsx")
    assert answer.exit_code == 2
    assert "bestaat niet" in answer.output


def test_an_empty_folder_says_what_to_put_there(genks, tmp_path):
    """A run without deliveries explains what it needs; as JSON for a script."""
    (tmp_path / "leeg").mkdir()
    answer = genks("run", "--raw", str(tmp_path / "leeg"), "--json")
    assert answer.exit_code == 2
    assert "leeg" in json.loads(answer.stdout)["error"]


@pytest.mark.parametrize(
    ("what", "name", "begin"),
    [
        ("actieplan", "plan.docx", b"PK"),
        ("actieplan", "plan.xlsx", b"PK"),
        ("eerste-terugkoppeling", "hoorden.html", b"<!doctype html>"),
        pytest.param("eerste-terugkoppeling", "hoorden.pptx", b"PK", marks=pytest.mark.slow),
    ],
)
def test_a_file_is_what_its_suffix_says(genks, tmp_path, what, name, begin):
    """A document, workbook, page or slides; its folder is made; a script gets the path."""
    publish_run(tmp_path / "processed", make_tables(30))
    answer = genks("export", what, "--out", f"uit/{name}", "--json")
    assert json.loads(answer.output)["files"] == [str(Path("uit") / name)]
    assert (tmp_path / "uit" / name).read_bytes().lower().startswith(begin.lower())


@pytest.mark.parametrize(
    ("what", "out", "said"),
    [
        ("actieplan", "plan.pdf", ".docx of .xlsx"),
        ("actieplan", "decisions/plan.docx", "daarbuiten"),
        ("actieplan", "processed/plan.docx", "daarbuiten"),
        ("eerste-terugkoppeling", "hoorden.docx", "PowerPoint"),
        ("eerste-terugkoppeling", "processed/hoorden.pptx", "daarbuiten"),
        ("plannen", "plan.docx", "kies uit actieplan"),
    ],
)
def test_an_export_that_cannot_be_says_what_can(genks, tmp_path, what, out, said):
    """A wrong word, suffix or place is a mistake that a user can mend; nothing is written."""
    publish_run(tmp_path / "processed", make_tables(6))
    answer = genks("export", what, "--out", out)
    assert answer.exit_code == 2
    assert said in answer.output.replace("\n", " ")
    assert not (tmp_path / out).exists()


def test_the_pages_for_everyone_are_a_folder(genks, tmp_path):
    """The first page stands in it; a file of that name is refused."""
    publish_run(tmp_path / "processed", make_tables(30))
    assert "1 bestand staat in uit" in genks("export", "terugkoppeling", "--out", "uit").output
    assert (tmp_path / "uit" / "index.html").is_file()
    answer = genks("export", "terugkoppeling", "--out", "uit/index.html")
    assert answer.exit_code == 2
    assert "geef bij --out een map" in answer.output.replace("\n", " ")


def test_letters_take_names_from_the_registry_at_print_time(genks, tmp_path, monkeypatch):
    """Only where asked, and never among what is kept."""
    raw = copy_deliveries(tmp_path / "raw", ())
    monkeypatch.setenv("GENKS_PATHS__RAW", str(raw))
    publish_run(tmp_path / "processed", make_tables(30))
    name = next(key for key, code in read_registry(raw / "uitdagers.xlsx").names.items()
                if code == "U01")  # fmt: skip
    assert genks("export", "brieven", "--out", "zonder").exit_code == 0
    assert genks("export", "brieven", "--met-namen", "--out", "met").exit_code == 0
    letters = [
        docx.Document(str(tmp_path / folder / "brief-U01.docx")) for folder in ("zonder", "met")
    ]
    named = [any(name in one.text for one in letter.paragraphs) for letter in letters]
    assert named == [False, True]
    for kept in ("processed/brieven", "decisions/brieven", "raw/brieven"):
        answer = genks("export", "brieven", "--met-namen", "--out", kept)
        assert answer.exit_code == 2
        assert "daarbuiten" in answer.output.replace("\n", " ")
        assert not (tmp_path / kept).exists()


def test_names_need_a_registry_and_letters(genks, tmp_path, monkeypatch):
    """Without the list, or for another output, nothing is written and the remedy is told."""
    publish_run(tmp_path / "processed", make_tables(6))
    (tmp_path / "raw").mkdir()
    monkeypatch.setenv("GENKS_PATHS__RAW", str(tmp_path / "raw"))
    answer = genks("export", "brieven", "--met-namen", "--out", "uit")
    assert answer.exit_code == 2
    assert "uitdagers.xlsx" in answer.output
    assert genks("export", "actieplan", "--met-namen", "--out", "plan.docx").exit_code == 2
    assert not (tmp_path / "uit").exists()


def test_a_folder_is_no_file_and_a_file_no_folder(genks, tmp_path):
    """Each is said in words."""
    publish_run(tmp_path / "processed", make_tables(6))
    (tmp_path / "map.docx").mkdir()
    (tmp_path / "bestand").write_text("van mij", encoding="utf-8")
    assert "is een map" in genks("export", "actieplan", "--out", "map.docx").output
    assert "is een bestand" in genks("export", "--out", "bestand").output
    assert (tmp_path / "bestand").read_text(encoding="utf-8") == "van mij"


@pytest.mark.slow
def test_a_run_then_an_export(genks, tmp_path, warm_cache):
    """From deliveries to files on disk, with progress as JSON lines in between."""
    warm_store(tmp_path, warm_cache)
    raw = copy_deliveries(tmp_path / "raw", ("U09_mail.txt", "U13_export.csv"))
    answer = genks("run", "--raw", str(raw), "--json")
    assert answer.exit_code == 0, answer.output
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert lines[0] == {"stage": "inlezen", "done": 0, "total": 1}
    assert lines[-1]["result"]["counts"]["files"] == 2
    assert genks("export", "--out", str(tmp_path / "uit")).exit_code == 0
    written = [path.suffix for path in (tmp_path / "uit").rglob("*") if path.is_file()]
    assert {".png", ".svg", ".xlsx", ".csv"} <= set(written)


@pytest.mark.slow
@pytest.mark.usefixtures("few_notes")
def test_evaluate_prints_measured_figures(genks, tmp_path, warm_cache):
    """Macro-F1 of each label, out of fold, above chance; boundaries by three ways of cutting."""
    warm_store(tmp_path, warm_cache)
    record = json.loads(genks("evaluate", "--json").output)
    for label, chance in (("category", 0.25), ("valence", 0.33), ("actor", 0.2)):
        assert record[label]["macro_f1"] > 1.5 * chance
    cut = record["boundaries"]
    assert cut["unseen"]["f1"] > cut["every_sentence"]["f1"]
