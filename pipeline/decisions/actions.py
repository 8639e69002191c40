"""What a person did at once: the entries of the log that belong together, as one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.decisions.entry import MERGED, NEW, PARENT, THEME, Decision, Kind


@dataclass(frozen=True)
class Action:
    """One or more entries by one person at one moment: a theme made with its fragments, say."""

    decisions: tuple[Decision, ...]

    @property
    def first(self) -> Decision:
        """The entry that says what was done."""
        return self.decisions[0]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its entries in the log."""
        return tuple(one.decision_id for one in self.decisions)

    @property
    def placed(self) -> tuple[Decision, ...]:
        """The entries that put a fragment in a theme."""
        return tuple(one for one in self.decisions if one.kind is Kind.PLACE)


def actions(decisions: Sequence[Decision]) -> list[Action]:
    """The log as actions, oldest first: each entry is in exactly one."""
    groups: list[list[Decision]] = []
    group_of: dict[int, int] = {}
    for decision in decisions:
        if not groups or not _goes_on(groups[-1], decision, group_of):
            groups.append([])
        groups[-1].append(decision)
        group_of[decision.decision_id] = len(groups) - 1
    return [Action(tuple(group)) for group in groups]


def _goes_on(group: Sequence[Decision], decision: Decision, group_of: Mapping[int, int]) -> bool:
    """Whether this entry was written in one go with those of the group, and says more of it."""
    first, last = group[0], group[-1]
    if (last.at, last.who, last.why) != (decision.at, decision.who, decision.why):
        return False
    if decision.kind is Kind.UNDO:
        same = group_of.get(int(decision.subject)) == group_of.get(_number(last))
        return last.kind is Kind.UNDO and same
    makes = first.kind is Kind.THEME and first.field == NEW
    about = first.subject if makes else last.value if last.kind is Kind.PLACE else None
    is_placed = decision.kind is Kind.PLACE and decision.value == about
    is_put_under = makes and decision.field == PARENT and _first(decision.value) == about
    return is_placed or is_put_under


def _number(decision: Decision) -> int:
    return int(decision.subject) if decision.kind is Kind.UNDO else 0


def concerning(
    done: Sequence[Action], entry_id: str, fragment_ids: Collection[str]
) -> Iterator[Action]:
    """What was done with a theme or main theme, oldest first; taking it back too.

    `fragment_ids`: those that the run put in the theme, so that what left it is found too.
    """
    mine: set[int] = set()
    for action in done:
        of_it = (
            {int(one.subject) for one in action.decisions} & mine
            if action.first.kind is Kind.UNDO
            else any(_is_about(one, entry_id, fragment_ids) for one in action.decisions)
        )
        if of_it:
            mine.update(action.numbers)
            yield action


def _is_about(decision: Decision, entry_id: str, fragment_ids: Collection[str]) -> bool:
    if decision.kind in {Kind.THEME, Kind.THEME_NAME}:
        leads = decision.field in {MERGED, PARENT} and _first(decision.value) == entry_id
        return decision.subject == entry_id or leads
    if decision.kind in {Kind.PLACE, Kind.LABEL}:
        left = decision.field == THEME and decision.subject in fragment_ids
        return left or (decision.field == THEME and decision.value == entry_id)
    if decision.kind is Kind.PROPOSAL:
        about = decision.text.split()
        return 2 * sum(one in fragment_ids for one in about) > len(about)
    return False


def _first(value: str) -> str:
    return value.split(" ", 1)[0]
