"""Where the box that an uitdager ticked and the model disagree: offered for review, not changed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.analysis.shares import shares_of
from pipeline.ids import among
from pipeline.schema import LabelSource

FORM_LABELS = ("category", "valence")
_COLUMNS = ["fragment_id", "label", "form", "proposed", "probability", "margin"]


def form_disagreements(fragments: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    """Labels of a form that the model confidently takes for another, the clearest first.

    Confident learning (Northcutt, Jiang and Chuang 2021): a class counts as confident where its
    probability is at least the mean that fragments with that word on their form have for it. Of
    the confident classes the likeliest is what the model says; where that is not the form's word,
    the label is listed. `probability`: of the proposed value; `margin`: how far it is above that of
    the form's word. A label that a person gave is settled and not listed.
    """
    found = [_of_label(fragments, proposals, label) for label in FORM_LABELS]
    table = pd.concat(found, ignore_index=True)
    return table.sort_values(
        ["margin", "fragment_id", "label"], ascending=[False, True, True], ignore_index=True
    )


def _of_label(fragments: pd.DataFrame, proposals: pd.DataFrame, label: str) -> pd.DataFrame:
    by_form = fragments.loc[
        fragments[f"{label}_source"] == LabelSource.FORM, ["fragment_id", label]
    ]
    said = by_form[among(by_form["fragment_id"].tolist(), set(proposals["fragment_id"].tolist()))]
    found = shares_of(proposals, label, said["fragment_id"].tolist())
    said = said[said[label].isin(found.classes)]
    if said.empty:
        return pd.DataFrame(columns=_COLUMNS)
    ids = said["fragment_id"].to_numpy()
    shares = shares_of(proposals, label, ids.tolist()).table.astype(float)
    classes = np.array(found.classes, dtype=object)
    own = pd.Index(found.classes).get_indexer(pd.Index(said[label]))
    confident = np.where(shares >= _thresholds(shares, own), shares, -1.0)
    best = confident.argmax(axis=1)
    each = np.arange(len(said))
    differs = (confident[each, best] >= 0) & (best != own)
    table = pd.DataFrame(
        {
            "fragment_id": ids,
            "label": label,
            "form": said[label].to_numpy(),
            "proposed": classes[best],
            "probability": shares[each, best],
            "margin": shares[each, best] - shares[each, own],
        }
    )
    listed: pd.DataFrame = table[differs & (table["margin"].to_numpy() > 0)]
    return listed


def _thresholds(shares: NDArray[np.float64], own: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean probability of a class among fragments whose form says it; above 1 where none."""
    means = [
        shares[own == number, number].mean() if (own == number).any() else np.inf
        for number in range(shares.shape[1])
    ]
    return np.array(means)
