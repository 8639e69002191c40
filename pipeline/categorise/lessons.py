"""What the classifier learns from: texts with labels, as many vectors as there are encoders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.calibrate import CLASSES
from pipeline.resources.gold import GoldNote

UNKNOWN = ""
PERSON = "mens "  # before the uitdager, where a person gave the label of a fragment


@dataclass(frozen=True)
class Sense:
    """What texts mean to one encoder: unit rows, (n_texts, n_dimensions).

    Two texts are alike as exp(2 `sharpness` (cosine - 1)); the likeness counts `weight` times.
    """

    vectors: NDArray[np.float16]
    sharpness: float = 1.0
    weight: float = 1.0

    def of(self, rows: NDArray[np.int64]) -> Sense:
        """The same of these texts only."""
        return Sense(self.vectors[rows], self.sharpness, self.weight)


@dataclass(frozen=True)
class Lessons:
    """Texts (pseudonymised) with their labels, by label (n_texts,); UNKNOWN where none was given.

    `authors`, (n_texts,): who wrote or brought a text. `groups`, (n_texts,): texts of one group are
    alike, so that an honest measurement never splits them. `senses`: a Sense an encoder, in the
    order of the texts.

    Raises:
        ValueError: when the lengths differ.
    """

    texts: list[str]
    labels: Mapping[str, NDArray[np.str_]]
    authors: NDArray[np.str_]
    groups: NDArray[np.str_]
    senses: tuple[Sense, ...]

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        lengths = {
            len(self.texts),
            len(self.authors),
            len(self.groups),
            *map(len, self.labels.values()),
            *(len(sense.vectors) for sense in self.senses),
        }
        if len(lengths) != 1:
            message = f"Texts, labels and vectors differ in number: {sorted(lengths)}."
            raise ValueError(message)

    def of(self, rows: NDArray[np.int64]) -> Lessons:
        """These lessons only."""
        return Lessons(
            texts=[self.texts[row] for row in rows],
            labels={label: values[rows] for label, values in self.labels.items()},
            authors=self.authors[rows],
            groups=self.groups[rows],
            senses=tuple(sense.of(rows) for sense in self.senses),
        )


def lessons_of(texts: Sequence[str], notes: Iterable[GoldNote], senses: Sequence[Sense]) -> Lessons:
    """The labelled notes as lessons; `texts` are theirs as the pseudonymiser leaves them."""
    known = list(notes)
    labels = {label: np.array([getattr(note, label) for note in known]) for label in CLASSES}
    authors = np.array([note.batch for note in known])
    return Lessons(list(texts), labels, authors, authors, tuple(senses))
