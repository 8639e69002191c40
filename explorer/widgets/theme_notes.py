"""What stands above an open theme: where it came from, whether it is closed, what it is about."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep, show_done
from explorer.widgets.bench_name import main_names
from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from explorer.widgets.theme_words import named
from pipeline.decisions.curate import Word, revive
from pipeline.schema import ThemeStatus


def show_notes(view: View, theme_id: str, opened: str) -> None:
    """`opened`: the id that was asked for, where that leads to this theme."""
    show_done(view.room)
    row = view.corpus.themes.set_index("theme_id").loc[theme_id]
    names = view.corpus.theme_names
    if opened != theme_id:
        st.info(f"{plain(named(opened, names))} ging op in dit thema.", icon=":material/merge:")
    if row["status"] == ThemeStatus.RETIRED:
        st.info(
            "Dit thema is afgesloten: zijn fragmenten staan in Overig.", icon=":material/archive:"
        )
        back_button(view, theme_id, "Haal dit thema terug")
    if row["definition"]:
        st.markdown(plain(row["definition"]))
    main = main_names(view.corpus).get(str(row["parent_id"]))
    if main:
        st.caption(f"Hoofdthema: {plain(main)}.")


def back_button(view: View, theme_id: str, label: str) -> None:
    """Bring a closed or merged theme back with its fragments."""
    who = view.room.viewer.name
    if st.button(
        plain(label),
        icon=":material/unarchive:",
        key=f"{state.BENCH}{theme_id}.terug",
        disabled=not who,
        help=None if who else "Vul eerst in de zijbalk je naam in.",
    ):
        was_merged = theme_id in view.corpus.register.merged
        word = Word(who, str(st.session_state.get(state.CURATE_WHY) or ""))
        decision = revive(word, entry_of(view.corpus, theme_id), was_merged=was_merged)
        said = f"Teruggehaald: {view.corpus.theme_names.get(theme_id, theme_id)}."
        if keep(view.room, [decision], said):
            st.rerun()
