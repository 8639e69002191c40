"""Tests in several processes: who runs which, and what is made once for all of them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

# What takes minutes goes first, so that all workers end together.
LONG_FIRST = (
    "tests/browser",
    "tests/test_planted_names.py",
    "tests/test_run_laws.py",
    "tests/test_run_crash.py",
)
_WAIT_SECONDS = 600


def _place(nodeid: str) -> str:
    """The file of a test; two browsers at once would be too much, so these are one place."""
    path = nodeid.split("::", maxsplit=1)[0]
    return "tests/browser" if path.startswith("tests/browser/") else path


def long_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests in their order, those of long files before the rest.

    Of the browser's first those that need no run: another worker makes it meanwhile.
    """
    ranks = {place: rank for rank, place in enumerate(LONG_FIRST)}

    def rank(item: pytest.Item) -> tuple[int, bool]:
        place = ranks.get(_place(item.nodeid), len(ranks))
        return place, place == 0 and "first_run" in getattr(item, "fixturenames", ())

    return sorted(items, key=rank)


class FileScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist does not export its types
    """The tests of a file, and those of all browser files, go to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return _place(nodeid)


def once_for_all(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], None]) -> Path:
    """The folder that `fill` filled: in one process of the session, while the others wait.

    Tests read it, or take a copy.
    """
    own = factory.getbasetemp()
    room = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, draft = room / name, room / f"{name}.draft"
    lock = sqlite3.connect(room / f"{name}.lock", timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        if not folder.exists():
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            fill(draft)
            draft.rename(folder)
    finally:
        lock.close()
    return folder
