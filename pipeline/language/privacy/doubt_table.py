"""The doubtful words of a run as a table: a row a word and what happened to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.language.privacy.doubts import KEPT, Reason
from pipeline.schema import Doubts

_MOST_EXAMPLES = 3
OFTEN = 3
# How often what happened is right among the marked notes (`genks evaluate --privacy`), rounded.
CERTAINTY = {
    Reason.UNKNOWN: 0.5,
    Reason.ENDING: 0.5,
    Reason.SMALL: 0.85,
    Reason.SMALL_NAME: 0.85,
    Reason.RARE: 0.9,
    Reason.WORD_TOO: 0.9,
    Reason.OFTEN: 0.9,
    Reason.NAME_TOO: 0.95,
    Reason.OPENING: 0.95,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A doubtful word in a note; `written` and `place` (note_id, start, end): in the safe text."""

    word_id: str
    action: str
    reason: str
    written: str
    place: tuple[str, int, int]
    conversation_id: str


def doubt_table(
    mentions: Iterable[Mention], uitdager_of: Mapping[str, str | None]
) -> DataFrame[Doubts]:
    """A row for each word and action, with the reason that came most; most notes first.

    `uitdager_of`: the uitdager of each conversation, None where nobody knows.
    """
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.word_id, mention.action), []).append(mention)
    rows = [_row(group, uitdager_of) for group in groups.values() if _is_worth(group)]
    table = pd.DataFrame(rows, columns=list(Doubts.to_schema().columns))
    table = table.sort_values(["n_notes", "word_id"], ascending=[False, True], ignore_index=True)
    return Doubts.validate(table)


def _is_worth(mentions: list[Mention]) -> bool:
    """A private person is named in one conversation or two; who is named in more is looked at."""
    if any(mention.reason != Reason.OFTEN for mention in mentions):
        return True
    return len({mention.conversation_id for mention in mentions}) >= OFTEN


def _row(mentions: list[Mention], uitdager_of: Mapping[str, str | None]) -> tuple[object, ...]:
    first = min(mentions, key=lambda one: one.place)
    reason = Reason(Counter(sorted(one.reason for one in mentions)).most_common(1)[0][0])
    by_note = {one.place[0]: one.place for one in sorted(mentions, key=lambda one: one.place)[::-1]}
    examples = [f"{note}:{start}:{end}" for note, start, end in sorted(by_note.values())]
    return (
        first.word_id,
        first.action,
        first.written if first.action == KEPT else None,
        reason,
        CERTAINTY[reason],
        len(by_note),
        len({one.conversation_id for one in mentions}),
        len({uitdager_of.get(one.conversation_id) for one in mentions}),
        examples[:_MOST_EXAMPLES],
    )
