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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.errors import StoreError
from pipeline.schema import READABLE_VERSIONS, TABLES, Manifest, Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEARCH_FILE = "search.sqlite"
_LOCK_SECONDS = 2  # who only looks whether a run is busy holds the lock for a moment
# The schema version of the first runs with a table.
_FIRST_WITH = {"doubts": 3, "proposals": 4, "labelled": 4, "learning_curve": 4, "moves": 5}
_LIST_COLUMNS = {"keywords", "examples"}


@dataclass(frozen=True)
class Vectors:
    """Sentence vectors, (n_fragments, n_dimensions) float16, with the id of each row."""

    fragment_ids: list[str]
    values: NDArray[np.float16]

    def of(self, fragment_ids: Iterable[str]) -> NDArray[np.float16]:
        """The vectors of these fragments in their order, (n_asked, n_dimensions).

        Raises:
            KeyError: a fragment has no vector.
        """
        place = {name: number for number, name in enumerate(self.fragment_ids)}
        return self.values[[place[name] for name in fragment_ids]]


@dataclass(frozen=True)
class RunContent:
    """All that a run writes; `build_search` writes the full-text index to the path it gets."""

    manifest: Manifest
    tables: Mapping[str, pd.DataFrame]
    vectors: Vectors
    build_search: Callable[[Path], None]


@dataclass(frozen=True)
class Run:
    """A run on disk, for reading."""

    folder: Path
    manifest: Manifest

    @property
    def run_id(self) -> str:
        """The run's id, which sorts by age."""
        return self.manifest.run_id

    def table(self, name: str) -> pd.DataFrame:
        """A table of `schema.TABLES`, validated.

        Raises:
            StoreError: the file is missing, damaged or of another schema.
        """
        if self.manifest.schema_version < _FIRST_WITH.get(name, 0):
            return TABLES[name].empty()
        frame = self._read(name, None)
        for column in _LIST_COLUMNS & set(frame.columns):
            frame[column] = [list(value) for value in frame[column]]
        if name == "tokens" and "parts" not in frame.columns:  # of schema version 1
            frame["parts"] = pd.Series(None, index=frame.index, dtype="str")
            frame = frame[[*Tokens.to_schema().columns]]
        return TABLES[name].validate(frame)

    def moves(self) -> dict[str, str]:
        """Where each judged fragment is in this run, as far as that is not under its own id."""
        table = self.table("moves")
        pairs = zip(table["judged_id"].tolist(), table["fragment_id"].tolist(), strict=True)
        return dict(pairs)

    def column(self, name: str, column: str) -> list[Any]:
        """One column of a table as it stands, unchecked: quick enough to look into every run.

        Raises:
            StoreError: the file is missing or damaged.
        """
        values: list[Any] = self._read(name, [column])[column].tolist()
        return values

    def _read(self, name: str, columns: list[str] | None) -> pd.DataFrame:
        try:
            return pd.read_parquet(self.folder / f"{name}.parquet", columns=columns)
        except (OSError, ValueError) as error:
            message = (
                f"Run {self.run_id}: de tabel {name} is niet te lezen. Kies een andere run met "
                "'genks runs --publiceer RUN'."
            )
            raise StoreError(message) from error

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """The answer to a DuckDB query in which each table of the run is a view of its name."""
        import duckdb

        with duckdb.connect(":memory:") as connection:
            for file in sorted(self.folder / f"{name}.parquet" for name in TABLES):
                if not file.is_file():
                    continue  # of an earlier schema version
                name, path = file.stem, str(file).replace("'", "''")
                sql_view = f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')"  # noqa: S608 - our own names
                connection.execute(sql_view)
            return connection.execute(sql, dict(parameters or {})).df()

    def vectors(self) -> Vectors:
        """The sentence vectors with their ids, in one order."""
        ids = pd.read_parquet(self.folder / "vector_ids.parquet")["fragment_id"].tolist()
        values = np.load(self.folder / "vectors.npy", allow_pickle=False)
        if len(ids) != len(values):
            message = f"Run {self.run_id}: {len(ids)} fragmenten maar {len(values)} vectoren."
            raise StoreError(message)
        return Vectors(ids, values)

    @property
    def search_path(self) -> Path:
        """The full-text index of this run."""
        return self.folder / SEARCH_FILE


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
    for column in _LIST_COLUMNS & set(frame.columns):
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
