"""Starts the explorer as a Streamlit server with the settings of the campaign."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.settings import FILE_NAME, Settings


def serve_explorer(
    settings: Settings, settings_file: Path | None, out: Path | None, port: int | None
) -> int:
    """The exit code of the server, which runs until it is stopped with Ctrl+C.

    Raises:
        StoreError: app.py is not there to be served.
    """
    entry = Path(__file__).resolve().parent.parent / "app.py"
    if not entry.is_file():
        raise StoreError(f"{entry} ontbreekt. Installeer genks opnieuw.")
    options = {
        "server.address": settings.explorer.address,
        "server.port": str(port or settings.explorer.port),
        "server.maxUploadSize": str(settings.explorer.max_upload_mb),
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(entry)]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = dict(os.environ)
    chosen = (settings_file or settings.root / FILE_NAME).resolve()
    if chosen.is_file():
        environment["GENKS_SETTINGS"] = str(chosen)
    if out is not None:
        environment["GENKS_PATHS__PROCESSED"] = str(out.resolve())
    try:
        return subprocess.run(command, env=environment, cwd=entry.parent, check=False).returncode
    except KeyboardInterrupt:
        return 0
