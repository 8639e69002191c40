"""Tables of the plan: the list, the board, what can and wants to be done, and the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.analysis.words import date_words
from pipeline.plan.evidence import Support
from pipeline.plan.measures import Measure
from pipeline.schema import Actor, Degree, MeasureStatus

NOBODY = "nog niemand"
NO_THEME = "zonder thema"
NO_PERIOD = "zonder periode"


def measures_table(measures: Iterable[Measure], found: Mapping[str, Support]) -> pd.DataFrame:
    """A row a measure: what it is, who carries it, how far it is, and what it rests on."""
    rows = []
    for one in measures:
        size = found[one.measure_id].size
        rows.append(
            {
                "measure_id": one.measure_id,
                "measure": one.title,
                "measure_status": str(one.status),
                "owners": ", ".join(owner.words for owner in one.fields.owners) or NOBODY,
                "helpers": one.fields.helpers,
                "neighbourhoods": ", ".join(one.fields.neighbourhoods) or "heel de stad",
                "period": period_words(one),
                "cost": str(one.fields.cost),
                "first_step": one.fields.first_step,
                "indicator": one.fields.indicator,
                "n_fragments": size.n_fragments,
                "n_conversations": size.n_conversations,
                "n_uitdagers": size.n_uitdagers,
                "persons": size.persons,
            }
        )
    return pd.DataFrame(rows, columns=list(_EMPTY)) if rows else pd.DataFrame(_EMPTY)


def answers_table(measures: Iterable[Measure]) -> pd.DataFrame:
    """A row an owner of a measure: whether it can, whether it wants to, why, who and when."""
    columns = ["measure_id", "measure", "owner", "can", "will", "answer_reason", "by", "date"]
    rows: list[tuple[object, ...]] = []
    for one in measures:
        for answer in one.answers.values():
            values = (answer.owner.words, str(answer.can), str(answer.will), answer.reason)
            moment = pd.Timestamp(answer.date)
            rows.append((one.measure_id, one.title, *values, answer.by, moment))
        rows += [
            (one.measure_id, one.title, owner.words, "", "", "nog geen antwoord", "", pd.NaT)
            for owner in one.unanswered
        ]
    return pd.DataFrame(rows, columns=columns)


def progress_table(measures: Iterable[Measure]) -> pd.DataFrame:
    """A row a step, the oldest first."""
    rows = [
        (one.measure_id, one.title, pd.Timestamp(step.date), step.text)
        for one in measures
        for step in one.progress
    ]
    table = pd.DataFrame(rows, columns=["measure_id", "measure", "date", "step"])
    return table.sort_values(["date", "measure_id"], kind="stable").reset_index(drop=True)


def by_status(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """Every status in its order, with its measures."""
    return {str(s): [one for one in measures if one.status is s] for s in MeasureStatus}


def by_actor(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """Every actor with the measures that it carries, and those that nobody carries yet."""
    groups = {str(actor): [one for one in measures if actor in one.actors] for actor in Actor}
    return {**groups, NOBODY: [one for one in measures if not one.actors]}


def by_theme(measures: Sequence[Measure], found: Mapping[str, Support]) -> dict[str, list[Measure]]:
    """The measures by the theme that most of their evidence is in, the fullest theme first."""
    groups: dict[str, list[Measure]] = {}
    for one in measures:
        labels = found[one.measure_id].rows["theme_label"]
        name = str(labels.value_counts(sort=True).index[0]) if len(labels) else NO_THEME
        groups.setdefault(name, []).append(one)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def by_period(measures: Sequence[Measure]) -> dict[str, list[Measure]]:
    """The measures by the year in which they begin, the earliest first."""
    groups: dict[str, list[Measure]] = {}
    for one in sorted(measures, key=lambda one: one.fields.start or dt.date.max):
        name = f"vanaf {one.fields.start.year}" if one.fields.start else NO_PERIOD
        groups.setdefault(name, []).append(one)
    return groups


def matrix(measures: Iterable[Measure]) -> dict[tuple[Degree, Degree], list[Measure]]:
    """Which measures got an answer of each kan and each wil; a measure may stand in several."""
    cells: dict[tuple[Degree, Degree], list[Measure]] = {
        (can, will): [] for can in Degree for will in Degree
    }
    for one in measures:
        for cell in dict.fromkeys((a.can, a.will) for a in one.answers.values()):
            cells[cell].append(one)
    return cells


def period_words(measure: Measure) -> str:
    """1 maart 2010 tot 30 juni 2010; nothing where none is known."""
    start, end = measure.fields.start, measure.fields.end
    if start and end:
        return f"{date_words(start)} tot {date_words(end)}"
    if start:
        return f"vanaf {date_words(start)}"
    return f"tot {date_words(end)}" if end else ""


_COUNTS = ("n_fragments", "n_conversations", "n_uitdagers", "persons")
_WORDS = (
    "measure_id",
    "measure",
    "measure_status",
    "owners",
    "helpers",
    "neighbourhoods",
    "period",
    "cost",
    "first_step",
    "indicator",
)
_EMPTY = {name: pd.Series(dtype="str") for name in _WORDS} | {
    name: pd.Series(dtype="int64") for name in _COUNTS
}
