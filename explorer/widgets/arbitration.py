"""Where coders differ: their words side by side, and a choice with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from explorer import state
from explorer.coding import Table
from explorer.memory import HERE_ONLY
from explorer.widgets.coding_keys import KEYS
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from explorer.widgets.quotes import to_note
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.words import OVERIG, VALUES, column
from pipeline.decisions import Decision, Kind, log_of
from pipeline.decisions.differences import Difference
from pipeline.decisions.entry import NO_THEME
from pipeline.errors import DecisionError

MOST_SHOWN = 10
_LONGEST_REASON = 300


def show_differences(
    room: Room, table: Table, found: list[Difference], themes: Mapping[str, str]
) -> None:
    """The oldest first; each goes away when it is settled."""
    if not found:
        st.success(
            "Er is niets te beslissen: nergens verschillen codeurs.", icon=":material/check:"
        )
        return
    if not room.viewer.name:
        st.warning(NO_NAME)
    st.caption(
        "Wat je hier beslist, geldt; wat elk zei blijft bewaard en telt mee bij hoe goed mensen "
        "het eens zijn."
    )
    for difference in found[:MOST_SHOWN]:
        with st.container(border=True, gap="small"):
            _show(room, table, difference, themes)


def _show(room: Room, table: Table, difference: Difference, themes: Mapping[str, str]) -> None:
    fragment = table.row(difference.fragment_id)
    st.html(
        f'<blockquote class="genks-quote small"><p lang="{fragment["language"]}">'
        f"{escape(str(fragment['text']))}</p></blockquote>"
    )
    to_note(str(fragment["note_id"]))
    names_shown = room.settings.explorer.address in HERE_ONLY
    with st.container(horizontal=True, gap="large"):
        for letter, one in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", difference.said, strict=False):
            who = f"{letter} ({plain(one.who)})" if names_shown else letter
            value = plain(value_words(one.value, themes))
            st.markdown(f"{who} zegt: **{value}**", width="content")
    _settle(room, difference, _decision_of(room, difference, fragment), themes)


def _settle(room: Room, difference: Difference, base: Decision, themes: Mapping[str, str]) -> None:
    key = f"{state.CODING_SETTLE}{difference.fragment_id}.{difference.label}"
    values = [*themes, NO_THEME] if difference.label == "theme" else [*KEYS[difference.label]]
    with st.form(key, border=False):
        value = st.selectbox(
            f"Wat wordt beslist over {column(difference.label)}?",
            values,
            index=None,
            format_func=lambda one: value_words(one, themes),
            placeholder="Kies",
            key=f"{key}.waarde",
        )
        why = st.text_input("Waarom? (verplicht)", max_chars=_LONGEST_REASON, key=f"{key}.waarom")
        if st.form_submit_button("Beslis", type="primary", disabled=not room.viewer.name):
            _keep(room, base, str(value or ""), why.strip())


def value_words(value: str, themes: Mapping[str, str]) -> str:
    """A value as people read it: the name of a theme, a voice in Dutch."""
    return OVERIG if value == NO_THEME else themes.get(value, VALUES.get(value, value))


def _decision_of(room: Room, difference: Difference, fragment: Mapping[str, object]) -> Decision:
    return Decision(
        who=room.viewer.name,
        kind=Kind.LABEL,
        subject=difference.fragment_id,
        field=difference.label,
        conversation_id=str(fragment["conversation_id"]),
        text=str(fragment["text"]),
    )


def _keep(room: Room, base: Decision, value: str, why: str) -> None:
    if not value or not why:
        st.error("Kies een etiket en schrijf waarom: dan begrijpt iedereen het later nog.")
        return
    try:
        log_of(room.settings).append(replace(base, value=value, why=why))
    except DecisionError as error:
        st.error(plain(error))
        return
    st.session_state[state.APP_NOTICE] = "Beslist en bewaard. Terugdraaien kan op Logboek."
    st.rerun()
