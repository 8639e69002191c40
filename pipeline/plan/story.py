"""From conversation to measure in sentences, the same on every screen, page and letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, count_by
from pipeline.analysis.quotes import Quote, pick_quotes
from pipeline.analysis.small import shared_places
from pipeline.analysis.words import OVERIG, UNKNOWN, counted, date_words, month_words
from pipeline.plan.evidence import Support
from pipeline.plan.measures import Answer, Measure, Owner
from pipeline.schema import Actor, MeasureStatus

_MOST_PLACES = 3
_MOST_QUOTES = 3
_MOST_THEMES = 3
STATUS_SENTENCES = {
    MeasureStatus.PROPOSED: "Dit is een voorstel: er is nog niets beslist.",
    MeasureStatus.CONSIDERED: "Dit ligt op tafel: wie het aangaat, bekijkt het.",
    MeasureStatus.ACCEPTED: "Dit is aanvaard: het komt er.",
    MeasureStatus.RUNNING: "Hier wordt nu aan gewerkt.",
    MeasureStatus.DONE: "Dit is gedaan.",
    MeasureStatus.STOPPED: "Dit is stopgezet: het gaat niet (verder) door.",
}
_ACTORS = {
    Actor.EMPLOYERS: "De werkgevers",
    Actor.EDUCATION: "Het onderwijs",
    Actor.INSTITUTIONS: "De instanties",
    Actor.CITY: "De stad",
    Actor.INHABITANTS: "De inwoners",
}


@dataclass(frozen=True)
class ToldAnswer:
    """An answer in words: who gave it, kan and wil apart, why, and when."""

    who: str
    stand: str
    reason: str
    date: str


@dataclass(frozen=True)
class Story:
    """One measure told: what was heard, in whose words, who answered what, and what became of it.

    `heard` names no number and no place of fewer than five persons.
    """

    measure: Measure
    heard: str
    themes: tuple[str, ...]
    quotes: tuple[Quote, ...]
    answers: tuple[ToldAnswer, ...]
    steps: tuple[str, ...]
    became: str


def tell(measure: Measure, found: Support, themes: pd.DataFrame, *, public: bool = False) -> Story:
    """The story of a measure; for the public only quotes that a person chose for everyone."""
    quotes = pick_quotes(found.rows, themes, _MOST_QUOTES)
    if public:
        chosen = found.rows[found.rows["fragment_id"].isin(list(measure.fields.public_quotes))]
        quotes = pick_quotes(without_small_places(chosen, found.rows), themes, len(chosen))
    labels = found.rows["theme_label"]
    named = labels[labels != OVERIG].value_counts().index[:_MOST_THEMES]
    steps = tuple(f"{date_words(step.date)}: {step.text}" for step in measure.progress)
    return Story(
        measure=measure,
        heard=heard_words(found),
        themes=tuple(str(name) for name in named),
        quotes=tuple(quotes),
        answers=tuple(answer_words(answer) for answer in measure.answers.values()),
        steps=steps,
        became=STATUS_SENTENCES[measure.status],
    )


def heard_words(found: Support) -> str:
    """Where a measure comes from, in one or two sentences."""
    size = found.size
    if not size.n_fragments:
        return "Bij deze maatregel liggen geen fragmenten uit de gesprekken."
    if size.small:
        return f"Dit komt uit gesprekken met minder dan {SMALL_PERSONS} mensen."
    sittings = counted(size.n_conversations, "gesprek", "gesprekken")
    people = counted(size.n_uitdagers, "uitdager", "uitdagers")
    asked = counted(size.n_fragments, "gedachte", "gedachten")
    where = places_of(found.rows)
    place = f", onder meer in {_and(where)}" if where else ""
    return (
        f"Dit komt uit {asked} in {sittings}, opgetekend door {people}{_when(found.rows)}{place}."
    )


def places_of(rows: pd.DataFrame) -> list[str]:
    """The neighbourhoods where most of it was said, by five persons or more."""
    table = count_by(rows, ["neighbourhood"])
    large = (table["persons"] >= SMALL_PERSONS) & (table["neighbourhood"] != UNKNOWN)
    return [str(name) for name in table.loc[large, "neighbourhood"].head(_MOST_PLACES)]


def without_small_places(rows: pd.DataFrame, within: pd.DataFrame) -> pd.DataFrame:
    """The rows without the names of neighbourhoods that may not leave (`small.shared_places`)."""
    return rows.assign(neighbourhood=shared_places(rows, within))


def answer_words(answer: Answer) -> ToldAnswer:
    """De stad: kunnen ze het? ja; willen ze het? deels; and the reason as it was given."""
    return ToldAnswer(
        who=owner_words(answer.owner),
        stand=f"Kunnen ze het? {_capital(answer.can)}. Willen ze het? {_capital(answer.will)}.",
        reason=answer.reason,
        date=date_words(answer.date),
    )


def owner_words(owner: Owner) -> str:
    """De stad (dienst Wijken); without the person in charge."""
    name = _ACTORS[owner.actor]
    return f"{name} ({owner.organisation})" if owner.organisation else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(rows: pd.DataFrame) -> str:
    dates = rows["date"].dropna()
    if dates.empty:
        return ""
    first, last = month_words(dates.min()), month_words(dates.max())
    return f" in {first}" if first == last else f" tussen {first} en {last}"


def _and(names: Sequence[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} en {last}" if head else last
