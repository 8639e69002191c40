"""Where the browser is that walks through the explorer."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def find_browser() -> str | None:
    """The path of a Chromium-like browser on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


_AT_REST = """() =>
  document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
  && !document.querySelector("[data-testid=stSkeleton]")
  && document.fonts.status === "loaded"
"""


def visit(page: Page, path: str) -> None:
    """Open a page of the explorer and wait until it stands still."""
    page.goto(path)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until all is drawn and nothing moves: what slides away under a click loses it."""
    page.wait_for_function(_AT_REST)
