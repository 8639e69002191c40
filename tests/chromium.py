"""Where the browser is that walks through the explorer."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def find_browser() -> str | None:
    """The path of a Chromium-like browser on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)
