"""The action plan as a document for all actors: by actor, theme and period, and each story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.words import counted
from pipeline.export import word
from pipeline.export.plan_word_parts import write_left_over, write_offers, write_story
from pipeline.plan import board
from pipeline.plan.material import Material
from pipeline.plan.measures import Measure, Owner
from pipeline.plan.overview import stories
from pipeline.plan.story import STATUS_SENTENCES
from pipeline.schema import Degree, MeasureStatus

NOTHING_YET = (
    "Er is nog geen enkele maatregel. Maak er een op de bladzijde Actieplan van de verkenner: "
    "kies een thema of fragmenten, en schrijf wat er moet gebeuren."
)


def plan_docx(material: Material) -> bytes:
    """The overview of measures as a Word document; equal material gives equal bytes."""
    created = dt.datetime.fromisoformat(material.manifest.finished)
    measures = material.plan.measures
    title = f"Het actieplan: {counted(len(measures), 'maatregel', 'maatregelen')}"
    heading = f"{material.manifest.campaign} {title}"
    document = word.new_document(heading, material.source.footer, created)
    word.add_title(document, title, _under_title(material))
    _write_state(document, measures)
    if measures:
        _write_all(document, measures)
        _write_actors(document, measures)
        _write_themes(document, material)
        _write_periods(document, measures)
        word.add_heading(document, "Van gesprek tot maatregel", 1)
        for story in stories(material):
            write_story(document, story)
    write_left_over(document, material)
    write_offers(document, material)
    return word.to_bytes(document, created)


def _under_title(material: Material) -> list[str]:
    source = material.source
    said = [f"{material.manifest.campaign} · voor alle actoren in de stad", source.footer]
    return [f"Let op: {FICTIONAL}.", *said] if source.fictional else said


def _write_state(document: Any, measures: Sequence[Measure]) -> None:
    word.add_heading(document, "Waar staan we?", 1)
    if not measures:
        word.add_text(document, NOTHING_YET)
        return
    waiting = sum(measure.waits for measure in measures)
    if waiting:
        word.add_text(document, f"{_waiting(waiting)} nog op een antwoord of op wie ze trekt.")
    rows = [
        (str(status), str(len(mine)), STATUS_SENTENCES[MeasureStatus(status)])
        for status, mine in board.by_status(measures).items()
    ]
    headers = ("status", "aantal", "wat dat betekent")
    word.add_table(document, "Hoe ver elke maatregel is", headers, rows, (0.2, 0.12, 0.68))
    cells = board.matrix(measures)
    answered = [
        (f"kan: {can}", *(_numbers(cells[(can, will)]) for will in Degree)) for can in Degree
    ]
    if any(cells.values()):
        head = ("", *(f"wil: {will}" for will in Degree))
        caption = "Kan en wil: de nummers van de maatregelen met zo'n antwoord"
        word.add_table(document, caption, head, answered, (0.2, 0.2, 0.2, 0.2, 0.2))


def _waiting(n_measures: int) -> str:
    verb = "wacht" if n_measures == 1 else "wachten"
    return f"{counted(n_measures, 'maatregel', 'maatregelen')} {verb}"


def _numbers(measures: Sequence[Measure]) -> str:
    return ", ".join(one.measure_id for one in measures)


def _write_all(document: Any, measures: Sequence[Measure]) -> None:
    word.add_heading(document, "Alle maatregelen", 1)
    rows = [
        (one.measure_id, one.title, _owners(one), board.period_words(one), str(one.status))
        for one in measures
    ]
    headers = ("nr", "maatregel", "wie het trekt", "periode", "status")
    word.add_table(document, "Alle maatregelen", headers, rows, (0.09, 0.3, 0.3, 0.19, 0.12))


def _owners(measure: Measure) -> str:
    return ", ".join(owner.words for owner in measure.fields.owners) or board.NOBODY


def _write_actors(document: Any, measures: Sequence[Measure]) -> None:
    word.add_heading(document, "Wie trekt wat?", 1)
    for actor, mine in board.by_actor(measures).items():
        if not mine and actor == board.NOBODY:
            continue
        word.add_heading(document, _capital(actor), 2)
        if not mine:
            word.add_text(document, "Trekt nog geen maatregel.")
            continue
        rows = [
            (one.measure_id, one.title, _mine(one, actor), _answered(one, actor), str(one.status))
            for one in mine
        ]
        headers = ("nr", "maatregel", "wie precies", "antwoord", "status")
        caption = (
            f"Maatregelen van {actor}"
            if actor != board.NOBODY
            else "Maatregelen die nog niemand trekt"
        )
        word.add_table(document, caption, headers, rows, (0.09, 0.33, 0.25, 0.2, 0.13))


def _mine(measure: Measure, actor: str) -> str:
    owners = [owner for owner in measure.fields.owners if owner.actor == actor]
    return "\n".join(_in_charge(owner) for owner in owners)


def _in_charge(owner: Owner) -> str:
    names = [name for name in (owner.organisation, owner.person) if name]
    return ", ".join(names) or "nog niet afgesproken wie"


def _answered(measure: Measure, actor: str) -> str:
    answers = [one for one in measure.answers.values() if one.owner.actor == actor]
    missing = [owner for owner in measure.unanswered if owner.actor == actor]
    given = [f"kan: {one.can}, wil: {one.will}" for one in answers]
    return "\n".join([*given, *("nog geen antwoord" for _ in missing)])


def _write_themes(document: Any, material: Material) -> None:
    word.add_heading(document, "Uit welk thema komt het?", 1)
    groups = board.by_theme(material.plan.measures, material.found)
    rows = [
        (theme, one.measure_id, one.title, str(one.status))
        for theme, mine in groups.items()
        for one in mine
    ]
    headers = ("thema", "nr", "maatregel", "status")
    word.add_table(document, "Maatregelen per thema", headers, rows, (0.32, 0.09, 0.46, 0.13))


def _write_periods(document: Any, measures: Sequence[Measure]) -> None:
    word.add_heading(document, "Wanneer gebeurt het?", 1)
    rows = [
        (board.period_words(one) or period, one.measure_id, one.title, one.fields.first_step)
        for period, mine in board.by_period(measures).items()
        for one in mine
    ]
    headers = ("periode", "nr", "maatregel", "eerste stap")
    word.add_table(document, "Maatregelen per periode", headers, rows, (0.25, 0.09, 0.36, 0.3))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
