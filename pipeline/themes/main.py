"""Main themes: a coarse layer over the themes, so that a room can look at eight things, not thirty.

Themes whose centres lie near each other come together (average linkage on cosines). Like a theme, a
main theme is only proposed, and stays once it was published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import fresh_ids
from pipeline.schema import MainThemes, ThemeStatus, Tokens
from pipeline.themes.discover import describe_topics
from pipeline.themes.features import Floats
from pipeline.themes.keywords import build_vocabulary, choose_keywords, write_label
from pipeline.themes.material import Material
from pipeline.themes.membership import centres_of
from pipeline.themes.standing import Standing

Labels = npt.NDArray[np.int64]

FEWEST_THEMES = 8  # fewer can be seen at a glance
THEMES_IN_ONE = 3.5  # themes in a main theme, on average


@dataclass(frozen=True)
class Hierarchy:
    """The main themes that runs proposed, and the one that each theme is under by its id."""

    main_themes: pd.DataFrame
    parents: Mapping[str, str]


def find_hierarchy(
    material: Material,
    features: Floats,
    tokens: DataFrame[Tokens],
    standing: Standing,
    before: Hierarchy,
    used: Sequence[str] = (),
) -> Hierarchy:
    """Main themes where there are none yet; else the nearest for each theme that is under none.

    `features`: (n_fragments, d) in the order of `material`; `used`: ids that are not given again.
    """
    if len(before.main_themes):
        parents = _joined(features, standing, before)
        return Hierarchy(before.main_themes, parents)
    sizes = np.bincount(standing.theme[standing.theme >= 0], minlength=len(standing.theme_ids))
    full = np.flatnonzero(sizes)
    if len(full) < FEWEST_THEMES:
        return before
    group = np.full(len(standing.theme_ids), -1)
    group[full] = _groups(centres_of(features, standing.theme, len(group))[full], sizes[full])
    rows = np.where(standing.theme >= 0, group[np.maximum(standing.theme, 0)], -1)
    ids = fresh_ids(int(group.max()) + 1, used, "H")
    parents = {
        theme_id: ids[place]
        for theme_id, place in zip(standing.theme_ids, group, strict=True)
        if place >= 0
    }
    return Hierarchy(_table(material, tokens, features, rows, ids), parents)


def _groups(centres: npt.NDArray[np.float64], sizes: Labels) -> Labels:
    """The group of each theme, 0 the one with most fragments."""
    from sklearn.cluster import AgglomerativeClustering

    n_groups = max(2, round(len(centres) / THEMES_IN_ONE))
    linked = AgglomerativeClustering(n_groups, metric="cosine", linkage="average")
    found = linked.fit_predict(centres)
    weight = np.bincount(found, weights=sizes)
    rank = np.empty(n_groups, np.int64)
    rank[np.argsort(-weight, kind="stable")] = np.arange(n_groups)
    return np.asarray(rank[found], np.int64)


def _joined(features: Floats, standing: Standing, before: Hierarchy) -> Mapping[str, str]:
    """The main theme of each theme; a new theme comes under the nearest."""
    known = before.main_themes.loc[
        before.main_themes["status"] != ThemeStatus.RETIRED, "main_id"
    ].tolist()
    if not known:
        return before.parents
    place = {main_id: number for number, main_id in enumerate(known)}
    under = [place.get(before.parents.get(one, ""), -1) for one in standing.theme_ids]
    group = np.asarray(under, np.int64)
    rows = np.where(standing.theme >= 0, group[np.maximum(standing.theme, 0)], -1)
    nearness = (
        centres_of(features, standing.theme, len(group)) @ centres_of(features, rows, len(known)).T
    )
    sizes = np.bincount(standing.theme[standing.theme >= 0], minlength=len(group))
    fresh = {
        theme_id: known[int(nearness[number].argmax())]
        for number, theme_id in enumerate(standing.theme_ids)
        if theme_id not in before.parents and sizes[number] and (rows >= 0).any()
    }
    return {**before.parents, **fresh}


def _table(
    material: Material,
    tokens: DataFrame[Tokens],
    features: Floats,
    group: Labels,
    ids: Sequence[str],
) -> pd.DataFrame:
    vocabulary = build_vocabulary(material.fragments, tokens)
    documents = [vocabulary.documents.get(each, "") for each in material.ids]
    words = describe_topics(documents, features, group)
    taken: list[str] = []
    rows = []
    for number, main_id in enumerate(ids):
        own = [documents[row] for row in np.flatnonzero(group == number)]
        keywords = choose_keywords(words.get(number, []), own, vocabulary)
        label = write_label(keywords, taken, vocabulary)
        taken.append(label)
        rows.append(
            {
                "main_id": main_id,
                "label": label,
                "proposed_label": label,
                "keywords": keywords,
                "status": ThemeStatus.PROPOSED.value,
                "by_hand": False,
                **dict.fromkeys(("n_themes", "n_fragments", "n_conversations", "n_uitdagers"), 0),
            }
        )
    return pd.DataFrame(rows, columns=list(MainThemes.to_schema().columns))
