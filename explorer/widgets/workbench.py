"""Working on one theme: its name, merging, splitting, moving, closing, and what was decided."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep
from explorer.proposals import cards_of
from explorer.widgets.address import one_of, to_address
from explorer.widgets.bench_name import name_panel
from explorer.widgets.bench_panels import Aim, merge_panel, move_panel
from explorer.widgets.frame import View
from explorer.widgets.pick import forget_choice
from explorer.widgets.preview import show_preview
from explorer.widgets.theme_history import show_history
from explorer.widgets.theme_notes import back_button
from explorer.widgets.theme_words import named
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.words import counted
from pipeline.decisions.curate import Word, retire
from pipeline.schema import ProposalKind

_HISTORY = "geschiedenis"


def work_button() -> None:
    """To the work-bench of the theme that is open, or back to reading."""
    if state.QUERY_WORK in st.query_params:
        st.button("Lees het thema", icon=":material/menu_book:", on_click=_leave)
    else:
        st.button("Werk aan dit thema", icon=":material/construction:", on_click=_enter)


def show_bench(view: View, theme_id: str) -> bool:
    """The work-bench where the address asks for it; False where it does not."""
    if state.QUERY_WORK not in st.query_params:
        return False
    one_of(state.BENCH_TAB, state.QUERY_WORK, [*_PANELS, _HISTORY])
    chosen = st.segmented_control(
        "Wat wil je doen?",
        [*_PANELS, _HISTORY],
        format_func=str.capitalize,
        key=state.BENCH_TAB,
        required=True,
        label_visibility="collapsed",
        on_change=to_address,
        args=(state.BENCH_TAB, state.QUERY_WORK),
    )
    if chosen == _HISTORY:
        show_history(view, theme_id)
        return True
    if not view.room.viewer.name:
        st.warning(NO_NAME)
        return True
    if theme_id not in view.corpus.open_names and chosen != _NAME:
        st.info("Dit thema is afgesloten. Haal het eerst terug.", icon=":material/info:")
        return True
    why = st.text_input(
        "Waarom, of waar besproken? (mag leeg)", key=state.CURATE_WHY, max_chars=200
    )
    _PANELS[str(chosen)](view, theme_id, Word(view.room.viewer.name, why.strip()))
    return True


def _merge(view: View, theme_id: str, word: Word) -> None:
    """With another theme; and those that went into this one, to bring back."""
    merge_panel(view, theme_id, word)
    absorbed = [one for one, into in view.corpus.register.merged.items() if into == theme_id]
    if absorbed:
        st.caption("In dit thema gingen al op:")
    for one in absorbed:
        back_button(view, one, f"Haal {named(one, view.corpus.theme_names)} terug")


def _split(view: View, theme_id: str, word: Word) -> None:
    """Into a new theme: chosen by a word, or as the program proposes."""
    st.markdown("Kies wat een eigen thema wordt. De rest blijft.")
    found = [one for one in cards_of(view) if one.theme_id == theme_id]
    mine = next((one for one in found if one.kind == ProposalKind.SPLIT), None)
    place = f"{theme_id}.splits"
    if mine:
        n_mine = counted(len(mine.fragment_ids), "fragment", "fragmenten")
        if st.button(f"Neem over wat het programma voorstelt ({n_mine})", key=f"{place}.machine"):
            forget_choice(place)
            st.session_state[f"{state.CURATE_PICK}{place}"] = set(mine.fragment_ids)
            st.session_state[f"{state.BENCH}{place}.naam"] = mine.name
    joined = view.corpus.joined
    move_panel(view, joined[joined["theme_id"] == theme_id], place, word, Aim())


def _move(view: View, theme_id: str, word: Word) -> None:
    """To a theme that is there, or to Overig."""
    st.markdown("Kies wat hier niet thuishoort, en waar het wel hoort.")
    joined = view.corpus.joined
    rows = joined[joined["theme_id"] == theme_id]
    move_panel(view, rows, f"{theme_id}.verhuis", word, Aim(target=None))


def _close(view: View, theme_id: str, word: Word) -> None:
    """No fragments any more; it can be brought back."""
    joined = view.corpus.joined
    st.markdown("Een afgesloten thema krijgt geen fragmenten meer. Je kan het altijd terughalen.")
    mine = joined.loc[joined["theme_id"] == theme_id, "fragment_id"].tolist()
    if mine:
        show_preview(view, mine, None)
    name = view.corpus.theme_names[theme_id]
    if st.button("Sluit dit thema af", type="primary", icon=":material/archive:"):
        n_mine = counted(len(mine), "fragment", "fragmenten")
        said = f"Afgesloten: {name}. {n_mine} gingen naar Overig."
        if keep(view.room, [retire(word, entry_of(view.corpus, theme_id))], said):
            st.rerun()


def _enter() -> None:
    st.query_params[state.QUERY_WORK] = _NAME


def _leave() -> None:
    st.query_params.pop(state.QUERY_WORK, None)


_NAME = "naam"
_PANELS: dict[str, Callable[[View, str, Word], None]] = {
    _NAME: name_panel,
    "samenvoegen": _merge,
    "splitsen": _split,
    "verhuizen": _move,
    "afsluiten": _close,
}
