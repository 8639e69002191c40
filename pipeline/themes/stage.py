"""The themes stage: the first run, and every later run under the law that published stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import among
from pipeline.schema import Assignments, SafeFragments, Themes, Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.extend import extend_register
from pipeline.themes.layout import lay_out
from pipeline.themes.material import Company, Material, gather
from pipeline.themes.propose import Used, propose_themes
from pipeline.themes.published import PublishedThemes
from pipeline.themes.register import assignment_rows, counted, proposed_rows

Progress = Callable[[int, int], None]
N_STEPS = 4


@dataclass(frozen=True)
class ThemeResult:
    """The themes that runs found, and where each fragment was put when it first came."""

    themes: DataFrame[Themes]
    placements: DataFrame[Assignments]


def assign_themes(  # noqa: PLR0913, PLR0917 - the contract between the rooms; all of it is needed
    fragments: DataFrame[SafeFragments],
    tokens: DataFrame[Tokens],
    vectors: npt.NDArray[np.float16],
    previous: PublishedThemes | None,
    options: ThemeOptions,
    seed: int,
    progress: Progress | None = None,
    company: Company | None = None,
    used_ids: Sequence[str] = (),
) -> ThemeResult:
    """The theme and the place on the map of each fragment, and the themes that runs found.

    `vectors`: (n_fragments, n_dimensions) in the order of `fragments`. A fragment of `previous`
    keeps its theme (also none) and its place, whatever is added. `company` helps a first run to
    see what belongs together; it gives out none of `used_ids`. The order of rows does not matter;
    placements come in order of id.

    Raises:
        ValueError: when the number of vectors is not the number of fragments.
    """
    report = progress or (lambda _done, _total: None)
    report(0, N_STEPS)
    material = gather(fragments, vectors, seed)
    report(1, N_STEPS)
    if previous is None:
        used = Used([*used_ids], [])
        register, placements = _first_run(material, tokens, options, company, used)
    else:
        register, placements = _later_run(material, tokens, previous, options)
    report(3, N_STEPS)
    themes = counted(register, placements, material.fragments)
    report(N_STEPS, N_STEPS)
    return ThemeResult(themes, DataFrame[Assignments](placements))


def _later_run(
    material: Material,
    tokens: DataFrame[Tokens],
    previous: PublishedThemes,
    options: ThemeOptions,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    kept = previous.placements
    seen = kept if previous.assignments is None else previous.assignments
    register, all_rows = extend_register(material, tokens, previous, seen, options)
    known = kept["fragment_id"].tolist()
    fresh = all_rows[~among(all_rows["fragment_id"].tolist(), known)]
    present = kept[among(known, material.ids)]
    together = pd.concat([present, fresh], ignore_index=True) if len(fresh) else present
    return register, together.sort_values("fragment_id", kind="stable", ignore_index=True)


def _first_run(
    material: Material,
    tokens: DataFrame[Tokens],
    options: ThemeOptions,
    company: Company | None,
    used: Used,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    features = material.features()
    found = propose_themes(material, features, tokens, options, company, used)
    places = lay_out(material.ids, features, found.theme, material.seed)
    ids = found.theme_ids()
    return proposed_rows(found.themes), assignment_rows(
        material.ids, ids, found.probability, found.cluster, places
    )
