"""What is in a run, in the figures that head the overview."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import Size, caution, size_of
from pipeline.analysis.words import date_words


@dataclass(frozen=True)
class Overview:
    """The heads of a selection. `period` is in words; `caution` says when it rests on little."""

    size: Size
    n_notes: int
    n_themes: int
    share_with_theme: float
    first_date: pd.Timestamp | None
    last_date: pd.Timestamp | None
    n_rejects: int
    caution: str | None

    @property
    def period(self) -> str:
        """1 juli 2009 tot 30 november 2009, or that no date is known."""
        if self.first_date is None or self.last_date is None:
            return "geen datum bekend"
        return f"{date_words(self.first_date)} tot {date_words(self.last_date)}"


def overview(joined: pd.DataFrame, rejects: pd.DataFrame) -> Overview:
    """The heads of these fragments; `rejects` are those of the whole run."""
    dates = joined["date"].dropna()
    size = size_of(joined)
    return Overview(
        size=size,
        n_notes=int(joined["note_id"].nunique()),
        n_themes=int(joined["theme_id"].nunique()),
        share_with_theme=float(joined["theme_id"].notna().mean()) if len(joined) else 0.0,
        first_date=None if dates.empty else dates.min(),
        last_date=None if dates.empty else dates.max(),
        n_rejects=len(rejects),
        caution=caution(size),
    )
