"""Parts of the action plan as a document: a measure's story, what is left, what is offered."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, count_by, size_of
from pipeline.analysis.quotes import pick_quotes
from pipeline.analysis.words import counted, date_words, number
from pipeline.export import word
from pipeline.export.hide import HIDDEN, hide_small
from pipeline.plan import board
from pipeline.plan.material import Material
from pipeline.plan.measures import Measure
from pipeline.plan.overview import left_over, on_offer
from pipeline.plan.story import Story, owner_words, without_small_places
from pipeline.schema import Category

_N_OFFERS = 5
_NOT_SHOWN = "niet getoond"


def write_story(document: Any, story: Story) -> None:
    """From conversation to measure: what was heard, who answered what, and what happened."""
    measure = story.measure
    word.add_heading(document, f"{measure.measure_id} {measure.title}", 2)
    word.keep_with_next(word.add_text(document, story.became))
    word.add_facts(document, _facts(measure))
    word.add_heading(document, "Wat we hoorden", 3)
    word.add_text(document, story.heard)
    if story.themes:
        word.add_text(document, " · ".join(story.themes), bold="Thema's:")
    for quote in story.quotes:
        word.add_quote(document, quote.shown, quote.caption)
    word.add_heading(document, "Wie antwoordde wat", 3)
    _write_answers(document, measure)
    word.add_heading(document, "Wat er gebeurd is", 3)
    for step in story.steps:
        word.add_text(document, step, style="List Bullet")
    if not story.steps:
        word.add_text(document, "Er staat nog niets in het verslag.")


def _facts(measure: Measure) -> list[tuple[str, str]]:
    fields = measure.fields
    people = [
        f"{owner_words(owner)}, {owner.person}" if owner.person else owner_words(owner)
        for owner in fields.owners
    ]
    facts = [
        ("Status", _capital(measure.status)),
        ("Wat", fields.what),
        ("Waarom", fields.why),
        ("Wie het trekt", "\n".join(people) or "Nog niemand."),
        ("Wie helpt", fields.helpers),
        ("Waar", ", ".join(fields.neighbourhoods) or "Heel de stad"),
        ("Wanneer", board.period_words(measure) or "Nog niet afgesproken"),
        ("Kosten", _capital(fields.cost)),
        ("Eerste stap", fields.first_step),
        ("Waaraan we het zien", fields.indicator),
    ]
    return [(name, value) for name, value in facts if value]


def _write_answers(document: Any, measure: Measure) -> None:
    table = [
        (
            owner_words(answer.owner),
            str(answer.can),
            str(answer.will),
            answer.reason,
            f"{answer.by}, {date_words(answer.date)}",
        )
        for answer in measure.answers.values()
    ]
    missing = [(owner_words(one), "", "", "nog geen antwoord", "") for one in measure.unanswered]
    if not table and not missing:
        word.add_text(document, "Niemand trekt deze maatregel al, dus niemand kon antwoorden.")
        return
    headers = ("wie", "kan het", "wil het", "waarom", "antwoord van")
    caption = f"Antwoorden op {measure.measure_id}"
    word.add_table(document, caption, headers, table + missing, (0.25, 0.1, 0.1, 0.33, 0.22))


def write_left_over(document: Any, material: Material) -> None:
    """How many suggesties no measure takes up, and in which themes they are."""
    word.add_heading(document, "Wat nog in geen maatregel staat", 1)
    left = left_over(material)
    size = size_of(left)
    if not size.n_fragments:
        word.add_text(document, "Elke suggestie uit de gesprekken staat in een maatregel.")
        return
    if size.small:
        few = f"De suggesties van minder dan {SMALL_PERSONS} mensen staan nog in geen maatregel."
        word.add_text(document, few)
        return
    asked = int((material.joined["category"] == Category.SUGGESTION).sum())
    said = counted(size.n_fragments, "suggestie", "suggesties")
    sittings = counted(size.n_conversations, "gesprek", "gesprekken")
    word.add_text(
        document, f"{said} (van de {asked}) uit {sittings} staan nog in geen enkele maatregel."
    )
    _write_by_theme(document, "Suggesties die nog in geen maatregel staan, per thema", left)


def _write_by_theme(document: Any, caption: str, rows: pd.DataFrame) -> None:
    table = hide_small(count_by(rows, ["theme_label"]))
    figures = ["n_fragments", "n_conversations", "n_uitdagers"]
    shown = [
        (str(name), *(_figure(value) for value in values))
        for name, *values in table[["theme_label", *figures]].itertuples(index=False)
    ]
    headers = ("thema", "fragmenten", "gesprekken", "uitdagers")
    word.add_table(document, caption, headers, shown, (0.46, 0.18, 0.18, 0.18))
    if table["persons"].isna().any():
        word.add_text(document, f"{_capital(_NOT_SHOWN)}: {HIDDEN}.", style="Caption")


def _figure(value: Any) -> str:
    """Hidden figures are missing values."""
    return _NOT_SHOWN if pd.isna(value) else number(value)


def write_offers(document: Any, material: Material) -> None:
    """What inhabitants do already or want to do."""
    word.add_heading(document, "Wat er al aangeboden is", 1)
    offers = on_offer(material)
    size = size_of(offers)
    if not size.n_fragments or size.small:
        word.add_text(document, "Er zijn nog te weinig gesprekken waarin mensen iets aanbieden.")
        return
    said = counted(size.n_fragments, "keer", "keer")
    word.add_text(
        document, f"Inwoners vertelden {said} wat ze zelf al doen of willen doen ({size.words})."
    )
    rows = without_small_places(offers, material.joined)
    for quote in pick_quotes(rows, material.themes, _N_OFFERS):
        word.add_quote(document, quote.shown, quote.caption)
    _write_by_theme(document, "Wat inwoners zelf doen of willen doen, per thema", offers)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
