"""How a long job tells where it is: a stage by name, and how far within it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

STAGES = {
    "read": "inlezen",
    "pseudonymise": "namen weghalen",
    "split": "gedachten scheiden",
    "tokenise": "woorden herkennen",
    "embed": "betekenis vergelijken",
    "categorise": "soorten herkennen",
    "themes": "thema's zoeken",
    "write": "bewaren",
}


class Reporter(Protocol):
    """Receives the progress of a run."""

    def report(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` steps of a stage of `STAGES` are ready."""


class SilentReporter:
    """Says nothing: for tests and notebooks."""

    def report(self, stage: str, done: int, total: int) -> None:
        """Nothing."""


class JsonReporter:
    """A JSON object a line on standard output, for a program that follows along."""

    def report(self, stage: str, done: int, total: int) -> None:
        """`{"stage": "inlezen", "done": 3, "total": 40}`."""
        line = {"stage": STAGES[stage], "done": done, "total": total}
        print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 - the protocol


class BarReporter:
    """A bar for each stage on the terminal; use it as a context manager."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn(), console=console
        )
        self._tasks = {
            stage: self._progress.add_task(word, total=1, start=False)
            for stage, word in STAGES.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def report(self, stage: str, done: int, total: int) -> None:
        """Move the bar of this stage; nothing is drawn before the first stage begins."""
        self._progress.start()
        task = self._tasks[stage]
        if not self._progress.tasks[task].started:
            self._progress.start_task(task)
        self._progress.update(task, total=max(total, 1), completed=done if total else 1)


@dataclass(frozen=True)
class StageClock:
    """Seconds a stage, and the reporter told of each start and end."""

    reporter: Reporter
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[StageProgress]:
        """Time what happens inside; gives the callback for steps within the stage."""
        self.reporter.report(name, 0, 1)
        start = time.perf_counter()
        yield StageProgress(self.reporter, name)
        self.seconds[STAGES[name]] = round(time.perf_counter() - start, 2)
        self.reporter.report(name, 1, 1)


@dataclass(frozen=True)
class StageProgress:
    """The callback that a stage gets: call it with (done, total)."""

    reporter: Reporter
    name: str

    def __call__(self, done: int, total: int) -> None:
        """Report steps within the stage."""
        self.reporter.report(self.name, done, total)
