"""What earlier runs published, as far as it binds this one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from pipeline.decisions import Before, State, follow_names
from pipeline.decisions.log import THEME, THEME_ID
from pipeline.errors import StoreError
from pipeline.ids import among
from pipeline.schema import Assignments, LabelSource, Themes
from pipeline.store import Run, RunStore
from pipeline.themes import PublishedThemes

_COLUMNS = list(Assignments.to_schema().columns)


def before(previous: Run | None) -> Before:
    """The texts of the previous run, and where it found what people had judged."""
    if previous is None:
        return Before()
    ids, texts = (previous.column("fragments", name) for name in ("fragment_id", "text"))
    return Before(dict(zip(ids, texts, strict=True)), previous.moves())


def published_themes(
    previous: Run | None,
    store: RunStore,
    fragment_ids: pd.Series,
    state: State,
    by_people: Collection[str] = (),
) -> PublishedThemes | None:
    """The register of the previous published run, and the theme that each fragment last had.

    A fragment that was absent from the previous run, because its file was, comes back to the
    theme that an earlier run published; so does one that a person had placed and that is not among
    `by_people` now, because the word was taken back. None before the first themes: a run of a few
    notes has none yet, and freezes nothing.
    """
    if previous is None or previous.table("themes").empty:
        return None
    themes = Themes.validate(previous.table("themes"))
    assignments = [_standing(previous.table("fragments")[_COLUMNS], by_people)]
    missing = set(fragment_ids.tolist()) - set(assignments[0]["fragment_id"].tolist())
    for run in _earlier_runs(previous, store):
        if not missing:
            break
        found = _standing(_assignments_of(run, missing), by_people)
        known = found["theme_id"].isna() | found["theme_id"].isin(themes["theme_id"])
        assignments.append(found[known])
        missing -= set(found["fragment_id"])
    return PublishedThemes(
        themes=themes,
        assignments=Assignments.validate(pd.concat(assignments, ignore_index=True)),
        used_ids=tuple(sorted({*_used_ids(store), *ids_in_words_of_people(state)})),
    )


def ids_in_words_of_people(state: State) -> list[str]:
    """The ids of themes that people named or gave to a fragment: none of them is given out anew."""
    given = {said.value for (_, label), said in state.labels.items() if label == THEME}
    return sorted(one for one in given | set(state.theme_names) if THEME_ID.fullmatch(one))


def _standing(assignments: pd.DataFrame, by_people: Collection[str]) -> pd.DataFrame:
    """Without those that a person gave and took back."""
    by_person = (assignments["theme_source"] == LabelSource.PERSON).to_numpy()
    return assignments[~by_person | among(assignments["fragment_id"].tolist(), by_people)]


def names_of_themes(state: State, assignments: pd.DataFrame) -> dict[str, str]:
    """The names that people gave, by the id of the theme that they are about here."""
    ids, themes = assignments["fragment_id"], assignments["theme_id"]
    pairs = zip(ids.tolist(), themes.tolist(), strict=True)
    return follow_names(state, {key: None if pd.isna(theme) else theme for key, theme in pairs})


def _earlier_runs(run: Run, store: RunStore) -> Iterator[Run]:
    """The runs that this one grew from, latest first, as far as they are still there."""
    known = set(store.run_ids())
    while (earlier := run.manifest.previous_run_id) in known:
        run = store.read(str(earlier))
        yield run


def _assignments_of(run: Run, fragment_ids: set[str]) -> pd.DataFrame:
    if fragment_ids.isdisjoint(run.column("fragments", "fragment_id")):
        return Assignments.empty()
    table = run.table("fragments")
    return table.loc[table["fragment_id"].isin(fragment_ids), _COLUMNS]


def _used_ids(store: RunStore) -> set[str]:
    """Every theme id of every run that can still be read."""
    used: set[str] = set()
    for run_id in store.run_ids():
        try:
            used |= set(store.read(run_id).column("themes", "theme_id"))
        except StoreError:
            continue
    return used
