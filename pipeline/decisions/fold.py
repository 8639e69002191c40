"""From the log to what holds now: pure, the last word on a thing stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.decisions.coders import coder, spelled
from pipeline.decisions.entry import (
    JUDGEMENTS,
    MAIN_ID,
    MERGED,
    NEW,
    PARENT,
    THEME,
    THEME_ID,
    Decision,
    Kind,
)
from pipeline.decisions.log import in_force

Labels = dict[tuple[str, str], Decision]
Codings = dict[tuple[str, str, str], Decision]


@dataclass(frozen=True)
class State:
    """What holds now: labels by (fragment_id, label), names by theme_id, words by their keyed id.

    `codings`, by (fragment_id, label, who): what each coder last said, blind, in the order in which
    they first spoke; `who` as they first wrote their name. Each with its decision, whose subject
    is the fragment that was judged: the key is where that fragment is now.
    `judgements`: all that was said of fragments and stands, oldest first. `register`: the last
    word on each field of a theme or main theme, by (id, field), in the order in which they were
    said; `dismissed`: proposals of the machine that were put aside. `named` and `made`: ids of
    themes and main themes that any entry names, or made, also where it is taken back.
    """

    labels: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    codings: Mapping[tuple[str, str, str], Decision] = field(default_factory=dict)
    theme_names: Mapping[str, Decision] = field(default_factory=dict)

    words: Mapping[str, Decision] = field(default_factory=dict)
    judgements: tuple[Decision, ...] = ()
    register: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    dismissed: tuple[Decision, ...] = ()
    named: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()

    def word_ids(self, value: str) -> frozenset[str]:
        """The ids of the words of which a person said this."""
        return frozenset(key for key, said in self.words.items() if said.value == value)

    def names(self) -> dict[str, str]:
        """The name that a person gave to a theme, by theme id."""
        return {theme_id: decision.value for theme_id, decision in self.theme_names.items()}


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that are not undone, in the order in which they were said.

    That is by their moments, then by the log: an import adds at the end of the log what was said
    earlier elsewhere. What is undone follows from the log itself, whatever the clocks said.
    """
    numbers = in_force(decisions)
    kept = [d for d in decisions if d.kind is not Kind.UNDO and d.decision_id in numbers]
    return sorted(kept, key=said_at)


def said_at(decision: Decision) -> tuple[str, int]:
    """The place of a decision among others: its moment, then its number in the log."""
    return decision.at, decision.decision_id


def fold(decisions: Sequence[Decision], moves: Mapping[str, str] | None = None) -> State:
    """The state after all decisions. `moves`: judged fragment -> where it is in a run.

    The last LABEL or PLACE of a fragment stands. A coding stands where nobody spoke before, or only
    the same coder did: a second coder measures, and does not overrule.
    """
    theme_names: dict[str, Decision] = {}
    words: dict[str, Decision] = {}
    register: dict[tuple[str, str], Decision] = {}
    said = standing(decisions)
    for decision in said:
        if decision.kind is Kind.THEME_NAME:
            theme_names[decision.subject] = decision
        elif decision.kind is Kind.WORD:
            words[decision.subject] = decision
        elif decision.kind is Kind.THEME:
            register.pop((decision.subject, decision.field), None)
            register[(decision.subject, decision.field)] = decision
    judgements = tuple(decision for decision in said if decision.kind in JUDGEMENTS)
    labels, codings = _judged(judgements, moves or {})
    dismissed = tuple(decision for decision in said if decision.kind is Kind.PROPOSAL)
    made = frozenset(one.subject for one in decisions if _makes_theme(one))
    named = frozenset(theme for one in decisions for theme in _themes_in(one))
    return State(labels, codings, theme_names, words, judgements, register, dismissed, named, made)


def _makes_theme(decision: Decision) -> bool:
    return decision.kind is Kind.THEME and decision.field == NEW


def _themes_in(decision: Decision) -> Iterator[str]:
    """The ids of themes and main themes that an entry names."""
    if decision.kind in {Kind.THEME, Kind.THEME_NAME}:
        yield decision.subject
    if decision.field in {THEME, MERGED, PARENT}:
        first = decision.value.split(" ", 1)[0]
        if THEME_ID.fullmatch(first) or MAIN_ID.fullmatch(first):
            yield first


def follow(state: State, moves: Mapping[str, str]) -> State:
    """The same words, each at the fragment where the judged one is now."""
    if not moves:
        return state
    labels, codings = _judged(state.judgements, moves)
    return replace(state, labels=labels, codings=codings)


def _judged(judgements: Iterable[Decision], moves: Mapping[str, str]) -> tuple[Labels, Codings]:
    labels: Labels = {}
    codings: Codings = {}
    names: dict[str, str] = {}
    for decision in judgements:
        place = (moves.get(decision.subject, decision.subject), decision.field)
        if decision.kind is not Kind.CODING:
            labels[place] = decision
            continue
        who = coder(decision.who)
        codings[(*place, names.setdefault(who, spelled(decision.who)))] = decision
        stands = labels.setdefault(place, decision)
        if stands.kind is Kind.CODING and coder(stands.who) == who:
            labels[place] = decision
    return labels, codings
