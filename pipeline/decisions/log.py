"""The log of decisions in SQLite: entries are added and never changed or removed."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from pipeline.decisions.entry import Decision, Kind, check
from pipeline.errors import DecisionError
from pipeline.settings import Settings

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    field TEXT NOT NULL, value TEXT NOT NULL, why TEXT NOT NULL,
    conversation_id TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER IF NOT EXISTS decisions_remain BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
"""


@dataclass(frozen=True)
class DecisionLog:
    """The log in one SQLite file (WAL): any number of readers, writers wait for each other."""

    path: Path

    def append(self, decision: Decision) -> int:
        """The number of the new entry; the time is now unless the decision has one.

        Raises:
            DecisionError: who is empty, or the value is not one of those allowed.
        """
        return self.append_all(lambda _: [decision])[0]

    def append_all(self, decide: Callable[[list[Decision]], Sequence[Decision]]) -> list[int]:
        """The numbers of the entries that `decide` gives: all of them are kept, or none.

        `decide` gets all entries so far. Nobody else writes between that and the new entries, so
        it can give out a number, or refuse by raising where somebody else was first. All get one
        moment, never before the last in the log: a clock that runs behind overrules nobody.

        Raises:
            DecisionError: who is empty, or a value is not one of those allowed.
        """
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            before = _read(connection)
            decisions = decide(before)
            for decision in decisions:
                check(decision)
            now = _moment_after(before)
            return [
                _insert(connection, decision if decision.at else replace(decision, at=now))
                for decision in decisions
            ]

    def undo(self, decision_id: int, who: str, why: str = "") -> int:
        """Take a decision back by a new entry; undoing an undo restores it.

        Raises:
            DecisionError: there is no such decision, or it is taken back already.
        """

        def decide(before: list[Decision]) -> list[Decision]:
            if decision_id not in {decision.decision_id for decision in before}:
                message = f"Beslissing {decision_id} bestaat niet, dus er is niets teruggedraaid."
                raise DecisionError(message)
            if decision_id not in in_force(before):
                raise DecisionError(f"Beslissing {decision_id} was al teruggedraaid.")
            return [Decision(who=who, kind=Kind.UNDO, subject=str(decision_id), why=why)]

        return self.append_all(decide)[0]

    def undo_all(self, decision_ids: Sequence[int], who: str, why: str = "") -> list[int]:
        """Take several decisions back, all or none; those taken back already are passed over."""

        def decide(before: list[Decision]) -> list[Decision]:
            standing = in_force(before)
            numbers = [str(number) for number in decision_ids if number in standing]
            return [Decision(who, Kind.UNDO, number, why=why) for number in numbers]

        return self.append_all(decide)

    def read(self) -> list[Decision]:
        """All entries, oldest first."""
        if not self.path.is_file():
            return []
        with self._connect() as connection:
            return _read(connection)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_SCHEMA)
            with connection:
                yield connection
        finally:
            connection.close()


def in_force(decisions: Sequence[Decision]) -> set[int]:
    """The numbers of the entries that are not undone; an undone undo undoes nothing."""
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.kind is Kind.UNDO and decision.decision_id not in undone:
            undone.add(int(decision.subject))
    return {decision.decision_id for decision in decisions} - undone


def open_log(database_url: str, folder: Path, root: Path = Path()) -> DecisionLog:
    """The log at `database_url` (sqlite:///path, from `root`), or beslissingen.sqlite in `folder`.

    Raises:
        DecisionError: the address is not one of SQLite.
    """
    if not database_url:
        return DecisionLog(folder / "beslissingen.sqlite")
    prefix = "sqlite:///"
    if not database_url.startswith(prefix):
        message = (
            "database_url: alleen een adres als sqlite:///map/beslissingen.sqlite wordt gelezen."
        )
        raise DecisionError(message)
    return DecisionLog(root / database_url.removeprefix(prefix))


def log_of(settings: Settings) -> DecisionLog:
    """The log of decisions of these settings."""
    return open_log(settings.database_url, settings.path(settings.paths.decisions), settings.root)


def _read(connection: sqlite3.Connection) -> list[Decision]:
    names = [field.name for field in fields(Decision)]
    sql = f"SELECT {', '.join(names)} FROM decisions ORDER BY decision_id"  # noqa: S608 - names of our own dataclass
    rows = connection.execute(sql).fetchall()
    return [_decision(dict(zip(names, row, strict=True))) for row in rows]


def _moment_after(before: Sequence[Decision]) -> str:
    """Now, or the last moment in the log where that is later: who speaks now speaks last."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return max(now, *(decision.at for decision in before), "")


def _insert(connection: sqlite3.Connection, decision: Decision) -> int:
    names = [field.name for field in fields(Decision) if field.name != "decision_id"]
    values = [str(getattr(decision, name)) for name in names]
    sql = f"INSERT INTO decisions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - same
    return int(connection.execute(sql, values).lastrowid or 0)


def _decision(record: dict[str, object]) -> Decision:
    kind = Kind(str(record.pop("kind")))
    number = int(str(record.pop("decision_id")))
    return Decision(
        kind=kind, decision_id=number, **{key: str(value) for key, value in record.items()}
    )
