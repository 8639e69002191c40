"""What differs between two runs: labels of the same fragment, and counts."""

from __future__ import annotations

import pandas as pd

from pipeline.decisions.carry import Carried
from pipeline.schema import LabelChanges, LabelSource, Manifest

LABELS = ("category", "valence", "tense", "actor")
_REASONS = {
    LabelSource.PERSON: "Een mens besliste dit.",
    LabelSource.FORM: "Het formulier van de uitdager zegt dit.",
    LabelSource.MODEL: "Het model kiest nu anders.",
}
_TAKEN_BACK = "Een mens nam dit terug."
_NO_MORE = {
    LabelSource.PERSON: _TAKEN_BACK,
    LabelSource.FORM: "Het formulier van de uitdager zegt dit niet meer.",
}
UNSAID = "niet gezegd"


def label_changes(previous: pd.DataFrame, current: pd.DataFrame, carried: Carried) -> pd.DataFrame:
    """Labels of fragments in both runs that differ, and decisions that moved or lost theirs."""
    both = previous.merge(current, on="fragment_id", suffixes=("_before", "_after"))
    rows = []
    for label in LABELS:
        changed = both[both[f"{label}_before"] != both[f"{label}_after"]]
        reasons = [
            _reason(LabelSource(was), LabelSource(now))
            for was, now in zip(
                changed[f"{label}_source_before"], changed[f"{label}_source_after"], strict=True
            )
        ]
        columns = (changed[name] for name in ("fragment_id", f"{label}_before", f"{label}_after"))
        rows += [
            (fragment_id, label, before, after, reason)
            for fragment_id, before, after, reason in zip(*columns, reasons, strict=True)
        ]
    rows += _voice_changes(both)
    for decision, fragment_id in carried.moved:
        reason = f"Beslissing {decision.decision_id} ging mee naar dit verbeterde fragment."
        rows.append((fragment_id, decision.field, decision.value, decision.value, reason))
    for decision in carried.orphaned:
        reason = f"Verweesd: het fragment van beslissing {decision.decision_id} is er niet meer."
        rows.append((decision.subject, decision.field, decision.value, decision.value, reason))
    for decision in carried.without_theme:
        reason = f"Verweesd: het thema van beslissing {decision.decision_id} is er niet meer."
        rows.append((decision.subject, decision.field, decision.value, decision.value, reason))
    names = list(LabelChanges.to_schema().columns)
    frame = pd.DataFrame(rows, columns=names).sort_values(names, ignore_index=True)
    return LabelChanges.validate(frame)


def by_model(changes: pd.DataFrame) -> pd.Series:
    """Which changes of labels (`label_changes`) are those of the model alone."""
    return changes["reason"] == _REASONS[LabelSource.MODEL]


def _reason(was: LabelSource, now: LabelSource) -> str:
    """Who changed it: what a person or a form no longer says, the model did not choose."""
    if now is LabelSource.MODEL and was in _NO_MORE:
        return _NO_MORE[was]
    return _REASONS[now]


def _voice_changes(both: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    """Only a person gives a voice, and takes it back."""
    before, after = (both[f"voice_{when}"].fillna(UNSAID) for when in ("before", "after"))
    columns = (both["fragment_id"], before, after)
    return [
        (
            fragment_id,
            "voice",
            was,
            now,
            _TAKEN_BACK if now == UNSAID else _REASONS[LabelSource.PERSON],
        )
        for fragment_id, was, now in zip(*(each.tolist() for each in columns), strict=True)
        if was != now
    ]


def compare_counts(before: Manifest, after: Manifest) -> pd.DataFrame:
    """Each count of two runs beside the other: count, before, after, difference."""
    names = sorted(set(before.counts) | set(after.counts))
    rows = [(name, before.counts.get(name, 0), after.counts.get(name, 0)) for name in names]
    frame = pd.DataFrame(rows, columns=["count", "before", "after"])
    return frame.assign(difference=frame["after"] - frame["before"])
