"""One fragment to be coded: large, its note a click away, a key for each value.

Nothing of what the machine or another coder says of it is shown, not even by a colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.coding import Choice, Order, Table
from explorer.widgets.coding_keys import KEYS, NEXT, NOTE, QUESTIONS, TO_THEME, UNDO
from explorer.widgets.frame import Room
from explorer.widgets.labels import spoken as in_language
from explorer.widgets.labels import words
from pipeline.analysis.words import OVERIG, VALUES
from pipeline.decisions import Decision, Kind, log_of
from pipeline.decisions.entry import NO_THEME
from pipeline.decisions.turns import Spoken, last_turn
from pipeline.errors import DecisionError


@dataclass(frozen=True, eq=False)
class Turn:
    """The fragment that a coder has before them, and the labels that are asked of it."""

    room: Room
    choice: Choice
    fragment: Mapping[str, object]
    labels: tuple[str, ...]

    @property
    def fragment_id(self) -> str:
        """The id of the fragment."""
        return str(self.fragment["fragment_id"])


@dataclass(frozen=True)
class Back:
    """A fragment that was just taken back, with the queue that had shown it and what was said."""

    fragment_id: str
    queue: str
    labels: tuple[str, ...]


NOTHING_BACK = Back("", "", ())


def next_turn(
    room: Room, table: Table, choice: Choice, order: Order, spoken: Spoken
) -> Turn | None:
    """The first of the queue that is still asked; None where all is coded.

    What was just taken back comes first, in the queue that had shown it: by a change of queue a
    doubtful fragment becomes no random one. What was passed over in this visit comes last.
    """
    skipped = st.session_state.setdefault(state.CODING_SKIPPED, [])
    back: Back = st.session_state.get(state.CODING_BACK, NOTHING_BACK)
    if back.fragment_id in table.desk.row_of:
        drawn = replace(choice, queue=back.queue)
        labels = spoken.wanted(back.fragment_id, choice.labels, for_all=True)
        if drawn != choice or not labels:
            labels = back.labels
        return Turn(room, drawn, table.row(back.fragment_id), labels)
    passed = set(skipped)
    for ids in ((one for one in order.ids if one not in passed), skipped):
        for fragment_id in ids:
            labels = spoken.wanted(fragment_id, choice.labels, for_all=fragment_id in order.for_all)
            if labels and fragment_id in table.desk.row_of:
                return Turn(room, choice, table.row(fragment_id), labels)
    return None


def show_turn(turn: Turn, notes: pd.DataFrame, themes: Mapping[str, str]) -> None:
    """The fragment, and the buttons."""
    text, language = escape(str(turn.fragment["text"])), turn.fragment["language"]
    st.html(
        f'<blockquote class="genks-quote genks-coding"><p lang="{language}">{text}</p>'
        f"</blockquote>{words(in_language(turn.fragment))}"
    )
    given = _draft(turn)
    for label in turn.labels:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.html(f'<p class="genks-ask">{QUESTIONS[label]}</p>', width=190)
            if label == "theme":
                _ask_theme(turn, themes)
            else:
                _ask(turn, label, given)
    _steps(turn, given)
    if st.session_state.get(state.CODING_NOTE):
        _show_note(turn, notes)


def _ask(turn: Turn, label: str, given: Mapping[str, str]) -> None:
    for value, key in KEYS[label].items():
        st.button(
            VALUES.get(value, value),
            key=f"{state.CODING_SAY}{turn.fragment_id}.{label}.{value}",
            shortcut=key,
            type="primary" if given.get(label) == value else "secondary",
            on_click=_say,
            args=(turn, label, str(value)),
        )


def _ask_theme(turn: Turn, themes: Mapping[str, str]) -> None:
    key = f"{state.CODING_GIVE_THEME}{turn.fragment_id}"
    st.selectbox(
        QUESTIONS["theme"],
        [*themes, NO_THEME],
        index=None,
        format_func=lambda one: themes.get(one, OVERIG),
        key=key,
        placeholder=f"Kies een thema (toets {TO_THEME}, typ een woord, Enter)",
        label_visibility="collapsed",
        on_change=_say_theme,
        args=(turn, key),
    )


def _steps(turn: Turn, given: Mapping[str, str]) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Bewaar en ga verder" if given else "Sla over",
            key=f"{state.CODING_SAY}verder",
            icon=":material/skip_next:",
            shortcut=NEXT,
            on_click=_next,
            args=(turn,),
        )
        undo_button(turn.room, turn)
        open_now = bool(st.session_state.get(state.CODING_NOTE))
        st.button(
            "Verberg de notitie" if open_now else "Lees de hele notitie",
            key=f"{state.CODING_SAY}notitie",
            icon=":material/notes:",
            shortcut=NOTE,
            on_click=_switch_note,
        )


def undo_button(room: Room, turn: Turn | None = None) -> None:
    """Takes back the last label of this fragment, else the fragment before."""
    st.button(
        "Maak ongedaan",
        key=f"{state.CODING_SAY}terug",
        icon=":material/undo:",
        shortcut=UNDO,
        on_click=_undo,
        args=(room, turn),
    )


def _show_note(turn: Turn, notes: pd.DataFrame) -> None:
    found = notes.loc[notes["note_id"] == turn.fragment["note_id"], "text"]
    text = str(found.iloc[0]) if len(found) else ""
    start, end = int(str(turn.fragment["start"])), int(str(turn.fragment["end"]))
    parts = [escape(part) for part in (text[:start], text[start:end], text[end:])]
    st.html(f'<p class="genks-text">{parts[0]}<mark>{parts[1]}</mark>{parts[2]}</p>')


def _draft(turn: Turn) -> dict[str, str]:
    """What was chosen of this fragment and is not in the log yet."""
    fragment_id, given = st.session_state.get(state.CODING_DRAFT, ("", {}))
    return dict(given) if fragment_id == turn.fragment_id else {}


def _say(turn: Turn, label: str, value: str) -> None:
    given = {name: one for name, one in _draft(turn).items() if name != label}
    given[label] = value
    st.session_state[state.CODING_DRAFT] = (turn.fragment_id, given)
    if set(turn.labels) <= set(given):
        _write(turn, given)


def _say_theme(turn: Turn, key: str) -> None:
    value = st.session_state.get(key)
    if value:
        _say(turn, "theme", str(value))


def _next(turn: Turn) -> None:
    given = _draft(turn)
    if given:
        _write(turn, given)
    _pass_over(turn)


def _pass_over(turn: Turn) -> None:
    """It comes back at the end of the queue, if that had shown it."""
    skipped = [one for one in st.session_state[state.CODING_SKIPPED] if one != turn.fragment_id]
    if turn.choice.queue == st.session_state.get(state.CODING_QUEUE):
        skipped.append(turn.fragment_id)
    st.session_state[state.CODING_SKIPPED] = skipped
    st.session_state.pop(state.CODING_BACK, None)
    st.session_state.pop(state.CODING_NOTE, None)


def _write(turn: Turn, given: Mapping[str, str]) -> None:
    """All labels of the fragment at once; the next fragment comes."""
    decisions = [
        Decision(
            who=turn.room.viewer.name,
            kind=Kind.CODING,
            subject=turn.fragment_id,
            field=label,
            value=value,
            why=turn.choice.queue,
            conversation_id=str(turn.fragment["conversation_id"]),
            text=str(turn.fragment["text"]),
        )
        for label, value in given.items()
    ]
    try:
        log_of(turn.room.settings).append_all(lambda _: decisions)
    except DecisionError as error:
        st.session_state[state.APP_NOTICE] = str(error)
        return
    for key in (state.CODING_DRAFT, state.CODING_BACK, state.CODING_NOTE):
        st.session_state.pop(key, None)


def _undo(room: Room, turn: Turn | None) -> None:
    given = _draft(turn) if turn else {}
    if turn and given:
        *kept, _ = given.items()
        st.session_state[state.CODING_DRAFT] = (turn.fragment_id, dict(kept))
        return
    log, who = log_of(room.settings), room.viewer.name
    last = last_turn(log.read(), who)
    if not last:
        st.session_state[state.APP_NOTICE] = "Er is niets om ongedaan te maken."
        return
    log.undo_all([one.decision_id for one in last], who)
    said = tuple(label for label in QUESTIONS if label in {one.field for one in last})
    st.session_state[state.CODING_BACK] = Back(last[0].subject, last[0].why, said)
    skipped = st.session_state.get(state.CODING_SKIPPED, [])
    st.session_state[state.CODING_SKIPPED] = [one for one in skipped if one != last[0].subject]
    values = ", ".join(VALUES.get(one.value, one.value) for one in last)
    st.session_state[state.APP_NOTICE] = (
        f"Ongedaan gemaakt: {values}. Je ziet het fragment opnieuw."
    )


def _switch_note() -> None:
    st.session_state[state.CODING_NOTE] = not st.session_state.get(state.CODING_NOTE)
