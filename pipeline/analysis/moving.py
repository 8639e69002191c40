"""What would be if fragments went to another theme: sizes before and after, to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.analysis.counts import Size, size_of
from pipeline.ids import among

MADE = ""  # stands for a theme that is not there yet


@dataclass(frozen=True)
class Side:
    """A theme before and after; `theme_id` None is Overig, MADE the theme that would be made."""

    theme_id: str | None
    before: Size
    after: Size


@dataclass(frozen=True)
class Preview:
    """What moves, where it comes from (the most first), and where it goes."""

    moving: Size
    sources: tuple[Side, ...]
    target: Side


def preview_move(
    joined: pd.DataFrame, fragment_ids: Collection[str], target: str | None
) -> Preview:
    """These fragments in another theme; those that are there already do not count."""
    themes = [None if pd.isna(one) else str(one) for one in joined["theme_id"].tolist()]
    there = np.array([one == target for one in themes], dtype=bool)
    moving = among(joined["fragment_id"].tolist(), fragment_ids) & ~there
    sources = []
    for theme_id, _ in Counter(np.array(themes, dtype=object)[moving]).most_common():
        here = np.array([one == theme_id for one in themes], dtype=bool)
        sources.append(Side(theme_id, size_of(joined[here]), size_of(joined[here & ~moving])))
    return Preview(
        moving=size_of(joined[moving]),
        sources=tuple(sources),
        target=Side(target, size_of(joined[there]), size_of(joined[there | moving])),
    )
