"""What the pages of the plan have: the measures, what they rest on, and the head of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from explorer import data
from explorer.data import Corpus, Source
from explorer.widgets.figures import count_cell, show_figures
from explorer.widgets.frame import Room, need_run
from explorer.widgets.plain import plain
from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.words import counted, number
from pipeline.errors import GenksError
from pipeline.plan.evidence import Support, not_taken_up, taken_up
from pipeline.plan.fold import plan_of
from pipeline.plan.material import Material
from pipeline.plan.measures import Plan
from pipeline.schema import Manifest, MeasureStatus


@dataclass(frozen=True, eq=False)
class PlanView:
    """`seen`: the last decision that this view knows of."""

    room: Room
    source: Source
    corpus: Corpus
    material: Material
    seen: int

    @property
    def manifest(self) -> Manifest:
        """The record of the run."""
        return self.material.manifest

    @property
    def plan(self) -> Plan:
        """All measures."""
        return self.material.plan

    @property
    def found(self) -> Mapping[str, Support]:
        """What each measure rests on."""
        return self.material.found


def look_at_plan(room: Room) -> PlanView:
    """The run and the plan as they stand; stops the page with the reason when there is no run."""
    run = need_run(room)
    source = data.source_of(run, room.decisions, room.settings.path(room.settings.paths.processed))
    seen = room.decisions[-1].decision_id if room.decisions else 0
    try:
        with st.spinner("Het plan wordt geopend…"):
            corpus = data.read_corpus(room.viewer, source, data.state_of(room.decisions, run))
            plan = plan_of(room.decisions)
            found = data.read_supports(room.viewer, source, seen, corpus, plan)
    except GenksError as error:
        st.error(plain(error), icon=":material/error:")
        st.stop()
    conversations = data.read_table(room.viewer, source.processed, source.run_id, "conversations")
    material = Material(run.manifest, corpus.joined, corpus.themes, conversations, plan, found)
    return PlanView(room, source, corpus, material, seen)


def plan_head(view: PlanView) -> None:
    """The question of the page, and how far the plan is."""
    st.title("Wat gaan we doen, en wie doet het?", anchor=False)
    mark = f' <span class="genks-fictional">{FICTIONAL}</span>' if view.manifest.fictional else ""
    line = "Van wat mensen zeiden naar maatregelen, met een antwoord van wie ze kan uitvoeren."
    st.html(f'<p class="genks-line">{line}{mark}</p>')
    measures = view.plan.measures
    if not measures:
        return
    under_way = (MeasureStatus.ACCEPTED, MeasureStatus.RUNNING)
    asked = view.corpus.joined["category"] == "suggestie"
    left = len(not_taken_up(view.corpus.joined, taken_up(view.found)))
    show_figures(
        [
            count_cell(len(measures), "maatregel", "maatregelen"),
            count_cell(len(view.plan.waiting), "wacht op antwoord", "wachten op antwoord"),
            (number(sum(one.status in under_way for one in measures)), "aanvaard of bezig"),
            (number(sum(one.status is MeasureStatus.DONE for one in measures)), "gedaan"),
            (number(left), f"van {number(int(asked.sum()))} suggesties nog in geen maatregel"),
        ]
    )


def counted_measures(count: int) -> str:
    """1 maatregel, 3 maatregelen."""
    return counted(count, "maatregel", "maatregelen")
