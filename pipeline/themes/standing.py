"""Where fragments stand as people see them, and what the machine would say of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.schema import LabelSource, ProposalKind
from pipeline.themes.register import is_open

Labels = npt.NDArray[np.int64]
Refused = Callable[[str, tuple[str | None, str | None], Sequence[str]], bool]


def nothing_refused(
    kind: str, themes: tuple[str | None, str | None], fragment_ids: Sequence[str]
) -> bool:
    """Nobody put a proposal aside."""
    del kind, themes, fragment_ids
    return False


@dataclass(frozen=True, eq=False)
class Standing:
    """Where fragments stand: `theme`, (n_fragments,), an index in `theme_ids`, -1 for Overig.

    `by_person`: (n_fragments,), it is there by a person's word, also on its theme; `labels`: the
    name of each theme; `taken`: those of the register's other themes. `refused` says of a kind, the
    ids of its themes and its fragments whether people put that aside.
    """

    theme: Labels
    by_person: npt.NDArray[np.bool_]
    theme_ids: list[str]
    labels: list[str]
    taken: tuple[str, ...] = ()
    refused: Refused = nothing_refused


@dataclass(frozen=True)
class Suggestion:
    """A proposal before it has words. `theme`, `other`: indices of themes; `rows`: what moves.

    `reason` names no themes and counts no fragments: it may stand when these have changed.
    """

    kind: ProposalKind
    theme: int | None
    other: int | None
    rows: Labels
    strength: float
    stability: float | None
    reason: str


def standing_of(
    ids: Sequence[str],
    assignments: pd.DataFrame,
    placements: pd.DataFrame,
    themes: pd.DataFrame,
) -> Standing:
    """Where these fragments stand among the open themes.

    `assignments` and `themes` as people see them; `placements`: where runs put the fragments. One
    that is in Overig because its theme was closed is there by a person's word.
    """
    opened = is_open(themes)
    taken, themes = tuple(themes.loc[~opened, "label"]), themes[opened]
    theme_ids = themes["theme_id"].tolist()
    index = {theme_id: number for number, theme_id in enumerate(theme_ids)}
    rows = assignments.set_index("fragment_id").loc[list(ids)]
    theme = [index.get(one, -1) for one in rows["theme_id"].tolist()]
    put = placements.set_index("fragment_id").loc[list(ids), "theme_id"]
    let_go = put.notna().to_numpy() & rows["theme_id"].isna().to_numpy()
    by_person = (rows["theme_source"] == LabelSource.PERSON).to_numpy(dtype=bool) | let_go
    labels = themes["label"].tolist()
    return Standing(np.asarray(theme, np.int64), by_person, theme_ids, labels, taken)


def id_of(standing: Standing, index: int | None) -> str | None:
    """The id of a theme by its index; None for none."""
    return None if index is None else standing.theme_ids[index]
