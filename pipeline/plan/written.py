"""How the parts of a measure stand in the log of decisions: to JSON and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipeline.plan.measures import Answer, Evidence, Fields, FragmentRef, Owner, Progress, ThemeRef
from pipeline.schema import Actor, CostClass, Degree, MeasureStatus

_DEEPEST = 6  # a list of fragments, each with a list of siblings: four
FIELD_NAMES = tuple(field.name for field in dataclasses.fields(Fields))


def check_json(text: str) -> None:
    """Refuse what no part of a measure holds: things in things in things, and half characters.

    Raises:
        ValueError: it is no JSON, too deep, or not to be written as UTF-8.
        RecursionError: it is much too deep.
    """
    value = json.loads(text)
    json.dumps(value, ensure_ascii=False).encode()
    level = [value]
    for _ in range(_DEEPEST):
        level = [part for one in level for part in _parts(one)]
    if level:
        raise ValueError


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def write_field(fields: Fields, name: str) -> str:
    """One field as JSON."""
    return _dump(getattr(fields, name))


def write_fields(fields: Fields) -> str:
    """All fields as one JSON object."""
    return _dump({name: getattr(fields, name) for name in FIELD_NAMES})


def read_field(name: str, text: str) -> Any:  # each field has its own type
    """The value of a field as `write_field` wrote it."""
    return _FIELD_READERS[name](json.loads(text))


def read_fields(text: str) -> Fields:
    """The fields as `write_fields` wrote them; one that is missing or unknown is passed over."""
    record = json.loads(text)
    known = {name: _FIELD_READERS[name](record[name]) for name in FIELD_NAMES if name in record}
    return Fields(**known)


def write_evidence(evidence: Evidence) -> str:
    """Fragments and themes as JSON."""
    return _dump(dataclasses.asdict(evidence))


def read_evidence(text: str) -> Evidence:
    """The evidence as `write_evidence` wrote it."""
    record = json.loads(text)
    themes = (
        ThemeRef(one["theme_id"], int(one["n_fragments"]), tuple(one["examples"]))
        for one in record["themes"]
    )
    fragments = (
        FragmentRef(
            one["fragment_id"], one["conversation_id"], one["text"], tuple(one.get("siblings", ()))
        )
        for one in record["fragments"]
    )
    return Evidence(tuple(fragments), tuple(themes))


def write_answer(answer: Answer) -> str:
    """The answer as JSON; the reason stands in the decision itself."""
    names = ("can", "will", "by", "date")
    return _dump({name: getattr(answer, name) for name in names})


def read_answer(key: str, text: str, reason: str) -> Answer:
    """The answer of the owner with this key."""
    actor, _, organisation = key.partition("|")
    record = json.loads(text)
    return Answer(
        owner=Owner(Actor(actor), organisation),
        can=Degree(record["can"]),
        will=Degree(record["will"]),
        reason=reason,
        by=record["by"],
        date=dt.date.fromisoformat(record["date"]),
    )


def write_progress(progress: Progress) -> str:
    """The step as JSON."""
    return _dump({"date": progress.date, "text": progress.text})


def read_progress(text: str) -> Progress:
    """The step as `write_progress` wrote it."""
    record = json.loads(text)
    return Progress(dt.date.fromisoformat(record["date"]), record["text"])


def _owners(records: list[Mapping[str, str]]) -> tuple[Owner, ...]:
    return tuple(
        Owner(Actor(one["actor"]), one["organisation"], one["person"], one.get("known_as", ""))
        for one in records
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain, sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(type(value).__name__)


_FIELD_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("title", "what", "why", "helpers", "first_step", "indicator", "private_note"), str
    ),
    "owners": _owners,
    "neighbourhoods": tuple,
    "public_quotes": tuple,
    "cost": CostClass,
    "start": _date,
    "end": _date,
    "status": MeasureStatus,
}
