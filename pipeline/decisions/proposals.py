"""Which proposals of the machine still wait for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.decisions.curate import SAME_EVIDENCE, is_dismissed
from pipeline.decisions.entry import Decision
from pipeline.decisions.register import CLOSED
from pipeline.schema import LabelSource, ProposalKind

STILL_THERE = 2 / 3  # of its fragments, for a proposal to hold


def open_proposals(
    proposals: pd.DataFrame,
    fragments: pd.DataFrame,
    themes: pd.DataFrame,
    dismissed: Sequence[Decision],
) -> pd.DataFrame:
    """The rows of `proposals` that nobody accepted or put aside, and that still make sense.

    `fragments`: fragment_id, theme_id, theme_source and `themes`, both as people see them now.
    """
    is_open = set(themes.loc[~themes["status"].isin(CLOSED), "theme_id"])
    columns = (fragments[name].tolist() for name in ("fragment_id", "theme_id", "theme_source"))
    place = {
        key: (None if pd.isna(theme) else theme, source)
        for key, theme, source in zip(*columns, strict=True)
    }
    kept = [
        _named_are_open(row, is_open)
        and _stands(row, place)
        and not is_dismissed(row["kind"], row["fragment_ids"], dismissed)
        for row in proposals.to_dict("records")
    ]
    return proposals[pd.Series(kept, index=proposals.index, dtype=bool)].reset_index(drop=True)


def distinct(proposals: pd.DataFrame) -> pd.DataFrame:
    """The rows of which no earlier row says nearly the same."""
    seen: dict[str, list[set[str]]] = {}
    kept = []
    for row in proposals.to_dict("records"):
        ids, others = set(row["fragment_ids"]), seen.setdefault(row["kind"], [])
        kept.append(not any(len(ids & one) >= SAME_EVIDENCE * len(ids | one) for one in others))
        others.append(ids)
    return proposals[pd.Series(kept, index=proposals.index, dtype=bool)].reset_index(drop=True)


def _named_are_open(row: Mapping[Any, Any], is_open: set[str]) -> bool:
    return all(pd.isna(row[name]) or row[name] in is_open for name in ("theme_id", "other_id"))


def _stands(row: Mapping[Any, Any], place: Mapping[str, tuple[str | None, object]]) -> bool:
    """Whether most of its fragments are still where it found them, and no person put them there."""
    fragment_ids: list[str] = list(row["fragment_ids"])
    here = [place[one] for one in fragment_ids if one in place]
    if row["kind"] == ProposalKind.NEW:
        still = [source != LabelSource.PERSON for _, source in here]
    else:
        source_theme = None if pd.isna(row["theme_id"]) else row["theme_id"]
        still = [theme == source_theme for theme, _ in here]
    return bool(fragment_ids) and sum(still) >= STILL_THERE * len(fragment_ids)
