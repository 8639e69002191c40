"""The themes of two runs beside each other: new, gone, grown, shrunk, and which fragments moved."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, Size, count_by, size_of
from pipeline.analysis.filters import NO_THEME
from pipeline.analysis.joined import distinct_labels
from pipeline.analysis.moves import MOVED, NEW, Side, differing, moved_pairs, side_of
from pipeline.analysis.share_changes import share_changes
from pipeline.analysis.words import OVERIG
from pipeline.schema import Manifest

ADDED, BACK, STAYED = "nieuw", "weer opgenomen", "gebleven"
MERGED, RETIRED, EMPTIED = "samengevoegd", "afgesloten", "geen fragmenten meer"
ABSENT, CLOSED = "niet in deze run", "al eerder afgesloten"
GROWN, SHRUNK, ALIKE = "groter aandeel", "kleiner aandeel", "ongeveer gelijk"
FEW_UITDAGERS, FEW_PERSONS = "te weinig uitdagers", "te weinig personen"
_NAMES = {"from_theme": "from_id", "to_theme": "to_id"}
_SIZES = {
    "n_fragments": "n",
    "n_conversations": "conversations",
    "n_uitdagers": "uitdagers",
    "persons": "persons",
}


@dataclass(frozen=True, eq=False)
class RunThemes:
    """What of a run is compared, as it was published."""

    manifest: Manifest
    fragments: pd.DataFrame
    conversations: pd.DataFrame
    themes: pd.DataFrame
    placements: pd.DataFrame

    @property
    def side(self) -> Side:
        """Its fragments and register, for `moves`."""
        return side_of(self.fragments, self.conversations, self.themes, self.placements)


@dataclass(frozen=True, eq=False)
class Comparison:
    """What differs between two runs.

    `themes`: a row a theme, and last Overig (theme_id "overig"): theme_label, label_before,
    status, what (happened to it: ADDED to CLOSED), into (the name of what it was merged into),
    n_before, n_after, the same of conversations, uitdagers and persons, share_before, share_after,
    difference, low, high, judgement (of the share, empty where the theme itself is new or gone);
    `persons` is the smaller of the two numbers that is not 0, for hiding.
    `rows`: a fragment that differs (`moves.differing`) with from_theme and to_theme.
    `pairs`: the moved ones counted (`moves.moved_pairs`), with both names.
    """

    before: Manifest
    now: Manifest
    themes: pd.DataFrame
    rows: pd.DataFrame
    pairs: pd.DataFrame
    size: Size
    n_stayed: int

    def size_of(self, what: str, theme_id: str | None = None) -> Size:
        """How much is new, gone or moved; only what came to a theme, where one is given."""
        mine = self.rows[self.rows["what"] == what]
        return size_of(mine if theme_id is None else mine[mine["to_id"] == theme_id])

    @property
    def n_in_both(self) -> int:
        """Fragments that both runs have."""
        return self.n_stayed + int((self.rows["what"] == MOVED).sum())

    @property
    def live(self) -> pd.DataFrame:
        """The themes that are there now, without Overig."""
        here = self.themes["what"].isin([ADDED, BACK, STAYED])
        return self.themes[here & (self.themes["theme_id"] != NO_THEME)]

    @property
    def other(self) -> pd.Series:
        """The row of Overig."""
        return self.themes.iloc[-1]

    def with_what(self, *kinds: str) -> pd.DataFrame:
        """The themes with which this happened."""
        return self.themes[self.themes["what"].isin(kinds)]

    @property
    def renamed(self) -> pd.DataFrame:
        """The themes that have another name now."""
        label, was = self.themes["label"], self.themes["label_before"]
        return self.themes[was.notna() & label.notna() & (label != was)]


def compare_themes(before: RunThemes, now: RunThemes, *, is_ancestor: bool = True) -> Comparison:
    """What differs in `now` from `before`; `is_ancestor` where the one run grew from the other."""
    old, new = before.side, now.side
    rows = differing(old, new, is_ancestor=is_ancestor)
    themes = _names_of(before, now)
    ids = themes["theme_id"].tolist()
    shares = share_changes(old.fragments, new.fragments, ids, rows["uitdager_id"])
    for part in (_sizes(old, ids, "before"), _sizes(new, ids, "after"), shares):
        themes = themes.join(part, on="theme_id")
    names = dict(zip(ids, themes["theme_label"].tolist(), strict=True))
    themes = _judged(themes.assign(into=_merged_into(ids, new, names)), old, new)
    n_moved = int((rows["what"] == MOVED).sum())
    return Comparison(
        before=before.manifest,
        now=now.manifest,
        themes=_in_order(themes),
        rows=_named(rows, names),
        pairs=_named(moved_pairs(rows), names),
        size=size_of(new.fragments),
        n_stayed=len(new.fragments) - int((rows["what"] == NEW).sum()) - n_moved,
    )


def _names_of(before: RunThemes, now: RunThemes) -> pd.DataFrame:
    """The themes of both runs and Overig: named as they are now, else as they last were."""
    columns = ["theme_id", "label", "status"]
    last = before.themes.loc[~before.themes["theme_id"].isin(now.themes["theme_id"]), columns]
    every = pd.concat([now.themes[columns], last], ignore_index=True)
    shown = distinct_labels(every).tolist()
    labels = [side.themes.set_index("theme_id")["label"] for side in (before, now)]
    ids = every["theme_id"].tolist()
    old, new = ([label.get(one) for one in ids] for label in labels)
    texts = {
        "theme_id": [*ids, NO_THEME],
        "theme_label": [*shown, OVERIG],
        "label_before": [*old, None],
        "label": [*new, None],
        "status": [*every["status"].tolist(), None],
    }
    return pd.DataFrame({name: pd.array(values, dtype="str") for name, values in texts.items()})


def _sizes(side: Side, ids: list[str], when: str) -> pd.DataFrame:
    """n, conversations, uitdagers and persons of each theme, 0 where it has none."""
    counts = count_by(side.fragments, ["theme_id"]).set_index("theme_id")[list(_SIZES)]
    names = {name: f"{short}_{when}" for name, short in _SIZES.items()}
    return counts.reindex(ids, fill_value=0).rename(columns=names)


def _judged(themes: pd.DataFrame, old: Side, new: Side) -> pd.DataFrame:
    """With what, persons and judgement; without what was closed before and is empty."""
    ids, counts = themes["theme_id"].tolist(), themes[["n_before", "n_after"]].to_numpy()
    what = [
        _what(one, (n_before, n_after), old, new)
        for one, (n_before, n_after) in zip(ids, counts.tolist(), strict=True)
    ]
    persons = themes[["persons_before", "persons_after"]]
    smaller = persons.where(persons > 0).min(axis=1).fillna(0).astype("int64")
    rows = themes.assign(what=pd.array(what, dtype="str"), persons=smaller)
    judged = [_judgement(row) for row in rows.to_dict("records")]
    rows = rows.assign(judgement=pd.array(judged, dtype="str"))
    return rows[(rows["what"] != CLOSED) | (rows["n_before"] + rows["n_after"] > 0)]


def _what(theme_id: str, n: tuple[int, int], old: Side, new: Side) -> str:
    lived, lives = (side.register.is_live(theme_id) for side in (old, new))
    happened = [
        (theme_id == NO_THEME, STAYED),
        (lives and theme_id not in old.register.status, ADDED),
        (lives and not lived, BACK),
        (lives and n[0] > 0 and n[1] == 0, EMPTIED),
        (lives, STAYED),
        (not lived, CLOSED),
        (theme_id not in new.register.status, ABSENT),
        (theme_id in new.register.merged_into, MERGED),
    ]
    return next((word for holds, word in happened if holds), RETIRED)


def _judgement(row: dict[Hashable, Any]) -> str:
    """Grown or shrunk only where the margin of the difference leaves out that it is nothing."""
    judged = [
        (row["what"] not in {STAYED, EMPTIED}, ""),
        (row["persons"] < SMALL_PERSONS, FEW_PERSONS),
        (pd.isna(row["low"]) and row["difference"] != 0, FEW_UITDAGERS),
        (row["low"] > 0, GROWN),
        (row["high"] < 0, SHRUNK),
    ]
    return next((word for holds, word in judged if holds), ALIKE)


def _merged_into(ids: list[str], new: Side, names: dict[str, str]) -> Any:  # an array of pandas
    ends = [new.register.end_of(one) for one in ids]
    into = [None if end == one else names.get(end) for one, end in zip(ids, ends, strict=True)]
    return pd.array(into, dtype="str")


def _named(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """With the names of the themes, from which and to which, before all else."""
    where = {name: rows[ids].map(names).astype("str") for name, ids in _NAMES.items()}
    return pd.concat([pd.DataFrame(where, index=rows.index), rows], axis=1)


def _in_order(themes: pd.DataFrame) -> pd.DataFrame:
    """The largest first, Overig last."""
    by = ["last", "n_after", "n_before", "theme_id"]
    last = themes.assign(last=themes["theme_id"] == NO_THEME)
    order = last.sort_values(by, ascending=[True, False, False, True]).index
    return themes.loc[order].reset_index(drop=True)
