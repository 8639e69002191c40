"""The record of a run."""

from __future__ import annotations

from dataclasses import dataclass, field

SCHEMA_VERSION = 6
# 1: tokens without parts; to 2: no doubts; to 3: no proposals; to 4: no moves; to 5: no placements
READABLE_VERSIONS = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Manifest:
    """The record of a run: what went in, what came out, with what, and how long it took.

    `files` maps the neutral file id to its SHA-256; `counts` balances: notes_delivered =
    notes + notes_repeated + notes_replaced + notes_rejected.
    """

    run_id: str
    schema_version: int
    started: str
    finished: str
    campaign: str
    fictional: bool
    fingerprint: str
    previous_run_id: str | None
    code_version: str
    files: dict[str, str]
    counts: dict[str, int]
    settings: dict[str, object]
    models: dict[str, str]
    seeds: dict[str, int]
    seconds: dict[str, float]
    quality: dict[str, float] = field(default_factory=dict)
    first_seen: dict[str, int] = field(default_factory=dict)
