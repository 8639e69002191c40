"""Files from the browser are kept safely beside the others, and a run is followed to its end."""

from __future__ import annotations

import json

import pytest

from explorer.runner import forget_run, read_progress
from explorer.uploads import Upload, keep, preview, safe_name
from pipeline.settings import load_settings
from tests.explorer_room import make_campaign, open_page, words_on

CSV = "gesprek;datum;wijk;notitie\nU01-001;12/09/2009;Winterslag;De bus komt altijd te laat.\n"


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A campaign on which nothing was run yet."""
    make_campaign(tmp_path, monkeypatch)
    return load_settings(tmp_path / "genks.toml")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\map\\verslag.XLSX", "verslag.xlsx"),
        (".verborgen.csv", "verborgen.csv"),
        ("a<b>|c?.csv", "a_b_c_.csv"),
        ("", "aanlevering"),
    ],
)
def test_a_name_becomes_a_plain_file_name(given, safe):
    """No folder, no hidden file, no strange mark survives."""
    assert safe_name(given) == safe


def test_an_upload_never_overwrites(settings):
    """Another content gets a name of its own; the same content is not kept twice."""
    first = keep([Upload("nota.csv", b"een")], settings)
    again = keep([Upload("andere naam.csv", b"een")], settings)
    other = keep([Upload("nota.csv", b"twee")], settings)
    raw = settings.path(settings.paths.raw)
    assert [one.stored for one in (*first, *again, *other)] == [True, False, True]
    assert {path.name: path.read_bytes() for path in raw.iterdir()} == {
        "nota.csv": b"een",
        "nota (2).csv": b"twee",
    }


@pytest.mark.parametrize("name", ["foto.png", "programma.exe", "uitdagers.xlsx"])
def test_what_is_no_delivery_is_not_kept(settings, name):
    """Another kind of file, or the registry itself, stays out, with the reason."""
    (kept,) = keep([Upload(name, b"x")], settings)
    assert not kept.stored
    assert kept.words.startswith("niet bewaard")
    assert not list(settings.path(settings.paths.raw).iterdir())


@pytest.mark.slow
def test_a_preview_says_what_would_be_read_and_keeps_nothing(settings):
    """Counts a file and reasons for what is refused; the raw folder stays as it was."""
    uploads = [Upload("export.csv", CSV.encode()), Upload("kapot.xlsx", b"geen werkboek")]
    found = preview(uploads, settings)
    assert found.counts["notes"] == 1
    assert found.files.set_index("file")["n_notes"]["export.csv"] == 1
    assert "kapot.xlsx" in found.rejects["file"].tolist()
    assert not list(settings.path(settings.paths.raw).iterdir())


def _write_log(settings, *lines):
    log = settings.path(settings.paths.processed) / "cache" / "verwerking.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


class _Process:
    """A process that is alive or over."""

    def __init__(self, code):
        self.code = code

    def poll(self):
        return self.code


def test_progress_goes_up_stage_by_stage(settings):
    """The share of all stages grows with each line."""
    assert not read_progress(settings, None).running
    shares = []
    for stage, done in (("inlezen", 1), ("inlezen", 4), ("thema's zoeken", 0), ("bewaren", 1)):
        _write_log(settings, {"stage": stage, "done": done, "total": 4})
        progress = read_progress(settings, _Process(None))
        assert progress.running
        shares.append(progress.share)
    assert shares == sorted(shares)
    assert shares[0] > 0
    assert shares[-1] < 1


def test_a_run_that_dies_is_told(settings):
    """A process that ends without a result is an error in Dutch, not a bar that stands still."""
    _write_log(settings, {"stage": "inlezen", "done": 1, "total": 4})
    assert "onverwacht gestopt" in read_progress(settings, _Process(-9)).error
    assert "onverwacht gestopt" in read_progress(settings, None).error
    forget_run(settings)
    assert not read_progress(settings, None).ended


def test_coming_back_shows_the_outcome(settings):
    """Who left the page finds the summary of the run, and the way to the overview."""
    result = {"run_id": "R0001-x", "is_new": True, "counts": {"files": 2, "notes": 5}}
    _write_log(settings, {"stage": "bewaren", "done": 1, "total": 1}, {"result": result})
    app = open_page("inlezen")
    assert not app.exception
    assert "R0001-x is gepubliceerd" in words_on(app)


def test_an_error_of_the_run_is_shown_as_it_is(settings):
    """The Dutch message of the pipeline reaches the screen."""
    _write_log(settings, {"error": "De map raw is leeg."})
    assert "De map raw is leeg." in words_on(open_page("inlezen"))
