"""What page Wijzigingen reads: two runs beside each other."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.data import BY_RIGHTS, Viewer, read_manifest
from pipeline.errors import StoreError
from pipeline.export import changes
from pipeline.export.changes import Changes
from pipeline.schema import Manifest
from pipeline.store import Run, RunStore


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def read_changes(viewer: Viewer, processed: Path, run_id: str, against: str) -> Changes:
    """How a run differs from another.

    Raises:
        StoreError: one of the two cannot be read.
    """
    read_manifest(viewer, processed, run_id)  # may this viewer read at all
    return changes.read_changes(RunStore(processed), run_id, against)


def other_runs(viewer: Viewer, store: RunStore, run: Run) -> list[Manifest]:
    """The runs that can be compared with this one: the one before it first, then from new to old.

    What cannot be read any more is left out.
    """
    default = changes.run_before(store, run)
    ids = [run_id for run_id in reversed(store.run_ids()) if run_id != run.run_id]
    found = []
    for run_id in sorted(ids, key=lambda one: one != default):
        try:
            found.append(read_manifest(viewer, store.processed, run_id))
        except StoreError:
            continue
    return found
