"""What people decided since the run was made, laid over its tables so that it is seen at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.decisions.entry import THEME
from pipeline.decisions.fold import State
from pipeline.decisions.register import (
    CLOSED,
    Register,
    assigned,
    register_of,
    with_main_register,
    with_register,
)
from pipeline.ids import among
from pipeline.schema import LabelSource, MainThemes

LABELS = ("category", "valence", "tense", "actor")


@dataclass(frozen=True, eq=False)
class Seen:
    """A run as people see it now: its tables with all that they decided laid over them."""

    fragments: pd.DataFrame
    themes: pd.DataFrame
    main_themes: pd.DataFrame
    register: Register


def as_seen(tables: Mapping[str, pd.DataFrame], state: State) -> Seen:
    """The fragments and the register under what people said since, and what they took back.

    `tables`: fragments, placements, themes and main_themes of the run.
    """
    placements = tables["placements"]
    register = register_of(state, tables["themes"], tables["main_themes"], placements)
    themes = with_register(tables["themes"], register)
    fragments = with_labels(tables["fragments"], state)
    said = {
        fragment_id: decision.value
        for (fragment_id, name), decision in state.labels.items()
        if name == THEME
    }
    rows = assigned(placements, said, register, set(themes["theme_id"])).set_index("fragment_id")
    here = rows.loc[fragments["fragment_id"].tolist()]
    for name in ("theme_id", "theme_source", "theme_probability"):
        fragments[name] = here[name].to_numpy()
        fragments[name] = fragments[name].astype(tables["fragments"][name].dtype)
    themes = with_counts(themes, fragments)
    main_themes = with_main_register(tables["main_themes"], register)
    return Seen(fragments, themes, with_main_counts(main_themes, themes, fragments), register)


def open_themes(themes: pd.DataFrame, placements: pd.DataFrame, state: State) -> pd.DataFrame:
    """The themes that a fragment can be given to, under the names that people gave."""
    register = register_of(state, themes, MainThemes.empty(), placements)
    seen = with_register(themes, register)
    return seen[~seen["status"].isin(CLOSED)]


def with_labels(fragments: pd.DataFrame, state: State) -> pd.DataFrame:
    """The fragments with the labels that people gave: source person, probability 1."""
    changed = fragments.copy()
    for label in (*LABELS, "voice"):
        mine, values = _said(fragments, state, label)
        if not mine.any():
            continue
        changed.loc[mine, label] = values.astype(changed[label].dtype)
        if label != "voice":
            changed.loc[mine, f"{label}_source"] = str(LabelSource.PERSON)
            changed.loc[mine, f"{label}_probability"] = 1.0
    return changed


def _said(
    fragments: pd.DataFrame, state: State, label: str
) -> tuple[pd.Series[bool], pd.Series[str]]:
    """Which rows a person spoke of, and what was said, by the index of those rows."""
    given = {
        fragment_id: decision.value
        for (fragment_id, name), decision in state.labels.items()
        if name == label
    }
    mine = pd.Series(among(fragments["fragment_id"].tolist(), given), index=fragments.index)
    return mine, fragments.loc[mine, "fragment_id"].map(given)


def with_counts(themes: pd.DataFrame, fragments: pd.DataFrame) -> pd.DataFrame:
    """The register counted anew by these fragments; an example that went elsewhere is none."""
    by_theme = fragments[fragments["theme_id"].notna()].groupby("theme_id")
    counts = pd.DataFrame(
        {
            "n_fragments": by_theme["fragment_id"].size(),
            "n_conversations": by_theme["conversation_id"].nunique(),
            "n_uitdagers": by_theme["uitdager_id"].nunique(),
        }
    )
    fitted = counts.reindex(themes["theme_id"]).fillna(0).astype(int)
    pairs = zip(fragments["fragment_id"].tolist(), fragments["theme_id"].tolist(), strict=True)
    theme_of = dict(pairs)
    rows = zip(themes["theme_id"].tolist(), themes["examples"].tolist(), strict=True)
    examples = [
        [one for one in ids if theme_of.get(one, theme_id) == theme_id] for theme_id, ids in rows
    ]
    return themes.assign(
        **{name: fitted[name].to_numpy() for name in counts.columns},
        examples=pd.Series(examples, index=themes.index, dtype=object),
    )


def with_main_counts(
    main_themes: pd.DataFrame, themes: pd.DataFrame, fragments: pd.DataFrame
) -> pd.DataFrame:
    """The main themes counted anew by the fragments of their themes."""
    parents = dict(zip(themes["theme_id"].tolist(), themes["parent_id"].tolist(), strict=True))
    by_main = fragments.groupby(fragments["theme_id"].map(parents))
    is_open = ~themes["status"].isin(CLOSED)
    counts = pd.DataFrame(
        {
            "n_themes": themes[is_open].groupby("parent_id").size(),
            "n_fragments": by_main["fragment_id"].size(),
            "n_conversations": by_main["conversation_id"].nunique(),
            "n_uitdagers": by_main["uitdager_id"].nunique(),
        }
    )
    fitted = counts.reindex(main_themes["main_id"]).fillna(0).astype(int)
    return main_themes.assign(**{name: fitted[name].to_numpy() for name in counts.columns})
