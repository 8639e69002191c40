"""Lines of a concordance: what stands before, the hit in the middle, what comes after."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.links import link
from explorer.widgets.pen import pen_link
from pipeline.analysis.figure import COLOURS, GREY
from pipeline.analysis.words import UNKNOWN, month_words

NOTES_PATH = "notities"
WORDS_PATH = "woorden"


def show_lines(rows: pd.DataFrame, fragments: pd.DataFrame, spoken: str) -> None:
    """The lines (`concordance.lines`) aligned at the hit, each with the way to its note.

    `fragments`: the joined fragments by their id; `spoken` says what the table holds.
    """
    body = "".join(_row(line, fragments) for line in rows.to_numpy().tolist())
    st.html(
        f'<table class="genks-kwic"><caption>{escape(spoken)}</caption>'
        '<thead><tr><th scope="col">ervoor</th><th scope="col">woord en erna</th>'
        '<th scope="col">wat en waar</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(line: list[str], fragments: pd.DataFrame) -> str:
    """Cells without a space between them, so that a line can be read and copied as it stands."""
    fragment_id, said = line[0], line[2]
    left, hit, right = map(_shown, line[1:])
    fragment = fragments.loc[[fragment_id]].iloc[0]
    note = {state.QUERY_NOTE: str(fragment["note_id"])}
    alike = {**note, state.QUERY_ALIKE: fragment_id}
    opened = link(NOTES_PATH, note, hit, f"{said}: open de notitie")
    mend = pen_link(WORDS_PATH, fragment_id)
    others = link(NOTES_PATH, alike, "gelijkaardig", "Zoek gelijkaardige fragmenten")
    colour = COLOURS.get(str(fragment["category"]), GREY)
    return (
        f'<tr><td class="left"><div><span>{left}</span></div></td>'
        f'<td class="right"><div>{opened}{right}</div></td><td class="about">'
        f'<i style="background:{colour}"></i>{_about(fragment)} · {others} · {mend}</td></tr>'
    )


def _about(fragment: pd.Series) -> str:
    """Soort, neighbourhood and month as HTML; the month only where there is room."""
    place, date = fragment["neighbourhood"], fragment["date"]
    about = escape(str(fragment["category"]))
    if isinstance(place, str) and place != UNKNOWN:
        about += f" · {escape(place)}"
    if isinstance(date, pd.Timestamp) and not pd.isna(date):
        about += f'<span class="when"> · {month_words(date)}</span>'
    return about


def _shown(text: object) -> str:
    """As HTML on one line."""
    return escape(str(text).replace("\n", " "))
