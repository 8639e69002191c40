"""A run on disk, for reading: its tables through pandas or DuckDB, its vectors, its manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.errors import StoreError
from pipeline.schema import TABLES, Assignments, Manifest, Themes, Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEARCH_FILE = "search.sqlite"
# The schema version of the first runs with a table.
_FIRST_WITH = {
    "doubts": 3,
    "proposals": 4,
    "labelled": 4,
    "learning_curve": 4,
    "moves": 5,
    "main_themes": 6,
    "placements": 6,
    "theme_proposals": 6,
}
LIST_COLUMNS = {"keywords", "examples", "fragment_ids"}


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
        if name == "themes" and self.manifest.schema_version < _FIRST_WITH["placements"]:
            frame = _of_today(frame)
        for column in LIST_COLUMNS & set(frame.columns):
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

    def placements(self) -> pd.DataFrame:
        """Where each fragment was put when it first came; in older runs, where it stood."""
        if self.manifest.schema_version >= _FIRST_WITH["placements"]:
            return self.table("placements")
        return self.table("fragments")[list(Assignments.to_schema().columns)]

    def placed_tables(self) -> dict[str, pd.DataFrame]:
        """The tables that decisions on themes and labels are laid over."""
        names = ("fragments", "themes", "main_themes")
        return {name: self.table(name) for name in names} | {"placements": self.placements()}

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


def _of_today(themes: pd.DataFrame) -> pd.DataFrame:
    """The register of an older run, with what it did not say."""
    nothing = pd.Series(None, index=themes.index, dtype="str")
    full = themes.assign(
        proposed_label=themes["label"],
        definition="",
        proposed_parent_id=nothing,
        merged_into=nothing,
        by_hand=False,
    )
    return full[list(Themes.to_schema().columns)]
