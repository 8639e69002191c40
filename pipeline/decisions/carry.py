"""Decisions follow their fragment when a corrected delivery changes it a little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

import pandas as pd

from pipeline.decisions.entry import NO_THEME, THEME, Decision, Kind
from pipeline.decisions.fold import State, follow
from pipeline.ids import normalise
from pipeline.schema import GivenLabels, LabelSource

NEARLY_SAME = 0.8


@dataclass(frozen=True)
class Before:
    """What the previous run knew: the text of each of its fragments by id, and its moves."""

    texts: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """Labels of people for the fragments of this run, and the decisions that found none.

    `moved`: (decision, new fragment id) of those that went to a nearly same fragment in this run;
    `orphaned` (verweesd): their fragment is gone; `without_theme`: their theme is. Both are kept
    in the log and listed, never dropped.
    `state`: what people said, at the fragments of this run; `moves`: judged fragment -> where it
    is now, of this run and those before, for whoever reads the log beside this run.
    """

    given: pd.DataFrame
    moved: list[tuple[Decision, str]]
    orphaned: list[Decision]
    without_theme: list[Decision] = field(default_factory=list)
    state: State = field(default_factory=State)
    moves: Mapping[str, str] = field(default_factory=dict)


def carry(state: State, fragments: pd.DataFrame, before: Before | None = None) -> Carried:
    """Every word on its own fragment, else on the most alike new one of its conversation.

    Alike: the texts have a `difflib` ratio of at least 0.8 and no person gave a label there. New:
    not in the previous run; a fragment that stood beside the judged one all along is another
    thought, however alike. Where a word went once it stays, and goes on from there; labels and
    codings of a fragment go together.
    """
    known = before or Before()
    moves = _moves(state, fragments, known)
    followed = follow(state, moves)
    present = set(fragments["fragment_id"].tolist())
    here = {place: said for place, said in followed.labels.items() if place[0] in present}
    given = pd.DataFrame(
        [
            (fragment_id, label, decision.value, str(LabelSource.PERSON))
            for (fragment_id, label), decision in here.items()
        ],
        columns=list(GivenLabels.to_schema().columns),
    )
    moved = [
        (decision, fragment_id)
        for (fragment_id, _), decision in here.items()
        if known.moves.get(decision.subject, decision.subject) != fragment_id
    ]
    orphaned = [said for place, said in followed.labels.items() if place[0] not in present]
    return Carried(GivenLabels.validate(given), moved, orphaned, state=followed, moves=moves)


def _moves(state: State, fragments: pd.DataFrame, before: Before) -> dict[str, str]:
    """Judged fragment -> where it is now, the most alike pairs first; a fragment takes one."""
    present = set(fragments["fragment_id"].tolist())
    moves = {old: now for old, now in before.moves.items() if old not in present}
    gone: dict[str, list[Decision]] = defaultdict(list)
    for decision in state.judgements:
        place = moves.get(decision.subject, decision.subject)
        if place not in present:
            gone[place].append(decision)
    new = _new_fragments(fragments, before, taken=set(moves.values()))
    said = {(d.subject, d.field) for d in state.judgements if d.kind is not Kind.CODING}
    pairs = sorted(
        (-_likeness(text, other), place, fragment_id)
        for place, words in gone.items()
        for fragment_id, other in new[words[-1].conversation_id]
        if before.moves.get(fragment_id) == place or _is_free(fragment_id, words, said)
        for text in {normalise(words[-1].text), normalise(before.texts.get(place, ""))}
    )
    now: dict[str, str] = {}
    for likeness, place, fragment_id in pairs:
        if -likeness >= NEARLY_SAME and place not in now and fragment_id not in now.values():
            now[place] = fragment_id
    followed = {old: now.get(place, place) for old, place in moves.items()}
    return followed | now


def _new_fragments(
    fragments: pd.DataFrame, before: Before, taken: Collection[str]
) -> dict[str, list[tuple[str, str]]]:
    """(fragment id, normalised text) of those that the previous run had not, by conversation."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    columns = (fragments[name].tolist() for name in ("conversation_id", "fragment_id", "text"))
    for conversation_id, fragment_id, text in zip(*columns, strict=True):
        if fragment_id not in before.texts and fragment_id not in taken:
            found[conversation_id].append((fragment_id, normalise(text)))
    return found


def _is_free(
    fragment_id: str, words: Collection[Decision], said: Collection[tuple[str, str]]
) -> bool:
    """Whether no person, with sight of it, said there what one of these labels says."""
    return not any(d.kind is not Kind.CODING and (fragment_id, d.field) in said for d in words)


def in_register(carried: Carried, theme_ids: Collection[str]) -> Carried:
    """What was carried, without the labels that name a theme which is not in the register."""
    given, known = carried.given, {*theme_ids, NO_THEME}
    lost = (given["label"] == THEME) & ~given["value"].isin(known)
    if not lost.any():
        return carried
    found = [
        carried.state.labels[(fragment_id, THEME)]
        for fragment_id in given.loc[lost, "fragment_id"].tolist()
    ]
    numbers = {one.decision_id for one in found}
    return replace(
        carried,
        given=GivenLabels.validate(given[~lost].reset_index(drop=True)),
        moved=[(one, place) for one, place in carried.moved if one.decision_id not in numbers],
        without_theme=found,
    )


def follow_theme(
    theme_id: str, examples: Collection[str], theme_of: Mapping[str, str | None]
) -> str | None:
    """Where the theme is now: with most of its example fragments that are still there.

    Its own id where none of them is left; None where they went separate ways.
    """
    here = [theme_of[example] for example in examples if example in theme_of]
    found = Counter(theme for theme in here if theme is not None).most_common(1)
    if found and found[0][1] * 2 > len(here):
        return found[0][0]
    return None if here else theme_id


def most_alike(text: str, candidates: Iterable[tuple[str, str]]) -> str | None:
    """The id of the (fragment id, normalised text) that is nearly the same as `text`, if one is."""
    wanted = normalise(text)
    scored = [(_likeness(wanted, other), fragment_id) for fragment_id, other in candidates]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= NEARLY_SAME else None


def _likeness(text: str, other: str) -> float:
    """0 to 1, of normalised texts."""
    return SequenceMatcher(None, text, other, autojunk=False).ratio()
