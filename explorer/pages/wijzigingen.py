"""Wijzigingen: what differs from the run before or any other, in themes and in labels."""

from __future__ import annotations

from functools import partial

import streamlit as st

from explorer import data, state
from explorer.changes import other_runs, read_changes
from explorer.widgets import theme_changes
from explorer.widgets.against import choose_against
from explorer.widgets.charts import show_figure
from explorer.widgets.figures import count_cell, show_figures
from explorer.widgets.frame import Room, enter, need_run, plain_head
from explorer.widgets.history import word_changes
from explorer.widgets.keep import WORD
from explorer.widgets.label_changes import show_model_changes, show_other_changes
from explorer.widgets.links import follow_links
from explorer.widgets.mender import offer_mender
from explorer.widgets.plain import plain
from explorer.widgets.proposals import tell_waiting
from explorer.widgets.say import show_sentence
from pipeline.analysis.changes_tables import growth_figure, source_of
from pipeline.analysis.changes_words import first_sentence
from pipeline.analysis.moves import MOVED, NEW
from pipeline.analysis.theme_changes import ADDED
from pipeline.compare import by_model
from pipeline.errors import StoreError
from pipeline.export.changes import Changes, run_themes
from pipeline.export.changes_word import changes_docx
from pipeline.schema import Manifest


def _tell_words(room: Room, run: Manifest, against: Manifest | None) -> None:
    if told := word_changes(room, run, against):
        st.markdown(told)
        st.page_link("explorer/pages/namen.py", label="Naar Namen", icon=":material/person_off:")


def _tell(changes: Changes) -> None:
    """The sentence, the figures that matter, the picture, and the whole as Word."""
    found = changes.themes
    new = found.size_of(NEW)
    show_sentence(changes.sentence)
    show_figures(
        [
            count_cell(new.n_fragments, "nieuw fragment", "nieuwe fragmenten"),
            count_cell(new.n_conversations, "gesprek ervan", "gesprekken ervan"),
            count_cell(len(found.with_what(ADDED)), "nieuw thema", "nieuwe thema's"),
            count_cell(found.size_of(MOVED).n_fragments, "verhuisd", "verhuisd"),
        ]
    )
    every = st.toggle("Toon alle thema's", key=state.CHANGES_ALL)
    show_figure(growth_figure(found, None) if every else growth_figure(found), "wijzigingen")
    st.download_button(
        "Bewaar als Word",
        data=partial(changes_docx, changes),
        file_name="wijzigingen.docx",
        mime=WORD,
        icon=":material/description:",
        on_click="ignore",
    )


room = enter()
run = need_run(room)
processed = room.settings.path(room.settings.paths.processed)
plain_head("Wat is er veranderd?", room)
others = other_runs(room.viewer, data.store_of(room.settings), run)
if not others:
    show_sentence(first_sentence(run_themes(run)))
    _tell_words(room, run.manifest, None)
    st.info("Dit is de eerste run: er is nog niets om mee te vergelijken.", icon=":material/info:")
    st.stop()
against = choose_against(run.manifest, others)
try:
    with st.spinner("De twee runs worden naast elkaar gelegd…"):
        changes = read_changes(room.viewer, processed, run.run_id, against.run_id)
except StoreError as error:
    st.error(plain(error), icon=":material/error:")
    st.stop()
st.caption(f"Run {run.run_id} tegenover run {against.run_id}.")
_tell(changes)
_tell_words(room, run.manifest, against)
source = data.source_of(run, room.decisions, processed)
corpus = data.read_corpus(room.viewer, source, data.state_of(room.decisions, run))
joined = corpus.joined
tell_waiting(room, source, corpus)
found, footer = changes.themes, source_of(changes.themes).footer
theme_changes.show_happened(found, footer)
theme_changes.show_sizes(found, joined, footer)
theme_changes.show_moved(found, joined, footer)
theme_changes.keep_each(found, footer)
machine = by_model(changes.labels)
if machine.any():
    show_model_changes(run.manifest, joined, changes.labels[machine], against.run_id)
if (~machine).any():
    show_other_changes(run.manifest, changes.labels[~machine], against.run_id)
if not changes.with_carried:
    st.caption(
        "Beslissingen die meegingen met een verbeterde tekst of hun fragment verloren, staan er "
        "alleen bij als je vergelijkt met de run ervoor."
    )
follow_links(state.CHANGES_LINKS)
offer_mender(room)
