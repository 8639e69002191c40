"""A fast update of the probabilities while people code: what is near a coded text learns from it.

Kernel ridge regression on the residuals: at each coded fragment the person's word minus what the
model proposed, carried to the others by how close their sentence vectors are. It is a stopgap that
steers the queue until the next run trains the model itself; no label is written by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WIDTH = 0.25  # of the kernel, in cosine: at this distance a word counts for 1/e; bench/coding.py
RIDGES = (0.3, 1.0, 4.0, 16.0)  # how much a single word is doubted: what suits the words best
FEWEST_GAINED = 0.02  # of the squared error at the coded texts themselves, each left out in turn


def unit(vectors: NDArray[np.floating]) -> Floats:
    """The vectors with length 1, (n_fragments, n_dimensions); a zero vector stays so."""
    values = vectors.astype(np.float32)
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(values / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


def closeness(units: Floats, rows: Sequence[int], width: float = WIDTH) -> Floats:
    """How much each fragment learns from each coded one, 0 to 1, (n_coded, n_fragments)."""
    cosine = units[list(rows)] @ units.T
    cosine -= np.float32(1)
    cosine /= np.float32(width)
    return np.asarray(np.exp(cosine, out=cosine), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Ridge:
    """The kernel of coded texts among themselves, taken apart once for all labels and ridges."""

    values: Floats
    vectors: Floats

    @staticmethod
    def of(near: Floats, rows: Sequence[int]) -> Ridge:
        """Of the closeness to these coded rows."""
        values, vectors = np.linalg.eigh(near[:, list(rows)])
        return Ridge(np.maximum(values, 0), vectors)

    def weights(self, residuals: Floats) -> Floats | None:
        """The weights of the best ridge, (n_coded, n_classes); None where none gains enough.

        Leaving one out has a closed form in ridge regression: the weight of a text over the
        diagonal of the inverse is what the others fail to foretell of it.
        """
        turned, squares = self.vectors.T @ residuals, self.vectors**2
        best = (1 - FEWEST_GAINED) * float((residuals**2).sum())
        found: Floats | None = None
        for ridge in RIDGES:
            shrunk = 1 / (self.values + np.float32(ridge))
            weights = self.vectors @ (shrunk[:, None] * turned)
            missed = float(((weights / (squares @ shrunk)[:, None]) ** 2).sum())
            if missed < best:
                best, found = missed, np.asarray(weights, dtype=np.float32)
        return found


def adapt(
    probabilities: NDArray[np.floating],
    near: Floats,
    rows: Sequence[int],
    said: Sequence[int],
    ridge: Ridge | None = None,
) -> Floats:
    """The probabilities of a label after what people said, (n_fragments, n_classes).

    `near` is `closeness` of the coded `rows`; `said` holds the class of each; `ridge` is that of
    these rows, where it is known. A coded fragment gets its word for certain. The others change
    only where that proves itself: each coded text must be foretold better by the other coded ones
    than by the model alone.
    """
    shares = probabilities.astype(np.float32)
    at = list(rows)
    if not at:
        return shares
    words = np.zeros((len(at), shares.shape[1]), dtype=np.float32)
    words[np.arange(len(at)), list(said)] = 1
    weights = (ridge or Ridge.of(near, at)).weights(words - shares[at])
    if weights is not None:
        shares = np.clip(shares + (weights.T @ near).T, 1e-6, None)
        shares /= shares.sum(axis=1, keepdims=True)
    shares[at] = words
    return np.asarray(shares, dtype=np.float32)
