"""Which themes lie near to which: by the cosine of their hearts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 0.2  # of the example's themes, read by hand: below it two are about other things
MOST = 3


def theme_neighbours(
    joined: pd.DataFrame, fragment_ids: Sequence[str], vectors: NDArray[np.floating[Any]]
) -> pd.DataFrame:
    """theme_id, other_id, closeness: every pair of themes, the nearest other first.

    `vectors` (n_fragments, n_dimensions) in the order of the ids. The heart of a theme is the mean
    of its fragments, less the mean of all fragments with a theme: what all have in common tells no
    themes apart. `closeness` is -1 to 1, and above 0 where two themes lie nearer to each other than
    to what all say. Fragments without a vector do not count; nor does the order of rows.

    Raises:
        ValueError: ids and vectors differ in number.
    """
    if len(fragment_ids) != len(vectors):
        raise ValueError(f"{len(fragment_ids)} ids for {len(vectors)} vectors")
    placed = joined[joined["theme_id"].notna()].sort_values("fragment_id")
    places = pd.Index(fragment_ids).get_indexer(pd.Index(placed["fragment_id"]))
    known = places >= 0
    codes, theme_ids = pd.factorize(placed.loc[known, "theme_id"], sort=True)
    own = np.asarray(vectors[places[known]], dtype=np.float64)
    if len(theme_ids) < 2:  # noqa: PLR2004 - one theme has no neighbour
        return pd.DataFrame({"theme_id": [], "other_id": [], "closeness": []})
    sums = np.zeros((len(theme_ids), own.shape[1]))
    np.add.at(sums, codes, own)
    hearts = sums / np.bincount(codes)[:, None] - own.mean(axis=0)
    hearts /= np.maximum(np.linalg.norm(hearts, axis=1, keepdims=True), 1e-9)
    closeness = np.round(hearts @ hearts.T, 6)
    first, second = np.nonzero(~np.eye(len(theme_ids), dtype=bool))
    table = pd.DataFrame(
        {
            "theme_id": theme_ids[first],
            "other_id": theme_ids[second],
            "closeness": closeness[first, second],
        }
    )
    order = ["theme_id", "closeness", "other_id"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def near_ids(neighbours: pd.DataFrame, theme_id: str) -> list[str]:
    """The themes that may be called near to this one (of `theme_neighbours`), the nearest first."""
    near = neighbours[(neighbours["theme_id"] == theme_id) & (neighbours["closeness"] >= NEAR)]
    return [str(one) for one in near["other_id"].head(MOST)]
