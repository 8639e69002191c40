"""Runs on odd folders: a handful of notes, none at all, no registry beside them, only bad files."""

from __future__ import annotations

import shutil

import pytest

from pipeline.run import run
from tests.conftest import EXAMPLE, settings_in, warm_store

pytestmark = pytest.mark.slow

HEADER = "Gespreksnummer;Datum;Wijk;Notitie\n"


@pytest.fixture(autouse=True)
def _warm(tmp_path, warm_cache):
    warm_store(tmp_path, warm_cache)


def run_on(tmp_path, files):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, content in files.items():
        (raw / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return run(settings_in(tmp_path), raw, tmp_path / "processed").run


def test_one_note_is_a_run(tmp_path):
    """A single note: one fragment with labels, no theme, nothing rejected."""
    content = HEADER + "U01-001;12/09/2009;Centrum;De bus komt te laat.\n"
    published = run_on(tmp_path, {"een.csv": content})
    fragments = published.table("fragments")
    assert fragments["text"].tolist() == ["De bus komt te laat."]
    assert fragments["theme_id"].isna().all()
    assert published.table("rejects").empty
    assert published.table("uitdagers").empty


def test_only_bad_files_still_say_why(tmp_path):
    """No note at all: an empty run whose rejects name each file."""
    files = {"leeg.xlsx": b"", "foto.jpg": b"\xff\xd8\xff", "kapot.docx": b"PK\x03\x04"}
    published = run_on(tmp_path, files)
    assert published.table("fragments").empty
    assert published.table("rejects")["file"].nunique() == 3
    assert published.manifest.counts["files_rejected"] == 3


def test_more_notes_after_an_empty_run(tmp_path):
    """A first run without notes does not stand in the way of the next."""
    run_on(tmp_path, {"leeg.xlsx": b""})
    content = HEADER + "".join(
        f"U01-{i:03d};12/09/2009;Centrum;De bus komt te laat voor rit {i}.\n" for i in range(5)
    )
    (tmp_path / "raw" / "vijf.csv").write_text(content, encoding="utf-8")
    outcome = run(settings_in(tmp_path), tmp_path / "raw", tmp_path / "processed")
    assert len(outcome.run.table("fragments")) == 5


def test_a_campaign_that_began_with_a_few_notes_gets_its_themes(tmp_path):
    """A first run too small for themes freezes nothing: all fragments join the later discovery."""
    few = HEADER + "U01-001;12/09/2009;Centrum;De bus komt altijd te laat.\n"
    small = run_on(tmp_path, {"een.csv": few})
    assert small.table("themes").empty
    for uitdager in ("U10", "U11", "U22", "U31", "U37"):
        shutil.copy(EXAMPLE / f"{uitdager}_notities.xlsx", tmp_path / "raw")
    later = run(settings_in(tmp_path), tmp_path / "raw", tmp_path / "processed").run
    assert not later.table("themes").empty
    early = (
        later.table("fragments")
        .set_index("fragment_id")
        .loc[small.table("fragments")["fragment_id"]]
    )
    assert set(early["conversation_id"]) == {"U01-001"}


def test_a_copy_of_the_example_keeps_its_mark(tmp_path):
    """Files of the example under another folder or name are still called fictional."""
    content = (EXAMPLE / "U40_export.csv").read_bytes()
    assert run_on(tmp_path, {"andere naam.csv": content}).manifest.fictional


def test_another_campaign_is_not_called_fictional(tmp_path):
    """Only the example's own folder carries the mark."""
    content = HEADER + "U01-001;12/09/2009;Centrum;De bus komt te laat.\n"
    assert not run_on(tmp_path, {"een.csv": content}).manifest.fictional
