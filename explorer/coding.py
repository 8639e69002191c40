"""What page Coderen reads: the desk of a run, what people said, and the order of a coder's queue.

Cached by the run and by what was said; nothing here writes or draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from explorer import data
from explorer.widgets.frame import Room
from pipeline.analysis.adapt import Floats
from pipeline.analysis.coding import (
    LABELS,
    Desk,
    Draw,
    Rows,
    doubt,
    lay_out,
    learn,
    n_open,
    ranked_order,
    sample_order,
    typical_score,
)
from pipeline.analysis.disagreement import form_disagreements
from pipeline.analysis.joined import distinct_labels
from pipeline.decisions import State
from pipeline.decisions.coders import coder
from pipeline.decisions.overlay import open_themes
from pipeline.decisions.queues import DOUBT, FORM, SAMPLE, THEME, TYPICAL
from pipeline.store import Run, RunStore

MOST_LEARNED = 400  # fragments; the next run learns from all of them
MOST_DOUBTFUL = 1000  # at once: the next word orders them anew
LAST = 20
Key = tuple[int, ...]
Place = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Table:
    """The fragments of a run by their id, the desk on which they lie, and what forms say.

    `source`: the folder of runs and the run.
    """

    source: Place
    fragments: pd.DataFrame
    desk: Desk
    disagreements: pd.DataFrame

    def row(self, fragment_id: str) -> dict[str, object]:
        """All that the run knows of a fragment."""
        (row,) = self.fragments.loc[[fragment_id]].to_dict("records")
        return {str(name): value for name, value in row.items()}


@dataclass(frozen=True)
class Choice:
    """What a coder chose to do."""

    queue: str
    labels: tuple[str, ...]
    theme_id: str = ""


@dataclass(frozen=True, eq=False)
class Learned:
    """The shares after what people said; how many are open, and how many the last twenty closed."""

    key: Key
    shares: Mapping[str, Floats]
    n_open: int
    n_closed: int


@st.cache_resource(show_spinner="De fragmenten worden klaargelegd…", max_entries=2)
def _read_table(rights: tuple[str, ...], processed: str, run_id: str) -> Table:
    if "read" not in rights:
        raise PermissionError(run_id)
    run = RunStore(Path(processed)).read(run_id)
    fragments, proposals, vectors = run.table("fragments"), run.table("proposals"), run.vectors()
    desk = lay_out(fragments, proposals, vectors.fragment_ids, vectors.values)
    found = form_disagreements(fragments, proposals)
    return Table((processed, run_id), fragments.set_index("fragment_id", drop=False), desk, found)


def read_table(room: Room, run: Run) -> Table:
    """The fragments of the published run, ready to be coded."""
    processed = room.settings.path(room.settings.paths.processed)
    return _read_table(room.viewer.rights, str(processed), run.run_id)


def read_themes(room: Room, run: Run, state: State) -> dict[str, str]:
    """The name of each theme by its id, in order of name."""
    processed = room.settings.path(room.settings.paths.processed)
    kept = data.read_table(room.viewer, processed, run.run_id, "themes")
    placements = data.read_placements(room.viewer, processed, run.run_id)
    themes = open_themes(kept, placements, state)
    names = distinct_labels(themes)
    return {str(key): str(names[key]) for key in names.sort_values().index}


Said = tuple[int, str, str, str]  # number, fragment id, label, value


def learn_from(table: Table, state: State, choice: Choice, below: float) -> Learned:
    """What the machine makes of the fragments after the newest words of people."""
    said = sorted(
        (decision.decision_id, fragment_id, label, decision.value)
        for (fragment_id, label), decision in state.labels.items()
        if label in LABELS and fragment_id in table.desk.row_of
    )
    last = set(list(dict.fromkeys(one[1] for one in reversed(said)))[:LAST])
    earlier = [one for one in said if one[1] not in last]
    now, then = (_learned(table, words, choice.labels, below) for words in (said, earlier))
    return replace(now, n_closed=then.n_open - now.n_open)


def _learned(table: Table, said: list[Said], labels: tuple[str, ...], below: float) -> Learned:
    row_of = table.desk.row_of
    rows = list(dict.fromkeys(row_of[one[1]] for one in reversed(said)))[:MOST_LEARNED]
    words: dict[str, dict[int, str]] = {label: {} for label in LABELS}
    for _, fragment_id, label, value in said:
        words[label][row_of[fragment_id]] = value
    key = tuple(one[0] for one in said)
    return _learn(table.source, key, labels, below, table, (rows, words))


@st.cache_resource(show_spinner=False, max_entries=32)
def _learn(
    source: Place,
    key: Key,
    labels: tuple[str, ...],
    below: float,
    _table: Table,
    _said: tuple[list[int], Mapping[str, Mapping[int, str]]],
) -> Learned:
    """Kept for the last words too: what twenty more of them closed is then known at once."""
    del source
    desk, (rows, words) = _table.desk, _said
    shares = learn(desk, words, rows)
    return Learned(key, shares, n_open(desk, shares, labels, below), 0)


@dataclass(frozen=True, eq=False)
class Order:
    """A coder's queue: ids in order, and which of them are for all coders."""

    ids: tuple[str, ...]
    for_all: frozenset[str]


def order_of(room: Room, table: Table, choice: Choice, learned: Learned) -> Order:
    """The queue in the order of this coder."""
    draw = Draw(room.settings.privacy.key, table.source[1], coder(room.viewer.name))
    key = learned.key if choice.queue == DOUBT else ()
    return _order(
        table.source, draw, choice, room.settings.explorer.double_share, key, table, learned
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def _order(
    source: Place,
    draw: Draw,
    choice: Choice,
    share: float,
    key: Key,
    _table: Table,
    _learned: Learned,
) -> Order:
    del source, key
    desk = _table.desk
    if choice.queue == SAMPLE:
        order, double = sample_order(desk.ids, draw, share)
        return Order(_ids(desk, order), frozenset(_ids(desk, double)))
    scores = _scores(_table, choice, _learned)
    ids = tuple(scores)
    ranked = ranked_order(ids, np.array(list(scores.values()), dtype=float), draw)
    return Order(tuple(ids[place] for place in ranked), frozenset())


def _ids(desk: Desk, rows: Rows) -> tuple[str, ...]:
    return tuple(desk.ids[row] for row in rows)


def _scores(table: Table, choice: Choice, learned: Learned) -> dict[str, float]:
    """How early each fragment of the queue comes, by its id."""
    desk = table.desk
    if choice.queue == FORM:
        found = table.disagreements
        mine = found[found["label"].isin(choice.labels)].drop_duplicates("fragment_id")
        return dict(zip(mine["fragment_id"].tolist(), mine["margin"].tolist(), strict=True))
    if choice.queue == THEME:
        rows = table.fragments[table.fragments["theme_id"] == choice.theme_id].sort_index()
        return dict(zip(rows["fragment_id"], rows["theme_probability"].tolist(), strict=True))
    if choice.queue == TYPICAL:
        first = next((label for label in choice.labels if label in desk.shares), "")
        return dict(zip(desk.ids, typical_score(desk, desk.shares, first), strict=True))
    scores = doubt(desk, learned.shares, choice.labels)
    most = np.argsort(-scores, kind="stable")[:MOST_DOUBTFUL]
    return {desk.ids[row]: float(scores[row]) for row in most if scores[row] > 0}
