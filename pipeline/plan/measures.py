"""The action plan as it stands: measures with their evidence, answers and progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.schema import Actor, CostClass, Degree, MeasureStatus

OPEN = (
    MeasureStatus.PROPOSED,
    MeasureStatus.CONSIDERED,
    MeasureStatus.ACCEPTED,
    MeasureStatus.RUNNING,
)


@dataclass(frozen=True)
class Owner:
    """Who carries a measure: one of the five actors, and within it whom.

    `known_as`: the key that it had before its organisation was written otherwise.
    """

    actor: Actor
    organisation: str = ""
    person: str = ""
    known_as: str = ""

    @property
    def key(self) -> str:
        """What an answer refers to: the actor and the organisation as they were first written."""
        return self.known_as or f"{self.actor}|{self.organisation}"

    @property
    def words(self) -> str:
        """Instanties (VDAB), without the person in charge."""
        return f"{self.actor} ({self.organisation})" if self.organisation else str(self.actor)


@dataclass(frozen=True)
class Fields:
    """What people write of a measure; `start` and `end` are the first and last day it takes.

    `public_quotes`: ids of fragments that a person chose for everyone to read. `private_note`
    stays with the project group: no export has it.
    """

    title: str
    what: str = ""
    why: str = ""
    owners: tuple[Owner, ...] = ()
    helpers: str = ""
    neighbourhoods: tuple[str, ...] = ()
    cost: CostClass = CostClass.UNKNOWN
    start: dt.date | None = None
    end: dt.date | None = None
    first_step: str = ""
    indicator: str = ""
    status: MeasureStatus = MeasureStatus.PROPOSED
    public_quotes: tuple[str, ...] = ()
    private_note: str = ""


@dataclass(frozen=True)
class FragmentRef:
    """A fragment that was laid with a measure; text and conversation let it be found again.

    `siblings`: the other fragments of that conversation at the time, which are other thoughts.
    """

    fragment_id: str
    conversation_id: str
    text: str
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeRef:
    """A theme that was laid with a measure, and how many fragments it had then.

    `examples` are fragment ids that lead to the theme wherever it goes.
    """

    theme_id: str
    n_fragments: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What a measure rests on."""

    fragments: tuple[FragmentRef, ...] = ()
    themes: tuple[ThemeRef, ...] = ()

    @property
    def empty(self) -> bool:
        """There is none."""
        return not (self.fragments or self.themes)


@dataclass(frozen=True)
class Answer:
    """An actor's word on a measure: whether it can and whether it wants to, apart; and why."""

    owner: Owner
    can: Degree
    will: Degree
    reason: str
    by: str
    date: dt.date
    who: str = ""
    decision_id: int = 0


@dataclass(frozen=True)
class Progress:
    """What happened on a day."""

    date: dt.date
    text: str
    who: str = ""
    decision_id: int = 0


@dataclass(frozen=True)
class Measure:
    """A line of the action plan. `answers`: the last word of each owner, by `Owner.key`.

    `former`: answers of those who carry it no longer.
    """

    measure_id: str
    fields: Fields
    evidence: Evidence
    created: str
    who: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    former: tuple[Answer, ...] = ()
    progress: tuple[Progress, ...] = ()

    @property
    def title(self) -> str:
        """Its name."""
        return self.fields.title

    @property
    def status(self) -> MeasureStatus:
        """How far it is."""
        return self.fields.status

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors that carry it, each once, in the order of the five."""
        mine = {owner.actor for owner in self.fields.owners}
        return tuple(actor for actor in Actor if actor in mine)

    @property
    def unanswered(self) -> tuple[Owner, ...]:
        """The owners that have not answered."""
        return tuple(owner for owner in self.fields.owners if owner.key not in self.answers)

    @property
    def waits(self) -> bool:
        """Still open, and an answer is missing or nobody carries it."""
        return self.status in OPEN and (not self.fields.owners or bool(self.unanswered))


@dataclass(frozen=True)
class Plan:
    """All measures, in the order in which they were made."""

    measures: tuple[Measure, ...] = ()

    def find(self, measure_id: str) -> Measure | None:
        """The measure of this id, if it stands."""
        return next((one for one in self.measures if one.measure_id == measure_id), None)

    @property
    def waiting(self) -> tuple[Measure, ...]:
        """Measures that wait for an answer."""
        return tuple(measure for measure in self.measures if measure.waits)
