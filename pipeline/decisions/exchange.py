"""The log as JSON lines: to keep a copy, and to bring two logs together without losing a word.

A line is one entry with all its fields; `decision_id` is its number in the log that it came from,
to which the subject of an undo points.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from pipeline.decisions.entry import NEW, Decision, Kind, check
from pipeline.decisions.log import DecisionLog
from pipeline.errors import DecisionError

LARGEST_FILE = 64_000_000  # bytes
LONGEST_LINE = 200_000  # bytes
_NAMES = tuple(field.name for field in fields(Decision))
_IN_WORDS = {
    "decision_id": "nummer",
    "who": "wie",
    "kind": "soort beslissing",
    "subject": "waarover",
    "field": "etiket of veld",
    "value": "waarde",
    "why": "waarom",
    "conversation_id": "gesprek",
    "text": "tekst",
    "at": "moment",
}
_NEW_MEASURE = "new"
_ANOTHER = {Kind.MEASURE: "een andere maatregel", Kind.THEME: "een ander thema"}
_SHOWN = 60  # characters of what is refused
_BESIDE_LOG = ("", "-wal", "-shm", "-journal")
_CLOCKS_DIFFER = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Imported:
    """What an import did: how many entries came in, and how many were there already."""

    n_new: int
    n_known: int


@dataclass(frozen=True)
class _Line:
    """An entry of a file; `where` is its place in words."""

    decision: Decision
    where: str


def export_log(log: DecisionLog, path: Path) -> int:
    """Write all entries, oldest first; their number. An earlier export in `path` is replaced whole.

    Raises:
        DecisionError: `path` is another file, or cannot be written.
    """
    _check_place(log, path)
    decisions = log.read()
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            for decision in decisions:
                file.write(json.dumps(asdict(decision), ensure_ascii=False) + "\n")
        beside.replace(path)
    except OSError as error:
        message = f"{path} kan niet geschreven worden ({error.strerror}). Kies een andere plaats."
        raise DecisionError(message) from None
    return len(decisions)


def _check_place(log: DecisionLog, path: Path) -> None:
    """Refuse every place where something else than an export would be lost."""
    own = {log.path.with_name(f"{log.path.name}{end}").resolve() for end in _BESIDE_LOG}
    if path.resolve() in own:
        message = f"{path} is het logboek van beslissingen zelf. Kies een andere plaats."
        raise DecisionError(message)
    if path.exists() and not _is_export(path):
        message = f"{path} bestaat al en is geen eerdere kopie van beslissingen."
        raise DecisionError(f"{message} Kies een andere plaats; er is niets overschreven.")


def _is_export(path: Path) -> bool:
    """Whether a file holds nothing, or starts with an entry."""
    try:
        with path.open("rb") as file:
            first = file.readline(LONGEST_LINE + 1)
        return not first or set(json.loads(first)) == set(_NAMES)
    except (OSError, ValueError, TypeError, RecursionError):
        return False


def import_log(
    log: DecisionLog, path: Path, also: Callable[[Decision], None] = lambda _: None
) -> Imported:
    """Add the entries of the file that are not in the log yet: all of them, or none.

    An entry is known where all its fields but the number are; the undoing of an entry is known
    where it undoes a known one. `also` refuses what other parts of the house cannot read.

    Raises:
        DecisionError: naming the file, the line, and what is wrong with it.
    """
    lines = list(_read(path, also))
    n_new = 0

    def decide(before: list[Decision]) -> list[Decision]:
        nonlocal n_new
        fresh = _fresh(before, lines)
        n_new = len(fresh)
        return fresh

    log.append_all(decide)
    return Imported(n_new, len(lines) - n_new)


def _fresh(before: Sequence[Decision], lines: Sequence[_Line]) -> list[Decision]:
    """The entries that are not among those `before`; undoings point to numbers of that log."""
    latest = _utc(dt.datetime.now(dt.UTC) + _CLOCKS_DIFFER)
    number_of = {mark: one.decision_id for mark, one in zip(_marks(before), before, strict=True)}
    made = {one.subject for one in before if _makes(one)}
    next_number = max((one.decision_id for one in before), default=0) + 1
    here: dict[str, int] = {}  # number in the file -> number in the log
    fresh: list[Decision] = []
    decisions = [line.decision for line in lines]
    for mark, line in zip(_marks(decisions), lines, strict=True):
        decision = line.decision
        if mark not in number_of:
            if decision.at > latest:
                message = f"{line.where}: het moment {decision.at} moet nog komen; kijk de klok na"
                raise DecisionError(f"{message}. Er is niets toegevoegd.")
            if _makes(decision) and decision.subject in made:
                message = f"{line.where}: {decision.subject} is hier {_ANOTHER[decision.kind]}"
                raise DecisionError(f"{message}. Er is niets toegevoegd.")
            if decision.kind is Kind.UNDO:
                decision = replace(decision, subject=str(here[decision.subject]))
            number_of[mark] = next_number + len(fresh)
            fresh.append(replace(decision, decision_id=0))
        here[str(line.decision.decision_id)] = number_of[mark]
    return fresh


def _marks(decisions: Sequence[Decision]) -> Iterator[str]:
    """What makes each entry itself in any log: its fields, and its rank among equal entries."""
    seen: Counter[str] = Counter()
    mark_of: dict[str, str] = {}
    for decision in decisions:
        content = asdict(decision)
        number = str(content.pop("decision_id"))
        content["at"] = _moment_or_as_it_is(decision.at)
        if decision.kind is Kind.UNDO:
            content["subject"] = mark_of[decision.subject]
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        seen[digest] += 1
        mark_of[number] = f"{digest}.{seen[digest]}"
        yield mark_of[number]


def _makes(decision: Decision) -> bool:
    """Whether it gives out a number, which another log may have given to something else."""
    return (decision.kind, decision.field) in {(Kind.MEASURE, _NEW_MEASURE), (Kind.THEME, NEW)}


def _read(path: Path, also: Callable[[Decision], None]) -> Iterator[_Line]:
    numbers: set[str] = set()
    for where, text in _texts(path):
        try:
            decision = _decision(_parsed(text))
            _check_numbers(decision, numbers)
            check(decision)
            also(decision)
        except DecisionError as error:
            reason = str(error).rstrip(".")
            raise DecisionError(f"{where}: {reason}. Er is niets toegevoegd.") from None
        numbers.add(str(decision.decision_id))
        yield _Line(decision, where)


def _parsed(text: str) -> Any:  # whatever JSON holds
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise DecisionError("dit is geen JSON, of er zitten te veel haakjes in") from None


def _check_numbers(decision: Decision, before: set[str]) -> None:
    number = decision.decision_id
    if number < 1 or str(number) in before:
        raise DecisionError(f"het nummer {number} is geen nieuw nummer boven 0")
    if decision.kind is Kind.UNDO and decision.subject not in before:
        raise DecisionError(f"beslissing {decision.subject} staat niet in dit bestand")


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The lines that hold something, each with its place."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DecisionError(f"{path.name} is groter dan {LARGEST_FILE // 10**6} MB.")
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(LONGEST_LINE + 1):
                number += 1
                where = f"{path.name}, regel {number}"
                if len(raw) > LONGEST_LINE:
                    raise DecisionError(f"{where}: te lang. Er is niets toegevoegd.")
                if raw.strip():
                    yield where, raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except OSError:
        raise DecisionError(f"{path} is niet te lezen; kijk het pad na.") from None
    except UnicodeDecodeError:
        raise DecisionError(f"{where}: geen UTF-8. Er is niets toegevoegd.") from None


def _decision(record: Any) -> Decision:  # whatever JSON holds
    """The entry of a line; its moment in UTC.

    Raises:
        DecisionError: a field is missing, unknown or of another type.
    """
    if not isinstance(record, Mapping) or set(record) != set(_NAMES):
        raise DecisionError(f"verwacht een object met precies {', '.join(_NAMES)}")
    texts = {name: record[name] for name in _NAMES if name != "decision_id"}
    wrong = [name for name, value in texts.items() if not isinstance(value, str)]
    if wrong or type(record["decision_id"]) is not int:
        name = (wrong or ["decision_id"])[0]
        raise DecisionError(f"{_IN_WORDS[name]} ({name}) heeft het verkeerde type")
    broken = [name for name, value in texts.items() if _is_broken(value)]
    if broken:
        raise DecisionError(f"{_IN_WORDS[broken[0]]} ({broken[0]}) bevat een half teken")
    if texts["kind"] not in set(Kind):
        raise DecisionError(f"{texts['kind'][:_SHOWN]!r} is geen soort beslissing")
    return Decision(
        **{**texts, "kind": Kind(texts["kind"]), "at": _moment(texts["at"])},
        decision_id=record["decision_id"],
    )


def _is_broken(text: str) -> bool:
    """Half of a character, which JSON can write and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _moment(text: str) -> str:
    """The moment in UTC, always written in the same way, so that moments sort as text."""
    shown = text[:_SHOWN]
    try:
        moment = dt.datetime.fromisoformat(text)
        in_utc = _utc(moment)
    except (ValueError, OverflowError):
        raise DecisionError(f"{shown!r} is geen moment zoals 2009-09-12T10:00:00+00:00") from None
    if moment.tzinfo is None:
        raise DecisionError(f"{shown!r} zegt niet in welke tijdzone")
    return in_utc


def _moment_or_as_it_is(text: str) -> str:
    """For what entered a log before moments were written in one way."""
    try:
        return _moment(text)
    except DecisionError:
        return text


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()
