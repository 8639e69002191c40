"""Writing in the plan: every change is a decision, and what another did meanwhile is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.decisions import Decision, DecisionLog, Kind
from pipeline.decisions.coders import coder
from pipeline.decisions.entry import MEASURE_ID
from pipeline.errors import DecisionError
from pipeline.plan.fold import ADD, NEW, PLAN_KINDS, REMOVE, history_of, plan_of
from pipeline.plan.measures import Answer, Evidence, Fields, Progress
from pipeline.plan.written import (
    FIELD_NAMES,
    write_answer,
    write_evidence,
    write_field,
    write_fields,
    write_progress,
)

LONGEST_TITLE = 140
LONGEST_TEXT = 4000


class MeanwhileError(DecisionError):
    """Somebody else changed the same thing since it was opened; nothing was written."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.decisions = tuple(decisions)
        super().__init__(
            "Iemand anders heeft dit intussen ook veranderd. Er is nog niets overschreven."
        )


@dataclass(frozen=True)
class Saved:
    """What was written; `others` are changes by others in the same measure since it was opened."""

    decision_ids: tuple[int, ...]
    others: tuple[Decision, ...] = ()


def create_measure(log: DecisionLog, who: str, fields: Fields, evidence: Evidence) -> str:
    """The id of the new measure (M001): the next number that was never given.

    Raises:
        DecisionError: who or the title is empty, or a text is too long.
    """
    _check_fields(fields)
    made: list[str] = []

    def decide(before: list[Decision]) -> list[Decision]:
        made.append(_next_id(before))
        creation = Decision(
            who=who, kind=Kind.MEASURE, subject=made[0], field=NEW, value=write_fields(fields)
        )
        return [creation, *_evidence(who, made[0], ADD, evidence)]

    log.append_all(decide)
    return made[0]


def change_measure(
    log: DecisionLog, who: str, measure_id: str, before: Fields, after: Fields, seen: int
) -> Saved:
    """Write the fields that differ; `seen` is the last decision that the writer had before them.

    Raises:
        MeanwhileError: another person changed one of these fields after `seen`.
        DecisionError: who or the title is empty, or a text is too long.
    """
    _check_fields(after)
    changes = [
        Decision(
            who=who,
            kind=Kind.MEASURE,
            subject=measure_id,
            field=name,
            value=write_field(after, name),
        )
        for name in FIELD_NAMES
        if getattr(before, name) != getattr(after, name)
    ]
    return _append(log, changes, seen)


def add_evidence(log: DecisionLog, who: str, measure_id: str, evidence: Evidence) -> Saved:
    """Lay fragments and themes with a measure; two people who do so both count."""
    return _append(log, _evidence(who, measure_id, ADD, evidence), None)


def remove_evidence(log: DecisionLog, who: str, measure_id: str, evidence: Evidence) -> Saved:
    """Take fragments and themes away from a measure."""
    return _append(log, _evidence(who, measure_id, REMOVE, evidence), None)


def give_answer(log: DecisionLog, who: str, measure_id: str, answer: Answer, seen: int) -> Saved:
    """The word of an owner; the reason is obligatory.

    Raises:
        MeanwhileError: another person wrote an answer of the same owner after `seen`.
        DecisionError: there is no reason, or nobody gave the answer.
    """
    if not answer.reason.strip():
        raise DecisionError("Schrijf erbij waarom: een antwoord zonder reden helpt niemand verder.")
    if not answer.by.strip():
        raise DecisionError("Schrijf erbij wie dit antwoord gaf.")
    _check_texts((answer.reason, answer.by))
    decision = Decision(
        who=who,
        kind=Kind.ANSWER,
        subject=measure_id,
        field=answer.owner.key,
        value=write_answer(answer),
        why=answer.reason.strip(),
    )
    return _append(log, [decision], seen)


def add_progress(log: DecisionLog, who: str, measure_id: str, step: Progress) -> Saved:
    """What happened on a day.

    Raises:
        DecisionError: nothing is said.
    """
    if not step.text.strip():
        raise DecisionError("Schrijf in een zin wat er gebeurd is.")
    _check_texts((step.text,))
    decision = Decision(who=who, kind=Kind.PROGRESS, subject=measure_id, value=write_progress(step))
    return _append(log, [decision], None)


def _evidence(who: str, measure_id: str, change: str, evidence: Evidence) -> list[Decision]:
    if evidence.empty:
        return []
    value = write_evidence(evidence)
    return [Decision(who=who, kind=Kind.EVIDENCE, subject=measure_id, field=change, value=value)]


def _append(log: DecisionLog, changes: list[Decision], seen: int | None) -> Saved:
    """`seen` None: nothing can be overwritten, so nothing has to be compared."""
    others: list[Decision] = []

    def decide(before: list[Decision]) -> list[Decision]:
        if changes and plan_of(before).find(changes[0].subject) is None:
            raise DecisionError(
                f"Maatregel {changes[0].subject} staat niet meer in het plan: iemand draaide ze "
                "terug. Zet ze terug op Logboek, en bewaar dan opnieuw."
            )
        if seen is None or not changes:
            return changes
        newer = [d for d in history_of(before, changes[0].subject) if d.decision_id > seen]
        clash = [decision for decision in newer if _clashes(decision, changes, before)]
        if clash:
            raise MeanwhileError(clash)
        others.extend(one for one in newer if coder(one.who) != coder(changes[0].who))
        return changes

    return Saved(tuple(log.append_all(decide)), tuple(others))


def _clashes(other: Decision, changes: Sequence[Decision], before: Sequence[Decision]) -> bool:
    """Whether another entry says, or takes back, something else about what is changed here."""
    about = other
    if other.kind is Kind.UNDO:
        named = [one for one in before if str(one.decision_id) == other.subject]
        about = named[0] if named else other
    mine = [c for c in changes if (c.kind, c.field) == (about.kind, about.field)]
    return any(other is not about or (c.value, c.why) != (other.value, other.why) for c in mine)


def _next_id(before: Sequence[Decision]) -> str:
    ids = (one.subject for one in before if one.kind in PLAN_KINDS)
    numbers = [int(one[1:]) for one in ids if MEASURE_ID.fullmatch(one)]
    return f"M{max(numbers, default=0) + 1:03d}"


def _check_fields(fields: Fields) -> None:
    if not fields.title.strip():
        raise DecisionError("Geef de maatregel een titel.")
    if len(fields.title) > LONGEST_TITLE:
        raise DecisionError(f"Hou de titel onder {LONGEST_TITLE} tekens.")
    if fields.start and fields.end and fields.end < fields.start:
        raise DecisionError("De laatste dag valt vóór de eerste: draai ze om.")
    if len({owner.key for owner in fields.owners}) < len(fields.owners):
        raise DecisionError(
            "Dezelfde actor en organisatie staat er twee keer bij: haal er een weg."
        )
    texts = [fields.what, fields.why, fields.helpers, fields.first_step, fields.indicator]
    texts.append(fields.private_note)
    _check_texts([*texts, *(owner.organisation + owner.person for owner in fields.owners)])


def _check_texts(texts: Sequence[str]) -> None:
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise DecisionError(f"Hou elke tekst onder {LONGEST_TEXT} tekens.")
