"""Whose turn it is to say what: which labels of a fragment a coder is still asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.decisions.coders import coder
from pipeline.decisions.entry import Decision, Kind
from pipeline.decisions.fold import State, standing
from pipeline.decisions.queues import SAMPLE

Place = tuple[str, str]  # fragment id, label


@dataclass(frozen=True)
class Spoken:
    """What need not be asked of a coder: `done` of any fragment, `taken` unless it is for all."""

    done: frozenset[Place]
    taken: frozenset[Place]

    def wanted(
        self, fragment_id: str, labels: Sequence[str], *, for_all: bool = False
    ) -> tuple[str, ...]:
        """The labels of this fragment that the coder is still asked for, in their order."""
        places = ((fragment_id, label) for label in labels)
        return tuple(
            label
            for fragment, label in places
            if (fragment, label) not in self.done
            and (for_all or (fragment, label) not in self.taken)
        )


def spoken(state: State, who: str, queue: str) -> Spoken:
    """What was said already, as this queue counts it.

    The random sample asks whatever was said outside it: leaving out what people coded because it
    was doubtful would make the machine look better than it is. What another coder did of the
    sample is taken, but for the share that is for all. The other queues pass over any label of a
    person.
    """
    if queue != SAMPLE:
        return Spoken(frozenset(state.labels), frozenset())
    me = coder(who)
    sampled = [key for key, one in state.codings.items() if one.why == SAMPLE]
    return Spoken(
        done=frozenset((fragment, label) for fragment, label, name in sampled if coder(name) == me),
        taken=frozenset(
            (fragment, label) for fragment, label, name in sampled if coder(name) != me
        ),
    )


def last_turn(decisions: Sequence[Decision], who: str) -> list[Decision]:
    """The codings of the last fragment that this coder did and did not take back."""
    codings = (one for one in standing(decisions) if one.kind is Kind.CODING)
    mine = [one for one in codings if coder(one.who) == coder(who)]
    turn: list[Decision] = []
    for one in reversed(mine):
        if turn and (one.subject, one.at, one.why) != (turn[0].subject, turn[0].at, turn[0].why):
            break
        turn.append(one)
    return turn[::-1]
