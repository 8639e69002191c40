"""Who spoke, against the reference figures of the population."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.analysis.counts import share_intervals
from pipeline.analysis.words import ORDERS

ATTRIBUTES = ("age_group", "gender", "origin", "neighbourhood")
_DUTCH = {
    "leeftijd": "age_group",
    "geslacht": "gender",
    "herkomst": "origin",
    "wijk": "neighbourhood",
    "opleiding": "education",
    "werk": "work",
}


def persons_by(conversations: pd.DataFrame, profiles: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """value, n_conversations, persons: how many persons with each value took part.

    A neighbourhood counts all participants of its conversations, 1 where the number is unknown.
    """
    grouped = _rows(conversations, profiles, attribute).groupby("value", sort=False)
    table = grouped.agg(n_conversations=("conversation_id", "nunique"), persons=("persons", "sum"))
    return table.reset_index().astype({"n_conversations": "int64", "persons": "int64"})


def coverage(
    conversations: pd.DataFrame, profiles: pd.DataFrame, reference: pd.DataFrame, attribute: str
) -> pd.DataFrame:
    """value, n_conversations, persons, share, low, high, reference_share, difference, source.

    Shares (0 to 1) are of the persons whose value is known. Every value of the reference has its
    row, also when nobody spoke; without a reference those columns are missing values. low and
    high are the margin of the share, for all values together: where the reference lies outside,
    the difference is more than chance. Missing under eight uitdagers. The people whom one
    uitdager finds are alike, so the margin is by uitdager; where a conversation is held is
    planned and not found, so that of a neighbourhood is by conversation.
    """
    spoke = persons_by(conversations, profiles, attribute)
    names = reference["attribute"].replace(_DUTCH)
    wanted = reference[names == attribute][["value", "share", "source"]]
    wanted = wanted.rename(columns={"share": "reference_share"}).drop_duplicates("value")
    table = wanted.merge(spoke, on="value", how="outer", sort=False)
    table[["n_conversations", "persons"]] = (
        table[["n_conversations", "persons"]].fillna(0).astype("int64")
    )
    total = table["persons"].sum()
    table["share"] = table["persons"] / total if total else 0.0
    bounds = _margins(_rows(conversations, profiles, attribute), attribute, table["value"].tolist())
    table[["low", "high"]] = bounds[["low", "high"]].to_numpy()
    table["reference_share"] = table["reference_share"].astype("float64")
    table["difference"] = table["share"] - table["reference_share"]
    columns = ["value", "n_conversations", "persons", "share", "low", "high"]
    columns += ["reference_share", "difference", "source"]
    return _ordered(table[columns], attribute)


def never_visited(coverage_table: pd.DataFrame) -> list[str]:
    """Values of the reference of which nobody spoke."""
    silent = (coverage_table["persons"] == 0) & (coverage_table["reference_share"] > 0)
    return coverage_table.loc[silent, "value"].tolist()


def _rows(conversations: pd.DataFrame, profiles: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """conversation_id, uitdager_id, value, persons: who sat at each conversation."""
    if attribute != "neighbourhood":
        mine = profiles[profiles["attribute"] == attribute]
        uitdagers = conversations[["conversation_id", "uitdager_id"]]
        return mine.merge(uitdagers, on="conversation_id", how="left", validate="many_to_one")
    rows = conversations.dropna(subset=["neighbourhood"])
    rows = rows.rename(columns={"neighbourhood": "value"})
    return rows.assign(persons=rows["participants"].fillna(1).astype("int64"))


def _margins(rows: pd.DataFrame, attribute: str, values: Sequence[str]) -> pd.DataFrame:
    """The bounds of the share of each value, in their order."""
    unit = "conversation_id" if attribute == "neighbourhood" else "uitdager_id"
    persons = rows.fillna({unit: ""}).pivot_table(
        index=unit, columns="value", values="persons", aggfunc="sum", fill_value=0
    )
    hits = persons.reindex(columns=list(values), fill_value=0).to_numpy(dtype=np.float64)
    units = [name or None for name in persons.index]
    return share_intervals(hits, units, hits.sum(axis=1), max(1, len(values)))


def _ordered(table: pd.DataFrame, attribute: str) -> pd.DataFrame:
    order = {value: rank for rank, value in enumerate(ORDERS.get(attribute, ()))}
    keys = pd.DataFrame(
        {
            "rank": table["value"].map(order).fillna(len(order)),
            "reference": -table["reference_share"].fillna(0),
            "value": table["value"],
        }
    )
    return table.loc[keys.sort_values(["rank", "reference", "value"]).index].reset_index(drop=True)
