"""Several processes run the tests as meant: files stay together, what is costly is made once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

CONFTEST = "from tests.conftest import pytest_xdist_make_scheduler\n"
TESTS = """
import os, time, pytest
from pathlib import Path
from tests.workers import once_for_all

@pytest.fixture(scope="session")
def made(tmp_path_factory):
    def fill(folder):
        time.sleep(0.3)
        (folder / "by").write_text(os.environ["PYTEST_XDIST_WORKER"])
    return once_for_all(tmp_path_factory, "made", fill)

@pytest.mark.parametrize("number", range(4))
def test_it(made, number, request):
    with Path(os.environ["TOLD"]).open("a") as told:
        worker, by = os.environ["PYTEST_XDIST_WORKER"], (made / "by").read_text()
        told.write(f"{request.path.name} {worker} {by}\\n")
"""


@pytest.mark.slow
def test_files_stay_together_and_one_process_makes_what_all_use(tmp_path, monkeypatch):
    """A file, and all browser files, in one process; the workers share what one of them made."""
    (tmp_path / "tests" / "browser").mkdir(parents=True)
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for name in ("browser/test_a", "browser/test_b", "test_c", "test_d", "test_e"):
        (tmp_path / "tests" / f"{name}.py").write_text(TESTS, encoding="utf-8")
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID"):
        monkeypatch.delenv(name, raising=False)
    options = ["-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *options, f"--basetemp={tmp_path / 'base'}"],
        cwd=tmp_path,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    told = {tuple(line.split()) for line in (tmp_path / "told").read_text("utf-8").splitlines()}
    workers = {
        name: {worker for file, worker, _ in told if file == name} for name, *_ in sorted(told)
    }
    assert len(workers) == 5
    assert all(len(found) == 1 for found in workers.values())
    assert workers["test_a.py"] == workers["test_b.py"]
    assert len(set.union(*workers.values())) == 2
    assert len({by for *_, by in told}) == 1
