"""A run started from the browser: `genks run` in a process of its own, followed by what it writes.

The process does not depend on the page or the browser: who comes back finds it again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from explorer.uploads import settings_argument
from pipeline.errors import StoreError
from pipeline.progress import STAGES
from pipeline.settings import Settings
from pipeline.store import RunStore

_STAGES = list(STAGES.values())
_BROKEN_OFF = (
    "De verwerking is onverwacht gestopt. Wat gepubliceerd was, blijft staan; de aangeleverde "
    "bestanden ook. Start opnieuw, en vraag de beheerder om mee te kijken als het weer gebeurt."
)


@dataclass(frozen=True)
class Progress:
    """Where a run is: `share` (0 to 1) of all stages; `result` or `error` once it has ended."""

    running: bool = False
    stage: str = ""
    share: float = 0.0
    result: dict[str, object] = field(default_factory=dict)
    error: str = ""

    @property
    def ended(self) -> bool:
        """There was a run, and it is over."""
        return bool(self.result or self.error)


def start_run(settings: Settings) -> subprocess.Popen[bytes]:
    """A new run of all raw files, in the background."""
    log = _log_file(settings)
    log.parent.mkdir(parents=True, exist_ok=True)
    raw, processed = settings.paths.raw, settings.paths.processed
    command = [sys.executable, "-P", "-m", "pipeline", "run", "--json"]
    command += ["--raw", str(settings.path(raw)), "--out", str(settings.path(processed))]
    command += settings_argument(settings)
    with log.open("wb") as out:
        return subprocess.Popen(
            command,
            cwd=settings.root,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def read_progress(settings: Settings, process: subprocess.Popen[bytes] | None) -> Progress:
    """Where the last run that was started from the browser is; nothing where there was none."""
    alive = process is not None and process.poll() is None
    lines = _lines(_log_file(settings))
    last: dict[str, object] = lines[-1] if lines else {}
    if "result" in last and isinstance(last["result"], dict):
        return Progress(result=last["result"], share=1.0)
    if "error" in last:
        return Progress(error=str(last["error"]))
    if alive or (process is None and lines and _busy(settings)):
        return _underway(last)
    if process is not None or lines:
        return Progress(error=_BROKEN_OFF)
    return Progress()


def forget_run(settings: Settings) -> None:
    """The outcome has been seen: the page starts afresh."""
    _log_file(settings).unlink(missing_ok=True)


def _underway(line: dict[str, object]) -> Progress:
    stage = str(line.get("stage", ""))
    if stage not in _STAGES:
        return Progress(running=True, stage="starten")
    done, total = float(str(line.get("done", 0))), float(str(line.get("total", 1)))
    share = (_STAGES.index(stage) + min(done / max(total, 1), 1)) / len(_STAGES)
    return Progress(running=True, stage=stage, share=share)


def _busy(settings: Settings) -> bool:
    """Whether some process holds the store: asked only when we did not start it ourselves."""
    try:
        with RunStore(settings.path(settings.paths.processed)).lock():
            return False
    except StoreError:
        return True


def _lines(file: Path) -> list[dict[str, object]]:
    """The complete lines of the log; one that is still being written is left for later."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    found = []
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            found.append(record)
    return found


def _log_file(settings: Settings) -> Path:
    return settings.path(settings.paths.processed) / "cache" / "verwerking.jsonl"
