"""Discovery from zero, set beside the register: only proposals come of it.

Clusters and themes are matched by the fragments that they share and by how near their centres are,
each to at most one other, the best in all (Kuhn 1955, as in `scipy.optimize`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pandera.typing import DataFrame

from pipeline.schema import ProposalKind, ThemeProposals, Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.features import Floats
from pipeline.themes.material import Company, Material
from pipeline.themes.membership import centres_of
from pipeline.themes.propose import propose_themes
from pipeline.themes.standing import Standing, Suggestion
from pipeline.themes.suggest import FEWEST_TO_MOVE, clearest
from pipeline.themes.suggest_words import in_words

Labels = npt.NDArray[np.int64]
Wide = npt.NDArray[np.float64]

CENTRE_WEIGHT = 0.5  # of the nearness of centres beside the shared fragments
LEAST_LIKENESS = 0.25  # under this a cluster and a theme are not the same
MOST_OF_THEME = 0.6  # of a theme in one cluster with another theme: they may be one
MOST_OF_A_KIND = 12  # who looks from zero asks for more than an ordinary run says
PART_OF_THEME = 0.3  # of a theme in each of two clusters: it may be two


@dataclass(frozen=True, eq=False)
class Found:
    """Clusters found from zero beside the themes that stand.

    `cluster`: (n_fragments,), -1 for none; `stability`: of each cluster; `shared`: (n_clusters,
    n_themes) fragments in both; `theme_of`: the matched theme of each cluster, -1 for none.
    """

    cluster: Labels
    stability: list[float | None]
    shared: Wide
    theme_of: Labels


def rediscover(
    material: Material,
    features: Floats,
    company: Company,
    tokens: DataFrame[Tokens],
    standing: Standing,
    options: ThemeOptions,
) -> DataFrame[ThemeProposals]:
    """What a discovery from zero would change in the register, as proposals.

    `features`: (n_fragments, d) in the order of `material`; `company` as in a first run.
    """
    new = propose_themes(material, features, tokens, options, company)
    if not new.themes:
        return ThemeProposals.empty()
    found = match(features, new.theme, [one.stability for one in new.themes], standing)
    suggestions: list[Suggestion] = []
    nearer = nearer_theme(features, standing)
    looks = (
        _unmatched(found, standing),
        _merged(found, standing),
        _fallen_apart(found, standing),
        _moved(found, standing, nearer),
    )
    for look in looks:
        large = (one for one in look if len(one.rows) >= options.min_size)
        suggestions += clearest(large, material, standing, MOST_OF_A_KIND)
    return in_words(suggestions, material, features, tokens, standing, from_zero=True)


def match(
    features: Floats, cluster: Labels, stability: list[float | None], standing: Standing
) -> Found:
    """Each cluster's theme, by shared fragments (Jaccard) and the cosine of the centres."""
    from scipy.optimize import linear_sum_assignment

    n_clusters, n_themes = len(stability), len(standing.theme_ids)
    both = (cluster >= 0) & (standing.theme >= 0)
    shared = np.zeros((n_clusters, n_themes))
    np.add.at(shared, (cluster[both], standing.theme[both]), 1)
    sizes = np.bincount(cluster[cluster >= 0], minlength=n_clusters)
    theme_sizes = np.bincount(standing.theme[standing.theme >= 0], minlength=n_themes)
    jaccard = shared / np.maximum(sizes[:, None] + theme_sizes - shared, 1)
    near = (
        centres_of(features, cluster, n_clusters) @ centres_of(features, standing.theme, n_themes).T
    )
    likeness = (jaccard + CENTRE_WEIGHT * np.maximum(near, 0)) / (1 + CENTRE_WEIGHT)
    rows, columns = linear_sum_assignment(-likeness)
    theme_of = np.full(n_clusters, -1)
    for row, column in zip(rows, columns, strict=True):
        if likeness[row, column] >= LEAST_LIKENESS:
            theme_of[row] = column
    return Found(cluster, stability, shared, theme_of)


