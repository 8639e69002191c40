"""Gelijkaardige fragmenten: what others said that is like this, on request."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from pipeline.analysis.similar import similar
from pipeline.analysis.words import UNKNOWN


def show_similar(view: View, fragment: dict[str, object]) -> None:
    """A switch at a fragment that shows the ten that are most like it; it lives in the address."""
    fragment_id, note_id = str(fragment["fragment_id"]), str(fragment["note_id"])
    key = f"{state.NOTES_ALIKE}{fragment_id}"
    st.session_state[key] = st.query_params.get(state.QUERY_ALIKE) == fragment_id
    if not st.toggle(
        "Gelijkaardige fragmenten", key=key, on_change=_switch, args=(key, fragment_id)
    ):
        return
    source, joined = view.source, view.corpus.joined
    found = data.read_vectors(view.room.viewer, source.processed, source.run_id)
    same = joined.loc[joined["note_id"] == note_id, "fragment_id"].tolist()
    near = similar(found.fragment_ids, found.values, fragment_id, same)
    if near.empty:
        st.caption("Geen enkel ander fragment lijkt hier genoeg op.")
        return
    rows = joined.set_index("fragment_id")
    for one, how in zip(near["fragment_id"], near["degree"], strict=True):
        _show(rows.loc[[one]].reset_index().to_dict("records")[0], how, key)


def _show(other: dict[object, object], how: str, key: str) -> None:
    place = other["neighbourhood"]
    about = [how, str(other["category"]), str(other["theme_label"])]
    about += [place] if isinstance(place, str) and place != UNKNOWN else []
    with st.container(gap=None):
        st.html(f'<p class="genks-text small">{escape(str(other["text"]))}</p>')
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(plain(" · ".join(about)), width="content")
            st.button(
                "Open deze notitie",
                key=f"{key}.{other['fragment_id']}",
                type="tertiary",
                on_click=_open,
                args=(str(other["note_id"]),),
            )


def _switch(key: str, fragment_id: str) -> None:
    if st.session_state[key]:
        st.query_params[state.QUERY_ALIKE] = fragment_id
    else:
        st.query_params.pop(state.QUERY_ALIKE, None)


def _open(note_id: str) -> None:
    st.query_params.pop(state.QUERY_ALIKE, None)
    st.query_params[state.QUERY_NOTE] = note_id
