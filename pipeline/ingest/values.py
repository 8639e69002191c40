"""The fields of a sitting understood: date, neighbourhood, participants, technique, profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.ingest.content import Problem
from pipeline.ingest.draft import Given, Sitting, as_text
from pipeline.ingest.fields import (
    Parsed,
    match_neighbourhood,
    parse_date,
    parse_participants,
    parse_profile,
    parse_technique,
)
from pipeline.ingest.headers import fold
from pipeline.schema import PROFILE_ATTRIBUTES
from pipeline.settings import Campaign

T = TypeVar("T")


@dataclass
class Values:
    """Understood values; `profiles`: attribute -> value -> persons; `single`: one for all."""

    date: dt.date | None = None
    neighbourhood: str | None = None
    technique: str | None = None
    participants: int | None = None
    single: dict[str, str | None] = field(default_factory=dict)
    profiles: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complete(self, other: Values) -> None:
        """Takes what is not known here from another delivery of the same sitting."""
        self.date = self.date or other.date
        self.neighbourhood = self.neighbourhood or other.neighbourhood
        self.technique = self.technique or other.technique
        self.participants = self.participants or other.participants
        for attribute in other.single:
            if self.single.get(attribute) is None and attribute not in self.profiles:
                self.single[attribute] = other.single[attribute]
                if attribute in other.profiles:
                    self.profiles[attribute] = other.profiles[attribute]


def understand(sitting: Sitting, campaign: Campaign) -> Values:
    """The first value of each field that is understood; every other one is listed as a problem."""
    values = Values()
    first = _First(sitting, values.problems)
    values.date = first("date", lambda value: parse_date(value, campaign.start, campaign.end))
    values.neighbourhood = first(
        "neighbourhood", lambda value: match_neighbourhood(as_text(value), campaign.neighbourhoods)
    )
    values.participants = first("participants", lambda value: _participants(value, values))
    values.technique = first("technique", lambda value: Parsed(parse_technique(as_text(value))))
    for attribute in PROFILE_ATTRIBUTES:
        _understand_profile(attribute, sitting, values)
    return values


def _participants(value: object, values: Values) -> Parsed[int]:
    """A number; or "3v 1m", which says how many and who."""
    parsed = parse_participants(value)
    if not parsed.problem:
        return parsed
    profile = parse_profile("gender", as_text(value), None)
    if not profile.counts:
        return parsed
    values.profiles["gender"] = dict(profile.counts)
    values.single["gender"] = profile.single
    return Parsed(profile.participants)


class _First:
    """The first understood value of a field of one sitting."""

    def __init__(self, sitting: Sitting, problems: list[Problem]) -> None:
        self.sitting = sitting
        self.problems = problems

    def __call__(self, name: str, parse: Callable[[object], Parsed[T]]) -> T | None:
        value: T | None = None
        for given in distinct(self.sitting.fields.get(name, [])):
            parsed = parse(given.value)
            if parsed.problem:
                self.problems.append(Problem(given.place, parsed.problem))
            elif value is None:
                value = parsed.value
        return value


def _understand_profile(attribute: str, sitting: Sitting, values: Values) -> None:
    values.single.setdefault(attribute, None)
    for given in distinct(sitting.fields.get(attribute, [])):
        parsed = parse_profile(attribute, as_text(given.value), values.participants)
        if parsed.problem:
            values.problems.append(Problem(given.place, parsed.problem))
        if parsed.counts and attribute not in values.profiles:
            values.profiles[attribute] = dict(parsed.counts)
            values.single[attribute] = parsed.single
        elif parsed.single and values.single[attribute] is None:
            values.single[attribute] = parsed.single
        values.participants = values.participants or parsed.participants


def distinct(given: Sequence[Given]) -> list[Given]:
    """Each value once, where it stood first."""
    if len(given) < 2:  # noqa: PLR2004 - nothing to compare
        return list(given)
    seen: dict[str, Given] = {}
    for one in given:
        seen.setdefault(fold(as_text(one.value)), one)
    return list(seen.values())
