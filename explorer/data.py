"""The cached readers. Each takes a `Viewer`: who looks, and with which rights.

Caches are keyed by the folder of runs, the run id and the number of the last decision, so that a
new run or a correction is seen at once. What is cached is shared and never changed in place.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pipeline.analysis.filters import Filter, apply
from pipeline.analysis.joined import distinct_labels, join_fragments
from pipeline.analysis.questions import Answer, answer_questions
from pipeline.analysis.vocabulary import Vocabulary, read_vocabulary, words_per_fragment
from pipeline.decisions import Decision, State, fold, log_of
from pipeline.decisions.overlay import as_seen
from pipeline.decisions.register import CLOSED, Register
from pipeline.export.projector import to_projector
from pipeline.plan.asks import Ask, group_asks
from pipeline.plan.deck import Deck
from pipeline.plan.evidence import Support, supports
from pipeline.plan.fold import last_outside_plan
from pipeline.plan.material import Material
from pipeline.plan.measures import Plan
from pipeline.plan.overview import stories
from pipeline.plan.story import Story
from pipeline.plan.telling import first_telling
from pipeline.schema import Manifest
from pipeline.search import read_words, search
from pipeline.settings import Campaign, Settings, load_settings
from pipeline.store import Run, RunStore
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALL_RIGHTS = ("read", "decide", "run")


@dataclass(frozen=True)
class Viewer:
    """Who looks. On one's own machine: a name typed in the sidebar, and all rights."""

    name: str = ""
    rights: tuple[str, ...] = ALL_RIGHTS


def _rights(viewer: Viewer) -> tuple[str, ...]:
    return viewer.rights


# Two people with the same rights see the same: the name is no part of the key of a cache.
BY_RIGHTS: dict[str | type[Any], Callable[[Any], Any]] = {Viewer: _rights}  # as Streamlit asks


@dataclass(frozen=True)
class Source:
    """Which state of the material is read; equal sources give equal answers."""

    processed: Path
    run_id: str
    last_decision: int


@dataclass(frozen=True)
class Corpus:
    """A run as people see it now: its fragments joined, with decisions laid over them."""

    joined: pd.DataFrame
    themes: pd.DataFrame
    main_themes: pd.DataFrame
    register: Register

    @property
    def theme_names(self) -> dict[str, str]:
        """The name of each theme id."""
        return {str(name): label for name, label in distinct_labels(self.themes).items()}

    @property
    def open_names(self) -> dict[str, str]:
        """The same of the themes that can have fragments: not retired, not merged."""
        closed = self.themes["status"].isin(CLOSED)
        is_open = set(self.themes.loc[~closed, "theme_id"])
        return {key: name for key, name in self.theme_names.items() if key in is_open}


@dataclass(frozen=True, eq=False)
class Telling:
    """What is told first: its slides, and the page that shows them on a projector."""

    deck: Deck
    page: str


def read_settings() -> Settings:
    """The settings of GENKS_SETTINGS, else of the nearest genks.toml.

    Raises:
        SettingsError: naming what is wrong.
    """
    file = os.environ.get("GENKS_SETTINGS")
    return load_settings(Path(file) if file else None)


def store_of(settings: Settings) -> RunStore:
    """The folder of runs of these settings."""
    return RunStore(settings.path(settings.paths.processed))


def read_decisions(viewer: Viewer, settings: Settings) -> list[Decision]:
    """All entries of the log, oldest first."""
    return log_of(settings).read() if "read" in viewer.rights else []


def current_run(viewer: Viewer, settings: Settings) -> Run | None:
    """The published run, or None before the first.

    Raises:
        StoreError: the folder is damaged.
    """
    return store_of(settings).current() if "read" in viewer.rights else None


def source_of(run: Run, decisions: list[Decision], processed: Path) -> Source:
    """The state of the material after these decisions; those of the plan leave it as it is."""
    return Source(processed, run.run_id, last_outside_plan(decisions))


@st.cache_data(show_spinner=False, max_entries=40, hash_funcs=BY_RIGHTS)
def read_table(viewer: Viewer, processed: Path, run_id: str, name: str) -> pd.DataFrame:
    """A table of a run as it was published."""
    _may_read(viewer)
    return RunStore(processed).read(run_id).table(name)


