"""A measure as everyone may read it: nothing of a person, and no figure on few of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from pipeline.analysis.quotes import Quote
from pipeline.analysis.words import number
from pipeline.export.fed import Fed
from pipeline.plan.board import period_words
from pipeline.plan.material import Material
from pipeline.plan.measures import OPEN, Measure
from pipeline.plan.story import ToldAnswer, owner_words, tell

NOT_HEARD = "Deze maatregel komt niet rechtstreeks uit de gesprekken."


@dataclass(frozen=True)
class PublicMeasure:
    """A measure as everyone may read it."""

    measure_id: str
    title: str
    what: str
    why: str
    status: str
    became: str
    heard: str
    themes: tuple[str, ...]
    quotes: tuple[Quote, ...]
    answers: tuple[ToldAnswer, ...]
    steps: tuple[str, ...]
    owners: tuple[str, ...]
    unanswered: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str, str], ...]

    @property
    def file(self) -> str:
        """The page on which its story stands."""
        return f"maatregel-{self.measure_id.lower()}.html"


def public_measure(measure: Measure, material: Material, fed: Fed) -> PublicMeasure:
    """The measure without who follows it up, its private note and its conversations."""
    found = material.found[measure.measure_id]
    places = found.rows["neighbourhood"]
    named = places.where(places.isin(fed.places_of(measure.measure_id)))
    found = dataclasses.replace(found, rows=found.rows.assign(neighbourhood=named))
    fields = measure.fields
    facts = (
        ("Waar", ", ".join(fields.neighbourhoods) or "In heel de stad"),
        ("Wanneer", period_words(measure) or "Nog niet afgesproken"),
        ("Kosten", str(fields.cost)),
        ("Eerste stap", fields.first_step),
        ("Waaraan we het zien", fields.indicator),
    )
    story = tell(measure, found, material.themes, public=True)
    open_still = measure.status in OPEN
    return PublicMeasure(
        measure_id=measure.measure_id,
        title=measure.title,
        what=fields.what,
        why=fields.why,
        status=str(measure.status),
        became=story.became,
        heard=story.heard if len(found.rows) else NOT_HEARD,
        themes=story.themes,
        quotes=story.quotes,
        answers=story.answers,
        steps=story.steps,
        owners=tuple(owner_words(owner) for owner in fields.owners),
        unanswered=tuple(owner_words(one) for one in measure.unanswered) if open_still else (),
        facts=tuple((name, value) for name, value in facts if value),
        places=_places(measure.measure_id, fed),
    )


def _places(measure_id: str, fed: Fed) -> tuple[tuple[str, str, str], ...]:
    """The neighbourhoods behind a measure with their figures; none where none may be named."""
    if not fed.places_of(measure_id):
        return ()
    return tuple(
        (name, number(cell.n_conversations), number(cell.persons))
        for name, cell in fed.cells[measure_id].items()
    )
