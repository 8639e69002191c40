"""Small themes that should not vanish: told with clear anger, or mostly by one group of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, size_of
from pipeline.analysis.differences import CHANCE, holm, share_differences
from pipeline.analysis.words import UNKNOWN, column, percent
from pipeline.schema import Valence

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUPS = ("age_group", "origin", "neighbourhood")
_MOST = 0.5  # of a theme, for a group to carry it
_LARGER = 1.5  # times the share elsewhere, for a difference that matters
_COLUMNS = ("theme_id", "theme_label", "reason", "n_fragments", "n_uitdagers", "persons")


@dataclass(frozen=True)
class _Voice:
    """What may be told of a theme, with the chance that it is chance."""

    theme_id: str
    reason: str
    chance: float


_Question = Callable[[pd.DataFrame, str], _Voice]


def small_voices(joined: pd.DataFrame) -> pd.DataFrame:
    """theme_id, theme_label, reason, n_fragments, n_uitdagers, persons: the smallest theme first.

    Small: smaller than the middle one of the themes of these fragments. Told: its share of negative
    fragments is above that of all others, or one age group, origin or neighbourhood gives more than
    half of its fragments of which that is known; and half again as much as of all others or more.
    By more than chance:
    only more is asked, so the tests are one-sided, and each question is corrected over all small
    themes (Holm). What is known of fewer than five persons of a group is not told.
    """
    sizes = joined["theme_id"].value_counts()
    small = sorted(sizes[sizes < sizes.median()].index) if len(sizes) else []
    reasons: dict[str, list[str]] = {}
    questions: list[_Question] = [_negative, *(partial(_carried, name=name) for name in GROUPS)]
    for question in questions:
        voices = [question(joined, theme_id) for theme_id in small]
        chances = holm(np.array([voice.chance for voice in voices], dtype=np.float64))
        for voice, chance in zip(voices, chances, strict=True):
            if chance < CHANCE and voice.reason:
                reasons.setdefault(voice.theme_id, []).append(voice.reason)
    rows = []
    for theme_id, said in reasons.items():
        mine = joined[joined["theme_id"] == theme_id]
        size = size_of(mine)
        about = (size.n_fragments, size.n_uitdagers, size.persons)
        rows.append((theme_id, mine["theme_label"].iloc[0], "; ".join(said), *about))
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.sort_values(["n_fragments", "theme_id"], ignore_index=True)


def _negative(joined: pd.DataFrame, theme_id: str) -> _Voice:
    inside = (joined["theme_id"] == theme_id).to_numpy()
    negative = np.asarray(joined["valence"] == Valence.NEGATIVE, dtype=np.float64)
    told = _much_more(negative, inside)
    said = f"vaker negatief: {_beside(negative, inside)}" if told else ""
    return _Voice(theme_id, said, _chance_of_more(negative, inside, joined["uitdager_id"]))


def _carried(joined: pd.DataFrame, theme_id: str, name: str) -> _Voice:
    """The group that gives most of a theme, of the fragments of which the group is known."""
    known = joined[joined[name].notna() & (joined[name] != UNKNOWN)]
    inside = (known["theme_id"] == theme_id).to_numpy()
    mine = known[inside]
    if mine.empty:
        return _Voice(theme_id, "", np.nan)
    value = mine[name].value_counts().sort_index().idxmax()
    hits = np.asarray(known[name] == value, dtype=np.float64)
    persons = size_of(mine[mine[name] == value]).persons
    told = hits[inside].mean() > _MOST and _much_more(hits, inside) and persons >= SMALL_PERSONS
    said = f"vooral {column(name)} {value}: {_beside(hits, inside)}" if told else ""
    return _Voice(theme_id, said, _chance_of_more(hits, inside, known["uitdager_id"]))


def _chance_of_more(
    hits: NDArray[np.float64], inside: NDArray[np.bool_], uitdagers: pd.Series
) -> float:
    """One-sided: the chance of a share that is so much larger inside by chance."""
    gap = share_differences(hits[:, None], inside, uitdagers).iloc[0]
    half = float(gap["chance"]) / 2
    return half if gap["difference"] > 0 else 1 - half


def _much_more(hits: NDArray[np.float64], inside: NDArray[np.bool_]) -> bool:
    return not inside.all() and bool(hits[inside].mean() >= _LARGER * hits[~inside].mean())


def _beside(hits: NDArray[np.float64], inside: NDArray[np.bool_]) -> str:
    return f"{percent(hits[inside].mean())}, elders {percent(hits[~inside].mean())}"
