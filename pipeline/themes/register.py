"""The theme register: permanent ids, rows with counts, and what changed; tables in, tables out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import among
from pipeline.schema import LabelSource, SafeFragments, ThemeChanges, Themes, ThemeStatus
from pipeline.themes.keywords import OTHER_LABEL, free_label


@dataclass(frozen=True)
class NewTheme:
    """A cluster that is proposed as a theme: label, keywords, stability (0 to 1), examples."""

    theme_id: str
    label: str
    keywords: list[str]
    stability: float | None
    examples: list[str]


def fresh_ids(n_ids: int, used: Iterable[str]) -> list[str]:
    """The next ids after the highest ever used: T001, T002, ..."""
    highest = max((int(theme_id[1:]) for theme_id in used), default=0)
    return [f"T{number:03d}" for number in range(highest + 1, highest + 1 + n_ids)]


def proposed_rows(new: Sequence[NewTheme]) -> pd.DataFrame:
    """Register rows for new themes; counts follow in `counted`."""
    return pd.DataFrame(
        {
            "theme_id": pd.array([theme.theme_id for theme in new], dtype="str"),
            "label": pd.array([theme.label for theme in new], dtype="str"),
            "keywords": [theme.keywords for theme in new],
            "parent_id": [None] * len(new),
            "status": [ThemeStatus.PROPOSED.value] * len(new),
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


def named(themes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The register with people's names; a theme that a person named is confirmed.

    A name that was taken back gives way to the words of the theme, which is proposed again; its
    label is one that no other theme bears.
    """
    by_person = themes["theme_id"].isin(list(names))
    taken_back = (themes["status"] == ThemeStatus.CONFIRMED) & ~by_person
    labels = themes["theme_id"].map(names).where(by_person, themes["label"]).tolist()
    for row in np.flatnonzero(taken_back):
        taken = [*labels[:row], *labels[row + 1 :]]
        labels[row] = free_label(list(themes["keywords"].iloc[row]), taken)
    live = by_person & (themes["status"] == ThemeStatus.PROPOSED)
    status = themes["status"].mask(taken_back, ThemeStatus.PROPOSED.value)
    return themes.assign(
        label=pd.array(labels, dtype="str"), status=status.mask(live, ThemeStatus.CONFIRMED.value)
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


def list_changes(
    before: pd.DataFrame | None, after: pd.DataFrame, published: pd.DataFrame, now: pd.DataFrame
) -> DataFrame[ThemeChanges]:
    """What differs from the previous published run, with the reason in Dutch.

    `before` and `after` are registers, `published` and `now` assignments; the first run of a
    campaign has nothing to differ from.
    """
    rows: list[dict[str, Any]] = []
    if before is not None:
        known = before.set_index("theme_id")
        labels = dict(zip(after["theme_id"], after["label"], strict=True))
        for theme in after.itertuples(index=False):
            rows += _theme_changes(theme, known)
        earlier = published["fragment_id"].tolist()
        fresh = now[~among(now["fragment_id"].tolist(), earlier)]
        rows += [_assigned(row, labels) for row in fresh.itertuples(index=False)]
    columns = list(ThemeChanges.to_schema().columns)
    return DataFrame[ThemeChanges](pd.DataFrame(rows, columns=columns))


def _theme_changes(theme: Any, known: pd.DataFrame) -> list[dict[str, Any]]:
    def change(kind: str, before: str | None, after: str | None, reason: str) -> dict[str, Any]:
        return {
            "change": kind,
            "theme_id": theme.theme_id,
            "fragment_id": None,
            "before": before,
            "after": after,
            "reason": reason,
        }

    if theme.theme_id not in known.index:
        reason = f"{theme.n_fragments} nieuwe fragmenten pasten nergens en horen bij elkaar"
        return [change("new", None, theme.label, reason)]
    old = known.loc[theme.theme_id]
    found = []
    if old["label"] != theme.label:
        found.append(change("renamed", old["label"], theme.label, "iemand gaf of herriep de naam"))
    if old["n_fragments"] and not theme.n_fragments:
        reason = "alle fragmenten van dit thema zijn uit de leveringen verdwenen"
        found.append(change("gone", theme.label, None, reason))
    return found


def _assigned(row: Any, labels: Mapping[str, str]) -> dict[str, Any]:
    placed = not pd.isna(row.theme_id)
    reason = (
        "nieuw fragment, lijkt het meest op dit thema"
        if placed
        else "nieuw fragment, lijkt op geen enkel thema genoeg"
    )
    return {
        "change": "assigned",
        "theme_id": row.theme_id if placed else None,
        "fragment_id": row.fragment_id,
        "before": None,
        "after": labels[row.theme_id] if placed else OTHER_LABEL,
        "reason": reason,
    }
