"""How well long notes are cut: boundaries against those that a person cut.

A boundary is the place where the next thought begins; white space and bullets before it do not
count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language.learn_cues import deal, weighed_places, weights_without
from pipeline.language.sentences import split_sentences
from pipeline.language.split import CUT_ABOVE, fragment_spans
from pipeline.resources.gold import LongNote

_LEADING = re.compile(r"[\s\-–•*/|]*(?:\(?\w{1,2}[.)]\s+)?")

Cutter = Callable[[str], Sequence[int]]  # a text -> where its pieces begin, in order


@dataclass(frozen=True)
class BoundaryQuality:
    """Right among the boundaries that were cut, cut among those of the person, and both."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class SplitQuality:
    """Three ways to cut the same notes.

    `unseen`: weights learned without the note that is cut; ten folds, five times over. `seen`: the
    weights that a run uses, which were learned from these notes. `every_sentence`: no weights.
    """

    n_notes: int
    n_boundaries: int
    unseen: BoundaryQuality
    seen: BoundaryQuality
    every_sentence: BoundaryQuality


def measure_split(notes: Sequence[LongNote], seed: int) -> SplitQuality:
    """The figures on notes that were cut by hand; `seed` deals them over the folds."""
    places = weighed_places(notes)
    unseen = [
        (note, thoughts(weights))
        for fold in deal(len(notes), seed)
        for note, weights in zip(notes, weights_without(places, fold), strict=True)
    ]
    return SplitQuality(
        n_notes=len(notes),
        n_boundaries=sum(len(note.boundaries()) for note in notes),
        unseen=score(unseen),
        seen=score((note, thoughts()) for note in notes),
        every_sentence=score((note, sentence_starts) for note in notes),
    )


def score(cut: Iterable[tuple[LongNote, Cutter]]) -> BoundaryQuality:
    """Precision, recall and F1 over the boundaries of all notes, each cut by its own cutter."""
    right = found = wanted = 0
    for note, cutter in cut:
        gold, ours = note.boundaries(), boundaries(note.text, cutter(note.text))
        right, found, wanted = right + len(gold & ours), found + len(ours), wanted + len(gold)
    return BoundaryQuality(
        precision=right / max(found, 1),
        recall=right / max(wanted, 1),
        f1=2 * right / max(found + wanted, 1),
    )


def boundaries(text: str, starts: Sequence[int]) -> set[int]:
    """Offsets of all starts but the first, moved over white space and bullets."""
    found = (_LEADING.match(text, start) for start in starts[1:])
    return {match.end() for match in found if match}


def thoughts(weights: Mapping[str, float] | None = None, cut_above: float = CUT_ABOVE) -> Cutter:
    """What cuts as a run does, by these weights of the cues or by those of split.toml."""
    return lambda text: [start for start, _ in fragment_spans(text, weights, cut_above)]


def sentence_starts(text: str) -> list[int]:
    """A cut at every sentence: what any better way has to beat."""
    return [sentence.start for sentence in split_sentences(text)]
