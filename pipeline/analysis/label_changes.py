"""Labels that the model gave otherwise than in the run before: from what to what, how often."""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.figure import Figure
from pipeline.analysis.pairs import count_pairs
from pipeline.analysis.words import ORDERS, column, counted


def changes_figure(label: str, changes: pd.DataFrame, footer: str) -> Figure:
    """What stood in rows, what stands now in columns, of changes (before, after) of one label."""
    found = [*changes["before"], *changes["after"]]
    known = [str(value) for value in ORDERS.get(label, ())]
    names = [*known, *sorted(set(found) - set(known))]
    frame = count_pairs(changes, names, ("before", "after"))
    most = frame.sort_values("n", ascending=False, kind="stable").iloc[0]
    return Figure(
        key=f"wijzigingen_{column(label)}",
        kind="matrix",
        data=frame,
        x="after",
        y="before",
        title=f"Het vaakst: {most['before']} werd {most['after']}",
        subtitle=f"{column(label).capitalize()}: {counted(len(changes), 'fragment', 'fragmenten')} "
        "waarvoor het model anders kiest; rij: voordien, kolom: nu",
        footer=footer,
        colour="n",
        order=tuple(names),
    )
