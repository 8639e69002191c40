"""How strongly words go together, or mark a part of the material.

G2 is the log-likelihood ratio of Dunning (1993), "Accurate methods for the statistics of surprise
and coincidence"; logDice is of Rychlý (2008), "A lexicographer-friendly association score"; the
log ratio is of Hardie (2014), who replaces a count of nothing by a half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CHANCE = 0.05
_LOG_DICE_TOP = 14.0
_INSTEAD_OF_NOTHING = 0.5


def log_likelihood(
    hits: ArrayLike, size: ArrayLike, other_hits: ArrayLike, other_size: ArrayLike
) -> NDArray[np.float64]:
    """G2 of `hits` in `size` words against `other_hits` in `other_size` others, cell by cell.

    Over all four cells of the table; 0 where both parts have the word equally often or either
    part is empty.
    """
    first, second = np.asarray(hits, np.float64), np.asarray(other_hits, np.float64)
    n_first, n_second = np.asarray(size, np.float64), np.asarray(other_size, np.float64)
    total, hit = n_first + n_second, first + second
    observed = np.stack(np.broadcast_arrays(first, n_first - first, second, n_second - second))
    share = np.divide(hit, total, out=np.zeros_like(hit + total), where=total > 0)
    expected = np.stack(
        np.broadcast_arrays(
            n_first * share, n_first * (1 - share), n_second * share, n_second * (1 - share)
        )
    )
    valid = (observed > 0) & (expected > 0)
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=valid)
    terms = (observed * np.log(ratio)).sum(axis=0)
    return np.asarray(np.maximum(2 * terms, 0.0), np.float64)


def log_dice(together: ArrayLike, node: ArrayLike, word: ArrayLike) -> NDArray[np.float64]:
    """14 where two words are always together, a point less each time they are half as often."""
    both = np.asarray(together, np.float64)
    either = np.asarray(node, np.float64) + np.asarray(word, np.float64)
    with np.errstate(divide="ignore"):
        score: NDArray[np.float64] = _LOG_DICE_TOP + np.log2(2 * both / either)
    return score


def log_ratio(
    hits: ArrayLike, size: ArrayLike, other_hits: ArrayLike, other_size: ArrayLike
) -> NDArray[np.float64]:
    """How many times twice as often: 1 is twice, 2 four times, -1 half as often as elsewhere."""
    share = _at_least_half(hits) / np.asarray(size, np.float64)
    other = _at_least_half(other_hits) / np.asarray(other_size, np.float64)
    return np.log2(share / other)


def critical(n_compared: int) -> float:
    """The G2 that chance passes in one of twenty of whole lists of `n_compared` (Bonferroni)."""
    from scipy.special import chdtri

    return float(chdtri(1, CHANCE / max(n_compared, 1)))


def _at_least_half(counts: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(counts, np.float64)
    return np.where(values > 0, values, _INSTEAD_OF_NOTHING)
