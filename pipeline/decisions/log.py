"""The log of decisions in SQLite: entries are added and never changed or removed."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path

from pipeline.errors import DecisionError
from pipeline.schema import Actor, Category, Tense, Valence, Voice
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
LABEL_VALUES: dict[str, tuple[str, ...]] = {
    "category": tuple(Category),
    "valence": tuple(Valence),
    "tense": tuple(Tense),
    "actor": tuple(Actor),
    "voice": tuple(Voice),
}
THEME = "theme"  # a label too: its value is the id of a theme, or NO_THEME
NO_THEME = "overig"
THEME_ID = re.compile(r"T[0-9]{3,9}")
MEASURE_ID = re.compile(r"M[0-9]{3,9}")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_KEYED_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
IS_NAME, IS_NO_NAME, DEPENDS = "naam", "geen naam", "hangt ervan af"
WORD_VALUES = (IS_NAME, IS_NO_NAME, DEPENDS)
MAX_NAME_LENGTH = 80
_SHOWN = 60  # characters of what is refused


class Kind(StrEnum):
    """What a decision is about."""

    LABEL = "label"
    CODING = "coding"
    THEME_NAME = "theme_name"
    WORD = "word"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    ANSWER = "answer"
    PROGRESS = "progress"
    UNDO = "undo"


JUDGEMENTS = (Kind.LABEL, Kind.CODING)
# What may stand as the subject of each kind, and what that is in words.
_SUBJECTS: dict[Kind, tuple[re.Pattern[str], str]] = {
    **dict.fromkeys(JUDGEMENTS, (_KEYED_ID, "fragment")),
    Kind.WORD: (_KEYED_ID, "woord"),
    Kind.THEME_NAME: (THEME_ID, "thema zoals T001"),
    **dict.fromkeys(
        (Kind.MEASURE, Kind.EVIDENCE, Kind.ANSWER, Kind.PROGRESS),
        (MEASURE_ID, "maatregel zoals M001"),
    ),
    Kind.UNDO: (_NUMBER, "nummer van een beslissing"),
}
_WORDS = {
    "category": "soort",
    "valence": "gevoel",
    "tense": "tijd",
    "actor": "actor",
    "voice": "stem",
}


@dataclass(frozen=True)
class Decision:
    """A person's word. `subject`: a fragment id, theme id, or the number of the undone decision.

    A label is given in two ways. LABEL: by one who sees what stands, and so may overrule it.
    CODING: blind, as a measurement; `why` then names the queue that showed the fragment.

    For a word that may be a name `subject` is its keyed id and `value` one of WORD_VALUES; the word
    itself is never written, since the next decision may be that it is a name.

    For the four kinds of the action plan `subject` is the id of a measure (M001), and `value` is
    what `pipeline.plan` reads.

    `conversation_id` and `text` (pseudonymised) let a decision find its fragment again when a
    corrected delivery has changed the fragment a little; for the name of a theme `text` holds the
    ids of example fragments, which lead to the theme wherever it goes. `decision_id` 0: not in
    the log yet.
    """

    who: str
    kind: Kind
    subject: str
    field: str = ""
    value: str = ""
    why: str = ""
    conversation_id: str = ""
    text: str = ""
    at: str = ""
    decision_id: int = 0


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


def check(decision: Decision) -> None:
    """Refuse what may not enter the log.

    Raises:
        DecisionError: who is empty, or the subject or the value is not one of those allowed.
    """
    if not decision.who.strip():
        raise DecisionError("Vul eerst in de zijbalk je naam in, dan weten we wie dit beslist.")
    allowed, what = _SUBJECTS[decision.kind]
    if not allowed.fullmatch(decision.subject):
        raise DecisionError(f"{decision.subject[:_SHOWN]!r} is geen {what}.")
    _check_value(decision)
    if decision.kind is Kind.WORD and decision.text:
        raise DecisionError("Een woord dat een naam kan zijn, wordt niet bewaard.")
    if decision.kind is Kind.THEME_NAME and not 0 < len(decision.value.strip()) <= MAX_NAME_LENGTH:
        message = f"Geef het thema een naam van 1 tot {MAX_NAME_LENGTH} tekens."
        raise DecisionError(message)


def _check_value(decision: Decision) -> None:
    value = decision.value[:_SHOWN]
    if decision.kind in JUDGEMENTS and decision.field == THEME:
        if decision.value != NO_THEME and not THEME_ID.fullmatch(decision.value):
            message = f"{value!r} is geen thema; kies een thema uit de lijst, of {NO_THEME}."
            raise DecisionError(message)
    elif decision.kind in (*JUDGEMENTS, Kind.WORD):
        is_word = decision.kind is Kind.WORD
        if not is_word and decision.field not in LABEL_VALUES:
            known = ", ".join([*LABEL_VALUES, THEME])
            raise DecisionError(f"{decision.field[:_SHOWN]!r} is geen etiket; kies uit {known}.")
        allowed = WORD_VALUES if is_word else LABEL_VALUES[decision.field]
        if decision.value not in allowed:
            name = "een woord" if is_word else _WORDS[decision.field]
            message = f"{value!r} kan niet voor {name}; kies uit {', '.join(allowed)}."
            raise DecisionError(message)
