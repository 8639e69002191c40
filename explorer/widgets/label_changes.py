"""Labels that changed since the run before: those of the model apart from those of people."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.address import one_of, to_address
from explorer.widgets.against import PATH, here
from explorer.widgets.matrix import Address, show_cells
from explorer.widgets.tables import show_table
from pipeline.analysis.figure import rows_footer
from pipeline.analysis.label_changes import changes_figure
from pipeline.analysis.words import VALUES, column, counted
from pipeline.compare import LABELS
from pipeline.schema import Manifest


def show_model_changes(
    run: Manifest, joined: pd.DataFrame, changes: pd.DataFrame, since: str
) -> None:
    """From what to what, for one label at a time; a click on a number opens its fragments."""
    one, more = "etiket koos het model anders", "etiketten koos het model anders"
    st.subheader(counted(len(changes), one, more), anchor=False)
    counts = changes["label"].value_counts()
    labels = [name for name in LABELS if name in counts.index]
    one_of(state.CHANGES_LABEL, state.QUERY_LABEL, labels)
    label = st.segmented_control(
        "Etiket",
        labels,
        format_func=lambda name: f"{column(name).capitalize()} ({counts[name]})",
        key=state.CHANGES_LABEL,
        required=True,
        label_visibility="collapsed",
        on_change=to_address,
        args=(state.CHANGES_LABEL, state.QUERY_LABEL, state.QUERY_CELL, state.QUERY_PAGE),
    )
    mine = changes[changes["label"] == label]
    footer = rows_footer(run, f"door het model gewijzigd sinds run {since}", len(mine))
    rows = mine.rename(columns={"fragment_id": "item"}).assign(note="")
    address = Address(PATH, {**here(), state.QUERY_LABEL: str(label)})
    show_cells(changes_figure(str(label), mine, footer), rows, joined, address)


def show_other_changes(run: Manifest, changes: pd.DataFrame, since: str) -> None:
    """What people and forms said otherwise, and decisions that moved or lost their fragment."""
    one, more = "etiket gewijzigd", "etiketten gewijzigd"
    st.subheader(
        f"{counted(len(changes), one, more)} door mensen en formulieren",
        anchor=False,
    )
    about = f"etiketten gewijzigd door mensen en formulieren sinds run {since}"
    show_table(
        changes.assign(
            label=changes["label"].map(column),
            before=changes["before"].map(lambda value: VALUES.get(value, value)),
            after=changes["after"].map(lambda value: VALUES.get(value, value)),
        ).rename(columns={"label": "changed_label"}),
        "Etiketten gewijzigd",
        rows_footer(run, about, len(changes)),
    )
