"""Decisions of the plan in Dutch words, for the log and for who changed the same thing."""

from __future__ import annotations

import datetime as dt

from pipeline.analysis.words import counted, date_words
from pipeline.decisions import Decision, Kind
from pipeline.plan.fold import NEW, REMOVE
from pipeline.plan.measures import Owner
from pipeline.plan.written import (
    read_answer,
    read_evidence,
    read_field,
    read_fields,
    read_progress,
)

FIELD_WORDS = {
    "title": "titel",
    "what": "wat",
    "why": "waarom",
    "owners": "wie het trekt",
    "helpers": "wie helpt",
    "neighbourhoods": "wijken",
    "cost": "kosten",
    "start": "begin",
    "end": "einde",
    "first_step": "eerste stap",
    "indicator": "waaraan we het zien",
    "status": "status",
    "public_quotes": "citaten voor iedereen",
    "private_note": "eigen nota",
}


def describe(decision: Decision) -> str:
    """What a decision on a measure says, in one line; it begins with the id of the measure.

    Also of an undo, which names the number of the decision that it takes back.
    """
    if decision.kind is Kind.UNDO:
        return f"beslissing {decision.subject} teruggedraaid"
    return f"{decision.subject}: {_DESCRIBERS[decision.kind](decision)}"


def value_words(name: str, value: object) -> str:
    """The value of a field as people read it."""
    if isinstance(value, dt.date):
        return date_words(value)
    if name == "public_quotes" and isinstance(value, tuple):
        return counted(len(value), "citaat", "citaten")
    if isinstance(value, tuple):
        return ", ".join(one.words if isinstance(one, Owner) else str(one) for one in value)
    return str(value) if value else ""


def _measure(decision: Decision) -> str:
    if decision.field == NEW:
        return f"nieuwe maatregel “{read_fields(decision.value).title}”"
    shown = value_words(decision.field, read_field(decision.field, decision.value)) or "leeg"
    return f"{FIELD_WORDS[decision.field]} is nu “{shown}”"


def _evidence(decision: Decision) -> str:
    evidence = read_evidence(decision.value)
    parts = [f"thema {theme.theme_id}" for theme in evidence.themes]
    if evidence.fragments:
        parts.append(counted(len(evidence.fragments), "fragment", "fragmenten"))
    done = "weggenomen" if decision.field == REMOVE else "erbij gelegd"
    return f"{' en '.join(parts)} {done}"


def _answer(decision: Decision) -> str:
    answer = read_answer(decision.field, decision.value, decision.why)
    stand = f"kan {answer.can}, wil {answer.will}"
    return f"antwoord van {answer.owner.words}: {stand}, want “{answer.reason}”"


def _progress(decision: Decision) -> str:
    step = read_progress(decision.value)
    return f"{date_words(step.date)}, {step.text}"


_DESCRIBERS = {
    Kind.MEASURE: _measure,
    Kind.EVIDENCE: _evidence,
    Kind.ANSWER: _answer,
    Kind.PROGRESS: _progress,
}
