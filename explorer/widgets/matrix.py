"""A matrix on the page: each cell is a link to the fragments that are counted in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from explorer import state
from explorer.widgets.charts import keep_figure
from explorer.widgets.links import link
from explorer.widgets.plain import plain
from pipeline.analysis.figure import Figure
from pipeline.analysis.words import column, counted, number

_DARK = 0.74  # of a row: from here on white letters are read best, below it black ones
_BETWEEN = "|"


def show_matrix(figure: Figure, path: str, query: Mapping[str, str], chosen: str) -> None:
    """The matrix as a table; a click on a cell puts it in the address of this page.

    `query` is what the address holds besides; `chosen` the cell that is open (`cell_of`).
    """
    with st.container(gap="small", key=f"figuur-{figure.key}"):
        st.markdown(f"**{plain(figure.title)}**  \n:gray[{plain(figure.subtitle)}]")
        st.html(_table(figure, path, query, chosen))
        st.caption("Kies een getal om die fragmenten te lezen.")
        keep_figure(figure, path)


def cell_of(row: str, other: str) -> str:
    """A cell as the address holds it."""
    return f"{row}{_BETWEEN}{other}"


def row_and_column(cell: str) -> tuple[str, str] | None:
    """The row and column of a cell in the address; None where it is none."""
    row, between, other = cell.partition(_BETWEEN)
    return (row, other) if between else None


def _table(figure: Figure, path: str, query: Mapping[str, str], chosen: str) -> str:
    names = list(figure.order)
    counts = figure.data.set_index([figure.y, figure.x])[figure.colour].to_dict()
    heads = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in names)
    corner = f"{escape(column(figure.y))} ↓ {escape(column(figure.x))} →"
    body = []
    for row in names:
        total = sum(counts[(row, other)] for other in names)
        cells = []
        for other in names:
            n, cell = int(counts[(row, other)]), cell_of(row, other)
            part = n / total if total else 0.0
            spoken = (
                f"{counted(n, 'fragment', 'fragmenten')}: {column(figure.y)} {row}, "
                f"{column(figure.x)} {other}"
            )
            shown = link(path, {**query, state.QUERY_CELL: cell}, number(n), spoken) if n else "0"
            classes = " ".join(
                name
                for name, holds in (
                    ("dark", part > _DARK),
                    ("same", row == other),
                    ("open", cell == chosen),
                )
                if holds
            )
            cells.append(f'<td class="{classes}" style="--part:{part:.2f}">{shown}</td>')
        body.append(f'<tr><th scope="row">{escape(row)}</th>{"".join(cells)}</tr>')
    return (
        f'<div class="genks-scroll"><table class="genks-matrix"><caption>{escape(figure.title)}'
        f'</caption><thead><tr><th class="corner">{corner}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )
