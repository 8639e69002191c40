"""A run that is killed at any moment leaves the last good one standing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from pipeline.progress import STAGES
from pipeline.run import run
from pipeline.store import RunStore
from tests.conftest import EXAMPLE, ROOT, settings_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def campaign(tmp_path_factory, first_run):
    folder = tmp_path_factory.mktemp("crash") / "campaign"
    shutil.copytree(first_run, folder)
    shutil.copy2(EXAMPLE / "U40_export.csv", folder / "raw")
    return folder


def start_run(folder):
    command = [sys.executable, "-m", "pipeline", "run", "--json"]
    command += ["--settings", str(ROOT / "genks.toml")]
    command += ["--raw", str(folder / "raw"), "--out", str(folder / "processed")]
    environment = os.environ | {"GENKS_PATHS__DECISIONS": str(folder / "decisions")}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


@pytest.mark.parametrize("stage", STAGES.values())
def test_killed_in_a_stage(campaign, stage):
    """Killed as soon as the stage begins: the published run is whole and still the same."""
    store = RunStore(campaign / "processed")
    before = store.current().run_id
    with start_run(campaign) as process:
        reached = any(json.loads(line).get("stage") == stage for line in process.stdout)
        assert reached
        assert process.poll() is None
        process.kill()
    assert store.current().run_id == before
    assert len(store.current().table("fragments")) > 0
    assert store.run_ids() == [before]


@pytest.mark.parametrize("step", ["write", "publish"])
def test_broken_off_around_the_switch(campaign, monkeypatch, step):
    """Stopped before a run is written, or written but not yet published: the old one stands."""
    store = RunStore(campaign / "processed")
    before, complete = store.current().run_id, store.run_ids()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(RunStore, step, stop)
    with pytest.raises(KeyboardInterrupt):
        run(settings_in(campaign), campaign / "raw", campaign / "processed")
    assert store.current().run_id == before
    monkeypatch.undo()
    for left in set(store.run_ids()) - set(complete):
        shutil.rmtree(campaign / "processed" / "runs" / left)


def test_the_next_run_succeeds_after_a_kill(campaign):
    """What was left behind by killed runs does not stand in the way."""
    with start_run(campaign) as process:
        output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert json.loads(output.splitlines()[-1])["result"]["is_new"]
    assert len(RunStore(campaign / "processed").run_ids()) == 2
