"""Cells on few persons: which they are, and which others must go with them where figures leave.

An analyst sees such a cell marked; readers, exports and public pages do not see it.
"""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, count_by
from pipeline.analysis.words import UNKNOWN

MARK = "*"
WARNING = f"minder dan {SMALL_PERSONS} personen: niet tonen aan anderen"
_NAMES = ("label", "theme_label", "neighbourhood", "value")


def small_cells(table: pd.DataFrame) -> pd.Series:
    """Which rows rest on somebody, but on fewer than five persons; none without `persons`."""
    if "persons" not in table.columns:
        return pd.Series(False, index=table.index)
    return table["persons"].between(1, SMALL_PERSONS - 1).fillna(False).astype("bool")


def hidden_cells(table: pd.DataFrame) -> pd.Series:
    """Which rows may not leave: the small ones, and those by which they could be recomputed.

    With a small cell go as many others of the same row or column of the table as it takes to keep
    it from being recomputed from a total: together at least two cells and five persons, the
    smallest first, by name among equals. So tables of the same cells hide the same ones.

    Cells are rows with `persons`. Where one column of words or dates is different in each row,
    the table is one line of cells; else its first two such columns span rows and columns.
    A part of a larger table has a column `hidden` that was made on the whole: that holds.
    """
    if "hidden" in table.columns:
        return table["hidden"].astype("bool")
    hidden = small_cells(table)
    if not hidden.any():
        return hidden
    words = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    keys = [] if any(table[name].is_unique for name in words) else words[:2]
    cells = table[["persons"]].assign(name=_name_of(table, words))
    before: float = -1
    while hidden.sum() != before:
        before = hidden.sum()
        for line in _lines(table, keys):
            hidden |= _partners(cells, hidden, line)
    return hidden


def shared_places(rows: pd.DataFrame, within: pd.DataFrame | None = None) -> pd.Series:
    """The neighbourhood of each row as it may leave: missing where few persons spoke `within`.

    `within` are the fragments of which a reader may know, the rows themselves unless told. With a
    neighbourhood of few persons goes the one that hides beside it in their figure: a single one
    that is named nowhere would be known from the list of the others.
    """
    everyone = rows if within is None else within
    return _shared(rows["neighbourhood"], everyone.dropna(subset=["neighbourhood"]))


def shared_values(rows: pd.DataFrame, name: str) -> pd.Series:
    """A column of fragments as it may leave beside a table of its values: without the hidden ones.

    What is missing is a value too, as in that table.
    """
    return _shared(rows[name].fillna(UNKNOWN), rows)


def _shared(values: pd.Series, everyone: pd.DataFrame) -> pd.Series:
    sizes = count_by(everyone, [str(values.name)])
    return values.where(values.isin(sizes.loc[~hidden_cells(sizes), str(values.name)]))


def _name_of(table: pd.DataFrame, words: list[str]) -> pd.Series:
    known = [name for name in _NAMES if name in words] + words
    return table[known[0]].astype("str") if known else pd.Series("", index=table.index)


def _lines(table: pd.DataFrame, keys: list[str]) -> list[pd.Series]:
    """The sets of cells of which a reader may know the total."""
    if not keys:
        return [pd.Series(True, index=table.index)]
    return [table[key] == value for key in keys for value in table[key].unique()]


def _partners(cells: pd.DataFrame, hidden: pd.Series, line: pd.Series) -> pd.Series:
    """More cells to hide: at least two, together of five persons, the smallest first."""
    more = pd.Series(False, index=cells.index)
    if not (hidden & line).any():
        return more
    others = cells[line & ~hidden & (cells["persons"] > 0)]
    for place in others.sort_values(["persons", "name"], kind="stable").index:
        gone = (hidden | more) & line
        if gone.sum() > 1 and cells.loc[gone, "persons"].sum() >= SMALL_PERSONS:
            break
        more[place] = True
    return more
