"""The theme register: what runs found, with what people decided of it laid over it.

A run never changes where it once placed a fragment; what stands is that placement, read through
the decisions. So every decision can be taken back, after any number of runs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.decisions.carry import follow_theme
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
from pipeline.decisions.fold import State, said_at
from pipeline.ids import among
from pipeline.schema import LabelSource, ThemeStatus

CLOSED = (ThemeStatus.RETIRED, ThemeStatus.MERGED)  # such a theme has and takes no fragments


@dataclass(frozen=True)
class Register:
    """What people decided of themes and main themes, by the ids that these have here.

    `made`: the first name of what people made; `merged`: theme -> the theme that has its fragments
    now; `parents`: theme -> main theme, None where it is under none.
    """

    made: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    taken_back: frozenset[str] = frozenset()

    def status_of(self, entry_id: str) -> ThemeStatus:
        """Merged, else as people said, else confirmed where they named or made it.

        What was made by hand and taken back is closed, whoever put a fragment in it since.
        """
        if entry_id in self.taken_back:
            return ThemeStatus.RETIRED
        if entry_id in self.merged:
            return ThemeStatus.MERGED
        if entry_id in self.status:
            return ThemeStatus(self.status[entry_id])
        mine = entry_id in self.names or entry_id in self.made
        return ThemeStatus.CONFIRMED if mine else ThemeStatus.PROPOSED

    def is_open(self, entry_id: str) -> bool:
        """Whether it has, and can take, fragments."""
        return self.status_of(entry_id) not in CLOSED


def read_register(
    state: State, known: Collection[str], theme_of: Callable[[], Mapping[str, str | None]]
) -> Register:
    """What people decided, for a run whose register has the ids `known`, of both kinds.

    An id that this run does not know is that of a theme of runs that were thrown away: it is
    looked for where its example fragments are now, by `theme_of`, the theme of each fragment.
    """
    made = {key: one.value.strip() for (key, name), one in state.register.items() if name == NEW}
    now = _followed(state, {*known, *made}, theme_of)

    def said(name: str) -> dict[str, str]:
        return {
            now[key]: one.value
            for (key, about), one in state.register.items()
            if about == name and key in now
        }

    named = sorted(state.theme_names.items(), key=lambda item: said_at(item[1]))
    return Register(
        made=made,
        names={now[key]: one.value.strip() for key, one in named if key in now},
        definitions=said(DEFINITION),
        words=said(WORDS),
        parents={key: now.get(_first(value)) for key, value in said(PARENT).items()},
        merged=_without_circles(said(MERGED), now),
        status=said(STATUS),
        now=now,
        taken_back=state.made - set(made),
    )


def register_of(
    state: State, themes: pd.DataFrame, main_themes: pd.DataFrame, placements: pd.DataFrame
) -> Register:
    """What people decided, for a run with these tables."""

    def theme_of() -> dict[str, str | None]:
        pairs = zip(placements["fragment_id"], placements["theme_id"], strict=True)
        return {key: None if pd.isna(theme_id) else theme_id for key, theme_id in pairs}

    return read_register(state, [*themes["theme_id"], *main_themes["main_id"]], theme_of)


def _first(value: str) -> str:
    return value.split(" ", 1)[0]


def _followed(
    state: State, known: set[str], theme_of: Callable[[], Mapping[str, str | None]]
) -> dict[str, str]:
    """The id here of each theme that people spoke of; those that are nowhere are left out."""
    now, places = {one: one for one in known}, None
    for entry_id, examples in _spoken_of(state):
        # What people made was never in runs that are gone: only its own entry can bring it back.
        if entry_id in now or entry_id in state.made or MAIN_ID.fullmatch(entry_id):
            continue
        places = theme_of() if places is None else places
        here = follow_theme(entry_id, examples, places)
        if here in known:
            now[entry_id] = str(here)
    return now


def _spoken_of(state: State) -> Iterator[tuple[str, list[str]]]:
    """Each id that a decision names, with the examples that it gave, the last decision first."""
    said = [*state.theme_names.values(), *state.register.values()]
    for one in sorted(said, key=said_at, reverse=True):
        yield one.subject, one.text.split()
        if one.field in {MERGED, PARENT} and one.value:
            entry_id, *examples = one.value.split(" ")
            yield entry_id, examples


def _without_circles(said: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Theme -> where its fragments end up. What would close a circle is passed over."""
    merged: dict[str, str] = {}

    def end_of(theme_id: str) -> str:
        while theme_id in merged:
            theme_id = merged[theme_id]
        return theme_id

    for source, value in said.items():
        target = now.get(_first(value))
        if target is not None and end_of(target) != source:
            merged[source] = target
    return {source: end_of(source) for source in merged}


