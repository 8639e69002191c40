"""Decisions follow their fragment when a corrected delivery changes it a little."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from pipeline.decisions.fold import State
from pipeline.decisions.log import Decision
from pipeline.ids import normalise
from pipeline.schema import GivenLabels, LabelSource

NEARLY_SAME = 0.8


@dataclass(frozen=True)
class Carried:
    """Labels of people for the fragments of this run, and the decisions that found none.

    `moved`: (decision, new fragment id) of those that went to a nearly same fragment;
    `orphaned` (verweesd): kept in the log and listed, never dropped.
    """

    given: pd.DataFrame
    moved: list[tuple[Decision, str]]
    orphaned: list[Decision]


def carry(state: State, fragments: pd.DataFrame) -> Carried:
    """Each label decision on its own fragment, else on the most alike one of its conversation.

    Alike: the texts have a `difflib` ratio of at least 0.8 and no person has spoken there.
    """
    present = set(fragments["fragment_id"])
    in_conversation: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for conversation_id, fragment_id, text in zip(
        fragments["conversation_id"], fragments["fragment_id"], fragments["text"], strict=True
    ):
        in_conversation[conversation_id].append((fragment_id, normalise(text)))
    rows: dict[tuple[str, str], str] = {}
    moved: list[tuple[Decision, str]] = []
    orphaned: list[Decision] = []
    absent = []
    for (fragment_id, label), decision in state.labels.items():
        if fragment_id in present:
            rows[(fragment_id, label)] = decision.value
        else:
            absent.append(decision)
    for decision in absent:
        target = _most_alike(decision.text, in_conversation[decision.conversation_id])
        if target is None or (target, decision.field) in rows:
            orphaned.append(decision)
        else:
            rows[(target, decision.field)] = decision.value
            moved.append((decision, target))
    given = pd.DataFrame(
        [
            (fragment_id, label, value, str(LabelSource.PERSON))
            for (fragment_id, label), value in rows.items()
        ],
        columns=list(GivenLabels.to_schema().columns),
    )
    return Carried(GivenLabels.validate(given), moved, orphaned)


def _most_alike(text: str, candidates: list[tuple[str, str]]) -> str | None:
    wanted = normalise(text)
    scored = [
        (SequenceMatcher(None, wanted, other, autojunk=False).ratio(), fragment_id)
        for fragment_id, other in candidates
    ]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= NEARLY_SAME else None
