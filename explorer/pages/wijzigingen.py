"""Wijzigingen: what differs from the run before, in themes and in labels."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import enter, need_run, plain_head
from explorer.widgets.history import word_changes
from explorer.widgets.label_changes import show_model_changes, show_other_changes
from explorer.widgets.links import follow_links
from explorer.widgets.mender import offer_mender
from explorer.widgets.tables import show_table
from pipeline.analysis.figure import rows_footer
from pipeline.analysis.words import counted
from pipeline.compare import by_model

CHANGES = {
    "new": "nieuw",
    "renamed": "andere naam",
    "gone": "weg",
    "moved": "verhuisd",
    "assigned": "kreeg een thema",
}

room = enter()
run = need_run(room)
processed = room.settings.path(room.settings.paths.processed)
themes = data.read_table(room.viewer, processed, run.run_id, "theme_changes")
labels = data.read_table(room.viewer, processed, run.run_id, "label_changes")
plain_head("Wat is er veranderd sinds de vorige run?", room)
told = word_changes(room, run.manifest)
if told:
    st.markdown(told)
    st.page_link("explorer/pages/namen.py", label="Naar Namen", icon=":material/person_off:")
previous = run.manifest.previous_run_id
if previous is None:
    st.info("Dit is de eerste run: er is nog niets om mee te vergelijken.", icon=":material/info:")
    st.stop()
st.caption(f"Run {run.run_id} tegenover run {previous}.")
if themes.empty and labels.empty and not told:
    st.success("Er is niets veranderd.", icon=":material/check:")
if len(themes):
    st.subheader(
        counted(len(themes), "wijziging in thema's", "wijzigingen in thema's"), anchor=False
    )
    show_table(
        themes.assign(change=themes["change"].map(CHANGES)),
        "Thema's gewijzigd",
        rows_footer(run.manifest, f"alle wijzigingen in thema's sinds run {previous}", len(themes)),
    )
machine = by_model(labels)
if machine.any():
    show_model_changes(room, labels[machine], previous)
if (~machine).any():
    show_other_changes(room, labels[~machine], previous)
follow_links(state.CHANGES_LINKS)
offer_mender(room)
