"""Wijzigingen: what differs from the run before, in themes and in labels."""

from __future__ import annotations

import streamlit as st

from explorer import data
from explorer.widgets.frame import enter, need_run, plain_head
from explorer.widgets.history import word_changes
from explorer.widgets.tables import show_table
from pipeline.analysis.figure import rows_footer
from pipeline.analysis.words import column, counted

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
if len(labels):
    st.subheader(counted(len(labels), "etiket gewijzigd", "etiketten gewijzigd"), anchor=False)
    show_table(
        labels.assign(label=labels["label"].map(column)).rename(columns={"label": "changed_label"}),
        "Etiketten gewijzigd",
        rows_footer(run.manifest, f"alle gewijzigde etiketten sinds run {previous}", len(labels)),
    )
