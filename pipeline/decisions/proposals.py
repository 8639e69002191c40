"""Which proposals of the machine still wait for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.decisions.curate import MOST_IDS
from pipeline.decisions.entry import NO_THEME, Decision
from pipeline.decisions.register import CLOSED
from pipeline.schema import LabelSource, ProposalKind

STILL_THERE = 2 / 3  # of its fragments, for a proposal to hold
SAME_EVIDENCE = 2 / 3  # of the fragments of two proposals together, for these to be the same


def open_proposals(
    proposals: pd.DataFrame,
    fragments: pd.DataFrame,
    themes: pd.DataFrame,
    dismissed: Sequence[Decision],
) -> pd.DataFrame:
    """The rows of `proposals` that nobody accepted or put aside, and that still make sense.

    `fragments`: fragment_id, theme_id, theme_source and `themes`, both as people see them now. What
    a person placed since, or left where it is, is no part of a proposal any more.
    """
    is_open = set(themes.loc[~themes["status"].isin(CLOSED), "theme_id"])
    columns = (fragments[name].tolist() for name in ("fragment_id", "theme_id", "theme_source"))
    place = {
        key: (None if pd.isna(theme) else theme, source)
        for key, theme, source in zip(*columns, strict=True)
    }
    left = [_left(row, place) for row in proposals.to_dict("records")]
    kept = [
        _named_are_open(row, is_open)
        and len(here) >= STILL_THERE * max(len(row["fragment_ids"]), 1)
        and not is_refused(dismissed, row["kind"], _themes(row), row["fragment_ids"])
        for row, here in zip(proposals.to_dict("records"), left, strict=True)
    ]
    narrowed = proposals.assign(fragment_ids=pd.Series(left, index=proposals.index, dtype=object))
    return narrowed[pd.Series(kept, index=proposals.index, dtype=bool)].reset_index(drop=True)


def is_refused(
    dismissed: Sequence[Decision],
    kind: str,
    themes: tuple[str | None, str | None],
    fragment_ids: Sequence[str],
) -> bool:
    """Whether a person put aside a proposal of this kind, on these themes and fragments, or nearly.

    Two themes that shall not be one shall not be one either way.
    """
    mine = set(sorted(fragment_ids)[:MOST_IDS])
    asked = [theme or NO_THEME for theme in themes]
    for decision in dismissed:
        about = decision.value.split()[1:]
        if decision.field != kind or sorted(about) != sorted(asked):
            continue
        if kind == ProposalKind.MERGE and about != asked:
            return True
        others = set(decision.text.split())
        if about == asked and len(mine & others) >= SAME_EVIDENCE * len(mine | others):
            return True
    return False


def distinct(proposals: pd.DataFrame) -> pd.DataFrame:
    """The rows of which no earlier row says nearly the same of the same themes."""
    seen: dict[tuple[object, ...], list[set[str]]] = {}
    kept = []
    for row in proposals.to_dict("records"):
        ids = set(row["fragment_ids"])
        others = seen.setdefault((row["kind"], *_themes(row)), [])
        kept.append(not any(len(ids & one) >= SAME_EVIDENCE * len(ids | one) for one in others))
        others.append(ids)
    return proposals[pd.Series(kept, index=proposals.index, dtype=bool)].reset_index(drop=True)


def _themes(row: Mapping[Any, Any]) -> tuple[str | None, str | None]:
    first, second = (None if pd.isna(row[name]) else row[name] for name in ("theme_id", "other_id"))
    return first, second


def _named_are_open(row: Mapping[Any, Any], is_open: set[str]) -> bool:
    return all(theme is None or theme in is_open for theme in _themes(row))


def _left(row: Mapping[Any, Any], place: Mapping[str, tuple[str | None, object]]) -> list[str]:
    """Its fragments that are still where it found them; for a merge, whoever put them there."""
    source_theme, _ = _themes(row)
    left = []
    for one in row["fragment_ids"]:
        theme, source = place.get(one, ("", None))
        by_person = source == LabelSource.PERSON and row["kind"] != ProposalKind.MERGE
        is_there = row["kind"] == ProposalKind.NEW or theme == source_theme
        if one in place and is_there and not by_person:
            left.append(one)
    return left
