"""Themes learned from fragments that people confirmed.

Kernel ridge regression over the likeness in meaning and wording and the place in the neighbour
graph, which the fragments that nobody judged shape too: at ten examples a theme that is worth more
than any one of them. docs/decisions/0004 has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.themes.cluster import SpectralReduction
from pipeline.themes.graph import Alike, graph_of
from pipeline.themes.material import Company, Material
from pipeline.themes.membership import Membership

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Labels = npt.NDArray[np.int64]
Wide = npt.NDArray[np.float64]

PENALTY = 0.35  # for each unit of a text's likeness with itself
N_DIRECTIONS = 80  # of the graph
GRAPH_WEIGHT = 0.5  # of the place in the graph beside meaning and wording
PLACED_WEIGHT = 0.2  # of a fragment that the machine placed, beside a confirmed one
MOST_PLACED = 40  # fragments a theme that are learned from though nobody confirmed them
_FEWEST_TO_CALIBRATE = 10


@dataclass(frozen=True)
class Examples:
    """What is known of themes: each row is a fragment and the theme that it is in.

    `rows`: (n_examples,) places among the texts; `themes`: (n_examples,) numbers of themes;
    `weights`: (n_examples,), 1 for what a person confirmed.
    """

    rows: Labels
    themes: Labels
    weights: Wide


def examples_of(
    ids: Sequence[str],
    confirmed: Mapping[str, int],
    placed: Mapping[str, int] | None = None,
) -> Examples:
    """Examples by fragment id, in order of place.

    `confirmed`: fragment id to the number of the theme that a person gave; `placed`: what the
    machine placed, an even part of each theme, and it counts less. An id that is not here is passed
    over.
    """
    place = {each: row for row, each in enumerate(ids)}
    found = {place[each]: (theme, 1.0) for each, theme in confirmed.items() if each in place}
    by_theme: dict[int, list[int]] = {}
    for each, theme in sorted((placed or {}).items()):
        if each in place and each not in confirmed:
            by_theme.setdefault(theme, []).append(place[each])
    for theme, rows in by_theme.items():
        part = np.linspace(0, len(rows) - 1, min(len(rows), MOST_PLACED)).astype(np.int64)
        found |= {rows[at]: (theme, PLACED_WEIGHT) for at in part}
    rows = sorted(found)
    return Examples(
        rows=np.asarray(rows, np.int64),
        themes=np.asarray([found[row][0] for row in rows], np.int64),
        weights=np.asarray([found[row][1] for row in rows], np.float64),
    )


def learn_guided(
    material: Material,
    company: Company | None,
    confirmed: Mapping[str, int],
    n_themes: int,
    placed: Mapping[str, int] | None = None,
) -> Membership:
    """The best theme of each fragment of the material, judged by `judge_guided`.

    `confirmed` and `placed` as in `examples_of`, by fragment id.
    """
    alike = material.alike(company)
    graph = graph_of(alike, len(material.fragments))
    return judge_guided(alike, graph, examples_of(material.ids, confirmed, placed), n_themes)


def judge_guided(alike: Alike, graph: csr_matrix, examples: Examples, n_themes: int) -> Membership:
    """The best theme of each text, (n_texts,), and the calibrated probability that it is right.

    `graph`: (n_texts, n_texts). The probability is a softmax whose sharpness makes the themes of
    the confirmed examples most likely when each is left out of what is learned.

    Raises:
        ValueError: when there is no example.
    """
    if not len(examples.rows):
        raise ValueError("no confirmed fragment of a theme that is here: nothing to learn from")
    n_texts = graph.shape[0]
    place = SpectralReduction(N_DIRECTIONS, graph).fit(alike.meaning[:n_texts]).embedding_
    seen = alike.to(examples.rows, n_texts).astype(float)
    seen += GRAPH_WEIGHT * (place @ place[examples.rows].T)
    targets = np.eye(n_themes)[examples.themes]
    centre = np.average(targets, axis=0, weights=examples.weights)
    kernel = seen[examples.rows]
    # An example that counts for a fifth may be missed by five times as much.
    penalty = np.diag(PENALTY * np.diag(kernel).mean() / examples.weights)
    inverse = np.linalg.inv(kernel + penalty)
    learned = inverse @ (targets - centre)
    scores = seen @ learned + centre
    own = targets - learned / np.diag(inverse)[:, None]  # each example left out
    sharpness = _sharpness(own, examples)
    return _as_membership(scores, sharpness)


def _sharpness(scores: Wide, examples: Examples) -> float:
    """Under which the examples' own themes are most likely, by weight."""
    from scipy.optimize import minimize_scalar
    from scipy.special import logsumexp

    if len(scores) < _FEWEST_TO_CALIBRATE:
        return 5.0
    own = scores[np.arange(len(scores)), examples.themes]

    def surprise(log_sharpness: float) -> float:
        sharpness = np.exp(log_sharpness)
        lost = logsumexp(sharpness * scores, axis=1) - sharpness * own
        return float(np.average(lost, weights=examples.weights))

    fitted = minimize_scalar(surprise, bounds=(0.0, 4.0), method="bounded")
    return float(np.exp(fitted.x).round(4))


def _as_membership(scores: Wide, sharpness: float) -> Membership:
    from scipy.special import logsumexp

    scores = scores.round(6)
    logits = sharpness * scores
    best = scores.argmax(axis=1)
    top = logits[np.arange(len(logits)), best] - logsumexp(logits, axis=1)
    return Membership(best.astype(np.int64), np.exp(top).round(4))
