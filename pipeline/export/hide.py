"""What may leave: tables and figures without cells on few persons (`analysis.small`)."""

from __future__ import annotations

import dataclasses

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS
from pipeline.analysis.figure import Figure
from pipeline.analysis.small import hidden_cells

HIDDEN = f"minder dan {SMALL_PERSONS} personen, of nodig om zo'n cel te verbergen"
_HEARD = "Wat hoorden we?"


def hide_small(table: pd.DataFrame) -> pd.DataFrame:
    """The table without the figures of cells on few persons (`small.hidden_cells`).

    Hidden figures become missing values. A table without `persons` stays as it is.
    """
    if "persons" not in table.columns:
        return table
    hidden = hidden_cells(table)
    figures = [name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
    figures = [name for name in figures if not pd.api.types.is_bool_dtype(table[name])]
    return table.assign(**{name: table[name].astype("Float64").mask(hidden) for name in figures})


def without_small(figure: Figure) -> Figure:
    """The figure as it may leave: cells on few persons are not drawn, nor told in its words."""
    hidden = hidden_cells(figure.data)
    if not hidden.any() and not figure.small_rest:
        return figure
    data = figure.data[~hidden].reset_index(drop=True)
    shown = set(map(str, data[figure.words]))
    if figure.kind == "line":  # it breaks at a date without a value
        data = hide_small(figure.data).astype({figure.y: "float64"})
    stands = figure.named and shown.issuperset(figure.named)
    return dataclasses.replace(
        figure,
        data=data,
        title=figure.title if stands else figure.question or _HEARD,
        subtitle=f"{figure.counted or figure.subtitle}; te kleine aantallen zijn verborgen",
        order=tuple(name for name in figure.order if name in shown),
    )
