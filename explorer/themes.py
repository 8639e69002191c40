"""What page Thema's reads of themes: made once for a state of the material, then kept."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer.data import BY_RIGHTS, Source, Viewer, read_vectors
from explorer.widgets.frame import View
from pipeline.analysis.figure import Figure, Provenance
from pipeline.analysis.filters import Filter
from pipeline.analysis.summary import Summary, summarise
from pipeline.analysis.theme_figures import treemap_figure


def read_summary(view: View, theme_id: str) -> Summary:
    """A theme in a few of its fragments that pass the filter."""
    mine = view.selected[view.selected["theme_id"] == theme_id]
    key = (view.room.viewer, view.source, view.chosen, theme_id)
    return _summary(*key, mine, view.corpus.themes)


def read_tree(view: View) -> Figure:
    """The themes of the fragments that pass the filter, as a treemap."""
    key = (view.room.viewer, view.source, view.chosen)
    return _tree(*key, view.selected, view.corpus.themes, view.provenance)


@st.cache_resource(show_spinner=False, max_entries=12, hash_funcs=BY_RIGHTS)
def _tree(
    viewer: Viewer,
    source: Source,
    chosen: Filter,
    _selected: pd.DataFrame,
    _themes: pd.DataFrame,
    _provenance: Provenance,
) -> Figure:
    del viewer, source, chosen  # the key of the cache
    return treemap_figure(_selected, _themes, _provenance)


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
