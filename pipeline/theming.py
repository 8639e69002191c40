"""The themes of a run: what was published, what people said, and what is found in the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline import history
from pipeline.decisions import Carried, State, in_register
from pipeline.decisions.log import NO_THEME, THEME
from pipeline.schema import LabelSource, SafeFragments, Themes, Tokens
from pipeline.settings import Settings
from pipeline.store import Run, RunStore
from pipeline.themes import Company, Said, ThemeResult, as_said, assign_themes, named


@dataclass(frozen=True)
class Texts:
    """The fragments of a run with their words and vectors, (n_fragments, n_dimensions)."""

    fragments: DataFrame[SafeFragments]
    tokens: DataFrame[Tokens]
    vectors: NDArray[np.float16]


@dataclass(frozen=True)
class Past:
    """What this run starts from: the previous run, and what people said."""

    previous: Run | None
    store: RunStore
    state: State
    carried: Carried


@dataclass(frozen=True)
class Theming:
    """The themes of a run, and what was carried without the words on themes that are gone."""

    result: ThemeResult
    carried: Carried


def find_themes(settings: Settings, past: Past, texts: Texts, company: Company) -> Theming:
    """The themes of this run under the names that people gave, wherever their theme is now.

    A fragment of which a person said the theme is there, whatever the rest does.
    """
    found = _found(settings, past, texts, company)
    carried = in_register(past.carried, found.themes["theme_id"].tolist())
    said = Said(_themes_of(carried.given), *_before(past.previous))
    return Theming(as_said(found, said, texts.fragments), carried)


def _found(settings: Settings, past: Past, texts: Texts, company: Company) -> ThemeResult:
    ids, state = texts.fragments["fragment_id"], past.state
    by_people = _themes_of(past.carried.given)
    published = history.published_themes(past.previous, past.store, ids, state, by_people)
    names = history.names_of_themes(state, published.assignments) if published else {}
    found = assign_themes(
        texts.fragments,
        texts.tokens,
        texts.vectors,
        published,
        names,
        settings.themes,
        settings.seed,
        company=company,
        used_ids=history.ids_in_words_of_people(state),
    )
    if published is None and state.theme_names:
        names = history.names_of_themes(state, found.assignments)
        return replace(found, themes=Themes.validate(named(found.themes, names)))
    return found


def _themes_of(given: pd.DataFrame) -> dict[str, str | None]:
    """The theme that a person gave to each fragment; None: in no theme."""
    mine = given[given["label"] == THEME]
    pairs = zip(mine["fragment_id"].tolist(), mine["value"].tolist(), strict=True)
    return {fragment_id: None if value == NO_THEME else value for fragment_id, value in pairs}


def _before(previous: Run | None) -> tuple[dict[str, str | None], frozenset[str]]:
    """The theme of each published fragment, and those of which a person had said it."""
    if previous is None:
        return {}, frozenset()
    names = ("fragment_id", "theme_id", "theme_source")
    columns = [previous.column("fragments", name) for name in names]
    rows = list(zip(*columns, strict=True))
    themes = {key: None if pd.isna(theme) else theme for key, theme, _ in rows}
    return themes, frozenset(key for key, _, source in rows if source == LabelSource.PERSON)
