"""`genks evaluate` and the manifest tell what page Kwaliteit tells of coders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline.decisions import DecisionLog, State, fold, log_of
from pipeline.people import people_figures, report_people
from pipeline.run import run
from pipeline.settings import load_settings
from pipeline.store import RunStore
from tests.coders import make_codings, make_proposals, numbered
from tests.conftest import settings_in
from tests.explorer_room import files_of, make_campaign, place_run
from tests.runs import make_tables


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """A campaign with a run of 60 fragments that has proposals, and its tables."""
    make_campaign(tmp_path, monkeypatch)
    tables = make_tables(60)
    tables["proposals"] = make_proposals(tables["fragments"])
    place_run(tmp_path, files_of(tables))
    return tmp_path, tables


def test_before_anyone_coded_there_is_no_section(campaign):
    """Nothing to tell, and nothing is kept."""
    folder, tables = campaign
    assert report_people(load_settings(folder / "genks.toml")) is None
    assert people_figures(State(), tables) == {}


def test_the_terminal_tells_what_the_manifest_keeps(campaign):
    """The same figures by name, a table and sentences under MENSEN."""
    folder, tables = campaign
    said = make_codings(tables["fragments"], ("An", "Bert"))
    DecisionLog(folder / "decisions" / "beslissingen.sqlite").append_all(lambda _: said)
    report = report_people(load_settings(folder / "genks.toml"))
    assert report.record == people_figures(fold(numbered(said)), tables)
    assert report.record["actor_machine_n"] == 60
    assert report.lines[0] == "MENSEN"
    assert "60 fragmenten, waarvan 60 door twee mensen" in report.lines[1]
    assert any(line.startswith("Soort klopt in ongeveer") for line in report.lines)


def test_few_codings_give_a_sentence(campaign):
    """Under thirty: no table, no figure kept, and how many are needed."""
    folder, tables = campaign
    said = make_codings(tables["fragments"].head(5))
    DecisionLog(folder / "decisions" / "beslissingen.sqlite").append_all(lambda _: said)
    report = report_people(load_settings(folder / "genks.toml"))
    assert report.record == {}
    (line,) = (line for line in report.lines if "Vanaf 30" in line)
    assert line.startswith("Soort, gevoel, actor en tijd: uit de steekproef zijn nog maar 5")


@pytest.fixture
def first(tmp_path, first_run):
    """A copy of the first run with its deliveries, to go on from."""
    return Path(shutil.copytree(first_run, tmp_path / "first"))


def rerun_after(folder, said):
    """The run after people said this."""
    settings = settings_in(folder)
    log_of(settings).append_all(lambda _: said)
    return run(settings, folder / "raw", folder / "processed").run


@pytest.mark.slow
@pytest.mark.usefixtures("few_lessons")
def test_a_run_keeps_what_coders_make_of_it(first):
    """After coding, the next run holds the figures."""
    before = RunStore(first / "processed").current()
    said = make_codings(before.table("fragments").head(60), ("An",))
    after = rerun_after(first, said)
    assert after.manifest.quality["category_machine_n"] == 60
    assert "category_people_n" not in after.manifest.quality
    assert "category_machine_n" not in before.manifest.quality


@pytest.mark.slow
@pytest.mark.usefixtures("few_lessons")
def test_a_run_learns_from_coders_and_is_not_measured_by_its_own_lesson(first):
    """One who calls all that an uitdager brought an action: others hear it, that very text not."""
    before = RunStore(first / "processed").current()
    fragments = before.table("fragments")
    chosen = fragments[fragments["uitdager_id"] == fragments["uitdager_id"].mode()[0]].head(60)
    said = make_codings(chosen.assign(category="actie"), ("An",), errors=0.0)
    after = rerun_after(first, said)
    actions = [
        _called_action(one.table("proposals"), chosen["fragment_id"]) for one in (before, after)
    ]
    assert actions[1] < actions[0] + 0.2
    assert not after.table("proposals").equals(before.table("proposals"))
    stands = (
        after.table("fragments").set_index("fragment_id").loc[chosen["fragment_id"], "category"]
    )
    assert set(stands) == {"actie"}


def _called_action(proposals: pd.DataFrame, ids: pd.Series) -> float:
    mine = proposals[(proposals["label"] == "category") & proposals["fragment_id"].isin(ids)]
    best = mine.loc[mine.groupby("fragment_id")["probability"].idxmax(), "value"]
    return float((best == "actie").mean())
