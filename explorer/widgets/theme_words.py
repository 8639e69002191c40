"""What people decided of themes, in a line of Dutch; themes are named with their number."""

from __future__ import annotations

from collections.abc import Mapping

from explorer import data
from explorer.widgets.frame import Room
from pipeline.analysis.words import OVERIG, counted
from pipeline.decisions import Decision, Kind
from pipeline.decisions.actions import Action
from pipeline.decisions.entry import (
    DEFINITION,
    MAIN_ID,
    MERGED,
    NEW,
    NO_THEME,
    PARENT,
    STATUS,
    WORDS,
)
from pipeline.schema import ThemeStatus

THEME_KINDS = (Kind.THEME, Kind.THEME_NAME, Kind.PLACE, Kind.PROPOSAL)
_PROPOSED = {
    "new": "een nieuw thema",
    "merge": "thema's samenvoegen",
    "split": "een thema splitsen",
    "move": "fragmenten verhuizen",
}
_STATUS = {
    ThemeStatus.PROPOSED: "is weer een voorstel",
    ThemeStatus.CONFIRMED: "is bevestigd",
    ThemeStatus.RETIRED: "is afgesloten: de fragmenten staan in Overig",
}


def names_now(room: Room) -> dict[str, str]:
    """What each theme and main theme is called now, by its id; also those that people made."""
    names: dict[str, str] = {}
    if room.run is not None:
        processed = room.settings.path(room.settings.paths.processed)
        for table, key in (("themes", "theme_id"), ("main_themes", "main_id")):
            rows = data.read_table(room.viewer, processed, room.run.run_id, table)
            names.update(zip(rows[key].tolist(), rows["proposed_label"].tolist(), strict=True))
    state = data.state_of(room.decisions)
    made = {key: one.value for (key, field), one in state.register.items() if field == NEW}
    return {**names, **made, **state.names()}


def theme_words(action: Action, names: Mapping[str, str]) -> str:
    """What was decided; `names`: of each theme by its id."""
    first = action.first
    if first.kind is Kind.THEME_NAME:
        return f"{_kind(first.subject)} {first.subject} heet {first.value}"
    if first.kind is Kind.PROPOSAL:
        about = counted(len(first.text.split()), "fragment", "fragmenten")
        return f"voorstel weggelegd: {_PROPOSED.get(first.field, first.field)}, over {about}"
    if first.kind is Kind.PLACE:
        moved = counted(len(action.placed), "fragment", "fragmenten")
        return f"{moved} in {named(first.value, names)} geplaatst"
    return _of_register(action, names)


def _of_register(action: Action, names: Mapping[str, str]) -> str:
    first = action.first
    about, target = named(first.subject, names), first.value.split(" ", 1)[0]
    if first.field == NEW:
        return f"nieuw {_kind(first.subject)} {first.subject}, {first.value}{_with(action)}"
    said = {
        DEFINITION: f"{about} gaat over: {first.value}"
        if first.value
        else f"{about} heeft geen omschrijving meer",
        WORDS: f"zoekwoorden van {about}: {first.value or 'geen'}",
        PARENT: f"{about} hoort bij {named(target, names)}"
        if target
        else f"{about} hoort bij geen hoofdthema",
        MERGED: f"{about} ging op in {named(target, names)}"
        if target
        else f"{about} is weer een eigen thema",
        STATUS: f"{about} {_STATUS.get(ThemeStatus(first.value), first.value)}"
        if first.field == STATUS
        else "",
    }
    return said[first.field]


def _with(action: Action) -> str:
    n_under = len(action.decisions) - 1 - len(action.placed)
    if n_under:
        return ", met " + counted(n_under, "thema", "thema's")
    n_placed = len(action.placed)
    return f", met {counted(n_placed, 'fragment', 'fragmenten')}" if n_placed else ""


def named(theme_id: str, names: Mapping[str, str]) -> str:
    """T005 (Bus en halte); Overig where it is no theme."""
    if theme_id == NO_THEME:
        return OVERIG
    return f"{theme_id} ({names[theme_id]})" if theme_id in names else theme_id


def is_of_theme(decision: Decision) -> bool:
    """Whether `theme_words` tells it."""
    return decision.kind in THEME_KINDS


def _kind(entry_id: str) -> str:
    return "hoofdthema" if MAIN_ID.fullmatch(entry_id) else "thema"
