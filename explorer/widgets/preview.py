"""What would move, before it is decided: sizes from and to, and quotes of both sides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

import pandas as pd
import streamlit as st

from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from explorer.widgets.quotes import show_quote
from pipeline.analysis.counts import Size
from pipeline.analysis.moving import MADE, Side, preview_move
from pipeline.analysis.quotes import Quote, as_quotes, pick_quotes
from pipeline.analysis.words import OVERIG, counted, number

_MOST_SOURCES = 4
_N_QUOTES = 2


def show_preview(
    view: View, fragment_ids: Collection[str], target: str | None, made: str = ""
) -> None:
    """What happens when these go to `target` (None: Overig, MADE: a theme called `made`)."""
    preview = preview_move(view.corpus.joined, fragment_ids, target)
    names: dict[str | None, str] = {None: OVERIG, MADE: made or "het nieuwe thema"}
    names.update(view.corpus.theme_names)
    if not preview.moving.n_fragments:
        st.info("Er verhuist niets: deze fragmenten staan er al.", icon=":material/info:")
        return
    st.markdown(f"**Dit gebeurt er:** {preview.moving.words} naar {plain(names[target])}.")
    sides = [*preview.sources[:_MOST_SOURCES], preview.target]
    st.html(_table(sides, names))
    if len(preview.sources) > _MOST_SOURCES:
        more = len(preview.sources) - _MOST_SOURCES
        st.caption(f"En uit nog {counted(more, 'ander thema', 'andere thema’s')}.")
    moving = view.corpus.joined["fragment_id"].isin(list(fragment_ids))
    there = view.corpus.joined["theme_id"] == target
    show_sides(view, moving & ~there, there if target else None, names[target])


def show_sides(
    view: View,
    moving: pd.Series,
    beside: pd.Series | None,
    name: str,
    examples: Collection[str] = (),
) -> None:
    """Quotes of what moves, beside those of where it would come; `examples` go first."""
    joined = view.corpus.joined
    first = _examples(joined, examples) or pick_quotes(
        joined[moving], view.corpus.themes, _N_QUOTES * (1 if beside is not None else 2)
    )
    if beside is None:
        left, right = first[: len(first) - len(first) // 2], first[len(first) - len(first) // 2 :]
        heads = ("", "")
        st.caption("Enkele citaten")
    else:
        left = first[:_N_QUOTES]
        right = pick_quotes(joined[beside], view.corpus.themes, _N_QUOTES)
        heads = ("Wat verhuist", f"Wat er al in {name} staat")
    for place, quotes, said in zip(st.columns(2, gap="large"), (left, right), heads, strict=True):
        with place:
            if said and quotes:
                st.caption(plain(said))
            for quote in quotes:
                show_quote(quote, small=True)


def _examples(joined: pd.DataFrame, examples: Collection[str]) -> list[Quote]:
    rows = joined[joined["fragment_id"].isin(list(examples))].set_index("fragment_id", drop=False)
    present = [one for one in examples if one in rows.index]
    return as_quotes(rows.loc[present[: 2 * _N_QUOTES]])


def _table(sides: list[Side], names: Mapping[str | None, str]) -> str:
    heads = "".join(
        f'<th scope="col">{escape(word)}</th>'
        for word in ("thema", "fragmenten", "gesprekken", "uitdagers")
    )
    rows = "".join(
        f"<tr><td>{escape(names.get(side.theme_id, str(side.theme_id)))}</td>"
        f"{''.join(_cell(*pair) for pair in _pairs(side.before, side.after))}</tr>"
        for side in sides
    )
    return (
        '<div class="genks-scroll"><table class="genks-table genks-changes"><thead><tr>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _pairs(before: Size, after: Size) -> list[tuple[int, int]]:
    names = ("n_fragments", "n_conversations", "n_uitdagers")
    return [(getattr(before, name), getattr(after, name)) for name in names]


def _cell(before: int, after: int) -> str:
    return f"<td>{number(before)}\u00a0→\u00a0{number(after)}</td>"
