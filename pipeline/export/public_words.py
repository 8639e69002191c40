"""The sentences of the public pages: what was heard, what is still open, what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, Size, count_by, size_of
from pipeline.analysis.words import OVERIG, counted, date_words, month_words, number
from pipeline.plan.evidence import taken_up
from pipeline.plan.material import Material
from pipeline.plan.measures import Measure
from pipeline.plan.overview import left_over, on_offer
from pipeline.plan.story import owner_words
from pipeline.schema import Category, MeasureStatus

PUBLIC_ORDER = {
    MeasureStatus.DONE: "Dit is er gekomen.",
    MeasureStatus.RUNNING: "Hier wordt nu aan gewerkt.",
    MeasureStatus.ACCEPTED: "Dit komt er.",
    MeasureStatus.CONSIDERED: "Dit ligt op tafel: wie het aangaat, bekijkt het.",
    MeasureStatus.PROPOSED: "Hierover is nog niets beslist.",
    MeasureStatus.STOPPED: "Dit gaat niet (verder) door. Waarom, staat erbij.",
}
_MOST_NEWS = 5
_MOST_THEMES = 3


@dataclass(frozen=True)
class News:
    """What happened to a measure on a day."""

    day: dt.date
    measure_id: str
    title: str
    text: str

    @property
    def date(self) -> str:
        """The day in words."""
        return date_words(self.day)


def lead_words(material: Material) -> str:
    """Who listened to whom, when and where, in a sentence or two."""
    size = size_of(material.joined)
    if not size.n_fragments:
        return "Er zijn nog geen gesprekken verwerkt."
    if size.small:
        return f"Dit gaat over gesprekken met minder dan {SMALL_PERSONS} mensen."
    listeners = counted(size.n_uitdagers, "vrijwilliger", "vrijwilligers")
    people = counted(size.persons, "inwoner", "inwoners")
    sittings = counted(size.n_conversations, "gesprek", "gesprekken")
    verb = "luisterde" if size.n_uitdagers == 1 else "luisterden"
    return f"{_when(material.joined)}{verb} {listeners}, de uitdagers, naar {people} in {sittings}."


def taken_words(material: Material) -> str:
    """How many conversations fed a measure; nothing where that would tell of a few persons."""
    taken = material.joined["fragment_id"].isin(list(taken_up(material.found)))
    sittings = set(material.joined.loc[taken, "conversation_id"])
    inside = material.joined["conversation_id"].isin(sittings)
    fed, rest, everyone = (
        size_of(rows)
        for rows in (material.joined[inside], material.joined[~inside], material.joined)
    )
    if not fed.n_conversations or fed.small or rest.small:
        return ""
    return (
        f"In {number(fed.n_conversations)} van de {number(everyone.n_conversations)} gesprekken "
        "zei iemand iets dat in een maatregel terechtkwam."
    )


def left_words(material: Material) -> str:
    """How many suggesties are in no measure yet, said as it is."""
    left, asked = left_over(material), _asked(material)
    size = size_of(left)
    if not len(asked):
        return "Er zijn nog geen suggesties opgetekend."
    if not size.n_fragments:
        return "Elke suggestie uit de gesprekken staat in een maatregel."
    if size.small or _taken(asked, left).small:
        return "Niet elke suggestie uit de gesprekken staat al in een maatregel."
    return (
        f"Van de {number(len(asked))} suggesties staan er {number(len(left))} nog in geen enkele "
        f"maatregel.{_themes_of(left)} Ze zijn gelezen en bewaard: ze kunnen nog opgenomen worden."
    )


def offer_words(material: Material) -> str:
    """How often people told what they do themselves; nothing where that were few persons."""
    size = size_of(on_offer(material))
    if not size.n_fragments or size.small:
        return ""
    return (
        f"In {counted(size.n_conversations, 'gesprek', 'gesprekken')} vertelden mensen wat ze "
        "zelf al doen of willen doen voor hun straat, hun school of hun stad."
    )


def news(measures: Iterable[Measure]) -> list[News]:
    """The last steps and answers, the newest first."""
    found = []
    for one in measures:
        found += [News(step.date, one.measure_id, one.title, step.text) for step in one.progress]
        found += [
            News(
                answer.date,
                one.measure_id,
                one.title,
                f"{owner_words(answer.owner)}: kunnen ze het? {answer.can}; "
                f"willen ze het? {answer.will}.",
            )
            for answer in one.answers.values()
        ]
    return sorted(found, key=lambda item: (item.day, item.measure_id), reverse=True)[:_MOST_NEWS]


def _asked(material: Material) -> pd.DataFrame:
    return material.joined[material.joined["category"] == Category.SUGGESTION]


def _taken(asked: pd.DataFrame, left: pd.DataFrame) -> Size:
    return size_of(asked[~asked["fragment_id"].isin(left["fragment_id"])])


def _themes_of(left: pd.DataFrame) -> str:
    """The themes that most of it is about, by five persons or more."""
    table = count_by(left[left["theme_label"] != OVERIG], ["theme_label"])
    names = table.loc[table["persons"] >= SMALL_PERSONS, "theme_label"].head(_MOST_THEMES)
    listed = ", ".join(f"“{name}”" for name in names)
    return f" De meeste gaan over {listed}." if listed else ""


def _when(joined: pd.DataFrame) -> str:
    dates = joined["date"].dropna()
    if dates.empty:
        return "Toen "
    first, last = month_words(dates.min()), month_words(dates.max())
    return f"In {first} " if first == last else f"Tussen {first} en {last} "
