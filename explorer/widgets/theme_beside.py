"""Two themes beside each other: sizes, what differs, words that tell them apart, quotes."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer import data, state
from explorer.themes import read_summary
from explorer.widgets.charts import show_figure
from explorer.widgets.figures import count_cell, show_figures
from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from explorer.widgets.quotes import show_quotes
from explorer.widgets.small import warn_of_small
from pipeline.analysis.counts import caution, size_of
from pipeline.analysis.figure import provenance
from pipeline.analysis.key_words import words_apart
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.theme_compare import comparison_figure
from pipeline.analysis.themes import ThemeProfile
from pipeline.analysis.words import number

_PICTURES = {
    "Soorten": "category",
    "Gevoel": "valence",
    "Actoren": "actor",
    "Wijken": "neighbourhood",
}
_N_QUOTES = 3


def show_beside(view: View, first: ThemeProfile, second: ThemeProfile) -> None:
    """Both themes; where one has no fragment in this choice, that is said and it ends there."""
    for place, profile in zip(st.columns(2, gap="large"), (first, second), strict=True):
        with place:
            _size(profile)
    if not (first.size.n_fragments and second.size.n_fragments):
        st.info("Een van beide thema's heeft bij deze keuze geen fragmenten. Neem een filter weg.")
        return
    _differences(view, first, second)
    _words(view, first, second)
    st.subheader("In hun eigen woorden", anchor=False)
    for place, profile in zip(st.columns(2, gap="large"), (first, second), strict=True):
        with place:
            quotes = read_summary(view, profile.theme_id).quotes[:_N_QUOTES]
            show_quotes(quotes, small=True, mend="vergelijk")


def _size(profile: ThemeProfile) -> None:
    size = profile.size
    st.subheader(plain(profile.label), anchor=False)
    show_figures(
        [
            count_cell(size.n_fragments, "fragment", "fragmenten"),
            count_cell(size.n_conversations, "gesprek", "gesprekken"),
            count_cell(size.n_uitdagers, "uitdager", "uitdagers"),
        ]
    )
    if size.n_fragments and (warning := caution(size)):
        st.caption(f":material/info: {warning}")


def _differences(view: View, first: ThemeProfile, second: ThemeProfile) -> None:
    ids = first.theme_id, second.theme_id
    both = view.selected[view.selected["theme_id"].isin(ids)]
    about = f"thema's {first.label} en {second.label} in {view.provenance.filter_words}"
    origin = provenance(view.manifest, size_of(both), about)
    tabs = st.tabs(list(_PICTURES), on_change="rerun", key=state.THEMES_COMPARED)
    for name, tab in zip(_PICTURES, tabs, strict=True):
        with tab:
            if tab.open:
                show_figure(comparison_figure(both, *ids, _PICTURES[name], origin), "vergelijk")


def _words(view: View, first: ThemeProfile, second: ThemeProfile) -> None:
    source = view.source
    words = data.read_run_words(view.room.viewer, source.processed, source.run_id)
    if words is None:
        return
    st.subheader("Woorden die ze onderscheiden", anchor=False)
    for place, (one, other) in zip(
        st.columns(2, gap="large"), ((first, second), (second, first)), strict=True
    ):
        with place:
            table = words_apart(
                words.index, words.vocabulary, view.selected, one.theme_id, other.theme_id
            )
            if table.empty:
                st.caption(f"Geen woord valt duidelijk vaker bij {plain(one.label)}.")
                continue
            marks = small_cells(table).map({True: f" {MARK}", False: ""})
            chips = "".join(
                f'<span class="genks-chip">{escape(word)} <small>{number(n)}{mark}</small></span>'
                for word, n, mark in zip(table["word"], table["n_hits"], marks, strict=True)
            )
            st.caption(f"Vaker bij {plain(one.label)}, met hoe vaak het daar valt:")
            st.html(chips)
            warn_of_small(table)
