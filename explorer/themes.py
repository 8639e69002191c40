"""What page Thema's reads of themes: made once for a state of the material, then kept."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from explorer.data import BY_RIGHTS, Corpus, Source, Viewer, read_manifest, read_vectors
from explorer.widgets.frame import View
from pipeline.analysis.figure import Figure, Moment, Provenance
from pipeline.analysis.filters import Filter
from pipeline.analysis.neighbours import theme_neighbours
from pipeline.analysis.small_voices import small_voices
from pipeline.analysis.summary import Summary, summarise
from pipeline.analysis.theme_figures import treemap_figure
from pipeline.errors import StoreError
from pipeline.store import RunStore


def read_tree(view: View) -> Figure:
    """The themes of the fragments that pass the filter, as a treemap."""
    key = (view.room.viewer, view.source, view.chosen)
    return _tree(*key, view.selected, view.corpus, view.provenance)


def read_summary(view: View, theme_id: str) -> Summary:
    """A theme in a few of its fragments that pass the filter."""
    mine = view.selected[view.selected["theme_id"] == theme_id]
    key = (view.room.viewer, view.source, view.chosen, theme_id)
    return _summary(*key, mine, view.corpus.themes)


def read_neighbours(view: View) -> pd.DataFrame:
    """How near all themes lie to each other, whatever the filter (`neighbours`)."""
    return _neighbours(view.room.viewer, view.source, view.corpus)


def read_small_voices(view: View) -> pd.DataFrame:
    """The small themes of the fragments that pass the filter that should not vanish."""
    return _small_voices(view.room.viewer, view.source, view.chosen, view.selected)


def read_runs(view: View) -> tuple[Moment, ...]:
    """When each run that is still there was made, the oldest first."""
    return _runs(view.room.viewer, view.source.processed, view.source.run_id)


@st.cache_resource(show_spinner=False, max_entries=12, hash_funcs=BY_RIGHTS)
def _tree(
    viewer: Viewer,
    source: Source,
    chosen: Filter,
    _selected: pd.DataFrame,
    _corpus: Corpus,
    _provenance: Provenance,
) -> Figure:
    del viewer, source, chosen  # the key of the cache
    mains = _corpus.main_themes
    names = dict(zip(mains["main_id"], mains["label"], strict=True))
    return treemap_figure(_selected, _corpus.themes, _provenance, names)


@st.cache_resource(show_spinner=False, max_entries=40, hash_funcs=BY_RIGHTS)
def _summary(
    viewer: Viewer,
    source: Source,
    chosen: Filter,
    theme_id: str,
    _mine: pd.DataFrame,
    _themes: pd.DataFrame,
) -> Summary:
    del chosen, theme_id  # the key of the cache
    found = read_vectors(viewer, source.processed, source.run_id)
    return summarise(_mine, _themes, found.fragment_ids, found.values)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def _neighbours(viewer: Viewer, source: Source, _corpus: Corpus) -> pd.DataFrame:
    found = read_vectors(viewer, source.processed, source.run_id)
    return theme_neighbours(_corpus.joined, found.fragment_ids, found.values)


@st.cache_resource(show_spinner=False, max_entries=12, hash_funcs=BY_RIGHTS)
def _small_voices(
    viewer: Viewer, source: Source, chosen: Filter, _selected: pd.DataFrame
) -> pd.DataFrame:
    del viewer, source, chosen  # the key of the cache
    return small_voices(_selected)


@st.cache_data(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def _runs(viewer: Viewer, processed: Path, run_id: str) -> tuple[Moment, ...]:
    del run_id  # the key of the cache: a new run is seen at once
    found = []
    for one in RunStore(processed).run_ids():
        try:
            made = read_manifest(viewer, processed, one).finished[:10]
        except StoreError:
            continue  # of another version of genks
        found.append(Moment(made, f"run {one.split('-', maxsplit=1)[0]}"))
    return tuple(found)
