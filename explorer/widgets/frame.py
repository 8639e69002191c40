"""What stands around every page: name, run, fictional mark, head, and why a page is empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from explorer import data, state
from explorer.data import Corpus, Source, Viewer
from explorer.memory import recall, remember
from explorer.widgets.filters import choose_filter
from explorer.widgets.plain import plain
from pipeline.analysis.counts import caution, size_of
from pipeline.analysis.figure import FICTIONAL, Provenance, provenance
from pipeline.analysis.filters import Filter, in_words
from pipeline.analysis.questions import Answer
from pipeline.analysis.words import date_words
from pipeline.decisions import Decision
from pipeline.errors import GenksError
from pipeline.schema import Manifest
from pipeline.settings import Settings
from pipeline.store import Run

_STYLE = Path(__file__).with_name("style.css")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Room:
    """What every page has, also before the first run."""

    settings: Settings
    viewer: Viewer
    run: Run | None
    decisions: list[Decision]


@dataclass(frozen=True)
class View:
    """What a page about the material has: the run, the choice, and the fragments that pass."""

    room: Room
    manifest: Manifest
    source: Source
    corpus: Corpus
    chosen: Filter
    selected: pd.DataFrame
    provenance: Provenance

    def table(self, name: str) -> pd.DataFrame:
        """A table of this run."""
        source = self.source
        return data.read_table(self.room.viewer, source.processed, source.run_id, name)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The six questions, answered by the fragments that pass."""
        return data.read_answers(
            self.room.viewer, self.source, self.chosen, self.selected, self.corpus.themes
        )


def open_frame() -> None:
    """The sidebar's head and the style, once a page, before the page itself."""
    st.html(_STYLE)
    notice = st.session_state.pop(state.APP_NOTICE, None)
    if notice:
        st.toast(plain(notice), icon=":material/check:")


def enter() -> Room:
    """Settings, viewer and run; stops the page with a plain message when these cannot be read."""
    try:
        settings = data.read_settings()
        viewer = _ask_name(settings)
        decisions = data.read_decisions(viewer, settings)
        run = data.current_run(viewer, settings)
    except GenksError as error:
        st.error(plain(error), icon=":material/error:")
        st.stop()
    _run_line(settings, run)
    return Room(settings, viewer, run, decisions)


def look(room: Room, search_box: Callable[[], None] | None = None) -> View:
    """The run with the filter applied; stops the page with the reason when there is none.

    `search_box` draws the box for words on the page itself instead of in the sidebar.
    """
    run = need_run(room)
    processed = room.settings.path(room.settings.paths.processed)
    source = data.source_of(run, room.decisions, processed)
    try:
        with st.spinner("De notities worden geopend…"):
            corpus = data.read_corpus(room.viewer, source, data.state_of(room.decisions, run))
        memory = recall(room.settings)
        chosen = choose_filter(corpus, memory.chosen, search_box)
        selected = data.select(room.viewer, source, corpus, chosen)
    except GenksError as error:
        st.error(plain(error), icon=":material/error:")
        st.stop()
    remember(room.settings, replace(memory, name=room.viewer.name, chosen=chosen))
    origin = provenance(run.manifest, size_of(selected), in_words(chosen, corpus.theme_names))
    return View(room, run.manifest, source, corpus, chosen, selected, origin)


def head(title: str, view: View) -> None:
    """The title as a sentence, and one line on what this is about."""
    st.title(plain(title), anchor=False)
    origin = view.provenance
    mark = f' <span class="genks-fictional">{FICTIONAL}</span>' if origin.fictional else ""
    about = origin.filter_words[:1].upper() + origin.filter_words[1:]
    line = f"{escape(about)}: {escape(origin.size.words)}.{mark}"
    st.html(f'<p class="genks-line">{line}</p>')
    warning = caution(origin.size) if origin.size.n_fragments else None
    if warning:
        st.html(f'<p class="genks-caution">{escape(warning)}</p>')


def plain_head(title: str, room: Room) -> None:
    """The title of a page that is not about a choice of fragments."""
    st.title(plain(title), anchor=False)
    if room.run is not None and room.run.manifest.fictional:
        st.html(f'<p class="genks-line"><span class="genks-fictional">{FICTIONAL}</span></p>')


def stop_when_empty(view: View) -> None:
    """Why there is nothing to see, and what to do; then the page ends."""
    if not view.selected.empty:
        return
    if view.corpus.joined.empty:
        st.info(
            "Deze run bevat nog geen fragmenten. Kijk op Inlezen wat er gelezen werd en wat niet, "
            "en lever de bestanden van de uitdagers aan.",
            icon=":material/inbox:",
        )
        st.page_link("explorer/pages/inlezen.py", label="Naar Inlezen", icon=":material/upload:")
    else:
        st.info(
            "Geen enkel fragment past bij deze keuze. Neem in de zijbalk een filter weg, of "
            "gebruik “Wis alle filters”.",
            icon=":material/filter_alt_off:",
        )
    st.stop()


def need_run(room: Room) -> Run:
    """The published run; before the first, the page says so and ends."""
    if room.run is None:
        st.title("Hier komen de notities uit de gesprekken", anchor=False)
        st.info(
            "Er is nog niets verwerkt. Laad op de pagina Inlezen de bestanden van de uitdagers op "
            "en start de verwerking, of typ in een terminal: genks run",
            icon=":material/inbox:",
        )
        st.page_link("explorer/pages/inlezen.py", label="Naar Inlezen", icon=":material/upload:")
        st.stop()
    return room.run


def _ask_name(settings: Settings) -> Viewer:
    if state.APP_NAME not in st.session_state:
        st.session_state[state.APP_NAME] = recall(settings).name
    with st.sidebar:
        name = st.text_input(
            "Je naam",
            key=state.APP_NAME,
            max_chars=_LONGEST_NAME,
            placeholder="bv. An",
            help="Staat bij wat je verbetert of een naam geeft.",
            persist_state="session",
        )
    viewer = Viewer((name or "").strip())
    memory = recall(settings)
    if viewer.name != memory.name:
        remember(settings, replace(memory, name=viewer.name))
    return viewer


def _run_line(settings: Settings, run: Run | None) -> None:
    with st.sidebar:
        if run is None:
            st.caption(f"**{plain(settings.campaign.title)}** · nog geen run")
            return
        manifest = run.manifest
        mark = f"  \n:orange-badge[{FICTIONAL}]" if manifest.fictional else ""
        date = date_words(manifest.finished[:10])
        st.caption(f"**{plain(manifest.campaign)}** · run {run.run_id}, {date}{mark}")
