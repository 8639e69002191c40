"""The proposals of a run as arrays: a row a fragment, a column a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Shares:
    """Probabilities of the classes of a label, (n_fragments, n_classes), in the order asked."""

    classes: tuple[str, ...]
    table: NDArray[np.float32]


def shares_of(proposals: pd.DataFrame, label: str, ids: Sequence[str]) -> Shares:
    """What the machine makes of this label of these fragments; zeros where it said nothing."""
    mine = proposals[proposals["label"] == label]
    column, names = pd.factorize(mine["value"], sort=True)
    row = pd.Index(ids).get_indexer(pd.Index(mine["fragment_id"]))
    values = np.zeros((len(ids), len(names)), dtype=np.float32)
    known = row >= 0
    values[row[known], column[known]] = mine["probability"].to_numpy(dtype=np.float32)[known]
    return Shares(tuple(str(name) for name in names), values)
