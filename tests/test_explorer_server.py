"""The explorer is served with its looks and manners from any folder, also from a wheel."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from pipeline.serve import ENTRY, HOUSE, MANNERS, THEME, server_command
from pipeline.settings import Settings
from tests.explorer_room import make_campaign

PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
CODE = {".py", ".pyc"}


@pytest.mark.parametrize("room", ["explorer", "pipeline"])
def test_a_wheel_takes_every_file_that_is_loaded(room):
    """What is no code in a package is named as its data, so that an installed genks has it."""
    setup = PROJECT["tool"]["setuptools"]
    named = {
        path
        for package, patterns in setup["package-data"].items()
        for pattern in patterns
        for path in HOUSE.joinpath(*package.split(".")).glob(pattern)
    }
    loaded = {p for p in (HOUSE / room).rglob("*") if p.is_file() and p.suffix not in CODE}
    assert loaded
    assert loaded <= named
    assert ENTRY.stem in setup["py-modules"]


def test_the_server_finds_its_parts_from_any_folder(tmp_path, monkeypatch):
    """Page and theme are given by their full path, and the port by the caller."""
    monkeypatch.chdir(tmp_path)
    command = server_command(Settings(root=tmp_path), 8765)
    given = [Path(part.split("=")[-1]) for part in command if part.endswith((".py", ".toml"))]
    assert given == [ENTRY, THEME]
    assert all(path.is_absolute() and path.is_file() for path in given)
    assert "--server.port=8765" in command
    assert "--server.address=127.0.0.1" in command


@pytest.mark.slow
def test_no_server_is_left_behind(tmp_path, monkeypatch):
    """Ending `genks explore` frees its port."""
    make_campaign(tmp_path, monkeypatch, 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipeline", "explore", "--port", str(port)]
    explore = subprocess.Popen(
        [*command, "--settings", str(tmp_path / "genks.toml")], stdout=subprocess.DEVNULL
    )
    _until(lambda: _answers(port))
    explore.terminate()
    explore.wait(timeout=30)
    _until(lambda: not _answers(port))


def _answers(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_streamlit_run_has_the_same_manners():
    """The file for `streamlit run app.py` says what `genks explore` says."""
    config = tomllib.loads((HOUSE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    flat = {f"{s}.{k}": str(v).lower() for s, keys in config.items() for k, v in keys.items()}
    assert MANNERS.items() <= flat.items()
    assert HOUSE / flat["theme.base"] == THEME
