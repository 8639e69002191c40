"""Is the machine worse for some: how often it is right by neighbourhood, language and uitdager.

Each group is set against all others (`analysis.differences`), all groups of a table together.
"""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.agreement import share_estimate
from pipeline.analysis.counts import count_by
from pipeline.analysis.differences import CHANCE, holm, share_differences
from pipeline.analysis.judged import Judged
from pipeline.analysis.quality import right_or_not
from pipeline.analysis.words import UNKNOWN, value_words

GROUPS = ("neighbourhood", "language", "uitdager_id")
FEWEST_IN_GROUP = 10


def right_by_group(judged: Judged, joined: pd.DataFrame, group: str) -> pd.DataFrame:
    """A row a group: value, the four sizes, small, share, low, high, difference, chance, worse.

    `joined`: the fragments by their id. `share` of the fragments is right; `difference` is with
    all other groups, `chance` that it is chance (corrected), `worse` where that is under 5 %.
    Missing where there are too few uitdagers. The notes of one uitdager are taken by conversation,
    those of all others beside them by uitdager.
    """
    about = ["fragment_id", "conversation_id", "uitdager_id", "participants"]
    needed = joined[list(dict.fromkeys([*about, group]))]
    rows = judged.rows.merge(needed, left_on="item", right_on="fragment_id", validate="one_to_one")
    values = [value_words(group, value) for value in rows[group].fillna(UNKNOWN)]
    rows["value"] = pd.Series(values, index=rows.index, dtype="str")
    right = right_or_not(rows)
    table = count_by(rows, ["value"])
    table = table[table["value"] != UNKNOWN].reset_index(drop=True)
    found = []
    for value in table["value"]:
        mine = (rows["value"] == value).to_numpy()
        clusters = rows["cluster"]
        if group == "uitdager_id":
            clusters = clusters.mask(mine, rows["conversation_id"])
        share = share_estimate(right[mine], clusters[mine])
        gap = share_differences(right[:, None], mine, clusters).iloc[0]
        found.append((share.value, share.low, share.high, gap["difference"], gap["chance"]))
    names = ["share", "low", "high", "difference", "chance"]
    measured = pd.DataFrame(found, columns=names, dtype="float64")
    measured["chance"] = holm(measured["chance"].to_numpy())
    worse = (measured["chance"] < CHANCE) & (measured["difference"] < 0)
    return pd.concat([table, measured.assign(worse=worse)], axis=1)
