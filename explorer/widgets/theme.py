"""One theme in depth, and giving it a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep
from explorer.themes import read_runs, read_summary
from explorer.widgets.charts import show_figure
from explorer.widgets.figures import count_cell, show_figures
from explorer.widgets.frame import View
from explorer.widgets.labels import words
from explorer.widgets.quotes import NOTES_FILE, show_quotes
from explorer.widgets.theme_near import show_neighbours
from pipeline.analysis import figures
from pipeline.analysis.counts import caution
from pipeline.analysis.figure import Provenance, provenance
from pipeline.analysis.filters import in_words, to_query
from pipeline.analysis.summary import Summary
from pipeline.analysis.themes import FAIR, FIRM, ThemeProfile
from pipeline.analysis.words import OVERIG, UNKNOWN, VALUES, counted, date_words, number
from pipeline.decisions.curate import Word, rename
from pipeline.decisions.entry import MAX_NAME_LENGTH

_PICTURES = {
    "Soorten": figures.category_figure,
    "Actoren": figures.actors_figure,
    "Wijken": figures.neighbourhoods_figure,
}
_WEEKS = "Door de weken"


def show_theme(view: View, profile: ThemeProfile) -> None:
    """What the theme is about, how large it is, in whose words, and where and when."""
    st.html(words(profile.keywords))
    st.caption(f"{_standing_words(profile)} Thema {profile.theme_id}.")
    size = profile.size
    show_figures(
        [
            count_cell(size.n_fragments, "fragment", "fragmenten"),
            count_cell(size.n_conversations, "gesprek", "gesprekken"),
            count_cell(size.n_uitdagers, "uitdager", "uitdagers"),
        ]
    )
    if not size.n_fragments:
        st.info("Bij deze keuze valt geen enkel fragment in dit thema. Neem een filter weg.")
        return
    if warning := caution(size):
        st.caption(f":material/info: {warning}")
    quotes, pictures = st.columns(2, gap="large")
    chosen = replace(view.chosen, theme=(profile.theme_id,))
    with quotes:
        st.subheader("In hun eigen woorden", anchor=False)
        summary = read_summary(view, profile.theme_id)
        if said := _covered_words(summary):
            st.caption(said)
        show_quotes(summary.quotes, mend="thema")
        st.page_link(
            NOTES_FILE,
            label=f"Lees {counted(size.n_fragments, 'fragment', 'fragmenten')} van dit thema",
            icon=":material/list:",
            query_params=to_query(chosen),
        )
    mine = view.selected[view.selected["theme_id"] == profile.theme_id]
    origin = provenance(view.manifest, size, in_words(chosen, view.corpus.theme_names))
    with pictures:
        names = [*_PICTURES, _WEEKS]
        tabs = st.tabs(names, on_change="rerun", key=state.THEMES_PICTURE)
        for name, tab in zip(names, tabs, strict=True):
            with tab:
                if tab.open and name == _WEEKS:
                    _show_weeks(view, mine, origin)
                elif tab.open:
                    show_figure(_PICTURES[name](mine, origin), "thema")
        show_neighbours(view, profile.theme_id)


def _show_weeks(view: View, mine: pd.DataFrame, origin: Provenance) -> None:
    """The weeks with the runs marked; runs of long after are told and not drawn."""
    runs = read_runs(view)
    figure = figures.time_figure(mine, origin, runs)
    show_figure(figure, "thema")
    later = [run for run in runs if run not in figure.moments]
    if later and not figure.empty:
        first, last = date_words(later[0].date), date_words(later[-1].date)
        when = first if first == last else f"{first} tot {last}"
        many = counted(len(later), "run is", "runs zijn")
        st.caption(f"{many} ver buiten deze weken gemaakt ({when}): niet op de lijn.")


def rename_theme(view: View, profile: ThemeProfile) -> None:
    """A box for a better name, kept as a decision."""
    with st.popover("Geef een betere naam", icon=":material/edit:"):
        if not view.room.viewer.name:
            st.warning("Vul eerst in de zijbalk je naam in, dan weten we wie dit beslist.")
            return
        with st.form(f"{state.THEMES_NAME}.vorm", border=False):
            name = st.text_input("Naam van het thema", profile.label, max_chars=MAX_NAME_LENGTH)
            why = st.text_input("Waarom? (mag leeg)", max_chars=200)
            if st.form_submit_button("Bewaar de naam", type="primary"):
                refusal = name_refusal(view.corpus.theme_names, profile.theme_id, name)
                if refusal:
                    st.error(refusal)
                else:
                    _rename(view, profile.theme_id, name, why)


def _rename(view: View, theme_id: str, name: str, why: str) -> None:
    word = Word(view.room.viewer.name, why.strip())
    named = rename(word, entry_of(view.corpus, theme_id), name)
    if keep(view.room, [named], f"Bewaard: dit thema heet nu {name.strip()}."):
        st.rerun()


def name_refusal(names: Mapping[str, str], theme_id: str, name: str) -> str | None:
    """Why a theme cannot have this name, in Dutch; None where it can."""
    bare = " ".join(name.split()).casefold()
    if not bare:
        return "Vul een naam in voor dit thema."
    if bare in {OVERIG.casefold(), UNKNOWN}:
        return "Deze naam staat al voor wat bij geen thema past. Kies een andere naam."
    others = {" ".join(label.split()).casefold() for key, label in names.items() if key != theme_id}
    return "Een ander thema heet al zo. Kies een andere naam." if bare in others else None


def _covered_words(summary: Summary) -> str:
    """How much of the theme is near to the quotes; nothing where all of it is quoted."""
    if not summary.n_near or len(summary.quotes) >= summary.n_fragments:
        return ""
    near = f"{number(summary.n_near)} van de {number(summary.n_fragments)} fragmenten"
    return (
        "Zo gekozen dat ze samen het thema tonen, van verschillende mensen: "
        f"{near} lijken op één van deze citaten."
    )


def _standing_words(profile: ThemeProfile) -> str:
    status = VALUES.get(profile.status, profile.status).capitalize()
    if profile.stability is None:
        return f"{status} thema."
    firmness = "wankel: bij opnieuw indelen verschuift er veel"
    if profile.stability >= FIRM:
        firmness = "stevig: bij opnieuw indelen komt het terug"
    elif profile.stability >= FAIR:
        firmness = "redelijk vast: bij opnieuw indelen komt het grotendeels terug"
    return f"{status} thema, {firmness}."
