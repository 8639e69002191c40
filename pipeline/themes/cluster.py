"""The clusterer: a neighbour graph, its slow directions, and a consensus of many partitions.

Spectral embedding after Ng, Jordan and Weiss (2001); the consensus is k-means on the labels of
all partitions (Wu et al., 2015), which needs no (n, n) matrix. docs/decisions/ says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from pipeline.themes.features import Floats, one_thread, side_by_side

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Labels = npt.NDArray[np.int64]

N_PARTITIONS = 10
N_ITERATIONS = 20
SPARE_DIRECTIONS = 20
N_RESAMPLES = 20
RESAMPLE_SHARE = 0.8
MOST_ROWS_TO_RESAMPLE = 6_000


class SpectralReduction:
    """scikit-learn style: unit rows on the leading eigenvectors of a neighbour graph.

    Only the rows of the graph, (n_rows, n_rows), can be transformed: the graph is the model.
    """

    def __init__(self, n_dimensions: int, graph: csr_matrix) -> None:
        self.n_dimensions = n_dimensions
        self.graph = graph

    def fit(self, rows: Floats, y: object = None) -> Self:
        """Learn the embedding; `rows`, (n_rows, n_features), serve where the graph is too small."""
        del y
        if len(rows) != self.graph.shape[0]:
            message = f"a graph of {self.graph.shape[0]} texts and {len(rows)} rows"
            raise ValueError(message)
        self.embedding_ = _spectral(rows, self.graph, self.n_dimensions)
        return self

    def transform(self, rows: Floats) -> Floats:
        """The embedding of the rows that were fitted, (n_rows, n_dimensions)."""
        if len(rows) != len(self.embedding_):
            message = f"fitted on {len(self.embedding_)} rows, asked for {len(rows)}"
            raise ValueError(message)
        return self.embedding_


class ConsensusClusterer:
    """scikit-learn style: `labels_` that many k-means runs agree on, none under `min_size`."""

    def __init__(self, n_clusters: int, min_size: int, seed: int) -> None:
        self.n_clusters = n_clusters
        self.min_size = min_size
        self.seed = seed

    def fit(self, rows: Floats, y: object = None) -> Self:
        """Cluster `rows`, (n_rows, n_dimensions)."""
        del y
        partitions = _partitions([rows] * N_PARTITIONS, self.n_clusters, self.seed)
        votes = np.hstack([np.eye(self.n_clusters, dtype=np.float32)[p] for p in partitions])
        with one_thread():
            labels = _partition(votes, self.n_clusters, self.seed)
        self.labels_ = _merge_small(rows, labels, self.min_size)
        return self


def two_parts(rows: Floats, seed: int) -> Labels:
    """The two groups that `rows`, (n_rows, n_dimensions), fall apart in most easily, 0 and 1."""
    with one_thread():
        return _partition(rows, 2, seed)


def cluster_stability(rows: Floats, labels: Labels, seed: int) -> dict[int, float]:
    """How much of each cluster comes back over resamples: mean best Jaccard, 0 to 1.

    `rows` is the space that was clustered; large material is resampled from a part of it.
    After Hennig (2007), cluster-wise assessment of cluster stability.
    """
    chance = np.random.default_rng(seed)
    names = np.unique(labels)
    size = min(int(len(rows) * RESAMPLE_SHARE), MOST_ROWS_TO_RESAMPLE)
    found: dict[int, list[float]] = {int(name): [] for name in names}
    samples = [np.sort(chance.choice(len(rows), size, replace=False)) for _ in range(N_RESAMPLES)]
    partitions = _partitions([rows[sample] for sample in samples], len(names), seed + 1000)
    for sample, again in zip(samples, partitions, strict=True):
        for name in names:
            before = labels[sample] == name
            if before.any():
                found[int(name)].append(_best_jaccard(before, again))
    return {
        name: round(float(np.mean(values)) if values else 0.0, 3) for name, values in found.items()
    }


def _best_jaccard(members: npt.NDArray[np.bool_], labels: Labels) -> float:
    sizes = np.bincount(labels)
    shared = np.bincount(labels[members], minlength=len(sizes))
    return float((shared / (sizes + members.sum() - shared)).max())


def _spectral(rows: Floats, graph: csr_matrix, n_dimensions: int) -> Floats:
    from scipy.sparse import csr_matrix, diags  # heavy: loaded when needed
    from sklearn.preprocessing import normalize

    n_rows = len(rows)
    if n_rows <= n_dimensions + 1:
        return rows
    degree = np.asarray(graph.sum(axis=1)).ravel()
    scale = diags(1 / np.sqrt(np.maximum(degree, 1e-9)))
    with one_thread():
        directions = _leading_directions(csr_matrix(scale @ graph @ scale), n_dimensions)
    embedding: Floats = normalize(directions).round(5).astype(np.float32)
    return embedding


def _leading_directions(matrix: csr_matrix, n_directions: int) -> npt.NDArray[np.float64]:
    """Eigenvectors of the largest eigenvalues, (n_rows, n_directions), by subspace iteration.

    A block and not one vector at a time (Lanczos): a graph in several pieces has the eigenvalue 1
    several times, and one vector then finds only one of its directions (Halko et al., 2011).
    """
    n_rows = matrix.shape[0]
    width = min(n_directions + SPARE_DIRECTIONS, n_rows)
    block = np.random.default_rng(0).normal(size=(n_rows, width))
    for _ in range(N_ITERATIONS):
        once = matrix @ block
        # l * (l + 1) drowns the negative eigenvalues, which say where neighbours differ.
        block, _ = np.linalg.qr(matrix @ once + once)
    values, mix = np.linalg.eigh(block.T @ (matrix @ block))
    leading = np.argsort(-values, kind="stable")[:n_directions]
    directions: npt.NDArray[np.float64] = block @ mix[:, leading]
    return directions


def _partitions(parts: Sequence[Floats], n_clusters: int, seed: int) -> list[Labels]:
    """A partition of each part, by the seeds from `seed` on."""
    import sklearn.cluster  # noqa: F401 - threads are limited of what is loaded before the workers

    def partition(number: int) -> Labels:
        return _partition(parts[number], n_clusters, seed + number)

    return side_by_side(partition, range(len(parts)))


def _partition(rows: Floats, n_clusters: int, seed: int) -> Labels:
    from sklearn.cluster import KMeans

    fitted = KMeans(n_clusters, n_init=1, random_state=seed).fit(rows.astype(np.float64))
    labels: Labels = fitted.labels_.astype(np.int64)
    return labels


def _merge_small(rows: Floats, labels: Labels, min_size: int) -> Labels:
    """The smallest cluster joins its nearest until all have `min_size`; numbered from 0."""
    labels = labels.copy()
    while True:
        names, sizes = np.unique(labels, return_counts=True)
        smallest = int(sizes.argmin())
        if sizes[smallest] >= min_size or len(names) == 1:
            return np.searchsorted(names, labels).astype(np.int64)
        centres = np.stack([rows[labels == name].mean(axis=0) for name in names])
        distance = np.linalg.norm(centres - centres[smallest], axis=1)
        distance[smallest] = np.inf
        labels[labels == names[smallest]] = names[int(distance.argmin())]
