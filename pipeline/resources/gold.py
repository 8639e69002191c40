"""The labelled notes that the classifier learns from, and where they lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILES = ("notes.jsonl", "more.jsonl")


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


@cache
def load_gold() -> list[GoldNote]:
    """All labelled notes, in the order of the files."""
    lines = [
        line
        for name in FILES
        for line in files("pipeline.resources").joinpath(name).read_text("utf-8").splitlines()
    ]
    return [_note(json.loads(line)) for line in lines if line.strip()]


def _note(record: dict[str, object]) -> GoldNote:
    names = record["pii"]
    return GoldNote(
        text=str(record["tekst"]),
        category=str(record["categorie"]),
        valence=str(record["valentie"]),
        theme=str(record["thema"]),
        actor=str(record["actor"]),
        batch=str(record["batch"]),
        names=tuple(str(name) for name in names) if isinstance(names, list) else (),
    )
