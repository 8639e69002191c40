"""From the log to what holds now: pure, the last word on a thing stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.decisions.log import Decision, Kind, in_force


@dataclass(frozen=True)
class State:
    """What holds now: labels by (fragment_id, label), names by theme_id, words by their keyed id.

    `codings`, by (fragment_id, label, who): what each coder last said, blind. Each with its
    decision.
    """

    labels: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    codings: Mapping[tuple[str, str, str], Decision] = field(default_factory=dict)
    theme_names: Mapping[str, Decision] = field(default_factory=dict)

    words: Mapping[str, Decision] = field(default_factory=dict)

    def word_ids(self, value: str) -> frozenset[str]:
        """The ids of the words of which a person said this."""
        return frozenset(key for key, said in self.words.items() if said.value == value)

    def names(self) -> dict[str, str]:
        """The name that a person gave to a theme, by theme id."""
        return {theme_id: decision.value for theme_id, decision in self.theme_names.items()}


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that are not undone, oldest first; an undone undo undoes nothing."""
    numbers = in_force(decisions)
    return [d for d in decisions if d.kind is not Kind.UNDO and d.decision_id in numbers]


def fold(decisions: Sequence[Decision]) -> State:
    """The state after all decisions, in the order of their moments, then of the log.

    Moments, because an import adds at the end of the log what was said earlier elsewhere. The last
    LABEL of a fragment stands. A coding stands where nobody spoke before, or only the same coder
    did: a second coder measures, and does not overrule.
    """
    labels: dict[tuple[str, str], Decision] = {}
    codings: dict[tuple[str, str, str], Decision] = {}
    theme_names: dict[str, Decision] = {}
    words: dict[str, Decision] = {}
    for decision in sorted(standing(decisions), key=lambda one: one.at):
        if decision.kind is Kind.LABEL:
            labels[(decision.subject, decision.field)] = decision
        elif decision.kind is Kind.CODING:
            codings[(decision.subject, decision.field, decision.who)] = decision
            standing_one = labels.setdefault((decision.subject, decision.field), decision)
            if standing_one.kind is Kind.CODING and standing_one.who == decision.who:
                labels[(decision.subject, decision.field)] = decision
        elif decision.kind is Kind.THEME_NAME:
            theme_names[decision.subject] = decision
        elif decision.kind is Kind.WORD:
            words[decision.subject] = decision
    return State(labels, codings, theme_names, words)
