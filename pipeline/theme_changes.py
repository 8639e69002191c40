"""What differs in the themes from the previous published run, with the reason in Dutch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.analysis.moves import BY_PERSON, DECIDED, MERGED, RETIRED, TAKEN_BACK, UNDONE
from pipeline.decisions.register import CLOSED, Register
from pipeline.schema import LabelSource, ThemeChanges, ThemeStatus

OTHER_LABEL = "Overig"
JOINED = "nieuw fragment, lijkt het meest op dit thema"
FITS_NOWHERE = "nieuw fragment, lijkt op geen enkel thema genoeg"
_Row = tuple[str, str | None, str | None, str | None, str | None, str]


@dataclass(frozen=True)
class Side:
    """The register and the theme of each fragment, as people saw them in one run."""

    themes: pd.DataFrame
    assignments: pd.DataFrame


def list_changes(
    before: Side | None, after: Side, register: Register, placements: pd.DataFrame
) -> DataFrame[ThemeChanges]:
    """Themes that came, went, or got another name; fragments that came or moved; and why.

    `placements`: where each fragment was put when it first came. Nothing where there is nothing to
    differ from.
    """
    rows: list[_Row] = []
    if before is not None:
        rows += _themes(before.themes, after.themes)
        rows += _fragments(before, after, register, placements)
    columns = ["change", "theme_id", "fragment_id", "before", "after", "reason"]
    frame = pd.DataFrame(rows, columns=columns)
    return DataFrame[ThemeChanges](frame[list(ThemeChanges.to_schema().columns)])


def _themes(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[_Row]:
    known = before.set_index("theme_id")
    labels = dict(zip(after["theme_id"], after["label"], strict=True))
    for theme in after.to_dict("records"):
        theme_id, label, status = theme["theme_id"], theme["label"], theme["status"]
        if theme_id not in known.index:
            found = f"{theme['n_fragments']} nieuwe fragmenten pasten nergens en horen bij elkaar"
            reason = "iemand maakte dit thema" if theme["by_hand"] else found
            yield "new", theme_id, None, None, label, reason
            continue
        old = known.loc[theme_id]
        if old["label"] != label:
            reason = "iemand gaf of herriep de naam"
            yield "renamed", theme_id, None, old["label"], label, reason
        if status == ThemeStatus.MERGED != old["status"]:
            into = labels.get(theme["merged_into"], theme["merged_into"])
            yield "merged", theme_id, None, label, into, "iemand voegde de thema's samen"
        elif status == ThemeStatus.RETIRED != old["status"]:
            yield "retired", theme_id, None, label, None, "iemand sloot dit thema af"
        elif old["status"] in CLOSED and status not in CLOSED:
            yield "revived", theme_id, None, None, label, "iemand haalde dit thema terug"
        elif old["n_fragments"] and not theme["n_fragments"] and status not in CLOSED:
            reason = "alle fragmenten van dit thema zijn verdwenen of verhuisd"
            yield "gone", theme_id, None, label, None, reason


def _fragments(
    before: Side, after: Side, register: Register, placements: pd.DataFrame
) -> Iterator[_Row]:
    placed = _by_fragment(placements)
    labels = {
        **_labels(before.themes),
        **_labels(after.themes),
    }
    was, now = _by_fragment(before.assignments), _by_fragment(after.assignments)
    for fragment_id, (theme_id, source) in now.items():
        label = labels[theme_id] if theme_id else OTHER_LABEL
        if fragment_id not in was:
            reason = JOINED if theme_id else FITS_NOWHERE
            reason = BY_PERSON if source == LabelSource.PERSON else reason
            yield "assigned", theme_id, fragment_id, None, label, reason
            continue
        earlier, earlier_source = was[fragment_id]
        if earlier == theme_id:
            continue
        reason = _why(earlier, theme_id, (earlier_source, source), register)
        if reason == UNDONE and placed[fragment_id][0] != theme_id:
            reason = DECIDED  # it went somewhere else than back
        from_label = labels.get(earlier, earlier) if earlier else OTHER_LABEL
        yield "moved", theme_id, fragment_id, from_label, label, reason


def _why(
    earlier: str | None, theme_id: str | None, sources: tuple[str, str], register: Register
) -> str:
    if earlier and theme_id and register.merged.get(earlier) == theme_id:
        return MERGED
    end = register.merged.get(earlier, earlier) if earlier else None
    if end and not theme_id and register.status_of(end) == ThemeStatus.RETIRED:
        return RETIRED
    if sources[1] == LabelSource.PERSON:
        return BY_PERSON
    return TAKEN_BACK if sources[0] == LabelSource.PERSON else UNDONE


def _labels(themes: pd.DataFrame) -> Mapping[str, str]:
    return dict(zip(themes["theme_id"].tolist(), themes["label"].tolist(), strict=True))


def _by_fragment(assignments: pd.DataFrame) -> dict[str, tuple[str | None, str]]:
    names = ("fragment_id", "theme_id", "theme_source")
    columns = (assignments[name].tolist() for name in names)
    return {
        key: (None if pd.isna(theme) else str(theme), str(source))
        for key, theme, source in zip(*columns, strict=True)
    }
