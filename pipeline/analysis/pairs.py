"""How often two values stand beside each other, for whoever sets one opinion against another."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def count_pairs(rows: pd.DataFrame, values: Sequence[str], names: tuple[str, str]) -> pd.DataFrame:
    """The two columns and n: a row for each pair of `values`, also of those that never occur."""
    counts = rows.groupby(list(names)).size().to_dict()
    pairs = [(one, other, int(counts.get((one, other), 0))) for one in values for other in values]
    return pd.DataFrame(pairs, columns=[*names, "n"])
