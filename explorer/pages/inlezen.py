"""Inlezen: upload deliveries, see what would be read, run, and see what the last run refused."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.uploads import SUFFIXES, Upload
from explorer.widgets.frame import Room, enter, plain_head
from explorer.widgets.intake import (
    begin_run,
    files_words,
    follow_run,
    keep_and_run,
    look_through,
    progress_of,
    show_kept,
    show_outcome,
    show_preview,
    show_rejects,
)
from explorer.widgets.plain import plain
from pipeline.analysis.figure import rows_footer
from pipeline.analysis.words import counted, date_words
from pipeline.errors import GenksError

MOST_FILES = 60


def _ask_files(room: Room) -> None:
    limit = room.settings.ingest.max_file_mb
    files = st.file_uploader(
        f"Bestanden van uitdagers ({', '.join(SUFFIXES)}; elk hoogstens {limit} MB)",
        accept_multiple_files=True,
        max_upload_size=limit,
        key=f"{state.INTAKE_FILES}.{st.session_state.get(state.INTAKE_ROUND, 0)}",
    )
    if not files:
        st.session_state.pop(state.INTAKE_PREVIEW, None)
        _run_again(room)
        return
    if len(files) > MOST_FILES:
        st.warning(f"Kies hoogstens {MOST_FILES} bestanden tegelijk; je hebt er {len(files)}.")
        return
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    try:
        found = look_through(uploads, room)
    except GenksError as error:
        st.error(plain(error), icon=":material/error:")
        return
    show_preview(found, room)
    if not found.readable:
        st.warning("In deze bestanden staat geen enkele notitie die gelezen kan worden.")
        return
    if len(found.readable) < len(uploads):
        st.caption("Bestanden waar niets uit gelezen kan worden, worden niet bewaard.")
    st.button(
        f"Bewaar {files_words(len(found.readable))} en start de verwerking",
        type="primary",
        icon=":material/play_arrow:",
        on_click=keep_and_run,
        args=(room, found.readable),
    )


def _run_again(room: Room) -> None:
    with st.expander("Zonder nieuwe bestanden opnieuw verwerken"):
        st.caption(
            "Doe dit nadat je namen gaf of fragmenten verbeterde: je beslissingen gaan mee. "
            "Is er niets veranderd, dan is het in enkele tellen klaar."
        )
        st.button("Start de verwerking", on_click=begin_run, args=(room.settings,))


def _last_run(room: Room) -> None:
    if room.run is None:
        st.info(
            "Er is nog niets verwerkt. Kies hierboven de bestanden van de uitdagers; je ziet eerst "
            "wat er gelezen zou worden.",
            icon=":material/inbox:",
        )
        return
    manifest = room.run.manifest
    processed = room.settings.path(room.settings.paths.processed)
    rejects = data.read_table(room.viewer, processed, room.run.run_id, "rejects")
    st.subheader("De run die nu te zien is", anchor=False)
    st.markdown(
        f"Run {room.run.run_id} van {date_words(manifest.finished[:10])}: "
        f"{files_words(len(manifest.files))}, "
        f"{counted(manifest.counts.get('notes', 0), 'notitie', 'notities')}."
    )
    if rejects.empty:
        st.success("In deze run is alles gelezen.", icon=":material/check:")
    else:
        st.markdown("**Wat niet of maar half gelezen werd, en wat je kan doen**")
        show_rejects(rejects, rows_footer(manifest, "alles wat niet gelezen werd", len(rejects)))


room = enter()
plain_head("Wat willen we erbij nemen?", room)
if room.settings.campaign.fictional:
    st.caption(
        "Dit is de voorbeeldcampagne: wat je hier oplaadt, komt tussen de fictieve voorbeelddata. "
        "Maak voor echte notities een eigen campagne met: genks start NAAM"
    )
show_kept(st.session_state.get(state.INTAKE_KEPT, []))
progress = progress_of(room.settings)
if progress.running:
    follow_run(room)
elif progress.ended:
    show_outcome(room, progress)
else:
    _ask_files(room)
if room.run is not None or not progress.running:
    _last_run(room)