def _unmatched(found: Found, standing: Standing) -> Iterator[Suggestion]:
    """Clusters that are no theme yet."""
    theme_sizes = np.maximum(found.shared.sum(axis=0), 1)
    for cluster in np.flatnonzero(found.theme_of < 0):
        rows = np.flatnonzero((found.cluster == cluster) & ~standing.by_person)
        # Most of a theme, or a half of one: that is for the other proposals to say.
        if (found.shared[cluster] / theme_sizes).max(initial=0) >= PART_OF_THEME or not len(rows):
            continue
        firm = found.stability[cluster]
        reason = "bij een nieuwe indeling horen deze fragmenten samen in een eigen thema"
        strength = 0.5 if firm is None else firm
        yield Suggestion(ProposalKind.NEW, None, None, rows, strength, firm, reason)


def _merged(found: Found, standing: Standing) -> Iterator[Suggestion]:
    """Two themes of which most is in one cluster."""
    theme_sizes = np.bincount(
        standing.theme[standing.theme >= 0], minlength=len(standing.theme_ids)
    )
    share = found.shared / np.maximum(theme_sizes, 1)
    for cluster in range(len(share)):
        inside = np.flatnonzero(share[cluster] >= MOST_OF_THEME)
        if len(inside) < 2:  # noqa: PLR2004 - it takes two
            continue
        stays, *others = sorted(inside.tolist(), key=lambda one: (-theme_sizes[one], one))
        for goes in others:
            strength = float(share[cluster, [goes, stays]].min())
            reason = "bij een nieuwe indeling vallen deze twee thema's in één groep"
            rows = np.flatnonzero(standing.theme == goes)
            firm = found.stability[cluster]
            yield Suggestion(ProposalKind.MERGE, goes, stays, rows, strength, firm, reason)


def _fallen_apart(found: Found, standing: Standing) -> Iterator[Suggestion]:
    """Themes that two clusters share between them, which hold little else."""
    share = found.shared / np.maximum(found.shared.sum(axis=0), 1)
    own = found.shared / np.maximum(found.shared.sum(axis=1, keepdims=True), 1)
    for theme in range(len(standing.theme_ids)):
        parts = np.flatnonzero((share[:, theme] >= PART_OF_THEME) & (own[:, theme] >= 1 / 2))
        if len(parts) < 2:  # noqa: PLR2004 - it takes two
            continue
        smaller = min(parts.tolist(), key=lambda one: (found.shared[one, theme], one))
        inside = (found.cluster == smaller) & (standing.theme == theme) & ~standing.by_person
        rows = np.flatnonzero(inside)
        reason = "bij een nieuwe indeling valt dit thema in twee groepen"
        firm = found.stability[smaller]
        strength = float(share[parts, theme].sum())
        yield Suggestion(ProposalKind.SPLIT, theme, None, rows, min(strength, 1.0), firm, reason)


def nearer_theme(features: Floats, standing: Standing) -> Labels:
    """The theme with the nearest centre to each fragment, (n_fragments,)."""
    nearest = features @ centres_of(features, standing.theme, len(standing.theme_ids)).T
    return np.asarray(nearest.argmax(axis=1), np.int64)


def _moved(found: Found, standing: Standing, nearer: Labels) -> Iterator[Suggestion]:
    """Fragments whose cluster is a theme other than their own, which is nearer to them too."""
    placed = found.cluster >= 0
    target = np.where(placed, found.theme_of[np.maximum(found.cluster, 0)], -1)
    moved = (target >= 0) & (target != standing.theme) & (target == nearer) & ~standing.by_person
    pairs = np.stack([standing.theme, target], axis=1)
    for source, goal in np.unique(pairs[moved], axis=0):
        rows = np.flatnonzero(moved & (pairs == (source, goal)).all(axis=1))
        if len(rows) < FEWEST_TO_MOVE:
            continue
        theme = int(source) if source >= 0 else None
        reason = "bij een nieuwe indeling horen deze fragmenten bij het andere thema"
        firm = found.stability[int(found.cluster[rows[0]])]
        strength = 0.5 if firm is None else firm
        yield Suggestion(ProposalKind.MOVE, theme, int(goal), rows, strength, firm, reason)
