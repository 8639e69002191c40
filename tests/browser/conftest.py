"""A served explorer on a small run, and a browser that tells of every request that leaves."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
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


@pytest.fixture
def page(address):
    """A page of a desktop browser; at the end nothing may have left this machine or gone wrong."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    left, broken = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        context = browser.new_context(
            base_url=address, viewport={"width": 1440, "height": 900}, accept_downloads=True
        )
        context.set_default_timeout(60_000)
        opened = context.new_page()
        opened.on("request", lambda request: _note_leaving(request.url, left))
        opened.on("websocket", lambda socket_: _note_leaving(socket_.url, left))
        opened.on("pageerror", lambda error: broken.append(str(error)))
        yield opened
        browser.close()
    assert not left
    assert not broken


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
