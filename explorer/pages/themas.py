"""Thema's: the map and the list, and one theme in depth."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.themes import read_tree
from explorer.widgets.address import one_of, to_address
from explorer.widgets.charts import keep_figure
from explorer.widgets.chosen import show_chosen
from explorer.widgets.filters import write_address
from explorer.widgets.fragment_map import build_map, show_map
from explorer.widgets.frame import View, enter, head, look, stop_when_empty
from explorer.widgets.links import follow_links
from explorer.widgets.mender import offer_mender
from explorer.widgets.small_voices import show_small_voices
from explorer.widgets.theme_desk import desk_buttons, show_apart, show_shelf
from explorer.widgets.theme_list import pick_theme
from explorer.widgets.theme_open import open_theme
from explorer.widgets.theme_tree import show_tree
from pipeline.analysis import figures
from pipeline.analysis.themes import theme_list


def _map(view: View) -> list[str]:
    st.markdown(
        "**Wat dicht bij elkaar ligt, gaat over hetzelfde.**  \n"
        ":gray[Teken een lus rond punten om die fragmenten hieronder te lezen; "
        "dubbelklik om los te laten.]"
    )
    ids = show_map(build_map(view.source, view.chosen, view.selected))
    keep_figure(figures.map_figure(view.selected, view.provenance), "themas")
    return ids


def _tree(view: View) -> list[str]:
    st.markdown(
        "**Hoe groter het vak, hoe meer fragmenten.**  \n:gray[Klik op een vak om het te openen.]"
    )
    show_tree(read_tree(view))
    return []


VIEWS = {"kaart": _map, "vakken": _tree}


def _picture(view: View) -> list[str]:
    """One of the pictures of all themes; the fragments that were caught on it."""
    one_of(state.THEMES_VIEW, state.QUERY_VIEW, list(VIEWS))
    chosen = st.segmented_control(
        "Toon",
        list(VIEWS),
        key=state.THEMES_VIEW,
        required=True,
        label_visibility="collapsed",
        on_change=to_address,
        args=(state.THEMES_VIEW, state.QUERY_VIEW),
    )
    return VIEWS[str(chosen)](view)


def _list(view: View) -> None:
    table = theme_list(view.selected, view.corpus.themes)
    st.markdown(
        "**Alle thema's, het grootste eerst.**  \n:gray[Klik op een thema om het te openen.]"
    )
    if table.empty:
        st.caption("Er zijn nog geen thema's: daarvoor zijn er te weinig fragmenten.")
        return
    theme_id = pick_theme(table, view.provenance.footer)
    if theme_id:
        st.query_params[state.QUERY_THEME] = theme_id
        st.rerun()


room = enter()
view = look(room)
opened = st.query_params.get(state.QUERY_THEME)
if opened:
    open_theme(view, str(opened))
elif not show_apart(view):
    head(f"Waarover gaat het in {room.settings.campaign.city}?", view)
    stop_when_empty(view)
    desk_buttons(view)
    left, right = st.columns((12, 13), gap="small")
    with right:
        _list(view)
        show_small_voices(view)
        show_shelf(view)
    with left:
        ids = _picture(view)
    show_chosen(view, ids)
follow_links(state.THEMES_LINKS)
offer_mender(room)
write_address(view.chosen)
