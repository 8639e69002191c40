"""New themes in what fits nowhere: of a later run, and to propose from Overig."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pandera.typing import DataFrame

from pipeline.schema import Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.discover import describe_topics
from pipeline.themes.features import Floats
from pipeline.themes.keywords import build_vocabulary, choose_keywords
from pipeline.themes.material import Material
from pipeline.themes.membership import learn_membership
from pipeline.themes.propose import (
    Proposals,
    Used,
    by_size,
    members_of,
    new_themes,
    number_of_themes,
)

Labels = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MOST_TEXTS = 3_000  # to look for groups in: each is set beside each
LEAST_ROOM = 6  # new themes that a later run may always bring
TIGHT_ENOUGH = 0.8  # of the known themes' tightness: a young group is looser than an old one
USUAL_TIGHTNESS = 0.08  # of the themes in the example: where those here are no measure


def room_for_themes(n_texts: int, n_open: int, options: ThemeOptions) -> int:
    """How many themes may come beside `n_open`: as many as a first run would give, or a few more.

    Who grows tenfold at once is not given a hundred themes to look at.
    """
    return max(number_of_themes(n_texts, options) - n_open, LEAST_ROOM)


def propose_from_rest(
    material: Material,
    features: Floats,
    placed: Labels,
    tokens: DataFrame[Tokens],
    options: ThemeOptions,
    used: Used,
) -> Proposals:
    """Themes of the fragments that fit nowhere, where enough of them belong together.

    `placed`: (n_fragments,) the known theme's index, -1 fits nowhere and is new, -2 is Overig of
    an earlier run and stays out of it. A group counts when it is nearly as tight as the known
    themes are at the median; `used` says how many may come, the largest first. Where much fits
    nowhere a part is looked at, and of the others those join that surely belong to a group.
    """
    rest = np.flatnonzero(placed == -1)
    nowhere = np.full(len(features), -1)
    nothing = Proposals([], nowhere, nowhere, np.zeros(len(features)))
    if len(rest) < options.min_size:
        return nothing
    enough = TIGHT_ENOUGH * _typical(features, placed)
    groups, looked = tight_groups(material.part(rest), features[rest], enough, options)
    cluster = nowhere.copy()
    cluster[rest], order = by_size(groups, options.min_size)
    if not order:
        return nothing
    beside = rest[~looked]
    learn = np.setdiff1d(np.arange(len(features)), beside)
    vocabulary = build_vocabulary(material.part(learn).fragments, tokens)
    documents = [vocabulary.documents.get(each, "") for each in material.ids]
    # The known themes take part as background: a word says something when others lack it.
    background = np.where(placed >= 0, placed + len(order), cluster)
    spoken = [documents[row] for row in learn]
    found = describe_topics(spoken, features[learn], background[learn])
    words = [
        choose_keywords(found.get(new, []), members_of(documents, cluster == new), vocabulary)
        for new in range(len(order))
    ]
    cluster, kept = _only_worded(cluster, words, used.room)
    if not kept:
        return nothing
    together = np.where(placed >= 0, placed + len(kept), cluster)
    model = learn_membership(features[learn], together[learn], int(together.max()) + 1)
    judged = model.judge(features)
    joins = (judged.best < len(kept)) & (judged.probability >= options.assign_above)
    theme = cluster.copy()
    theme[beside[joins[beside]]] = judged.best[beside[joins[beside]]]
    themes = new_themes(material, features, theme, kept, vocabulary, used)
    is_nearest = (theme >= 0) & (judged.best == theme)
    return Proposals(themes, theme, cluster, np.where(is_nearest, judged.probability, 0.0))


def _only_worded(
    cluster: Labels, words: Sequence[list[str]], most: int
) -> tuple[Labels, list[tuple[list[str], float | None]]]:
    """At most so many groups that share words, renumbered, and their words.

    One without is a chance likeness of sentences.
    """
    kept = [group for group, keywords in enumerate(words) if keywords][:most]
    rank = {group: number for number, group in enumerate(kept)}
    renumbered = np.asarray([rank.get(int(each), -1) for each in cluster], np.int64)
    return renumbered, [(words[group], None) for group in kept]


def _typical(features: Floats, placed: Labels) -> float:
    names = np.unique(placed[placed >= 0])
    return usual_tightness([tightness(features[placed == name]) for name in names])


def usual_tightness(of_themes: Sequence[float] | npt.NDArray[np.float64]) -> float:
    """The median over themes of how near their fragments are to one another (cosine).

    A theme of one fragment, or of fragments that have nothing in common, is no measure.
    """
    tight = [one for one in of_themes if one > 0]
    return float(np.median(tight)) if tight else USUAL_TIGHTNESS


def tightness(rows: Floats) -> float:
    """The mean cosine of pairs of distinct rows, all of unit length."""
    n_rows = len(rows)
    if n_rows < 2:  # noqa: PLR2004 - a pair needs two
        return 0.0
    total = float(np.square(rows.sum(axis=0, dtype=float)).sum())
    return (total - n_rows) / (n_rows * (n_rows - 1))


def tight_groups(
    material: Material, features: Floats, typical: float, options: ThemeOptions
) -> tuple[Labels, Mask]:
    """Groups among fragments that fit nowhere, (n_fragments,), -1 where there is none.

    Of many distinct texts an even part is looked at; the mask, (n_fragments,), says which.
    """
    from sklearn.cluster import AgglomerativeClustering  # heavy: loaded when needed

    first, text_of = material.distinct()
    groups = np.full(len(first), -1)
    n_seen = min(len(first), MOST_TEXTS)
    seen = np.linspace(0, len(first) - 1, n_seen).astype(np.int64)
    if n_seen >= options.min_size:
        found = AgglomerativeClustering(
            n_clusters=None,
            metric="cosine",
            linkage="average",
            distance_threshold=max(1 - typical, 0),
        ).fit_predict(features[first[seen]])
        for name in np.unique(found):
            members = found == name
            if members.sum() >= options.min_size:
                groups[seen[members]] = name
    looked = np.zeros(len(first), bool)
    looked[seen] = True
    return np.asarray(groups[text_of], np.int64), looked[text_of]
