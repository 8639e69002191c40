"""What a measure rests on in a run: the fragments it leads to now, and how the evidence grew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.analysis.counts import Size, size_of
from pipeline.decisions import follow_theme, most_alike
from pipeline.ids import normalise
from pipeline.plan.measures import Evidence, FragmentRef, Plan, ThemeRef
from pipeline.schema import Category

ASKED = (str(Category.SUGGESTION),)
OFFERED = (str(Category.ACTION),)


@dataclass(frozen=True, eq=False)
class Support:
    """The fragments of a run behind a measure, in the order of the run.

    `grown`: how many more there are in its themes than when these were laid with it.
    `orphaned`: fragments that are gone from the run (verweesd); `lost_themes`: themes whose
    examples went separate ways or to no theme. Both stay in the log.
    """

    rows: pd.DataFrame
    size: Size
    grown: int
    theme_ids: tuple[str, ...]
    orphaned: tuple[FragmentRef, ...]
    lost_themes: tuple[ThemeRef, ...] = ()

    @property
    def fragment_ids(self) -> frozenset[str]:
        """The ids of the fragments."""
        return frozenset(self.rows["fragment_id"])


def support(
    evidence: Evidence, joined: pd.DataFrame, merged: Mapping[str, str] | None = None
) -> Support:
    """The evidence in this run; `joined` are all its fragments, not a selection.

    A fragment that a corrected delivery changed a little is found again by its text within its
    conversation; a theme is where its examples are now, or in the theme that took it (`merged`).
    """
    found, orphaned = _present(evidence.fragments, joined)
    now_of = themes_now(evidence.themes, joined, merged)
    then: dict[str, int] = {}
    for ref, now in now_of.items():
        if now is not None:
            then[now] = then.get(now, 0) + ref.n_fragments
    in_theme = joined["theme_id"].isin(list(then))
    rows = joined[joined["fragment_id"].isin(found) | in_theme]
    sizes = joined.loc[in_theme, "theme_id"].value_counts()
    grown = sum(max(0, int(sizes.get(key, 0)) - count) for key, count in then.items())
    lost = tuple(ref for ref, now in now_of.items() if now is None)
    return Support(rows, size_of(rows), grown, tuple(then), tuple(orphaned), lost)


def supports(
    plan: Plan, joined: pd.DataFrame, merged: Mapping[str, str] | None = None
) -> dict[str, Support]:
    """The support of each measure, by its id."""
    return {one.measure_id: support(one.evidence, joined, merged) for one in plan.measures}


def taken_up(found: Mapping[str, Support]) -> dict[str, tuple[str, ...]]:
    """The measures that each fragment is evidence of, by fragment id."""
    measures: dict[str, list[str]] = {}
    for measure_id, one in found.items():
        for fragment_id in one.fragment_ids:
            measures.setdefault(fragment_id, []).append(measure_id)
    return {fragment_id: tuple(ids) for fragment_id, ids in measures.items()}


def not_taken_up(
    joined: pd.DataFrame, taken: Collection[str], categories: Iterable[str] = ASKED
) -> pd.DataFrame:
    """The fragments of these soorten that no measure takes up."""
    wanted = joined["category"].isin(list(categories))
    return joined[wanted & ~joined["fragment_id"].isin(list(taken))]


def refer(rows: pd.DataFrame, joined: pd.DataFrame) -> Evidence:
    """These fragments of the run as evidence."""
    beside = joined[joined["conversation_id"].isin(rows["conversation_id"])]
    sittings = beside.groupby("conversation_id")["fragment_id"].agg(tuple)
    columns = ("fragment_id", "conversation_id", "text")
    return Evidence(
        fragments=tuple(
            FragmentRef(name, sitting, text, tuple(one for one in sittings[sitting] if one != name))
            for name, sitting, text in zip(*(rows[name] for name in columns), strict=True)
        )
    )


def seen_again(
    evidence: Evidence, joined: pd.DataFrame, merged: Mapping[str, str] | None = None
) -> Evidence:
    """The same themes with the size that they have now: what grew was seen."""
    sizes = joined["theme_id"].value_counts()
    now_of = themes_now(evidence.themes, joined, merged)
    return Evidence(
        themes=tuple(
            replace(ref, n_fragments=int(sizes.get(now, 0))) for ref, now in now_of.items() if now
        )
    )


def refer_theme(theme_id: str, examples: Iterable[str], joined: pd.DataFrame) -> Evidence:
    """This theme as evidence, with its size in the run."""
    n_fragments = int((joined["theme_id"] == theme_id).sum())
    return Evidence(themes=(ThemeRef(theme_id, n_fragments, tuple(examples)),))


def _present(
    fragments: Iterable[FragmentRef], joined: pd.DataFrame
) -> tuple[list[str], list[FragmentRef]]:
    known = set(joined["fragment_id"])
    found, orphaned = [], []
    for one in fragments:
        now: str | None = one.fragment_id
        if one.fragment_id not in known:
            mine = joined[
                (joined["conversation_id"] == one.conversation_id)
                & ~joined["fragment_id"].isin(list(one.siblings))
            ]
            candidates = zip(mine["fragment_id"], mine["text"].map(normalise), strict=True)
            now = most_alike(one.text, candidates)
        if now is None:
            orphaned.append(one)
        else:
            found.append(now)
    return found, orphaned


def themes_now(
    themes: Iterable[ThemeRef], joined: pd.DataFrame, merged: Mapping[str, str] | None = None
) -> dict[ThemeRef, str | None]:
    """The theme that each reference leads to in this run; None where it fell apart.

    `merged`: theme -> the theme that has its fragments now, for one without examples.
    """
    examples = {example for theme in themes for example in theme.examples}
    rows = joined.loc[joined["fragment_id"].isin(examples), ["fragment_id", "theme_id"]]
    theme_of = {
        str(key): None if pd.isna(theme) else str(theme)
        for key, theme in zip(rows["fragment_id"], rows["theme_id"], strict=True)
    }
    now_of: dict[ThemeRef, str | None] = {}
    for one in themes:
        here = follow_theme(one.theme_id, one.examples, theme_of)
        now_of[one] = (merged or {}).get(here, here) if here else None
    return now_of
