"""The action plan as a workbook for all actors: a sheet a way to look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS
from pipeline.analysis.quotes import Quote
from pipeline.analysis.small import shared_places
from pipeline.analysis.words import UNKNOWN, date_words, month_words
from pipeline.export.tables import to_xlsx
from pipeline.plan import board
from pipeline.plan.material import Material
from pipeline.plan.measures import Answer, Measure
from pipeline.plan.overview import left_over, on_offer, stories

_COUNTS = ("n_fragments", "n_conversations", "n_uitdagers", "persons")


def plan_xlsx(material: Material) -> bytes:
    """The overview of measures as a workbook; equal material gives equal bytes."""
    measures = material.plan.measures
    sheets = {
        "Maatregelen": _measures(material),
        "Van gesprek tot maatregel": _stories(material),
        "Per actor": _by_actor(measures),
        "Per thema": _grouped(board.by_theme(measures, material.found), "theme_label"),
        "Per periode": _grouped(board.by_period(measures), "begin"),
        "Antwoorden": board.answers_table(measures),
        "Voortgang": board.progress_table(measures),
        "Nog niet opgenomen": _fragments(left_over(material), material.joined),
        "Al aangeboden": _fragments(on_offer(material), material.joined),
    }
    created = dt.datetime.fromisoformat(material.manifest.finished)
    return to_xlsx(sheets, material.source.footer, created)


def _measures(material: Material) -> pd.DataFrame:
    measures = material.plan.measures
    table = board.measures_table(measures, material.found).drop(columns=list(_COUNTS))
    table.insert(3, "what", _texts(one.fields.what for one in measures))
    table.insert(4, "why", _texts(one.fields.why for one in measures))
    table.insert(6, "in_charge", _texts(_in_charge(one) for one in measures))
    return table.assign(waits=[one.waits for one in measures])


def _in_charge(measure: Measure) -> str:
    owners = [owner for owner in measure.fields.owners if owner.person]
    return ", ".join(f"{owner.person} ({owner.organisation or owner.actor})" for owner in owners)


def _stories(material: Material) -> pd.DataFrame:
    """Figures of a measure on fewer than five persons are left out.

    None of the others has to go with them: measures share conversations and add up to no total.
    """
    told = stories(material)
    sizes = board.measures_table(material.plan.measures, material.found)
    few = sizes["persons"].between(1, SMALL_PERSONS - 1)
    words = {
        "measure_id": _texts(story.measure.measure_id for story in told),
        "measure": _texts(story.measure.title for story in told),
        "heard": _texts(story.heard for story in told),
        "theme_label": _texts(" · ".join(story.themes) for story in told),
        "quotes": _texts(_quotes(story.quotes) for story in told),
        "answer": _texts(_answers(story.measure.answers.values()) for story in told),
        "step": _texts("\n".join(story.steps) for story in told),
        "became": _texts(story.became for story in told),
    }
    counts = {name: sizes[name].astype("Float64").mask(few) for name in _COUNTS}
    return pd.DataFrame(words | counts)


def _by_actor(measures: Sequence[Measure]) -> pd.DataFrame:
    rows = [
        (actor, *_line(one), _answers(_answers_of(one, actor)))
        for actor, mine in board.by_actor(measures).items()
        for one in mine
    ]
    return pd.DataFrame(rows, columns=["actor", *_LINE, "answer"], dtype="str")


def _grouped(groups: Mapping[str, Sequence[Measure]], name: str) -> pd.DataFrame:
    rows = [(group, *_line(one)) for group, mine in groups.items() for one in mine]
    return pd.DataFrame(rows, columns=[name, *_LINE], dtype="str")


_LINE = ("measure_id", "measure", "measure_status", "owners", "period", "first_step")


def _line(measure: Measure) -> tuple[str, ...]:
    owners = ", ".join(owner.words for owner in measure.fields.owners) or board.NOBODY
    period = board.period_words(measure)
    return (
        measure.measure_id,
        measure.title,
        str(measure.status),
        owners,
        period,
        measure.fields.first_step,
    )


def _answers_of(measure: Measure, actor: str) -> list[Answer]:
    return [one for one in measure.answers.values() if one.owner.actor == actor]


def _answers(answers: Iterable[Answer]) -> str:
    return "\n".join(
        f"{one.owner.words}: kan {one.can}, wil {one.will}. {one.reason} ({date_words(one.date)})"
        for one in answers
    )


def _fragments(rows: pd.DataFrame, joined: pd.DataFrame) -> pd.DataFrame:
    """What was said, by theme, without who said it; a small neighbourhood is not named."""
    places = shared_places(rows, joined).fillna(UNKNOWN)
    months = [UNKNOWN if pd.isna(date) else month_words(date) for date in rows["date"]]
    table = pd.DataFrame(
        {
            "theme_label": rows["theme_label"],
            "text": rows["text"],
            "neighbourhood": places,
            "month": _texts(months, rows.index),
            "fragment_id": rows["fragment_id"],
        }
    )
    return table.sort_values(["theme_label", "fragment_id"], ignore_index=True)


def _quotes(quotes: Iterable[Quote]) -> str:
    return "\n".join(f"{quote.shown} ({quote.caption})" for quote in quotes)


def _texts(values: Iterable[str], index: pd.Index | None = None) -> pd.Series:
    return pd.Series(list(values), dtype="str", index=index)
