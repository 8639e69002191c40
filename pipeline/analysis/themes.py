"""The theme list with its sizes in this selection, and one theme in depth."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import Size, count_by, size_of
from pipeline.schema import ThemeStatus

CARRIED_BY_FEW = 2
FIRM, FAIR = 0.7, 0.4  # of a theme's stability


@dataclass(frozen=True)
class ThemeProfile:
    """What is known of one theme, and its size in a selection."""

    theme_id: str
    label: str
    keywords: tuple[str, ...]
    status: str
    stability: float | None
    size: Size
    examples: tuple[str, ...]


def theme_list(joined: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """A row a theme that is not retired or merged, or still has fragments, the largest first.

    theme_id, label, keywords (one string), status, stability, the sizes in `joined`, and `small`.
    """
    sizes = count_by(joined, ["theme_id"]).set_index("theme_id")
    table = themes[["theme_id", "label", "keywords", "status", "stability"]].copy()
    table["keywords"] = table["keywords"].map(", ".join).astype("str")
    names = ["n_fragments", "n_conversations", "n_uitdagers", "persons"]
    table = table.join(sizes[names], on="theme_id")
    table[names] = table[names].fillna(0).astype("int64")
    table["small"] = sizes["small"].reindex(table["theme_id"]).fillna(False).to_numpy(dtype=bool)
    table = table[
        ~table["status"].isin([ThemeStatus.RETIRED, ThemeStatus.MERGED])
        | (table["n_fragments"] > 0)
    ]
    return table.sort_values(["n_fragments", "theme_id"], ascending=[False, True]).reset_index(
        drop=True
    )


def theme_profile(joined: pd.DataFrame, themes: pd.DataFrame, theme_id: str) -> ThemeProfile:
    """One theme within the selection.

    Raises:
        KeyError: the register has no such theme.
    """
    found = themes[themes["theme_id"] == theme_id]
    if found.empty:
        raise KeyError(theme_id)
    theme = found.iloc[0]
    return ThemeProfile(
        theme_id=theme_id,
        label=str(theme["label"]),
        keywords=tuple(theme["keywords"]),
        status=str(theme["status"]),
        stability=None if pd.isna(theme["stability"]) else float(theme["stability"]),
        size=size_of(joined[joined["theme_id"] == theme_id]),
        examples=tuple(theme["examples"]),
    )


def holder_of(themes: pd.DataFrame, theme_id: str) -> str:
    """The theme that holds now what this one held; itself where it was not merged."""
    merged = themes.dropna(subset=["merged_into"]).set_index("theme_id")["merged_into"]
    return str(merged.get(theme_id, theme_id))
