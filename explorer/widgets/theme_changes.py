"""What changed in the themes, as lists in which every number leads to its fragments."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.against import PATH, here
from explorer.widgets.fragment_lines import show_lines
from explorer.widgets.links import link
from explorer.widgets.plain import plain
from explorer.widgets.small import warn_of_small
from explorer.widgets.tables import keep_table
from pipeline.analysis import changes_tables as tables
from pipeline.analysis.filters import NO_THEME, URL_KEYS
from pipeline.analysis.moves import GONE, MOVED, NEW, UNEXPLAINED
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.theme_changes import GROWN, SHRUNK, Comparison
from pipeline.analysis.words import column, counted, number, percent

_BETWEEN = "."
_IDS = ["theme_id", "from_id", "to_id"]


def show_happened(found: Comparison, footer: str) -> None:
    """Themes that are new, gone or have another name."""
    table = tables.happened(found)
    if table.empty:
        return
    st.subheader("Nieuw, weg of anders genoemd", anchor=False)
    small = small_cells(table)
    body = [
        [
            _theme(row["theme_id"], row["theme_label"]),
            _from_to(row, few=few),
            escape(row["change"]),
            escape(row["reason"]),
        ]
        for row, few in zip(table.to_dict("records"), small, strict=True)
    ]
    _show(("theme_label", "n_fragments", "change", "reason"), body)
    warn_of_small(table)
    keep_table(_kept(table), "Themas nieuw of weg", footer)


def show_sizes(found: Comparison, joined: pd.DataFrame, footer: str) -> None:
    """Each theme before and now; new and gone ones lead to their fragments."""
    st.subheader("Gegroeid en gekrompen", anchor=False)
    if not found.themes["judgement"].isin([GROWN, SHRUNK]).any():
        st.markdown("Geen enkel thema kreeg een duidelijk groter of kleiner aandeel.")
    table, flows = tables.sizes(found), tables.flows(found)
    small = small_cells(table)
    body = []
    for row, few in zip(table.to_dict("records"), small, strict=True):
        theme_id = row["theme_id"]
        came, left = (int(flows[what].get(theme_id, 0)) for what in (NEW, GONE))
        body.append(
            [
                _theme(theme_id, row["theme_label"]),
                _from_to(row, few=few),
                _number(came, NEW, theme_id, f"nieuw in {row['theme_label']}"),
                _number(left, GONE, theme_id, f"weg uit {row['theme_label']}"),
                f"{percent(row['share_before'], 1)}\u00a0→\u00a0{percent(row['share_after'], 1)}",
                _judgement(row["judgement"]),
            ]
        )
    _show(("theme_label", "n_fragments", NEW, GONE, "share", "judgement"), body)
    st.caption(
        "Links voordien, rechts nu; een aandeel is van alle fragmenten van die run. Groter of "
        "kleiner staat er alleen waar het verschil meer is dan toeval: 95 % zeker voor alle "
        "thema's samen, met wie het optekende als eenheid."
    )
    warn_of_small(table)
    keep_table(_kept(table), "Themas voordien en nu", footer)
    _show_lines(found, joined, (NEW, GONE))


def show_moved(found: Comparison, joined: pd.DataFrame, footer: str) -> None:
    """Published fragments in another theme: from where to where, how many, and why."""
    table = tables.moved(found)
    st.subheader("Verhuisd", anchor=False)
    if table.empty:
        if found.n_in_both:
            same = counted(found.n_in_both, "fragment dat", "fragmenten die")
            st.markdown(f"Geen enkel van de {same} in beide runs staan, veranderde van thema.")
        return
    if table["reason"].str.contains(UNEXPLAINED, regex=False).any():
        st.warning(
            "Bij sommige fragmenten staat geen beslissing die de verhuis verklaart. Meld dit aan "
            "wie de verwerking beheert, en publiceer zo nodig de vorige run opnieuw.",
            icon=":material/warning:",
        )
    body = []
    for row, few in zip(table.to_dict("records"), small_cells(table), strict=True):
        pair = f"{row['from_id']}{_BETWEEN}{row['to_id']}"
        names = [row["from_theme"], row["to_theme"]]
        count = _number(row["n_fragments"], MOVED, pair, f"van {names[0]} naar {names[1]}")
        body.append(
            [*(escape(name) for name in names), _marked(count, few=few), escape(row["reason"])]
        )
    _show(("from_theme", "to_theme", "n_fragments", "reason"), body)
    warn_of_small(table)
    keep_table(_kept(table), "Verhuisde fragmenten", footer)
    _show_lines(found, joined, (MOVED,))


def keep_each(found: Comparison, footer: str) -> None:
    """Every fragment that differs, to keep."""
    table = tables.each_fragment(found)
    if len(table):
        st.caption(
            f"{counted(len(table), 'fragment is', 'fragmenten zijn')} nieuw, weg of verhuisd:"
        )
        keep_table(table, "Fragment per fragment", footer)


def _show_lines(found: Comparison, joined: pd.DataFrame, kinds: Sequence[str]) -> None:
    """The fragments behind the number that is open, where it is one of these kinds."""
    what, _, about = str(st.query_params.get(state.QUERY_FRAGMENTS, "")).partition(_BETWEEN)
    if what not in kinds:
        return
    mine = found.rows[found.rows["what"] == what]
    from_id, _, to_id = about.partition(_BETWEEN) if what == MOVED else (about, "", about)
    if what != NEW:
        mine = mine[mine["from_id"] == from_id]
    if what != GONE:
        mine = mine[mine["to_id"] == to_id]
    if mine.empty:
        return
    names = [str(name) for name in mine[["from_theme", "to_theme"]].iloc[0].dropna()]
    heading = f"{counted(len(mine), 'fragment', 'fragmenten')} {what}: {' → '.join(names)}"
    st.markdown(f"**{plain(heading)}**")
    said = mine["reason"] if what != NEW else pd.Series("", index=mine.index)
    lines = list(zip(mine["fragment_id"].tolist(), said.tolist(), strict=True))
    show_lines(lines, joined, state.CHANGES_LINES, mend=PATH)


def _number(n: int, what: str, about: str, spoken: str) -> str:
    """HTML of a count that leads to its fragments."""
    if not n:
        return "0"
    query = here() | {state.QUERY_FRAGMENTS: f"{what}{_BETWEEN}{about}"}
    return link(PATH, query, number(n), f"{counted(n, 'fragment', 'fragmenten')} {spoken}")


def _theme(theme_id: str, label: str) -> str:
    """HTML of a theme that leads to its fragments on Notities."""
    return link("notities", {URL_KEYS["theme"]: theme_id or NO_THEME}, escape(label))


def _judgement(words: str) -> str:
    return f"<b>{escape(words)}</b>" if words in {GROWN, SHRUNK} else escape(words)


def _from_to(row: Mapping[Hashable, int], *, few: bool) -> str:
    return _marked(f"{number(row['n_before'])}\u00a0→\u00a0{number(row['n_after'])}", few=few)


def _marked(text: str, *, few: bool) -> str:
    return f"{text} {MARK}" if few else text


def _show(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Cells of HTML under Dutch heads."""
    heads = "".join(f'<th scope="col">{escape(column(name))}</th>' for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    st.html(
        '<div class="genks-scroll"><table class="genks-table genks-changes"><thead><tr>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _kept(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=[name for name in _IDS if name in table.columns])
