"""Decisions follow their fragment when a corrected delivery changes it a little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

import pandas as pd

from pipeline.decisions.fold import State
from pipeline.decisions.log import NO_THEME, THEME, Decision
from pipeline.ids import normalise
from pipeline.schema import GivenLabels, LabelSource

NEARLY_SAME = 0.8


@dataclass(frozen=True)
class Carried:
    """Labels of people for the fragments of this run, and the decisions that found none.

    `moved`: (decision, new fragment id) of those that went to a nearly same fragment;
    `orphaned` (verweesd): their fragment is gone; `without_theme`: their theme is. Both are kept
    in the log and listed, never dropped.
    """

    given: pd.DataFrame
    moved: list[tuple[Decision, str]]
    orphaned: list[Decision]
    without_theme: list[Decision] = field(default_factory=list)


def carry(state: State, fragments: pd.DataFrame, before: Collection[str] = ()) -> Carried:
    """Each label decision on its own fragment, else on the most alike new one of its conversation.

    Alike: the texts have a `difflib` ratio of at least 0.8 and no person has spoken there. New:
    not among `before`, the ids of the previous run; a fragment that stood beside the judged one
    all along is another thought, however alike.
    """
    present = set(fragments["fragment_id"].tolist())
    known = set(before)
    in_conversation: dict[str, list[tuple[str, str]]] = defaultdict(list)
    columns = (fragments[name].tolist() for name in ("conversation_id", "fragment_id", "text"))
    for conversation_id, fragment_id, text in zip(*columns, strict=True):
        if fragment_id not in known:
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
        target = most_alike(decision.text, in_conversation[decision.conversation_id])
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


def in_register(carried: Carried, state: State, theme_ids: Collection[str]) -> Carried:
    """What was carried, without the labels that name a theme which is not in the register."""
    given, known = carried.given, {*theme_ids, NO_THEME}
    lost = (given["label"] == THEME) & ~given["value"].isin(known)
    if not lost.any():
        return carried
    said = {place: decision for decision, place in carried.moved if decision.field == THEME}
    found = [
        state.labels.get((fragment_id, THEME)) or said[fragment_id]
        for fragment_id in given.loc[lost, "fragment_id"].tolist()
    ]
    return replace(
        carried,
        given=GivenLabels.validate(given[~lost].reset_index(drop=True)),
        moved=[(decision, place) for decision, place in carried.moved if decision not in found],
        without_theme=found,
    )


def follow_names(state: State, theme_of: Mapping[str, str | None]) -> dict[str, str]:
    """The names that people gave, by the id of the theme where its example fragments are now.

    `theme_of` gives the theme of each fragment. A name whose examples are all gone stays with the
    id that it was given to; of two names for one theme the later stands.
    """
    names: dict[str, str] = {}
    for theme_id, decision in sorted(state.theme_names.items(), key=lambda item: _age(item[1])):
        now = follow_theme(theme_id, decision.text.split(), theme_of)
        if now is not None:
            names[now] = decision.value
    return names


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


def _age(decision: Decision) -> int:
    return decision.decision_id


def most_alike(text: str, candidates: Iterable[tuple[str, str]]) -> str | None:
    """The id of the (fragment id, normalised text) that is nearly the same as `text`, if one is."""
    wanted = normalise(text)
    scored = [
        (SequenceMatcher(None, wanted, other, autojunk=False).ratio(), fragment_id)
        for fragment_id, other in candidates
    ]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= NEARLY_SAME else None
