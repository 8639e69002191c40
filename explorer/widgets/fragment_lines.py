"""Fragments as lines: the words, what is said of them, and one click to the note."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.paging import Paging, whole_number
from explorer.widgets.links import link
from explorer.widgets.pen import pen_link
from pipeline.analysis.words import UNKNOWN, month_words

_NOTES_PATH = "notities"
_LONGEST = 300
_COLUMNS = ("fragment_id", "note_id", "text", "language", "neighbourhood", "date")


def show_lines(
    lines: Sequence[tuple[str, str]], joined: pd.DataFrame, key: str, mend: str = ""
) -> None:
    """Fragment ids with what is said of each, in their order, a page at a time.

    `joined`: the fragments with their conversation; one that is not in it says that it is gone.
    `mend`: the path of this page, where it offers the mender.
    """
    paging = Paging(len(lines), whole_number(st.query_params.get(state.QUERY_PAGE)))
    cut = paging.cut(lines)
    ids = [fragment_id for fragment_id, _ in cut]
    here = joined.loc[joined["fragment_id"].isin(ids), list(_COLUMNS)]
    rows = {str(row["fragment_id"]): row for row in here.to_dict("records")}
    body = "".join(
        f"<li>{_line(rows.get(fragment_id), said, mend)}</li>" for fragment_id, said in cut
    )
    st.html(f'<ul class="genks-lines">{body}</ul>')
    if paging.n_pages > 1:
        st.pagination(paging.n_pages, default=paging.page, key=key, on_change=_turn, args=(key,))


def _turn(key: str) -> None:
    st.query_params[state.QUERY_PAGE] = str(st.session_state[key])


def _line(row: Mapping[Hashable, object] | None, said: str, mend: str) -> str:
    """HTML of one fragment; `row` is None where the run does not hold it."""
    if row is None:
        return f"<p>Dit fragment is er niet meer. {escape(said)}</p>"
    text, note_id = str(row["text"]), str(row["note_id"])
    short = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    opened = link(_NOTES_PATH, {state.QUERY_NOTE: note_id}, escape(short))
    pen = f" · {pen_link(mend, str(row['fragment_id']))}" if mend else ""
    about = " · ".join(part for part in (said, *_where(row)) if part)
    return f'<span lang="{row["language"]}">{opened}</span><p>{escape(about)}{pen}</p>'


def _where(row: Mapping[Hashable, object]) -> list[str]:
    place, date = row["neighbourhood"], row["date"]
    found = [place] if isinstance(place, str) and place != UNKNOWN else []
    if isinstance(date, pd.Timestamp) and not pd.isna(date):
        found.append(month_words(date))
    return found
