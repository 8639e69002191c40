"""Who spoke, against the reference figures of the population."""

from __future__ import annotations

import pandas as pd

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
    if attribute == "neighbourhood":
        rows = conversations[["conversation_id", "neighbourhood", "participants"]].dropna(
            subset=["neighbourhood"]
        )
        rows = rows.rename(columns={"neighbourhood": "value"})
        rows["persons"] = rows["participants"].fillna(1).astype("int64")
    else:
        rows = profiles[profiles["attribute"] == attribute]
    grouped = rows.groupby("value", sort=False)
    table = grouped.agg(n_conversations=("conversation_id", "nunique"), persons=("persons", "sum"))
    return table.reset_index().astype({"n_conversations": "int64", "persons": "int64"})


def coverage(
    conversations: pd.DataFrame, profiles: pd.DataFrame, reference: pd.DataFrame, attribute: str
) -> pd.DataFrame:
    """value, n_conversations, persons, share, reference_share, difference, source.

    Shares (0 to 1) are of the persons whose value is known. Every value of the reference has its
    row, also when nobody spoke; without a reference those columns are missing values.
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
    table["reference_share"] = table["reference_share"].astype("float64")
    table["difference"] = table["share"] - table["reference_share"]
    columns = ["value", "n_conversations", "persons", "share"]
    columns += ["reference_share", "difference", "source"]
    return _ordered(table[columns], attribute)


def never_visited(coverage_table: pd.DataFrame) -> list[str]:
    """Values of the reference of which nobody spoke."""
    silent = (coverage_table["persons"] == 0) & (coverage_table["reference_share"] > 0)
    return coverage_table.loc[silent, "value"].tolist()


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
