"""What the classifier learns from in a run: the labelled notes, and what people said since.

The room between the stages: it gathers texts and labels for `categorise`, which opens no files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.cache import RecordCache, VectorCache, remembered
from pipeline.categorise import LabelModel, Lessons, Sense, lessons_of, train_once
from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.folds import text_key
from pipeline.categorise.lessons import PERSON, UNKNOWN
from pipeline.language.embed import Encoder, embed, load_encoders
from pipeline.language.pseudonymise import pseudonymise_text
from pipeline.resources.gold import load_labelled
from pipeline.schema import LabelSource
from pipeline.settings import LanguageOptions, Settings
from pipeline.themes import Company

Progress = Callable[[int, int], None]
MOST_LESSONS = 7500  # learned from in 20 seconds on two cores
# By encoder. The vectors of E5 lie close together, so that their likeness must fall faster.
_SHARPNESS, _WEIGHT, _SPREAD = (1.0, 6.0), (1.0, 1.5), (1.0, 2.3)


@dataclass(frozen=True)
class Embedder:
    """Texts to what they mean to each encoder; the first one's vectors are the run's.

    `caches`: what each encoder made of texts before, in the same order.
    """

    encoders: Sequence[Encoder]
    caches: Sequence[VectorCache]

    @property
    def names(self) -> dict[str, str]:
        """The encoders by their place in the manifest."""
        kinds = ("encoder", "precise")
        return dict(zip(kinds, (one.name for one in self.encoders), strict=False))

    def senses(self, texts: Sequence[str], progress: Progress | None = None) -> tuple[Sense, ...]:
        """A Sense an encoder, in the order of the texts."""
        each = zip(self.encoders, self.caches, _SHARPNESS, _WEIGHT, strict=False)
        return tuple(
            Sense(embed(texts, encoder, cache, progress), sharpness, weight)
            for encoder, cache, sharpness, weight in each
        )


def load_embedder(options: LanguageOptions, cache_folder: Path) -> Embedder:
    """The encoders of the settings, with their caches in this folder.

    Raises:
        SettingsError: the precise one is asked and not installed.
    """
    encoders = load_encoders(options)
    return Embedder(encoders, [VectorCache(cache_folder, one.name) for one in encoders])


def shipped_lessons(embedder: Embedder, known: RecordCache | None = None) -> Lessons:
    """The labelled notes of the package as the pseudonymiser leaves them."""
    notes = load_labelled()
    raw = [note.text for note in notes]
    texts = remembered(known, raw, lambda some: [*map(pseudonymise_text, some)])
    return lessons_of(texts, notes, embedder.senses(texts))


def company_of(shipped: Lessons) -> Company:
    """The texts, without labels, that keep a discovery of themes company."""
    return Company(shipped.texts, meant(shipped.senses))


def meant(senses: Sequence[Sense]) -> npt.NDArray[np.float16]:
    """What texts mean to all encoders, side by side, (n_texts, n_dimensions in all).

    The vectors of E5 lie close together: drawn apart, both count alike once they are centred.
    """
    apart = zip(senses, _SPREAD, strict=False)
    return np.hstack([np.float16(spread) * sense.vectors for sense, spread in apart])


def with_people(
    shipped: Lessons,
    fragments: pd.DataFrame,
    note_texts: Mapping[str, str],
    senses: Sequence[Sense],
    given: pd.DataFrame,
) -> Lessons:
    """The lessons, and behind them each fragment of which a person said a label.

    Its author is the uitdager who brought it, and its group too; a piece of a shipped note stays
    in the group of that note. `fragments` and `senses` go together; `note_texts` maps note ids to
    texts; `given` holds the labels that forms and people gave.
    """
    said = given[(given["source"] == LabelSource.PERSON) & given["label"].isin(list(CLASSES))]
    wide = said.pivot_table(index="fragment_id", columns="label", values="value", aggfunc="last")
    rows = np.flatnonzero(fragments["fragment_id"].isin(wide.index))
    if not len(rows):
        return shipped
    coded = fragments.iloc[rows]
    wide = wide.reindex(index=coded["fragment_id"], columns=list(CLASSES)).astype("str")
    wide = wide.fillna(UNKNOWN)
    authors = PERSON + coded["uitdager_id"].fillna(coded["conversation_id"])
    pairs = zip(shipped.texts, shipped.groups.tolist(), strict=True)
    group_of = {text_key(text): group for text, group in pairs}
    whole = coded["note_id"].map(note_texts).map(text_key).map(group_of)
    groups = whole.fillna(coded["text"].map(text_key).map(group_of)).fillna(authors)
    people = Lessons(
        texts=coded["text"].tolist(),
        labels={label: wide[label].to_numpy(dtype=str) for label in CLASSES},
        authors=authors.to_numpy(dtype=str),
        groups=groups.to_numpy(dtype=str),
        senses=tuple(sense.of(rows) for sense in senses),
    )
    return _joined(shipped, people)


def bounded(lessons: Lessons, seed: int) -> Lessons:
    """At most MOST_LESSONS of them, picked by chance: learning takes the cube of their number.

    What people said goes before what is shipped, up to three quarters.
    """
    if len(lessons.texts) <= MOST_LESSONS:
        return lessons
    chance = np.random.default_rng(seed)
    by_people = np.char.startswith(lessons.authors, PERSON)
    mine = chance.permutation(np.flatnonzero(by_people))[: MOST_LESSONS * 3 // 4]
    rest = chance.permutation(np.flatnonzero(~by_people))[: MOST_LESSONS - len(mine)]
    return lessons.of(np.sort(np.concatenate([rest, mine])))


def _joined(first: Lessons, second: Lessons) -> Lessons:
    return Lessons(
        texts=[*first.texts, *second.texts],
        labels={
            label: np.concatenate([values, second.labels[label]])
            for label, values in first.labels.items()
        },
        authors=np.concatenate([first.authors, second.authors]),
        groups=np.concatenate([first.groups, second.groups]),
        senses=tuple(
            Sense(np.concatenate([one.vectors, other.vectors]), one.sharpness, one.weight)
            for one, other in zip(first.senses, second.senses, strict=True)
        ),
    )


def learn(settings: Settings, lessons: Lessons, folder: Path) -> LabelModel:
    """The classifier, trained where these lessons are new, else as it was kept in `folder`."""
    some = bounded(lessons, settings.seed)
    return train_once(folder, some, settings.categorise, settings.seed)
