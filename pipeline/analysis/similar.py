"""Fragments that say alike things, by the closeness of their sentence vectors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 10
# Bounds of the cosine on the example's notes, read by hand: below the last, two say nothing alike.
DEGREES: tuple[tuple[float, str], ...] = (
    (0.6, "zegt bijna hetzelfde"),
    (0.5, "lijkt er sterk op"),
    (0.4, "lijkt erop"),
    (0.3, "raakt eraan"),
)


def similar(
    fragment_ids: Sequence[str],
    vectors: NDArray[np.floating[Any]],
    fragment_id: str,
    without: Collection[str] = (),
    most: int = MOST,
) -> pd.DataFrame:
    """fragment_id, likeness (cosine) and degree of the nearest fragments, the nearest first.

    `vectors` (n_fragments, n_dimensions) of unit length, in the order of the ids; `without` are
    ids that do not count, as those of the same note. Empty where the fragment has no vector.
    """
    if len(fragment_ids) != len(vectors):
        raise ValueError(f"{len(fragment_ids)} ids for {len(vectors)} vectors")
    ids = np.asarray(fragment_ids, dtype=object)
    own = np.flatnonzero(ids == fragment_id)
    closeness = np.zeros(len(ids), dtype=np.float32)
    if own.size:
        closeness = np.asarray(vectors @ vectors[own[0]], dtype=np.float32)
    closeness[np.isin(ids, [fragment_id, *without])] = -1
    order = np.lexsort((ids.astype(str), -closeness))[:most] if own.size else own
    order = order[closeness[order] >= DEGREES[-1][0]]
    return pd.DataFrame(
        {
            "fragment_id": pd.Series(ids[order], dtype="str"),
            "likeness": closeness[order],
            "degree": pd.Series([degree(one) for one in closeness[order]], dtype="str"),
        }
    )


def degree(closeness: float) -> str:
    """How alike in words."""
    return next((words for bound, words in DEGREES if closeness >= bound), "")
