"""What the letters say: thanks, what became of it, and what happens next, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analysis.counts import size_of
from pipeline.analysis.words import all_of, counted, date_words
from pipeline.export.fed import Fed, Heard
from pipeline.export.public_words import PUBLIC_ORDER
from pipeline.plan.board import period_words
from pipeline.plan.material import Material
from pipeline.plan.measures import OPEN, Measure
from pipeline.plan.story import STATUS_SENTENCES, answer_words, owner_words
from pipeline.schema import MeasureStatus

_NOTHING = (
    "Uit {whose} gesprekken kwam tot nu toe geen maatregel. Dat zeggen we liever eerlijk. Het "
    "betekent niet dat er niet geluisterd is: alles wat verteld werd, is gelezen en bewaard, en "
    "kan nog opgenomen worden."
)
_NO_PLAN = (
    "Er zijn nog geen maatregelen. Stad, scholen, werkgevers, instanties en inwoners bekijken nu "
    "samen wat ze met de gesprekken doen."
)
_NOT_WHICH = (
    "Ook wat in jullie wijk verteld werd, telt mee. We zeggen niet bij welke maatregelen, omdat we "
    "er te weinig mensen spraken en niemand herkend mag worden. Dit zijn de maatregelen van heel "
    "de stad."
)
_BECAME = "Dit is wat ervan geworden is."
_WHOLE = (
    "Alle maatregelen, met wie antwoordde en waarom, komen op de bladzijden "
    "“Wat werd er van jullie woorden?”."
)


@dataclass(frozen=True)
class Entry:
    """A measure in a letter: its title, how it is with it, and a line a fact."""

    title: str
    became: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """One letter. `key` names its file and its reader without a name: U07, wijk-waterschei."""

    key: str
    to: str
    greeting: str
    title: str
    opening: tuple[str, ...]
    entries: tuple[Entry, ...]
    closing: tuple[str, ...]


def neighbourhood_letter(name: str, key: str, material: Material, fed: Fed) -> Letter:
    """To the people of a neighbourhood; it names no conversation and no figure on few persons."""
    heard = fed.totals.get(name)
    mine = [one for one in material.plan.measures if _fed_by(one, name, material)]
    cells = fed.measures_of(name)
    told, notes = _NOTHING.format(whose="jullie"), {}
    if name not in fed.apart:
        mine, told = list(material.plan.measures), _NOT_WHICH
    elif mine:
        told = f"Dat hielp mee aan {_measures(len(mine))}. {_BECAME}"
        notes = {one.measure_id: _from_here(cells.get(one.measure_id)) for one in mine}
    there = [
        one.title
        for one in material.plan.measures
        if name in one.fields.neighbourhoods and one.status in OPEN and one not in mine
    ]
    planned = [f"In jullie wijk is ook dit gepland: {all_of(there)}."] if there else []
    return Letter(
        key=key,
        to=f"Aan de mensen van {name}",
        greeting=f"Beste mensen van {name},",
        title="Wat werd er van jullie woorden?",
        opening=(_thanks_to(heard), told if material.plan.measures else _NO_PLAN),
        entries=_entries(mine, notes),
        closing=(*planned, *_next(mine), _WHOLE),
    )


def uitdager_letter(uitdager_id: str, material: Material, n_left: int, name: str = "") -> Letter:
    """To an uitdager, who may read the numbers of their own conversations.

    `n_left`: how many suggesties of theirs no measure takes up.
    """
    rows = material.joined[material.joined["uitdager_id"] == uitdager_id]
    size = size_of(rows)
    fed = {one.measure_id: _own(one, uitdager_id, material) for one in material.plan.measures}
    mine = [one for one in material.plan.measures if fed[one.measure_id]]
    kept = f" Van jou bewaren we {counted(n_left, 'suggestie', 'suggesties')}." if n_left else ""
    told = _NOTHING.format(whose="jouw") + kept
    if mine:
        told = f"Ze hielpen mee aan {_measures(len(mine))}. {_BECAME}"
    notes = {key: _from_you(uitdager_id, sittings) for key, sittings in fed.items()}
    sittings = counted(size.n_conversations, "gesprek", "gesprekken")
    people = counted(size.persons, "mens", "mensen")
    thanks = f"Dank je wel. Van jou kregen we de notities van {sittings} met {people}."
    return Letter(
        key=uitdager_id,
        to=f"Aan {name} ({uitdager_id})" if name else f"Aan uitdager {uitdager_id}",
        greeting=f"Beste {name or 'uitdager'},",
        title="Wat werd er van jouw gesprekken?",
        opening=(thanks, told if material.plan.measures else _NO_PLAN),
        entries=_entries(mine, notes),
        closing=(
            *_next(mine),
            _WHOLE,
            "Vertel dit gerust voort aan de mensen met wie je sprak: het is ook van hen.",
        ),
    )


def _thanks_to(heard: Heard | None) -> str:
    what = "Jullie vertelden wat goed gaat, wat wringt en wat anders kan."
    if heard is None:
        return f"Dank je wel. {what}"
    sittings = counted(heard.n_conversations, "gesprek", "gesprekken")
    people = counted(heard.persons, "mens", "mensen")
    return f"Dank je wel. In jullie wijk waren er {sittings} met {people}. {what}"


def _fed_by(measure: Measure, name: str, material: Material) -> bool:
    return bool((material.found[measure.measure_id].rows["neighbourhood"] == name).any())


def _from_here(cell: Heard | None) -> str:
    """How much of the neighbourhood is in it; no figure where it may not be told."""
    if cell is None:
        return "Gesprekken uit jullie wijk hielpen hieraan mee."
    sittings = counted(cell.n_conversations, "gesprek", "gesprekken")
    verb = "hielp" if cell.n_conversations == 1 else "hielpen"
    people = counted(cell.persons, "mens", "mensen")
    return f"Uit jullie wijk {verb} {sittings} met {people} hieraan mee."


def _own(measure: Measure, uitdager_id: str, material: Material) -> list[str]:
    rows = material.found[measure.measure_id].rows
    return sorted(set(rows.loc[rows["uitdager_id"] == uitdager_id, "conversation_id"]))


def _from_you(uitdager_id: str, sittings: Sequence[str]) -> str:
    """The numbers that the uitdager gave; conversations without one are counted."""
    numbered = [one for one in sittings if one.startswith(f"{uitdager_id}-")]
    n_others = len(sittings) - len(numbered)
    parts = list(numbered)
    if n_others:
        parts.append(f"{counted(n_others, 'gesprek', 'gesprekken')} zonder nummer")
    word = "je gesprek" if len(numbered) == 1 and not n_others else "je gesprekken"
    return f"Dit komt mee uit {word if numbered else ''} {all_of(parts)}.".replace("  ", " ")


def _entries(measures: Iterable[Measure], notes: Mapping[str, str]) -> tuple[Entry, ...]:
    order = list(PUBLIC_ORDER)
    ranked = sorted(measures, key=lambda one: (order.index(one.status), one.measure_id))
    return tuple(_entry(one, notes.get(one.measure_id, "")) for one in ranked)


def _entry(measure: Measure, note: str) -> Entry:
    lines = [note] if note else []
    for answer in measure.answers.values():
        told = answer_words(answer)
        lines.append(f"{told.who}: {told.stand} {told.reason} ({told.date})")
    if measure.status in OPEN:
        missing = [owner_words(owner) for owner in measure.unanswered]
        lines += [f"{who}: nog geen antwoord." for who in missing]
        if not measure.fields.owners:
            lines.append("Nog niemand trekt deze maatregel.")
    if measure.progress:
        step = measure.progress[-1]
        lines.append(f"Het laatste nieuws ({date_words(step.date)}): {step.text}")
    lines += _planned(measure)
    return Entry(measure.title, STATUS_SENTENCES[measure.status], tuple(lines))


def _planned(measure: Measure) -> list[str]:
    if measure.status not in OPEN:
        return []
    period, step = period_words(measure), measure.fields.first_step
    lines = [f"Wanneer: {period}."] if period else []
    return lines + ([f"Eerste stap: {step}"] if step else [])


def _next(measures: Sequence[Measure]) -> list[str]:
    """What is still open among these measures."""
    still = [one for one in measures if one.status in OPEN]
    waiting = [one.title for one in still if one.waits]
    lines = []
    if waiting:
        lines.append(
            f"We wachten nog op een antwoord, of op wie het trekt, bij: {all_of(waiting)}."
        )
    if any(one.status is MeasureStatus.STOPPED for one in measures):
        lines.append("Waar iets niet doorgaat, staat hierboven waarom, als we dat weten.")
    return lines


def _measures(count: int) -> str:
    return counted(count, "maatregel", "maatregelen")
