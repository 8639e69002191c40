"""What a coder chooses in the sidebar, and how far the queue is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from explorer import state
from explorer.coding import LAST, Choice, Learned
from explorer.memory import recall, remember
from explorer.widgets.address import one_of, to_address
from explorer.widgets.coding_keys import DEFAULT_LABELS, LABELS, QUEUE_HELP, QUEUE_WORDS
from explorer.widgets.frame import Room
from pipeline.analysis.coding import LABELS as OF_MACHINE
from pipeline.analysis.words import column, counted, number
from pipeline.decisions import State
from pipeline.decisions.coders import coder
from pipeline.decisions.queues import QUEUES, SAMPLE, THEME

_FEW = 3  # so few of the last twenty closed: going on gains little


def choose(room: Room, themes: Mapping[str, str]) -> Choice:
    """The queue, the labels to code, and the theme where one is asked; labels are remembered."""
    memory = recall(room.settings)
    with st.sidebar:
        one_of(state.CODING_QUEUE, state.QUERY_QUEUE, QUEUES)
        queue = st.radio(
            "Welke rij?",
            QUEUES,
            format_func=QUEUE_WORDS.__getitem__,
            key=state.CODING_QUEUE,
            on_change=_to_queue,
        )
        st.caption(QUEUE_HELP[str(queue)])
        theme_id = ""
        if queue == THEME and themes:
            theme_id = st.selectbox(
                "Welk thema?", list(themes), format_func=themes.__getitem__, key=state.CODING_THEME
            )
        kept = [label for label in memory.labels if label in LABELS]
        chosen = st.pills(
            "Welke etiketten geef je?",
            LABELS,
            selection_mode="multi",
            default=kept or DEFAULT_LABELS,
            format_func=lambda label: column(label).capitalize(),
            key=state.CODING_LABELS,
        )
    labels = tuple(label for label in LABELS if label in chosen)
    remember(room.settings, replace(recall(room.settings), labels=labels))
    return Choice(str(queue), labels, str(theme_id))


def _to_queue() -> None:
    for key in (state.CODING_SKIPPED, state.CODING_BACK, state.CODING_DRAFT):
        st.session_state.pop(key, None)
    to_address(state.CODING_QUEUE, state.QUERY_QUEUE)


def progress_words(said: State, who: str, choice: Choice, learned: Learned) -> str:
    """How many this coder did, and how much there is still to gain."""
    codings = {key: one for key, one in said.codings.items() if coder(key[2]) == coder(who)}
    mine = {fragment for fragment, _, _ in codings}
    here = {fragment for (fragment, _, _), one in codings.items() if one.why == choice.queue}
    done = f"{QUEUE_WORDS[choice.queue]}. "
    done += f"Je codeerde {counted(len(mine), 'fragment', 'fragmenten') if mine else 'nog niets'}"
    done += f", waarvan {number(len(here))} in deze rij. " if here != mine else ". "
    if not set(choice.labels) & set(OF_MACHINE):
        return done
    return done + _worth(choice, learned, len(mine))


def _worth(choice: Choice, learned: Learned, n_mine: int) -> str:
    if not learned.n_open:
        return "Er is voor deze etiketten geen enkel fragment meer te bekijken."
    left = f"Nog {counted(learned.n_open, 'fragment is', 'fragmenten zijn')} te bekijken"
    if n_mine < LAST or choice.queue == SAMPLE:
        return f"{left}: daar twijfelt het programma."
    closed = max(learned.n_closed, 0)
    last = f"{left}; met de laatste {LAST} codes werden het er {number(closed)} minder."
    return f"{last} Verder coderen levert hier weinig op." if closed <= _FEW else last
