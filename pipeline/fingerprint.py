"""What a run was made with: hashes of its inputs and of the code, so that equals are recognised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pipeline import __version__
from pipeline.decisions import State
from pipeline.settings import Settings

_SECTIONS = ("campaign", "ingest", "language", "categorise", "themes")


def recorded_settings(settings: Settings) -> dict[str, object]:
    """The settings that shape the tables, without folders of this machine and without the key."""
    chosen: dict[str, object] = {name: asdict(getattr(settings, name)) for name in _SECTIONS}
    chosen["privacy"] = {"keep": list(settings.privacy.keep)}
    return dict(json.loads(json.dumps(chosen, default=str)))


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def code_version() -> str:
    """The version, and a hash of every file of the package: code, word lists, labelled notes."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def fingerprint(
    settings: Settings, files: Sequence[str], beside: Sequence[Path], state: State, models: str
) -> str:
    """A hash of all inputs of a run but the previous one.

    `files`: what identifies each delivery (content and time of change); names do not count.
    """
    labels = sorted((*key, decision.value) for key, decision in state.labels.items())
    parts = {
        "files": sorted(files),
        "beside": [file_sha256(path) for path in beside],
        "labels": labels,
        "codings": sorted((*key, one.value, one.why) for key, one in state.codings.items()),
        "theme_names": sorted(state.names().items()),
        "register": [(*key, one.value, one.text) for key, one in state.register.items()],
        "dismissed": sorted((one.subject, one.field, one.text) for one in state.dismissed),
        "words": sorted((key, decision.value) for key, decision in state.words.items()),
        "settings": recorded_settings(settings),
        "key": settings.privacy.key,
        "seed": settings.seed,
        "models": models,
        "code": code_version(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
