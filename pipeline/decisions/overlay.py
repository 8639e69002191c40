"""What people decided since the run was made, laid over its tables so that it is seen at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from pipeline.decisions.fold import State
from pipeline.decisions.log import NO_THEME, THEME
from pipeline.ids import among
from pipeline.schema import LabelSource

LABELS = ("category", "valence", "tense", "actor")


def with_labels(
    fragments: pd.DataFrame, state: State, theme_ids: Collection[str] = ()
) -> pd.DataFrame:
    """The fragments with the labels that people gave: source person, probability 1.

    A theme that is not among `theme_ids`, those of the register, changes nothing.
    """
    changed = fragments.copy()
    for label in (*LABELS, "voice"):
        mine, values = _said(fragments, state, label)
        if not mine.any():
            continue
        changed.loc[mine, label] = values.astype(changed[label].dtype)
        if label != "voice":
            changed.loc[mine, f"{label}_source"] = str(LabelSource.PERSON)
            changed.loc[mine, f"{label}_probability"] = 1.0
    mine, values = _said(fragments, state, THEME)
    values = values[values.isin([*theme_ids, NO_THEME])]
    if len(values):
        themes = values.where(values != NO_THEME, None).astype(changed["theme_id"].dtype)
        changed.loc[values.index, "theme_id"] = themes
        changed.loc[values.index, "theme_source"] = str(LabelSource.PERSON)
        changed.loc[values.index, "theme_probability"] = 1.0
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


def with_names(themes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The themes with the names that people gave."""
    given = themes["theme_id"].map(dict(names)).astype(themes["label"].dtype)
    return themes.assign(label=given.fillna(themes["label"]))
