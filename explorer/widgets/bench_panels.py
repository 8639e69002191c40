"""Merging a theme and moving fragments, with a preview: on a theme, a proposal, or the map."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep, keep_new
from explorer.widgets.frame import View
from explorer.widgets.pick import forget_choice, pick_fragments
from explorer.widgets.preview import show_preview
from explorer.widgets.theme import name_refusal
from pipeline.analysis.moving import MADE
from pipeline.analysis.words import OVERIG, counted
from pipeline.decisions import Decision
from pipeline.decisions.curate import (
    Decide,
    Entry,
    Word,
    define,
    guide,
    make_theme,
    merge,
    move,
    rename,
)
from pipeline.decisions.entry import MAX_NAME_LENGTH, NO_THEME

_A_NEW_ONE = "een nieuw thema"


@dataclass(frozen=True)
class Aim:
    """Where a choice of fragments begins: what is ticked, where they go, and a name for that.

    `target`: the id of a theme, NO_THEME, or MADE for a theme that is made of them; None: to say.
    """

    start: tuple[str, ...] = ()
    target: str | None = MADE
    name: str = ""


def merge_panel(view: View, theme_id: str, word: Word, other: str | None = None) -> None:
    """One theme goes into another: which, under which name, and what moves."""
    names = view.corpus.open_names
    key = f"{state.BENCH}{theme_id}.samen"
    options = _by_name({one: name for one, name in names.items() if one != theme_id})
    chosen = st.selectbox(
        "Samenvoegen met",
        options,
        index=options.index(other) if other in options else None,
        format_func=names.__getitem__,
        placeholder="Kies een thema",
        key=f"{key}.met",
    )
    if not chosen:
        return
    pair = [str(chosen), theme_id]
    stays = st.radio(
        "Welk thema blijft bestaan, met zijn nummer?",
        pair,
        format_func=lambda one: f"{names[one]} ({one})",
        key=f"{key}.{chosen}.blijft",
    )
    goes = next(one for one in pair if one != stays)
    name = st.text_input(
        "Hoe heet het dan?", names[stays], max_chars=MAX_NAME_LENGTH, key=f"{key}.{stays}.naam"
    )
    joined = view.corpus.joined
    show_preview(view, joined.loc[joined["theme_id"] == goes, "fragment_id"].tolist(), stays)
    others = {one: label for one, label in view.corpus.theme_names.items() if one != goes}
    if st.button("Voeg samen", type="primary", icon=":material/merge:", key=f"{key}.doe"):
        if refusal := name_refusal(others, stays, name):
            st.error(refusal)
            return
        stay = entry_of(view.corpus, stays)
        decisions = [merge(word, entry_of(view.corpus, goes), stay)]
        if name.strip() != names[stays]:
            decisions.append(rename(word, stay, name))
        if keep(view.room, decisions, f"Samengevoegd: {names[goes]} ging op in {name.strip()}."):
            _to_theme(stays)


def move_panel(view: View, rows: pd.DataFrame, place: str, word: Word, aim: Aim) -> None:
    """Chosen fragments to a new theme, to one that is there, or to Overig."""
    chosen = pick_fragments(view, rows, place, aim.start)
    key = f"{state.BENCH}{place}"
    names = {MADE: _A_NEW_ONE, **view.corpus.open_names, NO_THEME: OVERIG}
    options = [MADE, *_by_name(view.corpus.open_names), NO_THEME]
    target = st.selectbox(
        "Waarheen?",
        options,
        index=options.index(aim.target) if aim.target in options else None,
        format_func=names.__getitem__,
        placeholder="Kies een thema",
        key=f"{key}.naar",
    )
    if target is None:
        return
    name = definition = ""
    if target == MADE:
        name = st.text_input(
            "Naam van het nieuwe thema", aim.name, max_chars=MAX_NAME_LENGTH, key=f"{key}.naam"
        )
        definition = st.text_input("Waarover gaat het? (mag leeg)", key=f"{key}.zin")
    if chosen:
        show_preview(view, chosen, None if target == NO_THEME else target, name)
    words = counted(len(chosen), "fragment", "fragmenten")
    label = "Maak het thema" if target == MADE else f"Verplaats {words}"
    if not st.button(label, type="primary", disabled=not chosen, key=f"{key}.doe"):
        return
    mine = rows[rows["fragment_id"].isin(chosen)]
    if target == MADE:
        made = make(view, Made(name, definition, mine), word)
    else:
        mine = mine[mine["theme_id"].fillna(NO_THEME) != target]
        said = f"{counted(len(mine), 'fragment', 'fragmenten')} verplaatst naar {names[target]}."
        made = len(mine) > 0 and keep(view.room, move(word, mine, target), said)
    if made:
        forget_choice(place)
        st.query_params.pop(state.QUERY_PROPOSAL, None)
        st.rerun()


@dataclass(frozen=True)
class Made:
    """A theme that a person makes: its name, what it is about, and its first fragments."""

    name: str
    definition: str
    rows: pd.DataFrame
    words: str = ""


def make(view: View, made: Made, word: Word) -> bool:
    """Write a new theme; False when it was refused, and said."""
    if refusal := name_refusal(view.corpus.theme_names, "", made.name):
        st.error(refusal)
        return False
    n_rows = counted(len(made.rows), "fragment", "fragmenten")
    said = f"Nieuw thema: {made.name.strip()}, met {n_rows}."

    def decide(used: Collection[str]) -> Decide:
        return lambda before: _with_words(make_theme(word, made.name, made.rows, used)(before))

    def _with_words(decisions: Sequence[Decision]) -> list[Decision]:
        entry = Entry(decisions[0].subject, tuple(decisions[0].text.split()))
        about = [define(word, entry, made.definition)] if made.definition.strip() else []
        about += [guide(word, entry, made.words)] if made.words.strip() else []
        return [*decisions, *about]

    return keep_new(view.room, decide, said)


def _by_name(names: dict[str, str]) -> list[str]:
    return sorted(names, key=lambda one: names[one].casefold())


def _to_theme(theme_id: str) -> None:
    st.query_params.pop(state.QUERY_PROPOSAL, None)
    if state.QUERY_THEME in st.query_params:
        st.query_params[state.QUERY_THEME] = theme_id
    st.rerun()
