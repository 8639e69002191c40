"""The themes of a run: what was published, what people said, and what is found in the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline import history
from pipeline.decisions import Carried, State, in_register
from pipeline.decisions.entry import THEME
from pipeline.decisions.overlay import with_counts, with_main_counts
from pipeline.decisions.proposals import distinct, is_refused
from pipeline.decisions.register import (
    Register,
    assigned,
    register_of,
    with_main_register,
    with_register,
)
from pipeline.schema import (
    Assignments,
    MainThemes,
    SafeFragments,
    ThemeChanges,
    ThemeProposals,
    Themes,
    Tokens,
)
from pipeline.settings import Settings
from pipeline.store import Run, RunStore
from pipeline.theme_changes import Side, list_changes
from pipeline.themes import (
    Company,
    Hierarchy,
    Material,
    PublishedThemes,
    Standing,
    ThemeResult,
    assign_themes,
    find_hierarchy,
    gather,
    rediscover,
    standing_of,
    suggest,
)


@dataclass(frozen=True)
class Texts:
    """The fragments of a run with their words and vectors, (n_fragments, n_dimensions)."""

    fragments: DataFrame[SafeFragments]
    tokens: DataFrame[Tokens]
    vectors: NDArray[np.float16]


@dataclass(frozen=True)
class Past:
    """What this run starts from: the previous run, and what people said.

    `rediscover`: look for themes from zero too, and propose what differs.
    """

    previous: Run | None
    store: RunStore
    state: State
    carried: Carried
    rediscover: bool = False


@dataclass(frozen=True)
class Theming:
    """The themes of a run as people see them, and what is carried of their words.

    `placements`: where each fragment was put when it first came; `assignments`: where it stands.
    """

    themes: DataFrame[Themes]
    main_themes: DataFrame[MainThemes]
    placements: DataFrame[Assignments]
    assignments: DataFrame[Assignments]
    changes: DataFrame[ThemeChanges]
    proposals: DataFrame[ThemeProposals]
    quality: dict[str, float]
    carried: Carried


def find_themes(settings: Settings, past: Past, texts: Texts, company: Company) -> Theming:
    """The themes of this run, with all that people decided of them laid over what was found.

    A fragment of which a person said the theme is there, whatever the rest does.
    """
    published = history.published_themes(
        past.previous, past.store, texts.fragments["fragment_id"], past.state
    )
    found = _found(settings, past, texts, company, published)
    main_themes = published.main_themes if published else MainThemes.empty()
    register = register_of(past.state, found.themes, main_themes, found.placements)
    themes = with_register(found.themes, register)
    carried = in_register(_renumbered(past.carried, register), themes["theme_id"].tolist())
    assignments = assigned(found.placements, _themes_of(carried), register, set(themes["theme_id"]))
    look = _look(settings, texts, Side(themes, assignments), found.placements)
    hierarchy = _hierarchy(past.state, register, look, published)
    register = register_of(past.state, found.themes, hierarchy.main_themes, found.placements)
    sitting = texts.fragments[["fragment_id", "conversation_id", "uitdager_id"]]
    standing = assignments.merge(sitting, on="fragment_id", validate="one_to_one")
    under = themes["theme_id"].map(dict(hierarchy.parents)).astype("str")
    themes = with_register(themes.assign(proposed_parent_id=under), register)
    # All examples are kept, wherever they are now: they lead words on a theme back to it.
    themes = with_counts(themes, standing).assign(examples=themes["examples"])
    themes = Themes.validate(_in_order(themes))
    main_themes = with_main_register(hierarchy.main_themes, register)
    main_themes = with_main_counts(main_themes, themes, standing)
    now = Side(themes, assignments)
    proposals: pd.DataFrame = ThemeProposals.empty()
    if published:
        proposals = _proposed(settings, past, look, company)
    return Theming(
        themes=themes,
        main_themes=MainThemes.validate(main_themes),
        placements=found.placements,
        assignments=Assignments.validate(assignments),
        changes=list_changes(_before(past.previous, published), now, register, found.placements),
        proposals=ThemeProposals.validate(proposals),
        quality=_figures(themes, assignments),
        carried=carried,
    )


@dataclass(frozen=True, eq=False)
class _Look:
    """The fragments in order of id, what is looked at of them, and where they stand."""

    material: Material
    features: NDArray[np.float32]
    tokens: DataFrame[Tokens]
    standing: Standing


def _look(settings: Settings, texts: Texts, now: Side, placements: pd.DataFrame) -> _Look:
    material = gather(texts.fragments, texts.vectors, settings.seed)
    standing = standing_of(material.ids, now.assignments, placements, now.themes)
    return _Look(material, material.features(), texts.tokens, standing)


def _hierarchy(
    state: State, register: Register, look: _Look, published: history.Published | None
) -> Hierarchy:
    """The main themes that runs proposed, and which theme is under which."""
    before = Hierarchy(MainThemes.empty(), {})
    if published is not None:
        known = published.themes.dropna(subset=["proposed_parent_id"])
        pairs = zip(known["theme_id"], known["proposed_parent_id"], strict=True)
        by_runs = ~published.main_themes["by_hand"].to_numpy(dtype=bool)
        before = Hierarchy(published.main_themes[by_runs], dict(pairs))
    if before.main_themes.empty and any(one[0] == "H" for one in register.made):
        return before  # who made main themes knows better
    used = [*(published.used_ids if published else ()), *state.named]
    return find_hierarchy(look.material, look.features, look.tokens, look.standing, before, used)


def _proposed(settings: Settings, past: Past, look: _Look, company: Company) -> pd.DataFrame:
    """What the machine would change in the register, and what was last found from zero.

    That is kept as it was found, and read through what people decide as everything is.
    """
    standing = replace(look.standing, refused=partial(is_refused, past.state.dismissed))
    about = (look.tokens, standing, settings.themes)
    ordinary = suggest(look.material, look.features, *about)
    if past.rediscover:
        from_zero: pd.DataFrame = rediscover(look.material, look.features, company, *about)
    elif past.previous is not None:
        earlier = past.previous.table("theme_proposals")
        from_zero = earlier[earlier["from_zero"]]
    tables = [table for table in (from_zero, ordinary) if len(table)] or [ordinary]
    return distinct(pd.concat(tables, ignore_index=True))


def _found(
    settings: Settings,
    past: Past,
    texts: Texts,
    company: Company,
    published: history.Published | None,
) -> ThemeResult:
    return assign_themes(
        texts.fragments,
        texts.tokens,
        texts.vectors,
        _as_seen(past, published) if published else None,
        settings.themes,
        settings.seed,
        company=company,
        used_ids=sorted(past.state.named),
    )


def _as_seen(past: Past, published: history.Published) -> PublishedThemes:
    """What was published as people see it now: new fragments are compared with that."""
    register = register_of(
        past.state, published.themes, published.main_themes, published.placements
    )
    themes = with_register(published.themes, register)
    said = _themes_of(_renumbered(past.carried, register))
    seen = assigned(published.placements, said, register, set(themes["theme_id"]))
    return PublishedThemes(
        themes=Themes.validate(themes),
        placements=Assignments.validate(published.placements),
        assignments=Assignments.validate(seen),
        used_ids=published.used_ids,
        words=register.words,
    )


def _renumbered(carried: Carried, register: Register) -> Carried:
    """The themes that people gave, under the ids that these have here."""
    given = carried.given
    mine = given["label"] == THEME
    here = given["value"].map(lambda value: register.now.get(value, value))
    return replace(carried, given=given.assign(value=given["value"].mask(mine, here)))


def _themes_of(carried: Carried) -> dict[str, str]:
    """The theme that a person gave to each fragment, or NO_THEME."""
    mine = carried.given[carried.given["label"] == THEME]
    return dict(zip(mine["fragment_id"].tolist(), mine["value"].tolist(), strict=True))


def _before(previous: Run | None, published: history.Published | None) -> Side | None:
    """The previous published run; None before the first themes.

    What was published earlier and is back now was away, and is not new.
    """
    if previous is None or published is None:
        return None
    names = list(Assignments.to_schema().columns)
    seen = previous.table("fragments")[names]
    away = published.placements[~published.placements["fragment_id"].isin(seen["fragment_id"])]
    return Side(published.themes, pd.concat([seen, away], ignore_index=True))


def _in_order(themes: pd.DataFrame) -> pd.DataFrame:
    in_order = themes.sort_values("theme_id", key=lambda ids: ids.str[1:].astype(int))
    return in_order.reset_index(drop=True)


def _figures(themes: pd.DataFrame, assignments: pd.DataFrame) -> dict[str, float]:
    other = assignments["theme_id"].isna()
    stability = themes["stability"].dropna()
    return {
        "themes": float(len(themes)),
        "share_other": round(float(other.mean()), 4) if len(other) else 0.0,
        "mean_stability": round(float(stability.mean()), 4) if len(stability) else 0.0,
    }
