"""A choice of measures: AND across fields, OR within; in the URL and applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from pipeline.plan.evidence import Support
from pipeline.plan.measures import Measure
from pipeline.schema import Actor, MeasureStatus

WAITS, GREW = "wacht", "gegroeid"


@dataclass(frozen=True)
class PlanFilter:
    """What is looked for; an empty field lets every measure through.

    `theme`: theme ids of the evidence; `quarter`: quarters that the measure takes part of, as
    "2010-1"; `needs`: "wacht" (an answer is missing), "gegroeid" (its evidence grew).
    """

    status: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    neighbourhood: tuple[str, ...] = ()
    quarter: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


PLAN_KEYS: dict[str, str] = {
    "status": "status",
    "actor": "actor",
    "theme": "thema",
    "neighbourhood": "wijk",
    "quarter": "kwartaal",
    "needs": "vraagt",
}
_ALLOWED: dict[str, frozenset[str]] = {
    "status": frozenset(MeasureStatus),
    "actor": frozenset(Actor),
    "needs": frozenset((WAITS, GREW)),
}


def choose(
    measures: Iterable[Measure], found: Mapping[str, Support], chosen: PlanFilter
) -> tuple[Measure, ...]:
    """The measures that pass, in their order."""
    return tuple(
        measure for measure in measures if _passes(measure, found[measure.measure_id], chosen)
    )


def to_plan_query(chosen: PlanFilter) -> dict[str, list[str]]:
    """The choice for a URL: Dutch keys, empty fields left out."""
    values = {key: list(getattr(chosen, name)) for name, key in PLAN_KEYS.items()}
    return {key: value for key, value in values.items() if value}


def from_plan_query(query: Mapping[str, str | Iterable[str]]) -> PlanFilter:
    """The choice of a URL; unknown values are passed over."""
    values = {}
    for field in fields(PlanFilter):
        given = query.get(PLAN_KEYS[field.name], ())
        texts = [given] if isinstance(given, str) else list(given)
        allowed = _ALLOWED.get(field.name)
        values[field.name] = tuple(
            text for text in dict.fromkeys(texts) if allowed is None or text in allowed
        )
    return PlanFilter(**values)


def quarters_of(measure: Measure) -> tuple[str, ...]:
    """The quarters that a measure takes part of, oldest first; at most ten years of them."""
    start = measure.fields.start or measure.fields.end
    end = measure.fields.end or measure.fields.start
    if start is None or end is None:
        return ()
    first, last = _quarter_number(start), min(_quarter_number(end), _quarter_number(start) + 40)
    return tuple(f"{number // 4}-{number % 4 + 1}" for number in range(first, last + 1))


def quarter_words(quarter: str) -> str:
    """2010-1 -> 1e kwartaal 2010."""
    year, _, number = quarter.partition("-")
    return f"{number}e kwartaal {year}"


def _quarter_number(day: dt.date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _passes(measure: Measure, found: Support, chosen: PlanFilter) -> bool:
    has = {
        "status": {str(measure.status)},
        "actor": {str(actor) for actor in measure.actors},
        "theme": set(found.theme_ids) | set(found.rows["theme_id"].dropna()),
        "neighbourhood": set(measure.fields.neighbourhoods),
        "quarter": set(quarters_of(measure)),
        "needs": _needs(measure, found),
    }
    return all(
        not getattr(chosen, name) or has[name] & set(getattr(chosen, name)) for name in PLAN_KEYS
    )


def _needs(measure: Measure, found: Support) -> set[str]:
    return {name for name, is_so in ((WAITS, measure.waits), (GREW, found.grown > 0)) if is_so}
