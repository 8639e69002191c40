"""What the classifier learns from in a run: the labelled notes, and what people said since.

The room between the stages: it gathers texts and labels for `categorise`, which opens no files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.cache import RecordCache, VectorCache, remembered
from pipeline.categorise import LabelModel, Lessons, Sense, lessons_of, train_once
from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.lessons import PERSON, UNKNOWN
from pipeline.language.embed import embed, load_encoders
from pipeline.language.pseudonymise import pseudonymise_text
from pipeline.resources.gold import load_gold, load_labelled
from pipeline.schema import LabelSource
from pipeline.settings import LanguageOptions, Settings
from pipeline.themes import Company

Progress = Callable[[int, int], None]
# By encoder. The vectors of E5 lie close together, so that their likeness must fall faster.
_SHARPNESS, _WEIGHT = (1.0, 6.0), (1.0, 1.5)


@dataclass(frozen=True)
class Embedder:
    """Texts to what they mean to each encoder of the settings; the first one's are the run's."""

    options: LanguageOptions
    cache_folder: Path

    @property
    def names(self) -> dict[str, str]:
        """The encoders by their place in the manifest."""
        kinds = ("encoder", "precise")
        return dict(zip(kinds, (one.name for one in load_encoders(self.options)), strict=False))

    def senses(self, texts: Sequence[str], progress: Progress | None = None) -> tuple[Sense, ...]:
        """A Sense an encoder, in the order of the texts."""
        encoders = load_encoders(self.options)
        return tuple(
            Sense(
                embed(texts, encoder, VectorCache(self.cache_folder, encoder.name), progress),
                sharpness,
                weight,
            )
            for encoder, sharpness, weight in zip(encoders, _SHARPNESS, _WEIGHT, strict=False)
        )


def shipped_lessons(embedder: Embedder, known: RecordCache | None = None) -> Lessons:
    """The labelled notes of the package as the pseudonymiser leaves them."""
    notes = load_labelled()
    raw = [note.text for note in notes]
    texts = remembered(known, raw, lambda some: [*map(pseudonymise_text, some)])
    return lessons_of(texts, notes, embedder.senses(texts))


def company_of(shipped: Lessons) -> Company:
    """The texts, without labels, that keep a first discovery of themes company."""
    n_gold = len(load_gold())
    return Company(shipped.texts[:n_gold], shipped.senses[0].vectors[:n_gold])


def with_people(
    shipped: Lessons, fragments: pd.DataFrame, senses: Sequence[Sense], given: pd.DataFrame
) -> Lessons:
    """The lessons, and behind them each fragment of which a person said a label.

    Its author is the uitdager who brought it. `fragments` and `senses` go together; `given` holds
    the labels that forms and people gave.
    """
    said = given[(given["source"] == LabelSource.PERSON) & given["label"].isin(list(CLASSES))]
    wide = said.pivot_table(index="fragment_id", columns="label", values="value", aggfunc="last")
    rows = np.flatnonzero(fragments["fragment_id"].isin(wide.index))
    if not len(rows):
        return shipped
    coded = fragments.iloc[rows]
    wide = wide.reindex(index=coded["fragment_id"], columns=list(CLASSES)).astype("str")
    wide = wide.fillna(UNKNOWN)
    whose = coded["uitdager_id"].fillna(coded["conversation_id"])
    return Lessons(
        texts=[*shipped.texts, *coded["text"].tolist()],
        labels={
            label: np.concatenate([shipped.labels[label], wide[label].to_numpy(dtype=str)])
            for label in CLASSES
        },
        authors=np.concatenate([shipped.authors, (PERSON + whose).to_numpy(dtype=str)]),
        senses=tuple(
            Sense(np.concatenate([old.vectors, new.vectors[rows]]), old.sharpness, old.weight)
            for old, new in zip(shipped.senses, senses, strict=True)
        ),
    )


def learn(settings: Settings, lessons: Lessons, folder: Path) -> LabelModel:
    """The classifier, trained where these lessons are new, else as it was kept in `folder`."""
    return train_once(folder, lessons, settings.categorise, settings.seed)
