"""A served explorer on a small run, and a browser that tells of every request that leaves."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

import pytest

from pipeline.serve import server_command
from pipeline.settings import load_settings
from tests.chromium import find_browser
from tests.explorer_room import make_campaign

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
HERE = {"127.0.0.1", ""}


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    """A campaign of 60 fragments in a folder of its own."""
    return make_campaign(tmp_path, monkeypatch, 60)


@pytest.fixture
def address(campaign):
    """Where the explorer of this campaign is served; it ends with the test."""
    with _served(campaign) as base:
        yield base


@pytest.fixture(scope="package")
def _library(tmp_path_factory):
    """A campaign of 60 fragments that nobody writes in, and where it is served."""
    with pytest.MonkeyPatch.context() as patch:
        campaign = make_campaign(tmp_path_factory.mktemp("library"), patch, 60)
        with _served(campaign) as base:
            yield campaign, base


@pytest.fixture(scope="package")
def browser():
    """Chromium: started once, as each page has a context of its own."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(address, browser):
    """A page of a desktop browser on the explorer of this test's own campaign."""
    with _opened(browser, base_url=address) as opened:
        yield opened


@pytest.fixture
def reader(_library, browser):
    """The same for who only reads: one served explorer for all, which remembers nothing."""
    campaign, address = _library
    (campaign / "processed" / "cache" / "verkenner.json").unlink(missing_ok=True)
    with _opened(browser, base_url=address) as opened:
        yield opened
    assert not (campaign / "decisions").exists()


@pytest.fixture
def lone_page(browser):
    """A page for a file, without an explorer."""
    with _opened(browser) as opened:
        yield opened


@contextmanager
def _opened(browser, **where) -> Iterator:
    """At the end nothing may have left this machine or gone wrong."""
    left, broken = [], []
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, accept_downloads=True, **where
    )
    context.set_default_timeout(60_000)
    opened = context.new_page()
    opened.on("request", lambda request: _note_leaving(request.url, left))
    opened.on("websocket", lambda socket_: _note_leaving(socket_.url, left))
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    for each in browser.contexts:
        each.close()
    assert not left
    assert not broken


@contextmanager
def _served(campaign: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (campaign / "server.log").open("wb")
    server = subprocess.Popen(
        server_command(load_settings(campaign / "genks.toml"), port),
        cwd=campaign,
        env=dict(os.environ),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_for(base, server, Path(log.name))
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _note_leaving(url, left):
    parts = urlparse(url)
    if parts.scheme not in {"data", "blob", "about", "file"} and parts.hostname not in HERE:
        left.append(url)


def _wait_for(base, server, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the explorer did not start:\n{log.read_text(encoding='utf-8')}")
