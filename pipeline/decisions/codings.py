"""What coders said, blind, as a table: from here on agreement is counted without the log."""

from __future__ import annotations

import pandas as pd

from pipeline.decisions.fold import State

COLUMNS = ("decision_id", "fragment_id", "label", "who", "value", "queue")


def coding_table(state: State) -> pd.DataFrame:
    """What each coder last said of each label of each fragment, who spoke first before others."""
    rows = [
        (one.decision_id, fragment_id, label, who, one.value, one.why)
        for (fragment_id, label, who), one in state.codings.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"decision_id": "int64"})
