"""What a run would make of some files: read and thrown away again, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.errors import StoreError
from pipeline.ingest import describe_files, find_beside, ingest, list_files
from pipeline.ingest.registry import EMPTY_REGISTRY, read_registry
from pipeline.run import has_example
from pipeline.settings import Settings


@dataclass(frozen=True)
class Checked:
    """The answer of a check. `names`: neutral file id -> the name that the user gave.

    `is_open`: everyone knows the key that these notes would be processed with.
    """

    names: Mapping[str, str]
    counts: Mapping[str, int]
    per_file: pd.DataFrame
    rejects: pd.DataFrame
    is_open: bool

    @property
    def rejected(self) -> bool:
        """Whether a note or a whole file could not be used."""
        return bool(self.counts["notes_rejected"] or self.counts["files_rejected"])

    def record(self) -> dict[str, object]:
        """For a script."""
        return {
            "files": dict(self.names),
            "counts": dict(self.counts),
            "per_file": self.per_file.to_dict(orient="records"),
            "rejects": self.rejects.to_dict(orient="records"),
        }

    def lines(self) -> list[str]:
        """For a person: a line a file, then what was not read and why."""
        lines = [
            f"{self.names[file]} ({file}): {n_notes} notities in {n_conversations} gesprekken"
            for file, n_notes, n_conversations in self.per_file.itertuples(index=False)
        ]
        for file, place, reason in self.rejects.itertuples(index=False):
            lines.append(f"{self.names.get(file, file)}, {place}: {reason}")
        return lines


def check_files(paths: Sequence[Path], settings: Settings) -> Checked:
    """What `genks run` would read from these files or folders.

    Raises:
        StoreError: a path does not exist.
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise StoreError(f"{path} bestaat niet. Kijk het pad na.")
        if path.is_dir():
            files += list_files(path, settings.paths.registry, settings.paths.reference)
        elif path.name not in {settings.paths.registry, settings.paths.reference}:
            files.append(path)
    files = list(dict.fromkeys(path.resolve() for path in files))
    key = settings.privacy.key
    described = describe_files(files, key, {}, 1)
    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    registry_file = find_beside(folder, settings.paths.registry)
    registry = read_registry(registry_file) if registry_file else EMPTY_REGISTRY
    result = ingest(described, registry, settings.campaign, settings.ingest, key)
    placed = result.sources.merge(result.notes[["note_id", "conversation_id"]], on="note_id")
    ids = sorted({file.file_id for file in described})
    grouped = placed.groupby("file")
    per_file = pd.DataFrame(
        {
            "file": ids,
            "n_notes": grouped["note_id"].nunique().reindex(ids, fill_value=0).to_numpy(),
            "n_conversations": grouped["conversation_id"]
            .nunique()
            .reindex(ids, fill_value=0)
            .to_numpy(),
        }
    )
    names = {file.file_id: file.path.name for file in described}
    fictional = settings.campaign.fictional and has_example(settings, described)
    is_open = settings.privacy.is_open(fictional=fictional)
    return Checked(names, result.counts, per_file, result.rejects, is_open)
