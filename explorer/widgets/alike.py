"""Suggestions like those of a measure that do not lie with it yet."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.saving import may_write, save
from pipeline.analysis.words import counted
from pipeline.plan.evidence import ASKED, Support, refer
from pipeline.plan.measures import Measure
from pipeline.plan.record import add_evidence


def show_alike(view: PlanView, measure: Measure, found: Support) -> None:
    """On request, for it takes a moment: the others of each group that has a fragment here."""
    key = f"{state.MEASURE_FORM}{measure.measure_id}.lijkt"
    if not st.toggle("Zoek suggesties die hierop lijken", key=key):
        return
    with st.spinner("Even kijken wat op elkaar lijkt …"):
        asks = data.read_asks(view.room.viewer, view.source, ASKED, view.corpus)
    mine = found.fragment_ids
    others = [
        one
        for ask in asks
        if mine & set(ask.fragment_ids)
        for one in ask.fragment_ids
        if one not in mine
    ]
    joined = view.corpus.joined
    rows = joined[joined["fragment_id"].isin(others)]
    if rows.empty:
        st.caption("Er zijn geen andere suggesties die hierop lijken.")
        return
    for text in rows["text"]:
        st.markdown(f"- {plain(text)}")
    if may_write(view) and st.button(
        f"Leg {counted(len(rows), 'suggestie', 'suggesties')} erbij", key=f"{key}.leg"
    ):
        who, number, evidence = view.room.viewer.name, measure.measure_id, refer(rows, joined)
        save(view, measure, "lijkt", lambda log: add_evidence(log, who, number, evidence))
