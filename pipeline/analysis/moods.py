"""With what feeling people speak of each theme, beside how they speak of the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.analysis.counts import count_by
from pipeline.analysis.differences import CHANCE, holm, share_differences
from pipeline.schema import Valence

NEGATIVE, POSITIVE, EVEN = "negatiever dan de rest", "positiever dan de rest", "zoals de rest"


def theme_moods(joined: pd.DataFrame) -> pd.DataFrame:
    """A row a theme: theme_id, the four sizes, small, negative, positive, balance and mood.

    `negative` and `positive` are shares of its fragments, `balance` is what is positive less what
    is negative (-1 to 1). `mood` tells that the balance differs from that of all other fragments,
    those without a theme too, by more than chance, over all themes together.
    """
    table = count_by(joined[joined["theme_id"].notna()], ["theme_id"])
    negative, positive = (
        (joined["valence"] == value).to_numpy(dtype=np.float64)
        for value in (Valence.NEGATIVE, Valence.POSITIVE)
    )
    balance = np.subtract(positive, negative)[:, None]
    rows = []
    for theme_id in table["theme_id"]:
        inside = (joined["theme_id"] == theme_id).to_numpy()
        gap = share_differences(balance, inside, joined["uitdager_id"]).iloc[0]
        shares = (negative[inside].mean(), positive[inside].mean())
        rows.append((*shares, gap["difference"], gap["chance"]))
    names = ["negative", "positive", "difference", "chance"]
    found = pd.DataFrame(rows, columns=names, dtype="float64")
    clear = holm(found["chance"].to_numpy()) < CHANCE
    mood = np.where(clear, np.where(found["difference"] < 0, NEGATIVE, POSITIVE), EVEN)
    return table.assign(
        negative=found["negative"],
        positive=found["positive"],
        balance=found["positive"] - found["negative"],
        mood=pd.Series(mood, dtype="str"),
    )
