"""Notities: search and filter, page through, read one in full and mend its labels."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.paging import Paging, neighbours, whole_number
from explorer.widgets.filters import TEXT_KEY, write_address
from explorer.widgets.frame import View, enter, head, look, plain_head, stop_when_empty
from explorer.widgets.mender import offer_mender
from explorer.widgets.notes import list_notes, whole_note
from explorer.widgets.tables import keep_table
from pipeline.analysis.words import counted
from pipeline.export.bundle import fragments_table


def _search_box() -> None:
    st.text_input(
        "Zoek in de tekst",
        key=TEXT_KEY,
        placeholder="bv. bus, “mijn zoon”, werk*",
        help="Alle woorden moeten voorkomen, ook in een andere vorm (huis vindt huizen) of in een "
        "samenstelling (vuil vindt zwerfvuil). "
        "Tussen aanhalingstekens: precies zo. Met een ster: elk vervolg.",
    )


def _open_note(view: View, note_id: str) -> None:
    plain_head("Wat staat er precies in deze notitie?", view.room)
    note_ids = view.selected["note_id"].drop_duplicates().tolist()
    before, after = neighbours(note_ids, note_id)
    with st.container(horizontal=True):
        st.button("Terug naar de lijst", icon=":material/arrow_back:", on_click=_to_list)
        st.button("Vorige", on_click=_go, args=(before,), disabled=before is None)
        st.button("Volgende", on_click=_go, args=(after,), disabled=after is None)
    whole_note(view, note_id)


def _to_list() -> None:
    st.query_params.pop(state.QUERY_NOTE, None)
    st.query_params.pop(state.QUERY_ALIKE, None)


def _go(note_id: str | None) -> None:
    if note_id:
        st.query_params[state.QUERY_NOTE] = note_id


def _to_page() -> None:
    st.query_params[state.QUERY_PAGE] = str(st.session_state[state.NOTES_PAGE])


def _list(view: View) -> None:
    stop_when_empty(view)
    note_ids = view.selected["note_id"].drop_duplicates().tolist()
    paging = Paging(len(note_ids), whole_number(st.query_params.get(state.QUERY_PAGE)))
    st.caption(f"{counted(paging.n_items, 'notitie', 'notities')}, hieronder {paging.words}.")
    shown = view.selected[view.selected["note_id"].isin(paging.cut(note_ids))]
    list_notes({str(name): group for name, group in shown.groupby("note_id", sort=False)})
    keep_table(fragments_table(view.selected), "Gekozen fragmenten", view.provenance.footer)
    if paging.n_pages > 1:
        st.pagination(paging.n_pages, default=paging.page, key=state.NOTES_PAGE, on_change=_to_page)


room = enter()
opened = st.query_params.get(state.QUERY_NOTE)
top = st.container()
view = look(room, None if opened else _search_box)
if opened:
    _open_note(view, opened)
else:
    with top:
        head("Wat staat er in de notities?", view)
    _list(view)
offer_mender(room)
write_address(view.chosen)
