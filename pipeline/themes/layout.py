"""The map: a place for each fragment, neighbours together, themes as islands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.float64]

MOST_LANDMARKS = 2_500
PULL = 0.45  # of a theme's centre on its fragments, so that themes read as islands
RADIUS = 10.0
JITTER = 0.12
FEW_ROWS = 500  # up to here a full decomposition is as quick and has fewer traps
FEWEST_FOR_NEIGHBOURS = 10


def lay_out(
    ids: Sequence[str], features: Floats, labels: npt.NDArray[np.int64], seed: int
) -> Places:
    """Coordinates (n, 2) between -10 and 10, 3 decimals; `labels` -1 belongs to no theme.

    Large material: t-SNE of an even sample of landmarks, the others beside their nearest ones.
    """
    n_rows = len(features)
    if n_rows < FEWEST_FOR_NEIGHBOURS:
        angles = np.arange(n_rows) * 2 * np.pi / max(n_rows, 1)
        return np.column_stack([np.cos(angles), np.sin(angles)]).round(3)
    pulled = _pulled(features, labels)
    landmarks = np.unique(np.linspace(0, n_rows - 1, min(n_rows, MOST_LANDMARKS)).astype(int))
    places = np.zeros((n_rows, 2))
    places[landmarks] = _tsne(pulled[landmarks], seed)
    rest = np.setdiff1d(np.arange(n_rows), landmarks)
    if len(rest):
        rest_ids = [ids[index] for index in rest]
        places[rest] = place_beside(rest_ids, pulled[rest], pulled[landmarks], places[landmarks])
    return places.round(3)


def place_beside(
    ids: Sequence[str], features: Floats, known: Floats, known_places: Places
) -> Places:
    """Places (n, 2) at the mean of the three nearest known ones, a little aside by id."""
    from sklearn.neighbors import NearestNeighbors  # heavy: loaded when needed

    if not len(known):
        return np.zeros((len(features), 2))
    finder = NearestNeighbors(n_neighbors=min(3, len(known))).fit(known)
    distance, nearest = finder.kneighbors(features)
    weight = 1 / (distance + 0.05)
    weight /= weight.sum(axis=1, keepdims=True)
    middle = (known_places[nearest] * weight[:, :, None]).sum(axis=1)
    places: Places = (middle + np.array([_aside(each) for each in ids])).round(3)
    return places


def _aside(fragment_id: str) -> tuple[float, float]:
    digest = hashlib.sha256(fragment_id.encode()).digest()
    angle = int.from_bytes(digest[:4]) / 2**32 * 2 * np.pi
    reach = JITTER * np.sqrt(int.from_bytes(digest[4:8]) / 2**32)
    return float(reach * np.cos(angle)), float(reach * np.sin(angle))


def _pulled(features: Floats, labels: npt.NDArray[np.int64]) -> Floats:
    from sklearn.decomposition import PCA
    from threadpoolctl import threadpool_limits

    if np.ptp(features, axis=0).max(initial=0) == 0:
        return features
    n_dimensions = min(50, *features.shape)
    solver = "full" if len(features) < FEW_ROWS else "covariance_eigh"
    # One thread: several add up in another order, and t-SNE makes much of the last bits.
    with threadpool_limits(limits=1):
        rows: Floats = PCA(n_dimensions, svd_solver=solver).fit_transform(features)
    for label in np.unique(labels[labels >= 0]):
        members = labels == label
        centre = rows[members].mean(axis=0)
        rows[members] = (1 - PULL) * rows[members] + PULL * centre * 2
    return rows.astype(np.float32)


def _tsne(rows: Floats, seed: int) -> Places:
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    # One thread: t-SNE adds up forces of several threads in any order, and is chaotic.
    with threadpool_limits(limits=1):
        places = TSNE(
            perplexity=min(30, (len(rows) - 1) / 3),
            init="pca" if np.ptp(rows) > 0 else "random",
            max_iter=500,
            random_state=seed,
        ).fit_transform(rows)
    centred: Places = places.astype(float) - places.mean(axis=0)
    return centred * (RADIUS / max(float(np.abs(centred).max()), 1e-9))
