"""The first telling on the page: the slides themselves, to keep, and their quotes to read again."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from explorer import data, state
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.quotes import show_quote, to_note
from pipeline.analysis.words import counted
from pipeline.errors import GenksError
from pipeline.export.powerpoint import to_powerpoint
from pipeline.plan.deck import Deck
from pipeline.plan.telling import too_little

INTAKE_FILE = "explorer/pages/inlezen.py"
HEIGHT = 590  # 16:9 on a desktop
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show_first_telling(view: PlanView) -> None:
    """Wat wij hoorden: on the big screen, as PowerPoint, or as a page for a USB stick."""
    why = too_little(view.material.source.size)
    if why:
        st.info(f"Er is nog niets te vertellen. {why}", icon=":material/inbox:")
        st.page_link(INTAKE_FILE, label="Naar Inlezen", icon=":material/upload:")
        return
    left_out = tuple(st.query_params.get_all(state.QUERY_LEFT_OUT))
    with st.spinner("De dia's worden gemaakt…"):
        told = data.read_telling(
            view.room.viewer, view.source, view.room.settings.campaign, left_out, view.material
        )
    slides = counted(len(told.deck.slides), "dia", "dia's")
    line = f"Eerst wat we hoorden, in {slides}. Klik erop en blader met de pijltjes; F is volledig "
    st.html(f'<p class="genks-line">{escape(line)}scherm, C hoog contrast.</p>')
    _keep(told)
    st.iframe(told.page, height=HEIGHT, tab_index=0, alt="De dia's, om door te bladeren")
    _reread(told.deck, left_out)


def _keep(told: data.Telling) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _keep_slides(told.deck)
        st.download_button(
            "Bewaar als bladzijde (USB-stick)",
            data=told.page,
            file_name="wat-wij-hoorden.html",
            mime="text/html",
            icon=":material/usb:",
            on_click="ignore",
        )
        with st.popover("Sjabloon van de stad", icon=":material/style:"):
            st.file_uploader(
                "Een PowerPoint of sjabloon (.pptx, .potx)",
                type=["pptx", "potx"],
                key=state.TELLING_TEMPLATE,
                help="De dia's komen op de bladzijden van dat sjabloon. Het wordt niet bewaard.",
            )


def _keep_slides(deck: Deck) -> None:
    """The button of the PowerPoint; on a template it is made at once, to see whether it fits."""
    template = st.session_state.get(state.TELLING_TEMPLATE)
    make: partial[bytes] | bytes = partial(to_powerpoint, deck)
    if template is not None:
        try:
            make = _on_template(deck, template.name, template.getvalue())
        except GenksError as error:
            st.error(plain(error), icon=":material/error:")
    st.download_button(
        "Bewaar als PowerPoint",
        data=make,
        file_name="wat-wij-hoorden.pptx",
        mime=_SLIDES,
        icon=":material/co_present:",
        type="primary",
        on_click="ignore",
    )


def _on_template(deck: Deck, name: str, content: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / Path(name).name
        file.write_bytes(content)
        return to_powerpoint(deck, file)


def _reread(deck: Deck, left_out: tuple[str, ...]) -> None:
    """The quotes before they are shown to a room: one click to the note, one to another quote."""
    with st.expander("Lees de citaten na voor je ze toont", icon=":material/format_quote:"):
        if left_out:
            st.button("Zet de eerste keuze terug", icon=":material/undo:", on_click=_restore)
        for slide in deck.slides:
            for quote in slide.quotes:
                with st.container(gap=None):
                    st.caption(plain(slide.heading))
                    show_quote(quote, small=True)
                    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                        to_note(quote.note_id)
                        st.button(
                            "Kies een ander citaat",
                            key=f"{state.TELLING_QUOTE}{quote.fragment_id}",
                            icon=":material/refresh:",
                            on_click=_leave_out,
                            args=(quote.fragment_id,),
                        )


def _leave_out(fragment_id: str) -> None:
    before = st.query_params.get_all(state.QUERY_LEFT_OUT)
    st.query_params[state.QUERY_LEFT_OUT] = [*before, fragment_id]


def _restore() -> None:
    st.query_params.pop(state.QUERY_LEFT_OUT, None)
