"""A run as people see it now, with the plan that rests on it: what exports of the plan read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import Provenance, provenance
from pipeline.analysis.joined import join_fragments
from pipeline.decisions import Decision, fold
from pipeline.decisions.overlay import as_seen
from pipeline.plan.evidence import Support, supports
from pipeline.plan.fold import plan_of
from pipeline.plan.measures import Plan
from pipeline.schema import Manifest
from pipeline.store import Run


@dataclass(frozen=True, eq=False)
class Material:
    """`joined`: all fragments (`analysis.joined`) under the labels and names that people gave.

    `found`: what each measure of the plan rests on, by its id.
    """

    manifest: Manifest
    joined: pd.DataFrame
    themes: pd.DataFrame
    conversations: pd.DataFrame
    plan: Plan
    found: Mapping[str, Support]

    @property
    def source(self) -> Provenance:
        """Where the figures come from."""
        return provenance(self.manifest, size_of(self.joined))


def read_material(run: Run, decisions: Sequence[Decision], review_below: float) -> Material:
    """The published run under all decisions.

    Raises:
        StoreError: a table of the run cannot be read.
    """
    state = fold(decisions, run.moves())
    seen = as_seen(run.placed_tables(), state)
    conversations = run.table("conversations")
    joined = join_fragments(
        seen.fragments,
        conversations,
        run.table("profiles"),
        seen.themes,
        review_below,
    )
    plan = plan_of(decisions)
    found = supports(plan, joined, seen.register.merged)
    return Material(run.manifest, joined, seen.themes, conversations, plan, found)
