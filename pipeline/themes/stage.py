"""The themes stage: the first run, and every later run under the law that published stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.schema import Assignments, SafeFragments, ThemeChanges, Themes, Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.extend import extend_register
from pipeline.themes.layout import lay_out
from pipeline.themes.material import Company, Material, gather
from pipeline.themes.propose import PublishedLabels, propose_themes
from pipeline.themes.register import assignment_rows, counted, list_changes, named, proposed_rows

Progress = Callable[[int, int], None]
N_STEPS = 4


@dataclass(frozen=True)
class PublishedThemes:
    """Themes as they were published.

    `used_ids`: ids that any run or decision ever used beside them; none is given again.
    """

    themes: DataFrame[Themes]
    assignments: DataFrame[Assignments]
    used_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeResult:
    """The register, the theme of each fragment, what changed, and figures for the manifest."""

    themes: DataFrame[Themes]
    assignments: DataFrame[Assignments]
    changes: DataFrame[ThemeChanges]
    quality: dict[str, float]


def assign_themes(  # noqa: PLR0913, PLR0917 - the contract between the rooms; all of it is needed
    fragments: DataFrame[SafeFragments],
    tokens: DataFrame[Tokens],
    vectors: npt.NDArray[np.float16],
    previous: PublishedThemes | None,
    names: Mapping[str, str],
    options: ThemeOptions,
    seed: int,
    progress: Progress | None = None,
    company: Company | None = None,
    used_ids: Sequence[str] = (),
) -> ThemeResult:
    """The theme and the place on the map of each fragment, and the theme register.

    `vectors`: (n_fragments, n_dimensions) in the order of `fragments`; `names`: theme_id to the
    name that a person gave. A fragment of `previous` keeps its theme (also none) and its place,
    whatever is added. `company` helps a first run to see what belongs together; it gives out none
    of `used_ids`. The order of rows does not matter; assignments come in order of id.

    Raises:
        ValueError: when the number of vectors is not the number of fragments.
    """
    report = progress or (lambda _done, _total: None)
    report(0, N_STEPS)
    material = gather(fragments, vectors, seed)
    report(1, N_STEPS)
    if previous is None:
        used = PublishedLabels([*used_ids], [])
        register, assignments = _first_run(material, tokens, options, company, used)
    else:
        register, assignments = extend_register(
            material, tokens, previous.themes, previous.assignments, options, previous.used_ids
        )
    report(3, N_STEPS)
    before = None if previous is None else previous.themes
    published = assignments.iloc[:0] if previous is None else previous.assignments
    themes = counted(named(register, names), assignments, material.fragments)
    changes = list_changes(before, themes, published, assignments)
    report(N_STEPS, N_STEPS)
    return ThemeResult(
        themes=themes,
        assignments=DataFrame[Assignments](assignments),
        changes=changes,
        quality=_figures(themes, assignments),
    )


def _first_run(
    material: Material,
    tokens: DataFrame[Tokens],
    options: ThemeOptions,
    company: Company | None,
    used: PublishedLabels,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    all_features = material.features(company)
    features, beside = np.split(all_features, [len(material.fragments)])
    found = propose_themes(material, features, tokens, options, beside, used)
    places = lay_out(material.ids, features, found.theme, material.seed)
    ids = found.theme_ids()
    return proposed_rows(found.themes), assignment_rows(
        material.ids, ids, found.probability, found.cluster, places
    )


def _figures(themes: DataFrame[Themes], assignments: pd.DataFrame) -> dict[str, float]:
    other = assignments["theme_id"].isna()
    stability = themes["stability"].dropna()
    return {
        "themes": float(len(themes)),
        "share_other": round(float(other.mean()), 4) if len(other) else 0.0,
        "mean_stability": round(float(stability.mean()), 4) if len(stability) else 0.0,
    }
