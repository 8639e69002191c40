"""The browser that walks through the explorer: where it is, and when a page is ready for it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AT_REST = """() =>
  document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
  && !document.querySelector("[data-testid=stSkeleton]")
  && document.fonts.status === "loaded"
"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def find_browser() -> str | None:
    """The path of a Chromium-like browser on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def visit(page: Page, path: str) -> None:
    """Open a page of the explorer and wait until it stands still."""
    page.goto(path)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until the script has ended and no part or font is still on its way.

    What such a part pushes down while it is clicked loses the click. After a click of one's own,
    wait first for what it shows: a page is at rest before it hears of the click, too.
    """
    page.wait_for_function(_AT_REST, polling=100)
