"""What people said of the theme of a fragment: it stands above every assignment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import among
from pipeline.schema import Assignments, LabelSource, SafeFragments, ThemeChanges
from pipeline.themes.keywords import OTHER_LABEL
from pipeline.themes.register import counted
from pipeline.themes.stage import ThemeResult

BY_PERSON = "een mens besliste dit"
TAKEN_BACK = "een mens nam zijn woord terug"


@dataclass(frozen=True)
class Said:
    """The themes that people gave, by fragment id; None: in no theme.

    `before`: the theme of each fragment in the previous published run, by its id; `by_people`:
    those of which a person had said it.
    """

    themes: Mapping[str, str | None]
    before: Mapping[str, str | None]
    by_people: Collection[str] = ()

    def is_said(self, fragment_id: str) -> bool:
        """Whether a person spoke of its theme, now or before the word was taken back."""
        return fragment_id in self.themes or fragment_id in self.by_people


def as_said(found: ThemeResult, said: Said, fragments: pd.DataFrame) -> ThemeResult:
    """The result with the themes that people gave: source person, probability 1, counted anew.

    Each fragment that has another theme than in the previous run by what a person said, or no
    longer says, is listed as moved.
    """
    assignments = found.assignments.copy()
    ids = assignments["fragment_id"].tolist()
    mine = among(ids, said.themes)
    given = [said.themes[each] for each in assignments.loc[mine, "fragment_id"].tolist()]
    assignments.loc[mine, "theme_id"] = pd.array(given, dtype="str")
    assignments.loc[mine, "theme_source"] = LabelSource.PERSON.value
    assignments.loc[mine, "theme_probability"] = 1.0
    themes = counted(
        _own_examples(found.themes, said), assignments, SafeFragments.validate(fragments)
    )
    changes = _changes(found, assignments, said)
    other = float(assignments["theme_id"].isna().mean()) if len(assignments) else 0.0
    return replace(
        found,
        themes=themes,
        assignments=Assignments.validate(assignments),
        changes=changes,
        quality=found.quality | {"share_other": round(other, 4)},
    )


def _own_examples(themes: pd.DataFrame, said: Said) -> pd.DataFrame:
    """A fragment that a person placed elsewhere is no example of the theme that it left."""
    rows = zip(themes["theme_id"].tolist(), themes["examples"].tolist(), strict=True)
    examples = [
        [one for one in ids if said.themes.get(one, theme_id) == theme_id] for theme_id, ids in rows
    ]
    return themes.assign(examples=pd.Series(examples, index=themes.index, dtype=object))


def _changes(found: ThemeResult, assignments: pd.DataFrame, said: Said) -> DataFrame[ThemeChanges]:
    names = dict(
        zip(found.themes["theme_id"].tolist(), found.themes["label"].tolist(), strict=True)
    )
    pairs = zip(assignments["fragment_id"].tolist(), assignments["theme_id"].tolist(), strict=True)
    rows: list[dict[str, Any]] = []
    for fragment_id, value in pairs:
        theme_id = None if pd.isna(value) else str(value)
        before = said.before.get(fragment_id, theme_id)
        if before == theme_id or not said.is_said(fragment_id):
            continue
        rows.append(
            {
                "change": "moved",
                "theme_id": theme_id,
                "fragment_id": fragment_id,
                "before": names.get(before or "", before or OTHER_LABEL),
                "after": names.get(theme_id or "", OTHER_LABEL),
                "reason": BY_PERSON if fragment_id in said.themes else TAKEN_BACK,
            }
        )
    others = _of_new_fragments(found.changes, names, said)
    columns = list(ThemeChanges.to_schema().columns)
    moved = pd.DataFrame(rows, columns=columns)
    together = pd.concat([others, moved], ignore_index=True) if rows else others
    return DataFrame[ThemeChanges](together.reset_index(drop=True))


def _of_new_fragments(changes: pd.DataFrame, names: Mapping[str, str], said: Said) -> pd.DataFrame:
    """The other changes; a new fragment that a person placed already is listed under that theme.

    A fragment that is assigned anew because a word was taken back is not new; where the previous
    run had no themes yet, all are.
    """
    placed = (changes["change"] == "assigned").to_numpy()
    ids = [str(each) for each in changes["fragment_id"].tolist()]
    changed = changes.copy()
    mine = among(ids, said.themes) & placed
    given = [said.themes[each] for each in changed.loc[mine, "fragment_id"].tolist()]
    changed.loc[mine, "theme_id"] = pd.array(given, dtype="str")
    changed.loc[mine, "after"] = pd.array(
        [names.get(each or "", OTHER_LABEL) for each in given], dtype="str"
    )
    changed.loc[mine, "reason"] = BY_PERSON
    known = [one for one in ids if one in said.before and said.is_said(one)]
    return changed[~(placed & among(ids, known))]
