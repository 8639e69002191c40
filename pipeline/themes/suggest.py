"""What the machine would do with the register if it were asked: merge, split, move, a new theme.

It looks at fragments as people see them now and says what does not fit; nothing moves by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt
from pandera.typing import DataFrame

from pipeline.schema import ProposalKind, ThemeProposals, Tokens
from pipeline.settings import ThemeOptions
from pipeline.themes.features import Floats
from pipeline.themes.material import Material
from pipeline.themes.membership import learn_membership
from pipeline.themes.rest import tight_groups, tightness, usual_tightness
from pipeline.themes.standing import Standing, Suggestion, id_of
from pipeline.themes.suggest_words import in_words

Labels = npt.NDArray[np.int64]
Wide = npt.NDArray[np.float64]


ALIKE_ENOUGH = 0.6  # cosine of members of two themes, as a part of that within each
APART_ENOUGH = 0.45  # the same of the halves of one theme: under this they are two subjects
FIRM_HALVES = 0.75  # how much of the halves comes back over resamples
SURE_ELSEWHERE, HARDLY_HERE = 0.7, 0.1  # probabilities of the other and of the own theme
FEWEST_TO_MOVE = 3
MOST_OF_A_KIND = 6
MOST_MEMBERS = 400  # of a theme, to look for halves in; the others join the nearer half


def suggest(
    material: Material,
    features: Floats,
    tokens: DataFrame[Tokens],
    standing: Standing,
    options: ThemeOptions,
) -> DataFrame[ThemeProposals]:
    """What the machine proposes, the clearest of each kind first; at most six of a kind.

    `features`: (n_fragments, d) unit rows in the order of `material`.
    """
    if not standing.theme_ids:
        return ThemeProposals.empty()
    kinds = (
        _merges(features, standing, options),
        _moves(features, standing),
        _splits(features, standing, options, material.seed),
        _new(material, features, standing, options),
    )
    found: list[Suggestion] = []
    for of_kind in kinds:
        found += clearest(of_kind, material, standing, MOST_OF_A_KIND)
    return in_words(found, material, features, tokens, standing)


def clearest(
    suggestions: Iterable[Suggestion],
    material: Material,
    standing: Standing,
    most: int,
) -> list[Suggestion]:
    """Those with the greatest strength that nobody put aside."""
    ids = material.ids

    def is_open(one: Suggestion) -> bool:
        about = (id_of(standing, one.theme), id_of(standing, one.other))
        return not standing.refused(one.kind, about, [ids[row] for row in one.rows])

    ranked = sorted(suggestions, key=lambda one: -one.strength)
    return list(islice(filter(is_open, ranked), most))


def _merges(features: Floats, standing: Standing, options: ThemeOptions) -> Iterator[Suggestion]:
    """Pairs of themes whose fragments are nearly as alike as those of one theme."""
    sums, sizes, within = _inner(features, standing)
    cross = (sums @ sums.T) / np.maximum(np.outer(sizes, sizes), 1)
    for small, large in zip(*np.triu_indices(len(sizes), 1), strict=True):
        if min(sizes[small], sizes[large]) < options.min_size:
            continue
        alike = _share(cross[small, large], within[small], within[large])
        if alike >= ALIKE_ENOUGH:
            goes, stays = sorted((int(small), int(large)), key=lambda one: (sizes[one], -one))
            reason = (
                f"fragmenten van de twee thema's lijken onderling {round(100 * alike)} % zo sterk "
                "op elkaar als binnen één thema"
            )
            rows = np.flatnonzero(standing.theme == goes)
            yield Suggestion(ProposalKind.MERGE, goes, stays, rows, alike, None, reason)


def _moves(features: Floats, standing: Standing) -> Iterator[Suggestion]:
    """Fragments that clearly belong to another theme, together by where from and where to."""
    placed = standing.theme >= 0
    if len(np.unique(standing.theme[placed])) < 2:  # noqa: PLR2004 - nowhere else to go
        return
    model = learn_membership(features, standing.theme, len(standing.theme_ids))
    chances = model.left_out(features, standing.theme)
    rows = np.arange(len(features))
    own = np.where(placed, chances[rows, np.maximum(standing.theme, 0)], 0.0)
    others = chances.copy()
    others[rows[placed], standing.theme[placed]] = 0.0
    best = others.argmax(axis=1)
    sure = others[rows, best]
    elsewhere = ~standing.by_person & (sure >= SURE_ELSEWHERE) & (own <= HARDLY_HERE)
    pairs = np.stack([standing.theme, best], axis=1)
    for source, target in np.unique(pairs[elsewhere], axis=0):
        mine = np.flatnonzero(elsewhere & (pairs == (source, target)).all(axis=1))
        if len(mine) < FEWEST_TO_MOVE:
            continue
        strength = float(sure[mine].mean())
        here = "wat in Overig staat" if source < 0 else "het thema waar ze staan"
        reason = f"deze fragmenten lijken veel meer op het andere thema dan op {here}"
        theme = int(source) if source >= 0 else None
        yield Suggestion(ProposalKind.MOVE, theme, int(target), mine, strength, None, reason)


def _splits(
    features: Floats, standing: Standing, options: ThemeOptions, seed: int
) -> Iterator[Suggestion]:
    """Themes whose fragments are in two firm groups that have little to do with each other."""
    from pipeline.themes.cluster import cluster_stability, two_parts

    for theme in range(len(standing.theme_ids)):
        members = np.flatnonzero(standing.theme == theme)
        if len(members) < 4 * options.min_size:
            continue
        seen = features[members[:: max(1, -(-len(members) // MOST_MEMBERS))]]
        parts = two_parts(seen, seed)
        firm = min(cluster_stability(seen, parts, seed).values())
        if firm < FIRM_HALVES:
            continue
        rows = features[members]
        middles = np.stack([seen[parts == part].mean(axis=0) for part in (0, 1)])
        distance = np.square(rows[:, None] - middles).sum(axis=2)
        halves = distance.argmin(axis=1)
        smaller = members[halves == int(np.bincount(halves, minlength=2).argmin())]
        fewest = max(2 * options.min_size, 0.15 * len(members))
        if len(smaller) < fewest or standing.by_person[smaller].any():
            continue
        inner = [tightness(rows[halves == half]) for half in (0, 1)]
        cross = float(rows[halves == 0].mean(axis=0) @ rows[halves == 1].mean(axis=0))
        alike = _share(cross, *inner)
        if alike > APART_ENOUGH:
            continue
        reason = (
            f"er zitten twee groepen in, die onderling maar {round(100 * max(alike, 0))} % zo "
            "sterk op elkaar lijken als binnen elke groep"
        )
        yield Suggestion(ProposalKind.SPLIT, theme, None, smaller, 1 - max(alike, 0), firm, reason)


def _new(
    material: Material, features: Floats, standing: Standing, options: ThemeOptions
) -> Iterator[Suggestion]:
    """Groups in Overig, of any run, that are as tight as the themes that are there."""
    rest = np.flatnonzero((standing.theme < 0) & ~standing.by_person)
    if len(rest) < options.min_size:
        return
    _, _, within = _inner(features, standing)
    typical = usual_tightness(within)
    groups, _ = tight_groups(material.part(rest), features[rest], typical, options)
    for group in np.unique(groups[groups >= 0]):
        rows = rest[groups == group]
        if len(rows) < 2 * options.min_size:
            continue
        tight = tightness(features[rows])
        strength = float(np.clip(tight / (2 * typical), 0, 1))
        reason = "deze fragmenten uit Overig gaan over hetzelfde en horen bij geen thema"
        yield Suggestion(ProposalKind.NEW, None, None, rows, strength, None, reason)


def _inner(features: Floats, standing: Standing) -> tuple[Wide, Wide, Wide]:
    """Of each theme the sum of its rows, their number, and the mean cosine of pairs."""
    n_themes = len(standing.theme_ids)
    sums = np.zeros((n_themes, features.shape[1]))
    placed = standing.theme >= 0
    np.add.at(sums, standing.theme[placed], features[placed])
    sizes = np.bincount(standing.theme[placed], minlength=n_themes).astype(float)
    pairs = np.maximum(sizes * (sizes - 1), 1)
    within = np.where(sizes > 1, (np.square(sums).sum(axis=1) - sizes) / pairs, 0.0)
    return sums, sizes, within


def _share(cross: float, *within: float) -> float:
    """The cosine across as a part of that within, at most 1."""
    inner = float(np.sqrt(max(within[0], 0) * max(within[1], 0)))
    return min(float(cross) / inner, 1.0) if inner > 0 else 0.0
