"""Two runs of a store compared: what page Wijzigingen, its Word document and `genks runs` share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.changes_words import meeting_sentence
from pipeline.analysis.theme_changes import Comparison, RunThemes, compare_themes
from pipeline.compare import label_changes
from pipeline.decisions import Carried
from pipeline.errors import StoreError
from pipeline.schema import GivenLabels
from pipeline.store import Run, RunStore


@dataclass(frozen=True, eq=False)
class Changes:
    """What differs in a run from another.

    `labels`: `schema.LabelChanges`; `with_carried`: decisions that went along or lost their
    fragment are among them, which a run tells only of the run before it.
    """

    themes: Comparison
    labels: pd.DataFrame
    with_carried: bool

    @property
    def sentence(self) -> str:
        """What to say at the meeting."""
        return meeting_sentence(self.themes, len(self.labels))


def read_changes(store: RunStore, run_id: str, against: str) -> Changes:
    """How run `run_id` differs from run `against`.

    Raises:
        StoreError: one of the two cannot be read, or they are the same.
    """
    if run_id == against:
        raise StoreError(f"Run {run_id} met zichzelf vergelijken zegt niets. Kies een andere run.")
    now, before = store.read(run_id), store.read(against)
    lineage = ancestors(store, now)
    found = compare_themes(run_themes(before), run_themes(now), is_ancestor=against in lineage)
    is_next = now.manifest.previous_run_id == against
    labels = now.table("label_changes") if is_next else _labels(before, now)
    return Changes(found, labels, is_next)


def run_themes(run: Run) -> RunThemes:
    """The tables of a run that are compared."""
    fragments, conversations, themes = (
        run.table(name) for name in ("fragments", "conversations", "themes")
    )
    return RunThemes(run.manifest, fragments, conversations, themes, run.placements())


def run_before(store: RunStore, run: Run) -> str | None:
    """The run to compare with unless another is chosen.

    The one that it grew from where that is still there, else the last that is older; None where
    there is none.
    """
    known = store.run_ids()
    if run.manifest.previous_run_id in known:
        return run.manifest.previous_run_id
    older = [run_id for run_id in known if run_id < run.run_id]
    return older[-1] if older else None


def ancestors(store: RunStore, run: Run) -> list[str]:
    """The runs that this one grew from, the latest first, as far as they are still there."""
    known, found = set(store.run_ids()), []
    previous = run.manifest.previous_run_id
    while previous is not None:
        found.append(previous)
        previous = store.read(previous).manifest.previous_run_id if previous in known else None
    return found


def _labels(before: Run, now: Run) -> pd.DataFrame:
    nothing = Carried(GivenLabels.empty(), [], [])
    return label_changes(before.table("fragments"), now.table("fragments"), nothing)
