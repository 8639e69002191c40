"""The parts of page Kwaliteit: one label at a time, seen from several sides."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from explorer import state
from explorer.quality import Quality
from explorer.widgets.address import one_of, to_address
from explorer.widgets.charts import show_figure
from explorer.widgets.matrix import Address, show_cells
from explorer.widgets.plain import plain
from pipeline.analysis.figure import Figure
from pipeline.analysis.judged import MACHINE_LABELS
from pipeline.analysis.quality import LabelQuality, MachineQuality
from pipeline.analysis.quality_figures import (
    confusion_figure,
    form_figure,
    group_figure,
    learning_figure,
    people_figure,
    reliability_figure,
)
from pipeline.analysis.quality_groups import GROUPS, right_by_group
from pipeline.analysis.quality_words import name_of, people_words, too_few_words
from pipeline.analysis.words import percent
from pipeline.decisions.queues import FORM

PATH = "kwaliteit"
_NAMES = {"neighbourhood": "wijk", "language": "taal", "uitdager_id": "uitdager"}

_TESTED = (
    "“Minder” staat er alleen waar het verschil met alle andere samen groter is dan toeval, ook "
    "als je rekening houdt met hoeveel groepen vergeleken zijn."
)
_UNTESTED = (
    "Elke groep komt van te weinig uitdagers om een verschil van toeval te onderscheiden: noem "
    "geen groep slechter dan een andere."
)


@dataclass(frozen=True, eq=False)
class Shown:
    """What a part of the page needs: the label, its fragments, and where the figures come from."""

    quality: LabelQuality
    notes: LabelQuality | None
    joined: pd.DataFrame
    footer: str
    all: Quality
    view: str

    @property
    def label(self) -> str:
        """The name of the label."""
        return self.quality.label


def show_confusion(shown: Shown) -> None:
    """Where the machine and people differ; a click on a number opens its fragments."""
    machine = shown.quality.machine
    if machine is None:
        if notes := _on_notes(shown):
            show_figure(confusion_figure(shown.label, notes, shown.footer), PATH)
        return
    figure = confusion_figure(shown.label, machine, shown.footer)
    rows = shown.quality.judged.rows.sort_values("certainty", ascending=False, kind="stable")
    certain = rows["certainty"].map(percent)
    _matrix(shown, figure, rows.assign(note="zekerheid van het model " + certain))


def show_people(shown: Shown) -> None:
    """Where two people differ."""
    people = shown.quality.people
    if people is None:
        _too_few(people_words(shown.quality))
        return
    figure = people_figure(shown.label, people, shown.footer)
    _matrix(shown, figure, shown.quality.coded.pairs.assign(note=""))


def show_reliability(shown: Shown) -> None:
    """Whether the certainty can be taken at its word."""
    machine = shown.quality.machine or _on_notes(shown)
    if machine is None:
        return
    show_figure(reliability_figure(shown.label, machine, shown.footer), PATH)


def show_groups(shown: Shown) -> None:
    """Whether it is worse for some."""
    if shown.quality.machine is None:
        _too_few(too_few_words(shown.quality.n_judged))
        return
    group = st.segmented_control(
        "Volgens",
        list(GROUPS),
        format_func=lambda name: _NAMES[name],
        default=GROUPS[0],
        key=state.QUALITY_GROUP,
        required=True,
    )
    table = right_by_group(shown.quality.judged, shown.joined, str(group))
    figure = group_figure(shown.label, str(group), table, shown.footer)
    show_figure(figure, PATH)
    if figure.empty:
        st.caption("Geen enkele groep telt tien gecodeerde fragmenten of meer.")
    st.caption(_TESTED if table["chance"].notna().any() else _UNTESTED)


def show_learning(shown: Shown) -> None:
    """What more labelled texts would bring."""
    show_figure(learning_figure(shown.label, shown.all.curve, shown.footer), PATH)


def show_forms(shown: Shown) -> None:
    """Where the model firmly disagrees with the box that an uitdager ticked."""
    mine = shown.all.forms[shown.all.forms["label"] == shown.label]
    figure = form_figure(shown.label, mine, shown.footer)
    note = "het model is " + mine["probability"].map(percent) + " zeker"
    st.caption(
        "Het vakje van de uitdager blijft staan tot een mens het nakijkt; hier is een van beide "
        "waarschijnlijk verkeerd."
    )
    to_coding(FORM, "Kijk ze na op Coderen")
    _matrix(shown, figure, mine.rename(columns={"fragment_id": "item"}).assign(note=note))


VIEWS = {
    "verwarring": show_confusion,
    "zekerheid": show_reliability,
    "voor wie": show_groups,
    "twee mensen": show_people,
    "formulier": show_forms,
    "meer voorbeelden": show_learning,
}


def show_labels(quality: Quality, joined: pd.DataFrame, footer: str) -> None:
    """One label from one side, both as the address says; nothing where nothing is known."""
    notes = {one.label: one for one in quality.notes}
    told = {*notes, *quality.forms["label"]}
    known = [one for one in quality.coded if one.items or one.label in told]
    if not known:
        return
    st.subheader("Waar loopt het mis?", anchor=False)
    label = _choose_label([one.label for one in known])
    chosen = next(one for one in known if one.label == label)
    view = _choose_view(_views(label, quality))
    VIEWS[view](Shown(chosen, notes.get(label), joined, footer, quality, view))


def _views(label: str, quality: Quality) -> list[str]:
    """The sides from which a label can be seen."""
    if label not in MACHINE_LABELS:
        return ["twee mensen"]
    missing = {
        name
        for name, table in (("meer voorbeelden", quality.curve), ("formulier", quality.forms))
        if label not in set(table["label"])
    }
    return [name for name in VIEWS if name not in missing]


def _choose_view(views: list[str]) -> str:
    one_of(state.QUALITY_VIEW, state.QUERY_VIEW, views)
    chosen = st.segmented_control(
        "Toon",
        views,
        key=state.QUALITY_VIEW,
        required=True,
        label_visibility="collapsed",
        on_change=to_address,
        args=(state.QUALITY_VIEW, state.QUERY_VIEW, state.QUERY_CELL, state.QUERY_PAGE),
    )
    return str(chosen)


def _choose_label(labels: list[str]) -> str:
    one_of(state.QUALITY_LABEL, state.QUERY_LABEL, labels)
    chosen = st.segmented_control(
        "Etiket",
        labels,
        format_func=name_of,
        key=state.QUALITY_LABEL,
        required=True,
        on_change=to_address,
        args=(state.QUALITY_LABEL, state.QUERY_LABEL, state.QUERY_CELL, state.QUERY_PAGE),
    )
    return str(chosen)


def _matrix(shown: Shown, figure: Figure, rows: pd.DataFrame) -> None:
    """The matrix, and the fragments of the cell that is open."""
    query = {state.QUERY_LABEL: shown.label, state.QUERY_VIEW: shown.view}
    show_cells(figure, rows, shown.joined, Address(PATH, query))


def _on_notes(shown: Shown) -> MachineQuality | None:
    """What the shipped notes tell while too little is coded, and that it is so."""
    machine = shown.notes.machine if shown.notes is not None else None
    words = too_few_words(shown.quality.n_judged)
    if machine is not None:
        words += " Hieronder: hoe het model het doet op de meegeleverde voorbeeldnotities."
    _too_few(words)
    return machine


def _too_few(words: str) -> None:
    st.info(plain(f"{words[:1].upper()}{words[1:]}"), icon=":material/hourglass_empty:")


def to_coding(queue: str, label: str) -> None:
    """The way to a queue of page Coderen."""
    st.page_link(
        "explorer/pages/coderen.py",
        label=label,
        icon=":material/label:",
        query_params={state.QUERY_QUEUE: queue},
    )
