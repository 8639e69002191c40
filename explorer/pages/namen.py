"""Namen: the words of which the pseudonymiser is not sure, for a person to decide."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.paging import Paging, whole_number
from explorer.widgets.doubts import show_doubt, show_sentence
from explorer.widgets.frame import Room, enter, need_run, plain_head
from explorer.widgets.history import show_entry
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.doubts import DoubtfulWord, doubtful_words
from pipeline.analysis.words import counted
from pipeline.settings import PUBLIC_KEY_WARNING

TO_DO, DONE = "Te bekijken", "Beslist"


def _to_page() -> None:
    st.query_params[state.QUERY_PAGE] = str(st.session_state[state.NAMES_PAGE])


def _left(room: Room, left: list[DoubtfulWord], n_all: int) -> None:
    if not n_all:
        st.success(
            "In deze run is er geen enkel woord waarover het programma twijfelt. Lees citaten "
            "toch na voor je ze toont: geen enkel programma vindt elke naam.",
            icon=":material/check:",
        )
        return
    if not left:
        st.success(
            "Alles is bekeken. Wat je besliste, geldt vanaf de volgende verwerking (Inlezen).",
            icon=":material/check:",
        )
        return
    if not room.viewer.name:
        st.warning(NO_NAME)
    paging = Paging(len(left), whole_number(st.query_params.get(state.QUERY_PAGE)))
    for doubt in paging.cut(left):
        show_doubt(room, doubt)
    if paging.n_pages > 1:
        st.pagination(paging.n_pages, default=paging.page, key=state.NAMES_PAGE, on_change=_to_page)


def _decided(room: Room) -> None:
    standing = sorted(said.values(), key=lambda one: -one.decision_id)
    if not standing:
        st.info("Er is nog niets beslist over woorden.", icon=":material/history:")
    by_id = {word.word_id: word for word in words}
    for decision in standing:
        word = by_id.get(decision.subject)
        for sentence in word.sentences[:1] if word else ():
            show_sentence(sentence)
        show_entry(room, decision, stands=True)


room = enter()
run = need_run(room)
processed = room.settings.path(room.settings.paths.processed)
notes = data.read_table(room.viewer, processed, run.run_id, "notes")
table = data.read_table(room.viewer, processed, run.run_id, "doubts")
said = data.state_of(room.decisions).words
words = doubtful_words(table, notes)
left = [word for word in words if word.word_id not in said]
plain_head("Welke woorden zijn namen van mensen?", room)
progress = f"nog {counted(len(left), 'woord', 'woorden')} te bekijken van {len(words)}"
st.caption(
    f"Run {run.run_id}: {progress}. Wat je beslist, geldt voor alle notities vanaf de volgende "
    "verwerking. Een woord dat weg is, wordt nergens bewaard; hier zie je alleen zijn zin."
)
if room.settings.privacy.is_open(fictional=run.manifest.fictional):
    st.warning(PUBLIC_KEY_WARNING, icon=":material/key:")
shown = st.segmented_control(
    "Wat toon je?",
    [TO_DO, DONE],
    default=TO_DO,
    key=state.NAMES_TAB,
    label_visibility="collapsed",
    required=True,
)
if shown == DONE:
    _decided(room)
else:
    _left(room, left, len(words))