@st.cache_data(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def read_placements(viewer: Viewer, processed: Path, run_id: str) -> pd.DataFrame:
    """Where each fragment of a run was put when it first came."""
    _may_read(viewer)
    return RunStore(processed).read(run_id).placements()


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def read_corpus(viewer: Viewer, source: Source, _state: State) -> Corpus:
    """The fragments with all that is known of them, as people see them now."""
    tables = {
        name: read_table(viewer, source.processed, source.run_id, name)
        for name in ("fragments", "conversations", "profiles", "themes", "main_themes")
    }
    tables["placements"] = read_placements(viewer, source.processed, source.run_id)
    manifest = read_manifest(viewer, source.processed, source.run_id)
    seen = as_seen(tables, _state)
    joined = join_fragments(
        seen.fragments,
        tables["conversations"],
        tables["profiles"],
        seen.themes,
        review_below(manifest),
    )
    return Corpus(joined, seen.themes, seen.main_themes, seen.register)


@st.cache_resource(show_spinner=False, max_entries=24, hash_funcs=BY_RIGHTS)
def select(viewer: Viewer, source: Source, _corpus: Corpus, chosen: Filter) -> pd.DataFrame:
    """The fragments that pass the filter; where it has a text, the best match first."""
    _may_read(viewer)
    found = None
    if chosen.text.strip():
        found = search(RunStore(source.processed).read(source.run_id).search_path, chosen.text)
    return apply(_corpus.joined, chosen, found)


@st.cache_resource(show_spinner=False, max_entries=12, hash_funcs=BY_RIGHTS)
def read_answers(
    viewer: Viewer, source: Source, chosen: Filter, _selected: pd.DataFrame, _themes: pd.DataFrame
) -> tuple[Answer, ...]:
    """The six questions answered by the fragments that pass the filter."""
    del source, chosen  # the key of the cache
    _may_read(viewer)
    return answer_questions(_selected, _themes)


@st.cache_data(show_spinner=False, max_entries=8, hash_funcs=BY_RIGHTS)
def read_manifest(viewer: Viewer, processed: Path, run_id: str) -> Manifest:
    """The record of a run."""
    _may_read(viewer)
    return RunStore(processed).read(run_id).manifest


def review_below(manifest: Manifest) -> float:
    """The probability under which a label is *te bekijken*, as the run was made."""
    section = manifest.settings.get("categorise")
    value = section.get("review_below") if isinstance(section, dict) else None
    return float(value) if isinstance(value, int | float) else 0.6


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_RIGHTS)
def read_supports(
    viewer: Viewer, source: Source, seen: int, _corpus: Corpus, _plan: Plan
) -> dict[str, Support]:
    """What each measure rests on after decision `seen`, by the id of the measure."""
    del source, seen  # the key of the cache
    _may_read(viewer)
    return supports(_plan, _corpus.joined, _corpus.register.merged)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_RIGHTS)
def read_asks(
    viewer: Viewer, source: Source, categories: tuple[str, ...], _corpus: Corpus
) -> list[Ask]:
    """The fragments of these soorten, those that are alike together."""
    _may_read(viewer)
    rows = _corpus.joined[_corpus.joined["category"].isin(categories)]
    vectors = RunStore(source.processed).read(source.run_id).vectors()
    return group_asks(rows, vectors.of(rows["fragment_id"]))


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def read_stories(
    viewer: Viewer, source: Source, seen: int, _material: Material
) -> dict[str, Story]:
    """Each measure told as it stands after decision `seen`, by its id."""
    del source, seen  # the key of the cache
    _may_read(viewer)
    return {story.measure.measure_id: story for story in stories(_material)}


@st.cache_resource(show_spinner=False, max_entries=6, hash_funcs={**BY_RIGHTS, Campaign: repr})
def read_telling(
    viewer: Viewer,
    source: Source,
    campaign: Campaign,
    left_out: tuple[str, ...],
    _material: Material,
) -> Telling:
    """The first telling from this material, without the quotes of `left_out`."""
    del source  # the key of the cache
    _may_read(viewer)
    deck = first_telling(_material, campaign, left_out)
    return Telling(deck, to_projector(deck).decode())


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a run: where they stand, their lemmas, and how many each fragment has."""

    index: WordIndex
    vocabulary: Vocabulary
    n_words: NDArray[np.int64]


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_RIGHTS)
def read_run_words(viewer: Viewer, processed: Path, run_id: str) -> Words | None:
    """The words of a run; None where it is of before runs kept them."""
    _may_read(viewer)
    index = read_words(RunStore(processed).read(run_id).search_path)
    if index is None:
        return None
    vocabulary = read_vocabulary(index)
    return Words(index, vocabulary, words_per_fragment(index, vocabulary))


@dataclass(frozen=True, eq=False)
class Closeness:
    """Sentence vectors made ready to be compared, (n_fragments, n_dimensions), with their ids."""

    fragment_ids: list[str]
    values: NDArray[np.float32]


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_RIGHTS)
def read_vectors(viewer: Viewer, processed: Path, run_id: str) -> Closeness:
    """The sentence vectors of a run."""
    _may_read(viewer)
    kept = RunStore(processed).read(run_id).vectors()
    return Closeness(kept.fragment_ids, kept.of(kept.fragment_ids).astype("float32"))


def state_of(decisions: list[Decision], run: Run | None = None) -> State:
    """What holds now, at the fragments where this run has what people judged."""
    return fold(decisions, _read_moves(run.folder, run) if run else None)


@st.cache_resource(show_spinner=False, max_entries=8)
def _read_moves(folder: Path, _run: Run) -> dict[str, str]:
    del folder  # the key of the cache
    return _run.moves()


def _may_read(viewer: Viewer) -> None:
    if "read" not in viewer.rights:
        raise PermissionError(viewer.name)
