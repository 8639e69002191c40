"""Two themes beside each other: what share of each has which soort, feeling, actor or place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.analysis.counts import shares_by, size_of, too_few
from pipeline.analysis.differences import CHANCE, holm, share_differences
from pipeline.analysis.figure import Figure, Provenance
from pipeline.analysis.small import hidden_cells
from pipeline.analysis.titles import NOTHING
from pipeline.analysis.words import UNKNOWN, all_of, column

MOST_VALUES = 7
_MOST_NAMES = 3
_KEYS = {"category": "soorten", "valence": "gevoel", "actor": "actoren", "neighbourhood": "wijken"}


def compare_themes(joined: pd.DataFrame, first: str, second: str, name: str) -> pd.DataFrame:
    """A row a value and theme: theme_label, the column, sizes, share, low, high, clearly_more.

    `first` and `second` are theme ids; shares are of the fragments of each theme, unknown values
    left out. `clearly_more`: that theme has a larger share of it by more than chance, over all
    values together (`differences`).
    """
    mine = joined[joined["theme_id"].isin([first, second]) & joined[name].notna()]
    mine = mine[mine[name] != UNKNOWN]
    parts = [mine[mine["theme_id"] == theme_id] for theme_id in (first, second)]
    tables = [
        shares_by(part, name).assign(theme_label=part["theme_label"].iloc[0])
        for part in parts
        if len(part)
    ]
    if len(tables) < len(parts):
        empty = shares_by(joined.head(0), name)
        return empty.assign(theme_label=pd.Series(dtype="str"), clearly_more=False)
    values = _values(tables)
    filled = [_filled(table, name, values) for table in tables]
    hits = np.column_stack([mine[name] == value for value in values]).astype(np.float64)
    inside = (mine["theme_id"] == first).to_numpy()
    gaps = share_differences(hits, inside, mine["uitdager_id"])
    clear = holm(gaps["chance"].to_numpy()) < CHANCE
    more = gaps["difference"].to_numpy() > 0
    both = [
        filled[0].assign(clearly_more=clear & more),
        filled[1].assign(clearly_more=clear & ~more),
    ]
    table = pd.concat(both, ignore_index=True)
    return table[["theme_label", *[key for key in table.columns if key != "theme_label"]]]


def comparison_figure(
    joined: pd.DataFrame, first: str, second: str, name: str, source: Provenance
) -> Figure:
    """Bars in pairs, a value each, with their margins; the title tells what clearly differs."""
    table = compare_themes(joined, first, second, name)
    table["hidden"] = hidden_cells(table[["theme_label", name, "persons"]])
    totals = table.groupby(name, sort=False)["n_fragments"].sum()
    shown = totals[totals > 0].index
    if name not in ("category", "valence"):
        shown = totals.sort_values(ascending=False, kind="stable").index[:MOST_VALUES]
        shown = shown[totals[shown].to_numpy() > 0]
    data = table[table[name].isin(shown)].reset_index(drop=True)
    left = int((totals > 0).sum()) - len(shown)
    rest = f"; de {MOST_VALUES} grootste van {len(shown) + left}" if left else ""
    question = f"Waarin verschillen deze thema's, naar {column(name)}?"
    title = _title(joined, first, second, data, name) or question
    told = title != question and not data["hidden"].any()
    margin = (
        "; het lijntje toont de marge (95 %, per uitdager)" if data["low"].notna().any() else ""
    )
    return Figure(
        key=f"vergelijk_{_KEYS.get(name, name)}",
        kind="pairs",
        data=data,
        x="share",
        y=name,
        title=title,
        subtitle=f"Aandeel in de fragmenten van elk thema, per {column(name)}{rest}{margin}",
        footer=source.footer,
        colour="theme_label",
        low="low",
        high="high",
        scale="percent",
        order=tuple(shown),
        question=question,
        named=tuple(shown) if told else (),
    )


def _title(joined: pd.DataFrame, first: str, second: str, data: pd.DataFrame, name: str) -> str:
    """What clearly differs; empty where nothing may be said."""
    if data.empty:
        return NOTHING
    for theme_id in (first, second):
        if reason := too_few(size_of(joined[joined["theme_id"] == theme_id])):
            return f"{reason} ({column(name)})"
    parts = []
    for label in dict.fromkeys(data["theme_label"]):
        mine = data[(data["theme_label"] == label) & data["clearly_more"]]
        top = mine.sort_values("share", ascending=False, kind="stable")[name].head(_MOST_NAMES)
        if len(top):
            parts.append(f"Bij “{label}” vaker {all_of(map(str, top))}")
    return ". ".join(parts) or f"Geen duidelijk verschil in {column(name)}"


def _values(tables: list[pd.DataFrame]) -> list[str]:
    """All values of both, in the order of the first with those of the second after it."""
    name = str(tables[0].columns[0])
    return list(dict.fromkeys(value for table in tables for value in table[name]))


def _filled(table: pd.DataFrame, name: str, values: list[str]) -> pd.DataFrame:
    """A row for each value, zero where the theme has none."""
    label = table["theme_label"].iloc[0]
    filled = table.set_index(name).reindex(values)
    counts = ["n_fragments", "n_conversations", "n_uitdagers", "persons"]
    filled[counts] = filled[counts].fillna(0).astype("int64")
    filled["share"] = filled["share"].fillna(0.0)
    filled["small"] = filled["small"].eq(True)
    return filled.assign(theme_label=label).rename_axis(name).reset_index()
