"""One frame to read from: each fragment with its conversation, its profile and its theme's name."""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.words import OVERIG, UNKNOWN
from pipeline.schema import LabelSource

REVIEWED = ("category", "valence", "actor")
PROFILE_COLUMNS = {"age_group": "age_groups", "gender": "genders", "origin": "origins"}
_CONVERSATION_COLUMNS = (
    "conversation_id",
    "date",
    "neighbourhood",
    "technique",
    "participants",
    "age_group",
    "gender",
    "origin",
)


def join_fragments(
    fragments: pd.DataFrame,
    conversations: pd.DataFrame,
    profiles: pd.DataFrame,
    themes: pd.DataFrame,
    review_below: float = 0.6,
) -> pd.DataFrame:
    """The fragments in their own order and number, with what stands elsewhere beside them.

    Added: date, week (its Monday), neighbourhood, technique, participants, age_group, gender,
    origin; `age_groups`, `genders`, `origins` with every value at that sitting ("26-35|65+");
    theme_label (Overig where there is no theme); `category_review`, `valence_review` and
    `actor_review`: the model's label is less certain than `review_below`.
    """
    joined = fragments.merge(
        conversations[list(_CONVERSATION_COLUMNS)],
        on="conversation_id",
        how="left",
        validate="many_to_one",
    )
    for attribute, plural in PROFILE_COLUMNS.items():
        values = joined["conversation_id"].map(_values(profiles, attribute)).astype("str")
        joined[plural] = values.fillna(joined[attribute])
    joined["week"] = week_of(joined["date"])
    labels = distinct_labels(themes)
    named = joined["theme_id"].map(labels).astype("str")
    joined["theme_label"] = named.fillna(joined["theme_id"]).fillna(OVERIG)
    for label in REVIEWED:
        by_model = joined[f"{label}_source"] == LabelSource.MODEL
        joined[f"{label}_review"] = by_model & (joined[f"{label}_probability"] < review_below)
    return joined


def distinct_labels(themes: pd.DataFrame) -> pd.Series:
    """The name of each theme id, no two alike: what is counted by name is then one theme.

    A name that another theme has too, or that stands for no theme, gets its id: "Werk (T002)".
    """
    labels = themes.set_index("theme_id")["label"].astype("str")
    bare = labels.str.strip().str.casefold()
    unclear = bare.duplicated(keep=False) | bare.isin([OVERIG.casefold(), UNKNOWN, ""])
    ids = labels.index.to_series().astype("str")
    return labels.mask(unclear, (labels.str.strip() + " (" + ids + ")").str.strip())


def week_of(dates: pd.Series) -> pd.Series:
    """The Monday of each date."""
    moments = pd.to_datetime(dates)
    return (moments - pd.to_timedelta(moments.dt.day_of_week, unit="D")).dt.normalize()


def _values(profiles: pd.DataFrame, attribute: str) -> pd.Series:
    mine = profiles.loc[profiles["attribute"] == attribute, ["conversation_id", "value"]]
    distinct = mine.drop_duplicates().sort_values(["conversation_id", "value"])
    # Most sittings have one value; joining by hand spares a frame for each of thousands of groups.
    joined: dict[str, str] = {}
    for sitting, value in zip(distinct["conversation_id"], distinct["value"], strict=True):
        joined[sitting] = f"{joined[sitting]}|{value}" if sitting in joined else value
    return pd.Series(joined, dtype="str")
