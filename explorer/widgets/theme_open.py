"""One theme opened on page Thema's: alone, or with another beside it."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.widgets.frame import View, head
from explorer.widgets.theme import rename_theme, show_theme
from explorer.widgets.theme_beside import show_beside
from explorer.widgets.theme_near import choose_other
from explorer.widgets.theme_notes import show_notes
from explorer.widgets.to_measure import to_measure
from explorer.widgets.workbench import show_bench, work_button
from pipeline.analysis.themes import ThemeProfile, holder_of, theme_profile
from pipeline.plan.evidence import refer_theme


def _close() -> None:
    st.query_params.pop(state.QUERY_THEME, None)
    st.query_params.pop(state.QUERY_WORK, None)
    _leave_other()


def _leave_other() -> None:
    st.query_params.pop(state.QUERY_COMPARE, None)
    st.session_state.pop(state.THEMES_OTHER, None)


def _two(view: View, profile: ThemeProfile, other_id: str) -> bool:
    """The theme beside another one; False where there is no such other."""
    try:
        other = theme_profile(view.selected, view.corpus.themes, other_id)
    except KeyError:
        return False
    head(f"{profile.label} naast {other.label}", view)
    with st.container(horizontal=True):
        st.button("Alle thema's", icon=":material/arrow_back:", on_click=_close)
        st.button(f"Alleen {profile.label}", icon=":material/close:", on_click=_leave_other)
    show_beside(view, profile, other)
    return True


def open_theme(view: View, opened: str) -> None:
    """The theme of this id with the way back; a theme that went into another leads on to that."""
    here = view.corpus.register.now.get(opened, opened)
    theme_id = holder_of(view.corpus.themes, here)
    try:
        profile = theme_profile(view.selected, view.corpus.themes, theme_id)
    except KeyError:
        st.title("Dit thema bestaat niet in deze run", anchor=False)
        st.button("Naar alle thema's", icon=":material/arrow_back:", on_click=_close)
        return
    other_id = str(st.query_params.get(state.QUERY_COMPARE, ""))
    if other_id != theme_id and _two(view, profile, other_id):
        return
    head(profile.label, view)
    with st.container(horizontal=True):
        st.button("Alle thema's", icon=":material/arrow_back:", on_click=_close)
        rename_theme(view, profile)
        to_measure(
            view.room,
            profile.label,
            lambda: refer_theme(theme_id, profile.examples, view.corpus.joined),
            theme_id,
        )
        choose_other(view, theme_id)
        work_button()
    show_notes(view, theme_id, opened)
    if not show_bench(view, theme_id):
        show_theme(view, profile)
