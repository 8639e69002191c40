"""The fragments that differ between two runs: new, gone, or in another theme, each with why.

What the register can do to a fragment's theme is known here and nowhere else: a new way to move
is one more line in `_why_moved`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.analysis.counts import count_by
from pipeline.analysis.filters import NO_THEME
from pipeline.ids import among
from pipeline.schema import LabelSource, ThemeStatus

NEW, GONE, MOVED = "nieuw", "weg", "verhuisd"

ADDED = "nieuw fragment"
REDELIVERED = "de tekst van dit gesprek werd opnieuw aangeleverd: dit is nu een ander fragment"
UNDELIVERED = "staat in geen enkele aanlevering meer"
NOT_HERE = "staat niet in deze run"
BY_PERSON = "iemand besliste dit"
TAKEN_BACK = "iemand nam een eerdere beslissing terug"
MERGED = "de twee thema's zijn samengevoegd"
RETIRED = "het thema is afgesloten"
UNDONE = "een beslissing over het thema werd teruggedraaid"
DECIDED = "er werd beslist over het thema waarin dit fragment eerst stond"
TO_NEW_THEME = "ging mee naar een thema dat nieuw is"
FIRST_THEMES = "er waren nog geen thema's"
APART = "de twee runs bouwen niet op elkaar voort"
UNEXPLAINED = "geen beslissing gevonden: dit hoort niet vanzelf te gebeuren"

_FRAGMENT = ["fragment_id", "theme_id", "theme_source", "conversation_id", "uitdager_id"]
_BEFORE = ["fragment_id", "theme_id", "theme_source", "placed_id"]
_LONGEST_CHAIN = 100  # of merges: a register that goes in circles must not hang a page


@dataclass(frozen=True, eq=False)
class LiveThemes:
    """The themes of a run as far as moves depend on them."""

    status: Mapping[str, str]
    merged_into: Mapping[str, str]

    def is_live(self, theme_id: str) -> bool:
        """Known, and neither retired nor merged into another."""
        closed = theme_id in self.merged_into or self.status.get(theme_id) == ThemeStatus.RETIRED
        return theme_id in self.status and not closed

    def end_of(self, theme_id: str) -> str:
        """The theme that this one is part of now: itself, or where it was merged into."""
        for _ in range(_LONGEST_CHAIN):
            if theme_id not in self.merged_into:
                break
            theme_id = self.merged_into[theme_id]
        return theme_id

    def holder_of(self, theme_id: str) -> str:
        """Where a fragment that was placed in this theme stands: a live theme, or Overig."""
        end = self.end_of(theme_id)
        return end if self.is_live(end) else NO_THEME


def live_themes(themes: pd.DataFrame) -> LiveThemes:
    """The register of a run; `merged_into` is a column that older runs do not have."""
    ids = themes["theme_id"].tolist()
    status = dict(zip(ids, themes["status"].tolist(), strict=True))
    into = themes["merged_into"].tolist() if "merged_into" in themes.columns else [None] * len(ids)
    merged = {one: other for one, other in zip(ids, into, strict=True) if isinstance(other, str)}
    return LiveThemes(status, merged)


@dataclass(frozen=True, eq=False)
class Side:
    """One of two runs: its fragments with the participants of their sitting, and its register."""

    fragments: pd.DataFrame
    register: LiveThemes


def side_of(
    fragments: pd.DataFrame,
    conversations: pd.DataFrame,
    themes: pd.DataFrame,
    placements: pd.DataFrame,
) -> Side:
    """A run from its tables; a fragment without theme has theme_id "overig".

    `placed_id` is the theme in which a run once placed it.
    """
    persons = conversations[["conversation_id", "participants"]]
    rows = fragments[_FRAGMENT].merge(
        persons, on="conversation_id", how="left", validate="many_to_one"
    )
    placed = placements.set_index("fragment_id")["theme_id"]
    rows["placed_id"] = rows["fragment_id"].map(placed).fillna(NO_THEME)
    return Side(rows.assign(theme_id=rows["theme_id"].fillna(NO_THEME)), live_themes(themes))


def differing(before: Side, now: Side, *, is_ancestor: bool = True) -> pd.DataFrame:
    """A row a fragment that differs, by id: fragment_id, what, from_id, to_id (theme ids), reason.

    With conversation_id, uitdager_id and participants of where it is, or was. `is_ancestor`: the
    one run grew from the other, so that each move has a cause.
    """
    old, new = before.fragments, now.fragments
    gone = old[~among(old["fragment_id"].tolist(), new["fragment_id"].tolist())]
    added = new[~among(new["fragment_id"].tolist(), old["fragment_id"].tolist())]
    both = new.merge(old[_BEFORE], on="fragment_id", suffixes=("", "_before"))
    moved = both[both["theme_id"] != both["theme_id_before"]]
    why = _Why(before.register, now.register, is_ancestor)
    parts = [
        added.assign(what=NEW, from_id=None, to_id=added["theme_id"], reason=ADDED),
        gone.assign(
            what=GONE,
            from_id=gone["theme_id"],
            to_id=None,
            reason=_why_gone(gone, new, is_ancestor),
        ),
        moved.assign(
            what=MOVED,
            from_id=moved["theme_id_before"],
            to_id=moved["theme_id"],
            reason=pd.array([why.moved(row) for row in moved.to_dict("records")], dtype="str"),
        ),
    ]
    names = ["fragment_id", "what", "from_id", "to_id", "reason"]
    names += ["conversation_id", "uitdager_id", "participants"]
    rows = pd.concat([part[names] for part in parts if len(part)] or [parts[0][names]])
    texts = dict.fromkeys(names[:5], "str")
    return rows.astype(texts).sort_values("fragment_id", ignore_index=True)


def _why_gone(gone: pd.DataFrame, new: pd.DataFrame, is_ancestor: bool) -> Any:  # noqa: FBT001 - see above
    still = among(gone["conversation_id"].tolist(), set(new["conversation_id"].tolist()))
    reasons = [REDELIVERED if here else UNDELIVERED for here in still]
    return pd.array(reasons if is_ancestor else [NOT_HERE] * len(gone), dtype="str")


def moved_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """The moved fragments counted: a row a pair of themes with all reasons, the largest first."""
    moved = rows[rows["what"] == MOVED]
    pairs = count_by(moved, ["from_id", "to_id"])
    told = moved.groupby(["from_id", "to_id"])["reason"].agg(lambda found: "; ".join(_often(found)))
    pairs = pairs.merge(told.reset_index(), on=["from_id", "to_id"]).astype({"reason": "str"})
    order = ["n_fragments", "from_id", "to_id"]
    return pairs.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _often(reasons: pd.Series) -> list[str]:
    """Each reason once, the one that is given most first."""
    return [str(reason) for reason in reasons.value_counts().index]


@dataclass(frozen=True)
class _Why:
    """Why a fragment of both runs has another theme."""

    before: LiveThemes
    now: LiveThemes
    is_ancestor: bool

    def moved(self, row: Mapping[Hashable, object]) -> str:
        """What the register did comes before a word on the fragment, which goes along with it."""
        was, is_now = str(row["theme_id_before"]), str(row["theme_id"])
        by_person, by_person_before = (
            row[name] == LabelSource.PERSON for name in ("theme_source", "theme_source_before")
        )
        found = [
            (not self.is_ancestor, APART),
            (was in self.now.merged_into and self.now.end_of(was) == is_now, MERGED),
            (by_person, BY_PERSON),
            (by_person_before, TAKEN_BACK),
            (not self.before.status, FIRST_THEMES),
            (self._is_undone(was, is_now), UNDONE),
            (self.before.is_live(was) and not self.now.is_live(was), RETIRED),
            (is_now in self.now.status and is_now not in self.before.status, TO_NEW_THEME),
            (self._follows(was, is_now, str(row["placed_id_before"])), DECIDED),
        ]
        return next((reason for holds, reason in found if holds), UNEXPLAINED)

    def _follows(self, was: str, is_now: str, placed: str) -> bool:
        """Whether in both runs it stood where the theme that it was placed in led."""
        return self.before.holder_of(placed) == was and self.now.holder_of(placed) == is_now

    def _is_undone(self, was: str, is_now: str) -> bool:
        """Whether a theme is back that was closed, or one that was made is not there any more."""
        is_back = is_now in self.before.status and not self.before.is_live(is_now)
        return is_back or (self.before.is_live(was) and was not in self.now.status)
