"""What Inlezen shows: the check of uploaded files, a run as it goes, and what came out."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.runner import Progress, forget_run, read_progress, start_run
from explorer.uploads import Kept, Preview, Upload, keep, preview
from explorer.widgets.figures import count_cell, show_figures
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from explorer.widgets.tables import keep_table, show_table
from pipeline.analysis.figure import draft_footer
from pipeline.analysis.words import column, counted, number
from pipeline.settings import Settings

OVERVIEW_FILE = "explorer/pages/overzicht.py"
POLL_SECONDS = 1.0
MOST_REJECTS = 60


@st.cache_resource(show_spinner=False)
def _processes() -> dict[str, subprocess.Popen[bytes]]:
    """The run that this explorer started, by folder of runs: alive or over."""
    return {}


def progress_of(settings: Settings) -> Progress:
    """Where the run is, if there is one."""
    return read_progress(settings, _processes().get(_key(settings)))


def begin_run(settings: Settings) -> None:
    """Start a run unless one is under way."""
    if not progress_of(settings).running:
        _processes()[_key(settings)] = start_run(settings)


def show_preview(found: Preview, room: Room) -> None:
    """How much would be read from each file, and what would not, with the reason."""
    counts = found.counts
    show_figures(
        [
            count_cell(
                counts["notes"], "notitie zou gelezen worden", "notities zouden gelezen worden"
            ),
            count_cell(int(found.files["n_conversations"].sum()), "gesprek", "gesprekken"),
            count_cell(len(found.rejects), "stuk met een opmerking", "stukken met een opmerking"),
        ]
    )
    show_table(
        found.files.rename(columns={"n_notes": "notities"}),
        "Wat gelezen zou worden",
        _draft(room, "wat gelezen zou worden", found.files),
    )
    if len(found.rejects):
        st.markdown("**Wat niet of maar half gelezen zou worden, en wat je kan doen**")
        show_rejects(found.rejects, _draft(room, "wat niet gelezen zou worden", found.rejects))
    else:
        st.success("Alles kan gelezen worden.", icon=":material/check:")


def show_rejects(rejects: pd.DataFrame, footer: str) -> None:
    """File, place and reason, each in full: the reason holds the remedy."""
    rows = "".join(
        f"<tr><td>{escape(str(row.file))}</td><td>{escape(str(row.place))}</td>"
        f"<td>{escape(str(row.reason))}</td></tr>"
        for row in rejects.head(MOST_REJECTS).itertuples(index=False)
    )
    heads = "".join(f"<th scope='col'>{column(name)}</th>" for name in ("file", "place", "reason"))
    st.html(
        f'<table class="genks-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )
    if len(rejects) > MOST_REJECTS:
        st.caption(
            f"Nog {number(len(rejects) - MOST_REJECTS)} staan in de tabel die je kan bewaren."
        )
    keep_table(rejects, "Niet gelezen", footer)


def look_through(uploads: list[Upload], room: Room) -> Preview:
    """Once for the same files, kept with this visitor alone: what is raw is in no shared cache."""
    before: tuple[list[Upload], Preview] | None = st.session_state.get(state.INTAKE_PREVIEW)
    if before is None or before[0] != uploads:
        with st.spinner("Even kijken wat hierin staat …"):
            before = (uploads, preview(uploads, room.settings))
        st.session_state[state.INTAKE_PREVIEW] = before
    return before[1]


def keep_and_run(room: Room, uploads: Sequence[Upload]) -> None:
    """Put the files beside the others and start; a new round of uploads begins."""
    kept = keep(uploads, room.settings)
    st.session_state[state.INTAKE_KEPT] = kept
    st.session_state[state.INTAKE_ROUND] = st.session_state.get(state.INTAKE_ROUND, 0) + 1
    st.session_state.pop(state.INTAKE_PREVIEW, None)
    begin_run(room.settings)


def show_kept(kept: Sequence[Kept]) -> None:
    """What happened to each file."""
    for one in kept:
        icon = ":material/check:" if one.stored else ":material/info:"
        st.markdown(f"{icon} **{plain(one.name)}**: {plain(one.words)}.")


@st.fragment(run_every=POLL_SECONDS)
def follow_run(room: Room) -> None:
    """Stage and bar while a run goes; the whole page again once it has ended."""
    progress = progress_of(room.settings)
    if not progress.running:
        st.rerun()
    words = f"Bezig met {progress.stage} …" if progress.stage else "Bezig …"
    st.progress(progress.share, text=words)
    st.caption("Je mag deze pagina verlaten: de verwerking gaat door, en je vindt ze hier terug.")


def show_outcome(room: Room, progress: Progress) -> None:
    """What the run brought, or why it stopped."""
    if progress.error:
        st.error(plain(progress.error), icon=":material/error:")
    else:
        _summary(progress)
    st.button("Neem er nog bestanden bij", on_click=_finish, args=(room.settings,))


def _summary(progress: Progress) -> None:
    counts = progress.result.get("counts")
    found = counts if isinstance(counts, dict) else {}
    if progress.result.get("is_new"):
        st.success(f"Run {progress.result.get('run_id')} is gepubliceerd.", icon=":material/check:")
    else:
        st.info("Er was niets nieuws: de run die er stond, blijft staan.", icon=":material/info:")
    show_figures(
        [
            count_cell(int(found.get("files", 0)), "bestand", "bestanden"),
            count_cell(int(found.get("notes", 0)), "notitie", "notities"),
            count_cell(int(found.get("fragments", 0)), "fragment", "fragmenten"),
            (number(int(found.get("notes_rejected", 0))), "notities niet bruikbaar"),
        ]
    )
    st.page_link(OVERVIEW_FILE, label="Bekijk het overzicht", icon=":material/dashboard:")


def _draft(room: Room, about: str, table: pd.DataFrame) -> str:
    today = dt.datetime.now(dt.UTC).date()
    return draft_footer(about, len(table), today, fictional=room.settings.campaign.fictional)


def _finish(settings: Settings) -> None:
    forget_run(settings)
    _processes().pop(_key(settings), None)
    st.session_state.pop(state.INTAKE_KEPT, None)


def _key(settings: Settings) -> str:
    return str(settings.path(settings.paths.processed))


def files_words(n_files: int) -> str:
    """1 bestand, 3 bestanden."""
    return counted(n_files, "bestand", "bestanden")
