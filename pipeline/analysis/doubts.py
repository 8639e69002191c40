"""The words that may be names, as a person judges them: most notes first, each in its sentences."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any  # cells of a table

import pandas as pd

REASONS = {
    "unknown": "het heeft een hoofdletter midden in een zin en staat in geen enkele lijst",
    "ending": "het eindigt zoals familienamen eindigen, maar staat in geen enkele lijst",
    "word_too": "het is een naam, maar ook een gewoon woord",
    "rare": "bijna niemand heet zo",
    "small": "het is met een kleine letter geschreven",
    "often": "het komt in veel gesprekken voor: misschien kent iedereen die naam",
    "name_too": "veel mensen heten zo, maar het is ook een gewoon woord",
    "small_name": "veel mensen heten zo, maar hier staat het met een kleine letter",
    "opening": "het begint een zin en staat in geen enkele lijst",
}
_GUESS, _LIKELY = 0.6, 0.9
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_LONGEST_SIDE = 160


@dataclass(frozen=True)
class Sentence:
    """A sentence of a note, cut in three: the word or its placeholder is `marked`."""

    note_id: str
    before: str
    marked: str
    after: str
    start: int
    end: int


@dataclass(frozen=True)
class DoubtfulWord:
    """A word that may be a name, and what happened to it; `word` is empty where it was removed."""

    word_id: str
    is_removed: bool
    word: str
    reason: str
    certainty: str
    n_notes: int
    n_uitdagers: int
    sentences: tuple[Sentence, ...]


def doubtful_words(doubts: pd.DataFrame, notes: pd.DataFrame) -> list[DoubtfulWord]:
    """The rows of the table of doubts, most notes first, the least sure first among equals."""
    shown = doubts.sort_values(
        ["n_notes", "certainty", "word_id"], ascending=[False, True, True], ignore_index=True
    )
    wanted = {str(one).split(":")[0] for many in shown["examples"] for one in many}
    mine = notes[notes["note_id"].isin(wanted)]
    texts = dict(zip(mine["note_id"].tolist(), mine["text"].tolist(), strict=True))
    return [_word(row, texts) for row in shown.to_dict("records")]


def _word(row: Mapping[Hashable, Any], texts: Mapping[str, str]) -> DoubtfulWord:
    is_removed = row["action"] == "removed"
    places = (str(one).split(":") for one in row["examples"])
    return DoubtfulWord(
        word_id=str(row["word_id"]),
        is_removed=is_removed,
        word="" if is_removed else str(row["word"]),
        reason=REASONS[str(row["reason"])],
        certainty=_certainty(float(row["certainty"])),
        n_notes=int(row["n_notes"]),
        n_uitdagers=int(row["n_uitdagers"]),
        sentences=tuple(
            sentence_at(note_id, texts[note_id], int(start), int(end))
            for note_id, start, end in places
            if note_id in texts
        ),
    )


def _certainty(share: float) -> str:
    if share < _GUESS:
        return "een gok"
    return "waarschijnlijk juist" if share < _LIKELY else "bijna zeker juist"


def sentence_at(note_id: str, text: str, start: int, end: int) -> Sentence:
    """The sentence around a place in a note, cut at 160 characters on each side."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    first = max((cut for cut in ends if cut <= start), default=0)
    last = min((cut for cut in ends if cut >= end), default=len(text))
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > _LONGEST_SIDE:
        before = "… " + before[-_LONGEST_SIDE:].split(" ", 1)[-1]
    if len(after) > _LONGEST_SIDE:
        after = after[:_LONGEST_SIDE].rsplit(" ", 1)[0] + " …"
    return Sentence(note_id, before, text[start:end], after, start, end)
