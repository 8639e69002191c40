"""Starts the explorer as a Streamlit server with the settings of the campaign."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.settings import FILE_VARIABLE, Settings

HOUSE = Path(__file__).resolve().parent.parent
ENTRY = HOUSE / "app.py"
THEME = HOUSE / "explorer" / "theme.toml"

# Nothing leaves this machine, no error shows a stack, and no file is watched.
MANNERS = {
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "server.fileWatcherType": "none",
    "server.headless": "true",
}


def serve_explorer(settings: Settings, out: Path | None, port: int | None) -> int:
    """The exit code of the server, which runs until it is stopped with Ctrl+C.

    Raises:
        StoreError: app.py is not there to be served.
    """
    if not ENTRY.is_file():
        raise StoreError(f"{ENTRY} ontbreekt. Installeer genks opnieuw.")
    environment = dict(os.environ)
    if settings.file is not None:
        environment[FILE_VARIABLE] = str(settings.file)
    if out is not None:
        environment["GENKS_PATHS__PROCESSED"] = str(out.resolve())
    command = server_command(settings, port)
    with subprocess.Popen(command, env=environment, cwd=settings.root) as server:
        # Who ends this process ends the server: none is left behind that holds the port.
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return server.wait()
        except KeyboardInterrupt:
            return 0


def server_command(settings: Settings, port: int | None = None) -> list[str]:
    """The command of the server; it works from any folder, also from an installed wheel."""
    options = MANNERS | {
        "server.address": settings.explorer.address,
        "server.port": str(port or settings.explorer.port),
        "server.maxUploadSize": str(settings.explorer.max_upload_mb),
        "theme.base": str(THEME),
    }
    # -P: a file in the campaign's folder is never taken for a module.
    command = [sys.executable, "-P", "-m", "explorer.server", "run", str(ENTRY)]
    return command + [f"--{name}={value}" for name, value in options.items()]
