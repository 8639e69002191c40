"""Notebooks run from top to bottom on a published run, and are kept without output."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from pipeline.decisions import DecisionLog
from tests.conftest import ROOT
from tests.plans import make_plan
from tests.runs import make_tables, publish_run

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_output(path: Path):
    """No result, image or count of an earlier execution is in the file."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, tmp_path, monkeypatch):
    """Every cell executes on a published run with a plan."""
    from nbclient import NotebookClient

    tables = make_tables(120, n_uitdagers=12)
    publish_run(tmp_path / "processed", tables)
    make_plan(DecisionLog(tmp_path / "decisions" / "beslissingen.sqlite"), tables)
    monkeypatch.setenv("GENKS_PATHS__PROCESSED", str(tmp_path / "processed"))
    monkeypatch.setenv("GENKS_PATHS__DECISIONS", str(tmp_path / "decisions"))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
