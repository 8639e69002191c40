"""A matrix on the page: each cell is a link to the fragments that are counted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.charts import keep_figure
from explorer.widgets.fragment_lines import show_lines
from explorer.widgets.links import link
from explorer.widgets.plain import plain
from pipeline.analysis.figure import Figure
from pipeline.analysis.words import column, counted, number

_DARK = 0.74  # of a row: from here on white letters are read best, below it black ones
_BETWEEN = "|"


@dataclass(frozen=True)
class Address:
    """A page by its path, and what its address holds besides the cell."""

    path: str
    query: Mapping[str, str]


def show_cells(figure: Figure, rows: pd.DataFrame, joined: pd.DataFrame, here: Address) -> None:
    """The matrix, and below it the fragments of the cell that is open.

    `rows`: item (a fragment id), note (what to say of it), and the two columns of the matrix.
    """
    cell = str(st.query_params.get(state.QUERY_CELL, ""))
    show_matrix(figure, here, cell)
    opened = row_and_column(cell)
    if opened is None or not set(opened) <= set(figure.order):
        return
    mine = rows[(rows[figure.y] == opened[0]) & (rows[figure.x] == opened[1])]
    names = column(figure.y), column(figure.x)
    said = [f"{name}: {value}" for name, value in zip(names, opened, strict=True)]
    heading = " · ".join([counted(len(mine), "fragment", "fragmenten"), *said])
    st.subheader(plain(heading), anchor=False)
    lines = list(zip(mine["item"].tolist(), mine["note"].tolist(), strict=True))
    show_lines(lines, joined, f"{state.CELL_PAGE}{here.path}", mend=here.path)


def show_matrix(figure: Figure, here: Address, chosen: str) -> None:
    """The matrix as a table; a click on a cell puts it in the address; `chosen` is open."""
    with st.container(gap="small", key=f"figuur-{figure.key}"):
        st.markdown(f"**{plain(figure.title)}**  \n:gray[{plain(figure.subtitle)}]")
        st.html(_table(figure, here, chosen))
        st.caption("Kies een getal om die fragmenten te lezen.")
        keep_figure(figure, here.path)


def cell_of(row: str, other: str) -> str:
    """A cell as the address holds it."""
    return f"{row}{_BETWEEN}{other}"


def row_and_column(cell: str) -> tuple[str, str] | None:
    """The row and column of a cell in the address; None where it is none."""
    row, between, other = cell.partition(_BETWEEN)
    return (row, other) if between else None


def _table(figure: Figure, here: Address, chosen: str) -> str:
    names = list(figure.order)
    heads = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in names)
    corner = f"{escape(column(figure.y))} ↓ {escape(column(figure.x))} →"
    body = "".join(_row(figure, here, chosen, row) for row in names)
    return (
        f'<div class="genks-scroll"><table class="genks-matrix"><caption>{escape(figure.title)}'
        f'</caption><thead><tr><th class="corner">{corner}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(figure: Figure, here: Address, chosen: str, row: str) -> str:
    """HTML of one row: the darker a cell, the more of its row it holds."""
    mine = figure.data[figure.data[figure.y] == row].set_index(figure.x)[figure.colour]
    cells = []
    for other in figure.order:
        n, cell = int(mine[other]), cell_of(row, other)
        part = n / mine.sum() if n else 0.0
        about = f"{column(figure.y)} {row}, {column(figure.x)} {other}"
        spoken = f"{counted(n, 'fragment', 'fragmenten')}: {about}"
        query = {**here.query, state.QUERY_CELL: cell}
        shown = link(here.path, query, number(n), spoken) if n else "0"
        marks = {"dark": part > _DARK, "open": cell == chosen}
        classes = " ".join(name for name, holds in marks.items() if holds)
        cells.append(f'<td class="{classes}" style="--part:{part:.2f}">{shown}</td>')
    return f'<tr><th scope="row">{escape(row)}</th>{"".join(cells)}</tr>'
