"""Where coders differ, for a person to settle with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.decisions.entry import Decision, Kind
from pipeline.decisions.fold import State, said_at


@dataclass(frozen=True)
class Difference:
    """A label of a fragment of which coders said different things; `said` by its moments."""

    fragment_id: str
    label: str
    said: tuple[Decision, ...]


def differences(state: State, fragment_ids: Collection[str]) -> list[Difference]:
    """What coders differ on, of these fragments, and nobody settled since; the oldest first."""
    by_label: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for (fragment_id, label, _), decision in state.codings.items():
        by_label[(fragment_id, label)].append(decision)
    known = set(fragment_ids)
    found = [
        Difference(fragment_id, label, tuple(sorted(said, key=said_at)))
        for (fragment_id, label), said in by_label.items()
        if fragment_id in known and len({one.value for one in said}) > 1
    ]
    open_ones = [one for one in found if not _is_settled(state, one)]
    return sorted(open_ones, key=lambda one: said_at(one.said[-1]))


def _is_settled(state: State, difference: Difference) -> bool:
    """By a word with sight of what coders said, so after them."""
    standing = state.labels[(difference.fragment_id, difference.label)]
    return standing.kind is Kind.LABEL and said_at(standing) > said_at(difference.said[-1])
