"""What a run adds to the theme register: permanent ids, and rows with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.schema import LabelSource, SafeFragments, Themes, ThemeStatus


@dataclass(frozen=True)
class NewTheme:
    """A cluster that is proposed as a theme: label, keywords, stability (0 to 1), examples."""

    theme_id: str
    label: str
    keywords: list[str]
    stability: float | None
    examples: list[str]


def is_open(themes: pd.DataFrame) -> pd.Series:
    """Which themes of a register can take fragments: those not closed and not merged."""
    return ~themes["status"].isin([ThemeStatus.RETIRED, ThemeStatus.MERGED])


def proposed_rows(new: Sequence[NewTheme]) -> pd.DataFrame:
    """Register rows for new themes; counts follow in `counted`."""
    return pd.DataFrame(
        {
            "theme_id": pd.array([theme.theme_id for theme in new], dtype="str"),
            "label": pd.array([theme.label for theme in new], dtype="str"),
            "proposed_label": pd.array([theme.label for theme in new], dtype="str"),
            "definition": pd.array([""] * len(new), dtype="str"),
            "keywords": [theme.keywords for theme in new],
            "parent_id": [None] * len(new),
            "proposed_parent_id": [None] * len(new),
            "status": [ThemeStatus.PROPOSED.value] * len(new),
            "merged_into": [None] * len(new),
            "by_hand": [False] * len(new),
            "n_fragments": 0,
            "n_conversations": 0,
            "n_uitdagers": 0,
            "stability": [theme.stability for theme in new],
            "examples": [theme.examples for theme in new],
        },
        columns=list(Themes.to_schema().columns),
    )


def assignment_rows(
    ids: Sequence[str],
    theme_ids: Sequence[str | None],
    probability: npt.NDArray[np.float64],
    cluster: npt.NDArray[np.int64],
    places: npt.NDArray[np.float64],
) -> pd.DataFrame:
    """Assignments by the model, one a fragment; all in the same order, `cluster` -1 is none."""
    numbers = pd.array(cluster, dtype="Int64")
    numbers[cluster < 0] = pd.NA
    return pd.DataFrame(
        {
            "fragment_id": pd.array(list(ids), dtype="str"),
            "theme_id": pd.array(list(theme_ids), dtype="str"),
            "theme_source": LabelSource.MODEL.value,
            "theme_probability": probability.round(4),
            "cluster": numbers,
            "x": places[:, 0],
            "y": places[:, 1],
        }
    )


def counted(
    themes: pd.DataFrame, assignments: pd.DataFrame, fragments: DataFrame[SafeFragments]
) -> DataFrame[Themes]:
    """The register with the counts that follow from the assignments, in order of id."""
    joined = assignments[["fragment_id", "theme_id"]].merge(fragments, on="fragment_id")
    by_theme = joined[joined["theme_id"].notna()].groupby("theme_id")
    counts = pd.DataFrame(
        {
            "n_fragments": by_theme["fragment_id"].size(),
            "n_conversations": by_theme["conversation_id"].nunique(),
            "n_uitdagers": by_theme["uitdager_id"].nunique(),
        }
    )
    fitted = counts.reindex(themes["theme_id"]).fillna(0).astype(int)
    present = set(fragments["fragment_id"].tolist())
    full = themes.assign(
        **{name: fitted[name].to_numpy() for name in counts.columns},
        examples=themes["examples"].map(lambda ids: [each for each in ids if each in present]),
        keywords=themes["keywords"].map(list),
    )
    in_order = full.sort_values("theme_id", key=lambda ids: ids.str[1:].astype(int))
    return DataFrame[Themes](in_order.reset_index(drop=True))
