"""How alike grouped suggestions are: `python bench/asks.py` on the published run of the example.

Of all pairs within a group: the share whose themes by hand are the same (24 themes, so one pair in
fourteen by chance), for several thresholds. The themes by hand are a yardstick and reach no run.
"""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import combinations

from pipeline.analysis.joined import join_fragments
from pipeline.language.pseudonymise import pseudonymise_text
from pipeline.plan.asks import ALIKE, group_asks
from pipeline.plan.evidence import ASKED
from pipeline.report import published
from pipeline.settings import load_settings
from pipeline.store import RunStore

THRESHOLDS = (0.24, 0.26, 0.28, ALIKE, 0.33, 0.36)


def themes_by_hand() -> dict[str, str]:
    """The theme of each labelled note, by its pseudonymised text."""
    lines = (files("pipeline.resources") / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    notes = map(json.loads, lines)
    return {pseudonymise_text(note["tekst"]): note["thema"] for note in notes}


def main() -> None:
    """Print a line a threshold."""
    settings = load_settings()
    run = published(RunStore(settings.path(settings.paths.processed)))
    joined = join_fragments(
        run.table("fragments"),
        run.table("conversations"),
        run.table("profiles"),
        run.table("themes"),
    )
    rows = joined[joined["category"].isin(ASKED)].reset_index(drop=True)
    values = run.vectors().of(rows["fragment_id"])
    by_hand = themes_by_hand()
    theme = dict(zip(rows["fragment_id"], rows["text"].map(by_hand), strict=True))
    for alike in THRESHOLDS:
        groups = [ask.fragment_ids for ask in group_asks(rows, values, alike)]
        large = [ids for ids in groups if len(ids) > 1]
        pairs = [
            (theme[one], theme[other])
            for ids in large
            for one, other in combinations(ids, 2)
            if isinstance(theme[one], str) and isinstance(theme[other], str)
        ]
        same = sum(one == other for one, other in pairs) / max(len(pairs), 1)
        grouped = sum(map(len, large))
        print(
            f"alike {alike:.2f}: {len(large)} groups of {grouped} of {len(rows)} suggestions, "
            f"{same:.2f} of {len(pairs)} pairs on one theme"
        )


if __name__ == "__main__":
    main()
