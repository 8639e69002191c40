"""What the explorer still knows tomorrow on one's own machine: the name and the last filter.

The words that were searched for are left out: they may be a name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.analysis.filters import Filter, from_query, to_query
from pipeline.settings import Settings

HERE_ONLY = {"127.0.0.1", "localhost", "::1"}
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Memory:
    """What was remembered; empty where nothing was. `labels`: those that are coded on Coderen."""

    name: str = ""
    labels: tuple[str, ...] = ()
    chosen: Filter = field(default_factory=Filter)


def recall(settings: Settings) -> Memory:
    """What `remember` wrote; an unreadable file counts as nothing."""
    try:
        record = json.loads(_file(settings).read_text(encoding="utf-8"))
        name, query = record["name"], record["filter"]
        labels = tuple(str(one) for one in record.get("labels", ()))
        return Memory(str(name)[:_LONGEST_NAME], labels, from_query(query))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def remember(settings: Settings, memory: Memory) -> None:
    """Keep this for next time; an explorer that others can reach keeps nothing."""
    if settings.explorer.address not in HERE_ONLY or memory == recall(settings):
        return
    file = _file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    query = to_query(replace(memory.chosen, text=""))
    beside = file.with_name(f".{file.name}.new")
    record = {"name": memory.name, "labels": memory.labels, "filter": query}
    beside.write_text(json.dumps(record), encoding="utf-8")
    beside.replace(file)


def _file(settings: Settings) -> Path:
    return settings.path(settings.paths.processed) / "cache" / "verkenner.json"
