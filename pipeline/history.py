"""What earlier runs published, as far as it binds this one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.decisions import Before, Decision, Kind, State
from pipeline.decisions.entry import NEW
from pipeline.errors import DecisionError, StoreError
from pipeline.ids import among
from pipeline.plan.fold import check_readable
from pipeline.schema import Assignments, LabelSource, MainThemes, Themes
from pipeline.store import Run, RunStore


@dataclass(frozen=True)
class Published:
    """The register of the previous published run, and where each fragment was put when it came.

    `used_ids`: ids that any run or decision ever used; none is given out again.
    """

    themes: pd.DataFrame
    main_themes: pd.DataFrame
    placements: pd.DataFrame
    used_ids: tuple[str, ...]


def before(previous: Run | None) -> Before:
    """The texts of the previous run, and where it found what people had judged."""
    if previous is None:
        return Before()
    ids, texts = (previous.column("fragments", name) for name in ("fragment_id", "text"))
    return Before(dict(zip(ids, texts, strict=True)), previous.moves())


def published_themes(
    previous: Run | None, store: RunStore, fragment_ids: pd.Series, state: State
) -> Published | None:
    """What the previous published run says of themes, and where each of these fragments was put.

    A fragment that was absent from the previous run, because its file was, comes back to the
    theme that an earlier run put it in. None before a run found themes: a run of a few notes
    has none yet but those that people made, and freezes nothing.
    """
    themes = previous.table("themes") if previous else Themes.empty()
    if previous is None or themes["by_hand"].all():
        return None
    placements = [_placed(previous)]
    missing = set(fragment_ids.tolist()) - set(placements[0]["fragment_id"].tolist())
    for run in _earlier_runs(previous, store):
        if not missing:
            break
        if missing.isdisjoint(run.column("fragments", "fragment_id")):
            continue
        found = _placed(run)
        found = found[among(found["fragment_id"].tolist(), missing)]
        known = found["theme_id"].isna() | found["theme_id"].isin(themes["theme_id"])
        placements.append(found[known])
        missing -= set(found["fragment_id"])
    return Published(
        themes=Themes.validate(themes),
        main_themes=MainThemes.validate(previous.table("main_themes")),
        placements=Assignments.validate(pd.concat(placements, ignore_index=True)),
        used_ids=tuple(sorted(used_ids(store) | state.named)),
    )


def _placed(run: Run) -> pd.DataFrame:
    """Where the run says that fragments were put; an older one also says what people had decided.

    What a person placed then is placed anew, under that word.
    """
    rows = run.placements()
    return rows[(rows["theme_source"] != LabelSource.PERSON).to_numpy(dtype=bool)]


def used_ids(store: RunStore) -> set[str]:
    """Every id of a theme or main theme in every run that can still be read."""
    used: set[str] = set()
    for run_id in store.run_ids():
        try:
            run = store.read(run_id)
            used |= set(run.column("themes", "theme_id"))
            used |= set(run.table("main_themes")["main_id"])
        except StoreError:
            continue
    return used


def fits_here(store: RunStore, made_here: Collection[str]) -> Callable[[Decision], None]:
    """A check of entries from elsewhere: they can be read, and no number of a run is made anew.

    `made_here`: those that people made here, which the import itself looks at. The check raises
    DecisionError.
    """
    taken = used_ids(store) - set(made_here)

    def check(decision: Decision) -> None:
        check_readable(decision)
        makes = decision.kind is Kind.THEME and decision.field == NEW
        if makes and decision.subject in taken:
            raise DecisionError(f"{decision.subject} is hier al een thema van een run")

    return check


def _earlier_runs(run: Run, store: RunStore) -> Iterator[Run]:
    """The runs that this one grew from, latest first, as far as they are still there."""
    known = set(store.run_ids())
    while (earlier := run.manifest.previous_run_id) in known:
        run = store.read(str(earlier))
        yield run
