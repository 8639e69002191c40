"""From the log to the plan: pure; the last word on a thing stands, what is undone does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.decisions import Decision, Kind
from pipeline.decisions.entry import MEASURE_ID
from pipeline.decisions.fold import standing
from pipeline.errors import DecisionError
from pipeline.plan.measures import (
    Answer,
    Evidence,
    Fields,
    FragmentRef,
    Measure,
    Plan,
    Progress,
    ThemeRef,
)
from pipeline.plan.written import (
    check_json,
    read_answer,
    read_evidence,
    read_field,
    read_fields,
    read_progress,
)

PLAN_KINDS = (Kind.MEASURE, Kind.EVIDENCE, Kind.ANSWER, Kind.PROGRESS)
NEW = "new"  # the field of the decision that makes a measure
ADD, REMOVE = "add", "remove"  # the fields of decisions on evidence


@dataclass
class _Draft:
    """A measure while the log is read."""

    decision: Decision
    fields: Fields
    fragments: dict[str, FragmentRef] = field(default_factory=dict)
    themes: dict[str, ThemeRef] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    progress: list[Progress] = field(default_factory=list)

    def finished(self) -> Measure:
        owners = {owner.key: owner for owner in self.fields.owners}
        answers = {
            key: dataclasses.replace(answer, owner=owners[key])
            for key, answer in self.answers.items()
            if key in owners
        }
        return Measure(
            measure_id=self.decision.subject,
            fields=self.fields,
            evidence=Evidence(tuple(self.fragments.values()), tuple(self.themes.values())),
            created=self.decision.at,
            who=self.decision.who,
            answers=answers,
            former=tuple(a for key, a in self.answers.items() if key not in owners),
            progress=tuple(sorted(self.progress, key=lambda step: (step.date, step.decision_id))),
        )


def plan_of(decisions: Sequence[Decision]) -> Plan:
    """The plan after all decisions; what was said of a measure that was undone waits with it."""
    drafts: dict[str, _Draft] = {}
    said = [decision for decision in standing(decisions) if decision.kind in PLAN_KINDS]
    for decision in said:
        if _makes(decision) and MEASURE_ID.fullmatch(decision.subject):  # it names files too
            drafts[decision.subject] = _Draft(decision, read_fields(decision.value))
    for decision in said:  # by their moments, which a clock may set before that of the measure
        if not _makes(decision) and decision.subject in drafts:
            _READERS[decision.kind](drafts[decision.subject], decision)
    return Plan(tuple(draft.finished() for draft in drafts.values()))


def check_readable(decision: Decision) -> None:
    """Refuse an entry of the plan that `plan_of` could not read.

    Raises:
        DecisionError: naming the measure.
    """
    if decision.kind not in PLAN_KINDS:
        return
    draft = _Draft(decision, Fields(title="x"))
    try:
        check_json(decision.value)
        if _makes(decision):
            read_fields(decision.value)
        else:
            _READERS[decision.kind](draft, decision)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        message = f"wat er over maatregel {decision.subject[:10]!r} staat, is niet te lezen"
        raise DecisionError(message) from None


def history_of(decisions: Sequence[Decision], measure_id: str) -> list[Decision]:
    """Every entry on a measure, also undone ones and their undoing, the newest first."""
    mine = [d for d in decisions if d.kind in PLAN_KINDS and d.subject == measure_id]
    numbers = {str(decision.decision_id) for decision in mine}
    undoing = []
    for decision in decisions:
        if decision.kind is Kind.UNDO and decision.subject in numbers:
            undoing.append(decision)
            numbers.add(str(decision.decision_id))
    return sorted([*mine, *undoing], key=lambda decision: -decision.decision_id)


def last_outside_plan(decisions: Sequence[Decision]) -> int:
    """The number of the last entry that changes what is shown of the material.

    What is decided of the plan does not, nor of words that may be names before the next run.
    """
    numbers: set[str] = set()
    last = 0
    for decision in decisions:
        mine = decision.kind in PLAN_KINDS or decision.kind is Kind.WORD
        if mine or (decision.kind is Kind.UNDO and decision.subject in numbers):
            numbers.add(str(decision.decision_id))
        else:
            last = decision.decision_id
    return last


def _makes(decision: Decision) -> bool:
    return decision.kind is Kind.MEASURE and decision.field == NEW


def _change(draft: _Draft, decision: Decision) -> None:
    value = read_field(decision.field, decision.value)
    draft.fields = dataclasses.replace(draft.fields, **{decision.field: value})


def _evidence(draft: _Draft, decision: Decision) -> None:
    evidence = read_evidence(decision.value)
    if decision.field == REMOVE:
        for fragment in evidence.fragments:
            draft.fragments.pop(fragment.fragment_id, None)
        for theme in evidence.themes:
            draft.themes.pop(theme.theme_id, None)
        return
    draft.fragments |= {one.fragment_id: one for one in evidence.fragments}
    draft.themes |= {one.theme_id: one for one in evidence.themes}


def _answer(draft: _Draft, decision: Decision) -> None:
    answer = read_answer(decision.field, decision.value, decision.why)
    draft.answers[decision.field] = dataclasses.replace(
        answer, who=decision.who, decision_id=decision.decision_id
    )


def _progress(draft: _Draft, decision: Decision) -> None:
    step = read_progress(decision.value)
    draft.progress.append(
        dataclasses.replace(step, who=decision.who, decision_id=decision.decision_id)
    )


_READERS = {
    Kind.MEASURE: _change,
    Kind.EVIDENCE: _evidence,
    Kind.ANSWER: _answer,
    Kind.PROGRESS: _progress,
}
