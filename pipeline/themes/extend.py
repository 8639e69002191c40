"""A later run: what was published stays; new fragments join a theme, found a new one, or wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import among, normalise
from pipeline.schema import Assignments, LabelSource, Themes, Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.features import Floats
from pipeline.themes.guide import Guide, guide_of
from pipeline.themes.guided import learn_guided
from pipeline.themes.layout import lay_out, place_beside
from pipeline.themes.material import Material
from pipeline.themes.membership import Membership, learn_membership
from pipeline.themes.propose import Used, propose_themes
from pipeline.themes.published import PublishedThemes
from pipeline.themes.register import assignment_rows, is_open, proposed_rows
from pipeline.themes.rest import propose_from_rest, room_for_themes

Labels = npt.NDArray[np.int64]

MOST_TO_LEARN_FROM = 4_000
ALL_OF_SMALL = 40  # fragments of a theme that are learned from however large the material is
NEW, OTHER = -1, -2


def extend_register(
    material: Material,
    tokens: DataFrame[Tokens],
    previous: PublishedThemes,
    assignments: DataFrame[Assignments],
    options: ThemeOptions,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The register with new proposals, and assignments in order of fragment id.

    `assignments`: where fragments of the `previous` run stand. Large material is learned from in
    part: four thousand fragments say where a theme lies as well as all do, as long as each theme is
    among them, and all that people placed.
    """
    present, published_ids = material.ids, assignments["fragment_id"].tolist()
    kept = assignments[among(published_ids, present)]
    is_new = ~among(present, published_ids)
    if not is_new.any():
        return previous.themes, _in_order(kept)
    known = np.flatnonzero(~is_new)
    standing = kept.set_index("fragment_id").loc[[present[row] for row in known]]
    known = known[_to_learn_from(standing)]
    part = material.part(np.concatenate([known, np.flatnonzero(is_new)]))
    published = kept.set_index("fragment_id").loc[part.ids[: len(known)]]
    n_texts = len(set(map(normalise, material.fragments["text"])))
    register, fresh = _decide(part, tokens, previous, published, options, n_texts)
    return register, _in_order(pd.concat([kept, fresh], ignore_index=True))


def _to_learn_from(standing: pd.DataFrame) -> Labels:
    """Rows to learn from, in order: every theme and Overig in proportion, small ones whole."""
    share = min(1.0, MOST_TO_LEARN_FROM / max(len(standing), 1))
    chosen = [np.flatnonzero(standing["theme_source"] == LabelSource.PERSON)]
    names = standing["theme_id"].fillna("").to_numpy(dtype=np.str_)
    for name in np.unique(names):
        rows = np.flatnonzero(names == name)
        n_rows = max(round(share * len(rows)), min(len(rows), ALL_OF_SMALL))
        chosen.append(rows[np.linspace(0, len(rows) - 1, n_rows).astype(np.int64)])
    return np.unique(np.concatenate(chosen))


def _decide(
    part: Material,
    tokens: DataFrame[Tokens],
    previous: PublishedThemes,
    published: pd.DataFrame,
    options: ThemeOptions,
    n_texts: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The register, and rows for the fragments of `part` that come after those of `published`.

    `n_texts`: distinct ones in all of the material, of which `part` holds what is learned from.
    """
    n_known = len(published)
    themes, features = previous.themes, part.features()
    open_ids = _open_themes(themes, published, previous.words)
    guide = guide_of(part, published, open_ids, previous.words)
    placed, probability = _map_to_known(part, features, published, open_ids, guide, options)
    used = Used([*themes["theme_id"], *previous.used_ids], themes["label"].tolist())
    if open_ids:
        n_open = int(is_open(themes).sum())
        used = replace(used, room=room_for_themes(n_texts, n_open, options))
        found = propose_from_rest(part, features, placed, tokens, options, used)
        new_theme, new_ids = found.theme[n_known:], found.theme_ids()[n_known:]
        cluster, sure = found.cluster[n_known:], found.probability[n_known:]
    else:
        alone = part.part(np.arange(n_known, len(features)))
        found = propose_themes(alone, features[n_known:], tokens, options, None, used)
        new_theme, new_ids = found.theme, found.theme_ids()
        cluster, sure = found.cluster, found.probability
    of_new = placed[n_known:]
    theme_ids = [
        open_ids[index] if index >= 0 else new for index, new in zip(of_new, new_ids, strict=True)
    ]
    probability = np.where(new_theme >= 0, sure, probability[n_known:])
    places = _places(part, features, published, np.where(new_theme >= 0, new_theme, -1))
    fresh = assignment_rows(part.ids[n_known:], theme_ids, probability, cluster, places)
    return _joined(themes, proposed_rows(found.themes)), fresh


def _open_themes(
    themes: DataFrame[Themes], published: pd.DataFrame, words: Mapping[str, str]
) -> list[str]:
    """Themes that can take new fragments: not closed, and with a fragment or words to go by."""
    live = themes.loc[is_open(themes), "theme_id"]
    return sorted(
        set(live) & {*published["theme_id"].dropna(), *(key for key, said in words.items() if said)}
    )


def _map_to_known(
    part: Material,
    features: Floats,
    published: pd.DataFrame,
    open_ids: list[str],
    guide: Guide,
    options: ThemeOptions,
) -> tuple[Labels, npt.NDArray[np.float64]]:
    """Index in `open_ids` of each row's theme, else OTHER or NEW; and the probability.

    Where people confirmed fragments of a theme or gave words for one, those say which theme it is,
    unless nearness to the themes is surer; whether it is in one at all, nearness says.
    """
    n_known = len(published)
    placed = np.full(len(features), NEW)
    probability = np.zeros(len(features))
    index = {theme_id: number for number, theme_id in enumerate(open_ids)}
    placed[:n_known] = [index.get(each, OTHER) for each in published["theme_id"]]
    if not open_ids:
        return placed, probability
    labels = np.maximum(placed, -1)
    labels[n_known:] = [guide.by_words.get(each, -1) for each in part.ids[n_known:]]
    seen = (np.arange(len(labels)) < n_known) | (labels >= 0)
    model = learn_membership(features[seen], labels[seen], len(open_ids))
    judged = model.judge(features[n_known:])
    if guide.speaks:
        asked = learn_guided(part, None, guide.confirmed, len(open_ids), guide.placed)
        best, sure = asked.best[n_known:], asked.probability[n_known:]
        sure = (sure * model.belongs(features[n_known:])).round(4)
        is_surer = sure >= judged.probability
        judged = Membership(
            np.where(is_surer, best, judged.best), np.maximum(sure, judged.probability)
        )
    is_sure = judged.probability >= options.assign_above
    placed[n_known:] = np.where(is_sure, judged.best, NEW)
    probability[n_known:] = judged.probability
    return placed, probability


def _places(
    part: Material, features: Floats, published: pd.DataFrame, new_theme: Labels
) -> npt.NDArray[np.float64]:
    """Beside the nearest published fragments; where there are hardly any, on a map of their own."""
    n_known = len(published)
    ids = part.ids[n_known:]
    if n_known < len(ids) / 10:
        return lay_out(ids, features[n_known:], new_theme, part.seed)
    known_places = published[["x", "y"]].to_numpy(dtype=float)
    return place_beside(ids, features[n_known:], features[:n_known], known_places)


def _joined(themes: DataFrame[Themes], new: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([themes, new], ignore_index=True) if len(new) else themes


def _in_order(assignments: pd.DataFrame) -> pd.DataFrame:
    return assignments.sort_values("fragment_id", kind="stable").reset_index(drop=True)
