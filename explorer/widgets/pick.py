"""Choosing fragments by ticking them, found by a word; the choice stays over searches and pages."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from explorer import data, state
from explorer.paging import Paging
from explorer.widgets.frame import View
from explorer.widgets.pages import page_of, turn_pages
from explorer.widgets.plain import plain
from pipeline.analysis.filters import Filter
from pipeline.analysis.words import OVERIG, counted, number

_LONGEST = 220


def pick_fragments(
    view: View, rows: pd.DataFrame, place: str, start: Collection[str] = ()
) -> list[str]:
    """The ids of the ticked fragments among `rows`, in their order.

    `place` tells choices apart; `start`: what is ticked when the choice begins.
    """
    key = f"{state.CURATE_PICK}{place}"
    chosen: set[str] = st.session_state.setdefault(key, set(start))
    text = st.text_input(
        "Zoek een woord", key=f"{key}.woord", placeholder="bv. speeltuin of “te laat”"
    ).strip()
    found = _found(view, rows, text)
    ids = found["fragment_id"].tolist()
    _whole(key, ids, text)
    paging = Paging(len(ids), page_of(f"{key}.blad"))
    for row in paging.cut(found.to_dict("records")):
        fragment_id = str(row["fragment_id"])
        box = f"{key}.{fragment_id}"
        st.session_state[box] = fragment_id in chosen
        st.checkbox(
            _line(str(row["text"]), str(row["theme_label"])),
            key=box,
            on_change=_tick,
            args=(key, fragment_id),
        )
    turn_pages(paging, f"{key}.blad")
    here = [one for one in rows["fragment_id"].tolist() if one in chosen]
    st.markdown(f"**{counted(len(here), 'fragment', 'fragmenten')} gekozen.**")
    return here


def forget_choice(place: str) -> None:
    """Begin this choice anew."""
    key = f"{state.CURATE_PICK}{place}"
    for one in (key, f"{key}.woord", f"{key}.blad"):  # the boxes themselves are set when drawn
        st.session_state.pop(one, None)


def _found(view: View, rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """The rows that hold these words, the best match first; all of them where no word is given."""
    if not text:
        return rows
    matches = data.select(view.room.viewer, view.source, view.corpus, Filter(text=text))
    return matches[matches["fragment_id"].isin(rows["fragment_id"])]


def _whole(key: str, ids: list[str], text: str) -> None:
    what = "met dit woord" if text else "hier"
    if not ids:
        st.caption("Geen enkel fragment heeft dit woord. Zoek iets anders." if text else "Leeg.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{counted(len(ids), 'fragment', 'fragmenten')} {what}.")
        words = "Kies het" if len(ids) == 1 else f"Kies alle {number(len(ids))}"
        st.button(words, key=f"{key}.alle", on_click=_set, args=(key, ids, True))
        st.button("Laat ze los", key=f"{key}.geen", on_click=_set, args=(key, ids, False))


def _line(text: str, theme: str) -> str:
    short = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"{plain(short)} :gray[· {plain(theme or OVERIG)}]"


def _tick(key: str, fragment_id: str) -> None:
    box = f"{key}.{fragment_id}"
    if key in st.session_state and box in st.session_state:  # else the choice is over
        _set(key, [fragment_id], bool(st.session_state[box]))


def _set(key: str, ids: Collection[str], ticked: bool) -> None:  # noqa: FBT001 - an argument of a callback
    chosen: set[str] = st.session_state.get(key, set())
    st.session_state[key] = chosen | set(ids) if ticked else chosen - set(ids)
