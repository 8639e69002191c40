"""The labelled notes that the classifier learns from, and where they lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("notes.jsonl", "more.jsonl")
AUTHORED_FILE = "authored.jsonl"  # written to learn from; in no delivery
LONG_FILE = "long.jsonl"  # notes cut by hand: each thought is a labelled text
LONG_BATCH = "long"


@dataclass(frozen=True)
class GoldNote:
    """A note with the labels of its author; `names` are its substrings that identify a person.

    `theme` is a yardstick for measurements and never reaches a run. `batch` is the author: notes
    of one batch are alike, so that an honest measurement never splits one.
    """

    text: str
    category: str
    valence: str
    theme: str
    actor: str
    batch: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class LongNote:
    """A note of several thoughts, and the pieces that a person cut it into, in order."""

    text: str
    thoughts: tuple[str, ...]

    def boundaries(self) -> set[int]:
        """Offsets where the second and later thoughts begin.

        Raises:
            ValueError: when a thought does not stand in the text behind the one before it.
        """
        starts, position = [], 0
        for thought in self.thoughts:
            position = self.text.index(thought, position)
            starts.append(position)
            position += len(thought)
        return set(starts[1:])


@cache
def load_long_notes() -> list[LongNote]:
    """The notes that were cut by hand."""
    return [
        LongNote(record["tekst"], tuple(thought["tekst"] for thought in record["fragmenten"]))
        for record in _records(LONG_FILE)
    ]


@cache
def load_gold() -> list[GoldNote]:
    """The labelled notes, in the order of the files, then the thoughts of the long notes."""
    notes = [_note(record, str(record["batch"])) for name in FILES for record in _records(name)]
    thoughts = [
        _note(thought | {"pii": record["pii"]}, LONG_BATCH)
        for record in _records(LONG_FILE)
        for thought in record["fragmenten"]
    ]
    return notes + thoughts


@cache
def load_labelled() -> list[GoldNote]:
    """All that the classifier learns from: the gold notes, then the authored ones."""
    return load_gold() + [_note(one, str(one["batch"])) for one in _records(AUTHORED_FILE)]


def _records(name: str) -> list[dict[str, Any]]:  # JSON: strings, and lists of strings or records
    lines = files("pipeline.resources").joinpath(name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _note(record: dict[str, Any], batch: str) -> GoldNote:
    text = record["tekst"]
    return GoldNote(
        text=text,
        category=record["categorie"],
        valence=record["valentie"],
        theme=record["thema"],
        actor=record["actor"],
        batch=batch,
        names=tuple(name for name in record["pii"] if name in text),
    )
