"""Coderen: one fragment at a time gets its labels by key, blind; and where coders differ."""

from __future__ import annotations

import streamlit as st

from explorer import coding, data, state
from explorer.widgets.arbitration import show_differences
from explorer.widgets.coding import next_turn, show_turn, undo_button
from explorer.widgets.coding_choice import choose, progress_words
from explorer.widgets.coding_keys import listen
from explorer.widgets.frame import Room, enter, need_run, plain_head
from explorer.widgets.plain import plain
from explorer.widgets.to_measure import NO_NAME
from pipeline.decisions.differences import differences
from pipeline.decisions.turns import spoken

CODE = "Coderen"


def _code(room: Room, table: coding.Table, themes: dict[str, str]) -> None:
    if not room.viewer.name:
        st.warning(NO_NAME)
        return
    choice = coding_choice
    if not choice.labels:
        st.info("Kies in de zijbalk minstens één etiket om te geven.", icon=":material/label:")
        return
    below = data.review_below(run.manifest)
    learned = coding.learn_from(table, said, choice, below)
    order = coding.order_of(room, table, choice, learned)
    st.caption(plain(progress_words(said, room.viewer.name, choice, learned)))
    turn = next_turn(room, table, choice, order, spoken(said, room.viewer.name, choice.queue))
    if turn is None:
        st.success(
            "In deze rij is niets meer te doen. Kies in de zijbalk een andere rij of andere "
            "etiketten.",
            icon=":material/check:",
        )
        undo_button(room)
        return
    notes = data.read_table(
        room.viewer, room.settings.path(room.settings.paths.processed), run.run_id, "notes"
    )
    show_turn(turn, notes, themes)
    st.caption(
        "De toets staat op de knop. Heb je alle gevraagde etiketten gegeven, dan komt het volgende "
        "fragment. Wat het programma of een ander zegt, zie je hier met opzet niet."
    )
    listen()


room = enter()
run = need_run(room)
said = data.state_of(room.decisions, run)
table = coding.read_table(room, run)
themes = coding.read_themes(room, run, said)
plain_head("Wat hoor je hierin?", room)
if table.fragments.empty:
    st.info(
        "Deze run bevat nog geen fragmenten. Kijk op Inlezen wat er gelezen werd en wat niet.",
        icon=":material/inbox:",
    )
    st.stop()
coding_choice = choose(room, themes)
found = differences(said, table.desk.row_of)
settle = f"Verschillen ({len(found)})"
shown = st.segmented_control(
    "Wat doe je?",
    [CODE, "Verschillen"],
    default=CODE,
    format_func=lambda name: name if name == CODE else settle,
    key=state.CODING_VIEW,
    label_visibility="collapsed",
    required=True,
)
if shown == CODE:
    _code(room, table, themes)
else:
    show_differences(room, table, found, themes)
