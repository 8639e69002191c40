"""Runs on disk: written apart, published in one step, read back as they were."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from pipeline.errors import StoreError
from pipeline.schema import TABLES
from pipeline.store import RunStore
from tests.runs import empty_tables, make_tables, publish_run


@pytest.mark.parametrize("n_fragments", [0, 1, 60])
def test_what_is_written_is_read_back(tmp_path, n_fragments):
    """Every table, the vectors and the manifest come back equal, also when empty."""
    tables = make_tables(n_fragments) if n_fragments else empty_tables()
    publish_run(tmp_path, tables)
    run = RunStore(tmp_path).current()
    for name in TABLES:
        pd.testing.assert_frame_equal(run.table(name), TABLES[name].validate(tables[name]))
    vectors = run.vectors()
    assert vectors.fragment_ids == tables["fragments"]["fragment_id"].tolist()
    assert run.manifest.campaign == "De Genks?"


def test_the_same_tables_give_the_same_bytes(tmp_path):
    """Writing twice gives identical files, so runs can be compared by hash."""
    for name in ("a", "b"):
        publish_run(tmp_path / name, make_tables(30))
    for path in (tmp_path / "a/runs/R0001-test0000").glob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "b/runs/R0001-test0000" / path.name).read_bytes()


def test_a_query_sees_every_table(tmp_path):
    """DuckDB counts over the Parquet files, with parameters."""
    publish_run(tmp_path, make_tables(60))
    sql = (
        "SELECT count(*) AS n FROM fragments JOIN conversations USING (conversation_id) "
        "WHERE neighbourhood = $name"
    )
    answer = RunStore(tmp_path).current().query(sql, {"name": "Centrum"})
    assert 0 < answer["n"].iloc[0] < 60


def test_an_earlier_run_can_be_published_again(tmp_path):
    """The switch goes both ways, and the list keeps both."""
    publish_run(tmp_path, make_tables(3), "R0001-aaaaaaaa")
    publish_run(tmp_path, make_tables(6), "R0002-bbbbbbbb")
    store = RunStore(tmp_path)
    assert store.current_id() == "R0002-bbbbbbbb"
    store.publish("R0001-aaaaaaaa")
    assert store.current().run_id == "R0001-aaaaaaaa"
    assert store.run_ids() == ["R0001-aaaaaaaa", "R0002-bbbbbbbb"]


def test_a_draft_is_no_run(tmp_path):
    """What a killed run left behind is not listed, and the next run clears it."""
    publish_run(tmp_path, make_tables(3))
    draft = tmp_path / "runs" / ".R0002-half"
    draft.mkdir()
    (draft / "manifest.json").write_text("{}", encoding="utf-8")
    store = RunStore(tmp_path)
    assert store.run_ids() == ["R0001-test0000"]
    with store.lock():
        assert not draft.exists()


def test_an_unknown_run_is_a_clear_error(tmp_path):
    """Reading or publishing a run that is not there names it."""
    store = RunStore(tmp_path)
    for action in (store.read, store.publish):
        with pytest.raises(StoreError, match="R9999"):
            action("R9999")
    assert store.current() is None


def test_a_run_of_another_schema_is_not_misread(tmp_path):
    """An older layout asks for a new run instead of showing wrong figures."""
    with pytest.raises(StoreError, match="andere versie"):
        publish_run(tmp_path, make_tables(3), schema_version=0)
    with pytest.raises(StoreError, match="andere versie"):
        RunStore(tmp_path).read("R0001-test0000")


def test_tokens_of_before_compounds_are_read(tmp_path):
    """A run of schema version 1 has no parts; it opens with none, so that its themes go on."""
    run = publish_run(tmp_path, make_tables(3), schema_version=1)
    path = run.folder / "tokens.parquet"
    pd.read_parquet(path).drop(columns="parts").to_parquet(path, index=False)
    tokens = RunStore(tmp_path).current().table("tokens")
    assert tokens["parts"].isna().all()


def test_a_damaged_table_is_a_clear_error(tmp_path):
    """A truncated file gives the name of the table, not a traceback of the reader."""
    run = publish_run(tmp_path, make_tables(3))
    (run.folder / "themes.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="themes"):
        RunStore(tmp_path).current().table("themes")


def test_a_damaged_switch_is_a_clear_error(tmp_path):
    """A broken current.json says how to choose a run."""
    publish_run(tmp_path, make_tables(3))
    (tmp_path / "current.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="publiceer"):
        RunStore(tmp_path).current()


@pytest.mark.slow
def test_only_one_run_at_a_time(tmp_path):
    """A second process is told to wait; when the first dies, the lock is gone."""
    code = (
        "import sys, time; from pathlib import Path; from pipeline.store import RunStore\n"
        "with RunStore(Path(sys.argv[1])).lock():\n"
        "    print('busy', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline().strip() == "busy"
        with pytest.raises(StoreError, match="loopt al"), RunStore(tmp_path).lock():
            pass
        other.kill()
        other.wait()
    with RunStore(tmp_path).lock():
        pass


def test_the_manifest_is_plain_json(tmp_path):
    """A person can read what a run was made of."""
    run = publish_run(tmp_path, make_tables(3))
    record = json.loads((run.folder / "manifest.json").read_text(encoding="utf-8"))
    assert record["run_id"] == run.run_id
    assert record["counts"]["notes"] == 60