def assigned(
    placements: pd.DataFrame, said: Mapping[str, str], register: Register, known: Collection[str]
) -> pd.DataFrame:
    """The theme of each fragment as people see it: as placed, read through what they decided.

    `said`: the theme that a person gave to a fragment, by its id; one that is not among `known`,
    those of the register, changes nothing. A merged theme's fragments are in the theme that took
    it; those of a retired theme are in Overig, also where a person had put them there.
    """
    rows = placements.copy()
    given = {one: register.now.get(theme_id, theme_id) for one, theme_id in said.items()}
    given = {one: here for one, here in given.items() if here in known or here == NO_THEME}
    mine = among(rows["fragment_id"].tolist(), given)
    themes = rows["theme_id"].astype(object)
    themes[mine] = [given[one] for one in rows.loc[mine, "fragment_id"].tolist()]
    rows["theme_id"] = _placed(themes, register, known).astype("str")
    rows.loc[mine, "theme_source"] = LabelSource.PERSON.value
    rows.loc[mine, "theme_probability"] = 1.0
    return rows


def _placed(themes: pd.Series, register: Register, known: Collection[str]) -> pd.Series:
    places: dict[str, str | None] = {NO_THEME: None}
    for theme_id in themes.dropna().unique():
        here = register.merged.get(theme_id, theme_id)
        stands = here in known and register.is_open(here)
        places[theme_id] = here if stands and here != NO_THEME else None
    return themes.map(places)


def with_register(themes: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The themes as people see them, and a row for each that they made; counts are those given."""
    return _entries(themes, register, "theme_id", "T").assign(
        definition=lambda all_: _looked_up(all_["theme_id"], register.definitions, ""),
        parent_id=lambda all_: _text(_parents(all_, register)),
        merged_into=lambda all_: _looked_up(all_["theme_id"], register.merged, None),
    )


def with_main_register(main_themes: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The main themes as people see them, and a row for each that they made."""
    return _entries(main_themes, register, "main_id", "H")


def _entries(table: pd.DataFrame, register: Register, key: str, letter: str) -> pd.DataFrame:
    known = set(table[key])
    made = [one for one in sorted(register.made) if one[0] == letter and one not in known]
    if made:
        table = pd.concat([table, _made_rows(table, register, key, made)], ignore_index=True)
    ids = table[key]
    status = [register.status_of(one).value for one in ids]
    own = dict(zip(ids.tolist(), table["proposed_label"].tolist(), strict=True))
    labels = ids.map({**own, **register.made, **register.names})
    return table.assign(
        label=_text(labels),
        status=_text(pd.Series(status, index=table.index)),
    )


def _made_rows(table: pd.DataFrame, register: Register, key: str, made: list[str]) -> pd.DataFrame:
    empty: dict[str, object] = {
        name: 0 if name.startswith("n_") else None for name in table.columns
    }
    rows = [
        empty
        | {key: one, "label": register.made[one], "proposed_label": register.made[one]}
        | {"keywords": register.words.get(one, "").split(), "examples": [], "by_hand": True}
        | {"definition": ""}
        for one in made
    ]
    return pd.DataFrame(rows, columns=table.columns)


def _parents(themes: pd.DataFrame, register: Register) -> pd.Series:
    pairs = zip(themes["theme_id"], themes["proposed_parent_id"], strict=True)
    return themes["theme_id"].map({**dict(pairs), **register.parents})


def _looked_up(ids: pd.Series, values: Mapping[str, str], missing: str | None) -> pd.Series:
    found = [values.get(one, missing) for one in ids]
    return pd.Series(found, index=ids.index, dtype="str")


def _text(values: pd.Series) -> pd.Series:
    return values.astype("str")
