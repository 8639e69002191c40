"""Where runs live: written apart, published by one atomic switch, read through DuckDB over Parquet.

`processed/runs/<run_id>/` holds a run, `processed/current.json` names the published one. A run
that is still being written has a name that starts with a dot and is never listed.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.errors import StoreError
from pipeline.run_reader import LIST_COLUMNS, SEARCH_FILE, Run, Vectors
from pipeline.schema import READABLE_VERSIONS, TABLES, Manifest

__all__ = ["SEARCH_FILE", "Run", "RunContent", "RunStore", "Vectors"]

_LOCK_SECONDS = 2  # who only looks whether a run is busy holds the lock for a moment


@dataclass(frozen=True)
class RunContent:
    """All that a run writes; `build_search` writes the full-text index to the path it gets."""

    manifest: Manifest
    tables: Mapping[str, pd.DataFrame]
    vectors: Vectors
    build_search: Callable[[Path], None]


@dataclass(frozen=True)
class RunStore:
    """The folder of processed data."""

    processed: Path

    @property
    def cache_folder(self) -> Path:
        """Per-text results, which can be deleted and are made again."""
        return self.processed / "cache"

    def run_ids(self) -> list[str]:
        """Ids of the complete runs, oldest first."""
        folder = self.processed / "runs"
        if not folder.is_dir():
            return []
        names = (path.name for path in folder.iterdir() if (path / "manifest.json").is_file())
        return sorted(name for name in names if not name.startswith("."))

    def current_id(self) -> str | None:
        """The id of the published run, or None before the first."""
        try:
            content = json.loads((self.processed / "current.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            message = "current.json is beschadigd. Kies een run met 'genks runs --publiceer RUN'."
            raise StoreError(message) from error
        return str(content["run_id"])

    def read(self, run_id: str) -> Run:
        """One run.

        Raises:
            StoreError: there is no such run, or it was written by another schema version.
        """
        folder = self.processed / "runs" / run_id
        if run_id not in self.run_ids():
            message = f"Run {run_id} bestaat niet. Kijk met 'genks runs' welke er zijn."
            raise StoreError(message)
        try:
            record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except ValueError as error:
            message = (
                f"Run {run_id} is beschadigd. Kies een andere met 'genks runs --publiceer RUN'."
            )
            raise StoreError(message) from error
        known = {field.name for field in dataclasses.fields(Manifest)}
        manifest = Manifest(**{key: value for key, value in record.items() if key in known})
        if manifest.schema_version not in READABLE_VERSIONS:
            message = (
                f"Run {run_id} is van een andere versie van genks en kan niet gelezen worden. Kies "
                "een andere met 'genks runs --publiceer RUN', of zet de map met runs opzij en "
                "draai 'genks run'."
            )
            raise StoreError(message)
        return Run(folder, manifest)

    def current(self) -> Run | None:
        """The published run, or None before the first."""
        run_id = self.current_id()
        return None if run_id is None else self.read(run_id)

    def next_id(self, fingerprint: str) -> str:
        """An id for a new run: a number that goes up, and the start of its fingerprint."""
        numbers = [int(name[1:5]) for name in self.run_ids()]
        return f"R{max(numbers, default=0) + 1:04d}-{fingerprint[:8]}"

    def write(self, content: RunContent) -> Run:
        """The run, complete on disk but not yet published."""
        runs = self.processed / "runs"
        draft = runs / f".{content.manifest.run_id}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for name, model in TABLES.items():
            _write_table(model.validate(content.tables[name]), draft / f"{name}.parquet")
        np.save(draft / "vectors.npy", content.vectors.values, allow_pickle=False)
        ids = pd.DataFrame({"fragment_id": pd.array(content.vectors.fragment_ids, dtype="str")})
        ids.to_parquet(draft / "vector_ids.parquet", index=False)
        content.build_search(draft / SEARCH_FILE)
        _write_json(draft / "manifest.json", dataclasses.asdict(content.manifest))
        for path in draft.iterdir():
            _flush_to_disk(path)
        draft.rename(runs / content.manifest.run_id)
        return Run(runs / content.manifest.run_id, content.manifest)

    def publish(self, run_id: str) -> None:
        """Make this run the one that everybody sees, in one step."""
        self.read(run_id)
        _write_json(self.processed / "current.json", {"run_id": run_id})

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Only one run at a time; a killed process leaves no lock behind, and its drafts go.

        Raises:
            StoreError: another run is busy.
        """
        self.processed.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.processed / "lock.sqlite", timeout=_LOCK_SECONDS, isolation_level=None
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            message = (
                "Er loopt al een verwerking. Wacht tot die klaar is en probeer het dan opnieuw."
            )
            raise StoreError(message) from error
        try:
            for draft in (self.processed / "runs").glob(".*"):
                shutil.rmtree(draft, ignore_errors=True)
            yield
        finally:
            connection.close()


def _write_table(frame: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    for column in LIST_COLUMNS & set(frame.columns):
        position = table.schema.get_field_index(column)
        values = pa.array(frame[column].tolist(), type=pa.list_(pa.string()))
        table = table.set_column(position, column, values)
    pq.write_table(table, path)


def _flush_to_disk(path: Path) -> None:
    """So that a power cut after the switch finds whole files behind it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _write_json(path: Path, value: object) -> None:
    """Written beside and moved into place, so that a reader sees the old or the new, never half."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1, default=str)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
