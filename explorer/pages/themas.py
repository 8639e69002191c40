"""Thema's: the map and the list, and one theme in depth."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.widgets.charts import keep_figure
from explorer.widgets.chosen import show_chosen
from explorer.widgets.filters import write_address
from explorer.widgets.fragment_map import build_map, show_map
from explorer.widgets.frame import View, enter, head, look, stop_when_empty
from explorer.widgets.mender import offer_mender
from explorer.widgets.theme import rename_theme, show_theme
from explorer.widgets.theme_list import pick_theme
from explorer.widgets.to_measure import to_measure
from pipeline.analysis import figures
from pipeline.analysis.themes import theme_list, theme_profile
from pipeline.plan.evidence import refer_theme


def _map(view: View) -> list[str]:
    st.markdown(
        "**Wat dicht bij elkaar ligt, gaat over hetzelfde.**  \n"
        ":gray[Teken een lus rond punten om die fragmenten hieronder te lezen; "
        "dubbelklik om los te laten.]"
    )
    ids = show_map(build_map(view.source, view.chosen, view.selected))
    keep_figure(figures.map_figure(view.selected, view.provenance), "themas")
    return ids


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


def _close() -> None:
    st.query_params.pop(state.QUERY_THEME, None)


def _one(view: View, theme_id: str) -> None:
    try:
        profile = theme_profile(view.selected, view.corpus.themes, theme_id)
    except KeyError:
        st.title("Dit thema bestaat niet in deze run", anchor=False)
        st.button("Naar alle thema's", icon=":material/arrow_back:", on_click=_close)
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
    show_theme(view, profile)


room = enter()
view = look(room)
opened = st.query_params.get(state.QUERY_THEME)
if opened:
    _one(view, opened)
else:
    head(f"Waarover gaat het in {room.settings.campaign.city}?", view)
    stop_when_empty(view)
    left, right = st.columns((12, 13), gap="small")
    with right:
        _list(view)
    with left:
        ids = _map(view)
    if ids:
        show_chosen(view, ids)
offer_mender(room)
write_address(view.chosen)
