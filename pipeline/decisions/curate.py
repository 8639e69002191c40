"""What an analyst does with the register, as decisions: name, merge, split, retire, accept.

Each gives the entries for the log. Those that need a new id are given the log and the ids that are
in use, inside `DecisionLog.append_all`, so that two people never get the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.decisions.entry import (
    DEFINITION,
    DISMISSED,
    MERGED,
    NEW,
    NO_THEME,
    PARENT,
    STATUS,
    THEME,
    WORDS,
    Decision,
    Kind,
)
from pipeline.ids import fresh_ids
from pipeline.schema import ProposalKind, ThemeStatus

MOST_IDS = 5_000  # of a proposal: a sketch of the ids is enough to see whether it is another
Decide = Callable[[list[Decision]], Sequence[Decision]]


@dataclass(frozen=True)
class Entry:
    """A theme or main theme; its example fragments lead to it wherever it goes."""

    entry_id: str
    examples: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """How a decision on another theme names this one."""
        return " ".join((self.entry_id, *self.examples))


@dataclass(frozen=True)
class Word:
    """Who speaks, and why."""

    who: str
    why: str = ""

    def on(self, entry: Entry, field: str, value: str) -> Decision:
        """A word on one field of a theme."""
        return Decision(
            self.who,
            Kind.THEME,
            entry.entry_id,
            field,
            value,
            self.why,
            text=" ".join(entry.examples),
        )


def rename(word: Word, entry: Entry, name: str) -> Decision:
    """The theme or main theme gets another name, and is confirmed."""
    return Decision(
        word.who,
        Kind.THEME_NAME,
        entry.entry_id,
        value=name.strip(),
        why=word.why,
        text=" ".join(entry.examples),
    )


def define(word: Word, entry: Entry, definition: str) -> Decision:
    """What the theme is about, in a sentence or two."""
    return word.on(entry, DEFINITION, " ".join(definition.split()))


def guide(word: Word, entry: Entry, words: str) -> Decision:
    """The words by which new fragments find the theme."""
    return word.on(entry, WORDS, " ".join(words.replace(",", " ").split()))


def confirm(word: Word, entry: Entry) -> Decision:
    """A person stands behind the theme."""
    return word.on(entry, STATUS, ThemeStatus.CONFIRMED.value)


def retire(word: Word, entry: Entry) -> Decision:
    """The theme has no fragments any more: they are in Overig."""
    return word.on(entry, STATUS, ThemeStatus.RETIRED.value)


def revive(word: Word, entry: Entry, *, was_merged: bool) -> Decision:
    """A retired or merged theme has its fragments again."""
    return word.on(entry, MERGED, "") if was_merged else confirm(word, entry)


def merge(word: Word, entry: Entry, into: Entry) -> Decision:
    """The fragments of the theme are in another from now on."""
    return word.on(entry, MERGED, into.reference)


def put_under(word: Word, entry: Entry, main: Entry | None) -> Decision:
    """The theme belongs to a main theme, or to none."""
    return word.on(entry, PARENT, main.reference if main else "")


def move(word: Word, rows: pd.DataFrame, theme_id: str) -> list[Decision]:
    """These fragments (fragment_id, conversation_id, text) are in this theme, or in NO_THEME."""
    columns = (rows[name].tolist() for name in ("fragment_id", "conversation_id", "text"))
    return [
        Decision(word.who, Kind.PLACE, fragment_id, THEME, theme_id, word.why, conversation, text)
        for fragment_id, conversation, text in zip(*columns, strict=True)
    ]


def make_theme(word: Word, name: str, rows: pd.DataFrame, used: Collection[str]) -> Decide:
    """A new theme with these fragments, which may be none; `used`: ids of any run."""

    def decide(before: list[Decision]) -> list[Decision]:
        (theme_id,) = fresh_ids(1, _ids(before, used), "T")
        made = word.on(Entry(theme_id, tuple(rows["fragment_id"].head(5))), NEW, name.strip())
        return [made, *move(word, rows, theme_id)]

    return decide


def make_main(word: Word, name: str, themes: Iterable[Entry], used: Collection[str]) -> Decide:
    """A new main theme that holds these themes."""

    def decide(before: list[Decision]) -> list[Decision]:
        (main_id,) = fresh_ids(1, _ids(before, used), "H")
        main = Entry(main_id)
        return [word.on(main, NEW, name.strip()), *(put_under(word, one, main) for one in themes)]

    return decide


def dismiss(
    word: Word,
    proposal_id: str,
    kind: str,
    themes: tuple[str | None, str | None],
    fragment_ids: Collection[str],
) -> Decision:
    """A proposal on these themes is put aside.

    It comes back only when its fragments are clearly others.
    """
    value = " ".join([DISMISSED, *(theme or NO_THEME for theme in themes)])
    text = " ".join(sorted(fragment_ids)[:MOST_IDS])
    return Decision(word.who, Kind.PROPOSAL, proposal_id, kind, value, word.why, text=text)


@dataclass(frozen=True)
class Proposal:
    """A proposal of the machine, as the person may have adapted it. `rows`: what would move."""

    kind: ProposalKind
    theme: Entry | None
    other: Entry | None
    name: str
    rows: pd.DataFrame


def accept(word: Word, proposal: Proposal, used: Collection[str]) -> Decide:
    """What makes the proposal hold."""
    if proposal.kind in {ProposalKind.NEW, ProposalKind.SPLIT}:
        return make_theme(word, proposal.name, proposal.rows, used)
    if proposal.kind is ProposalKind.MERGE and proposal.theme and proposal.other:
        merged = merge(word, proposal.theme, proposal.other)
        return lambda _: [merged]
    target = proposal.other.entry_id if proposal.other else NO_THEME
    moved = move(word, proposal.rows, target)
    return lambda _: moved


def _ids(before: Iterable[Decision], used: Collection[str]) -> list[str]:
    """Every id that a run or a decision used."""
    spoken = {one.subject for one in before if one.kind in {Kind.THEME, Kind.THEME_NAME}}
    given = {one.value for one in before if one.field == THEME and one.value != NO_THEME}
    return [*used, *spoken, *given]
