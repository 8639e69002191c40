"""What people decided since the run was made, laid over its tables so that it is seen at once."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.decisions.fold import State
from pipeline.schema import LabelSource

LABELS = ("category", "valence", "tense", "actor")


def with_labels(fragments: pd.DataFrame, state: State) -> pd.DataFrame:
    """The fragments with the labels that people gave: source person, probability 1."""
    changed = fragments.copy()
    for label in LABELS:
        given = {
            fragment_id: decision.value
            for (fragment_id, name), decision in state.labels.items()
            if name == label
        }
        mine = changed["fragment_id"].isin(list(given))
        if not mine.any():
            continue
        values = changed.loc[mine, "fragment_id"].map(given).astype(changed[label].dtype)
        changed.loc[mine, label] = values
        changed.loc[mine, f"{label}_source"] = str(LabelSource.PERSON)
        changed.loc[mine, f"{label}_probability"] = 1.0
    return changed


def with_names(themes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The themes with the names that people gave."""
    given = themes["theme_id"].map(dict(names)).astype(themes["label"].dtype)
    return themes.assign(label=given.fillna(themes["label"]))
