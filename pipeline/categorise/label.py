"""The stage: labels for fragments, from forms, people, the model and the rule for tense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.cache import remembered
from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.folds import text_key
from pipeline.categorise.known import in_light_of_known
from pipeline.categorise.lessons import Sense
from pipeline.categorise.model import LabelModel, Probabilities
from pipeline.categorise.tense import tense_of
from pipeline.schema import GivenLabels, Labels, LabelSource, Proposals, SafeFragments, Tense

_DECIMALS = 4
_TENSES = tuple(str(tense) for tense in Tense)
_CHUNK = 5000  # fragments at once: bounds the memory of the sparse features


@dataclass(frozen=True)
class Labelled:
    """The labels that stand, and what the model proposes, whatever people said of the fragment.

    A person's word on one label tells of the others too, so where a person spoke the proposals are
    those without it: else the model would be held against people with their own help.
    """

    labels: DataFrame[Labels]
    proposals: DataFrame[Proposals]


def categorise(
    fragments: DataFrame[SafeFragments],
    note_texts: Mapping[str, str],
    senses: Sequence[Sense],
    given: DataFrame[GivenLabels],
    model: LabelModel,
    reference_year: int,
) -> Labelled:
    """Category, valence, actor and tense of each fragment, in the order of `fragments`.

    `note_texts` maps note ids to pseudonymised texts; `senses`, in the order of `fragments`, are
    of the encoders that the model learned with. A fragment of a note that the model was trained
    on gets the prediction of a model that never saw it. What a person or a form gave stands with
    probability 1, a person's word before a form's, and the other labels are judged in its light.

    Raises:
        ValueError: when fragments and vectors differ in number, or the encoders do.
    """
    fragments, given = SafeFragments.validate(fragments), GivenLabels.validate(given)
    for sense in senses:
        if len(fragments) != (n_vectors := len(sense.vectors)):
            raise ValueError(f"{len(fragments)} fragments and {n_vectors} vectors; must be equal.")
    texts = fragments["text"].tolist()
    ids = fragments["fragment_id"].tolist()
    notes = [note_texts[note_id] for note_id in fragments["note_id"].tolist()]
    folds = np.array(
        [_fold_of(model, text, note) for text, note in zip(texts, notes, strict=True)], dtype=int
    )
    dutch = (fragments["language"] == "nl").to_numpy(dtype=bool)
    table: dict[str, object] = {"fragment_id": ids}
    said = _said(given)
    alone = _probabilities(model, texts, senses, dutch, folds)
    tenses = {"tense": _tenses(model, texts, reference_year)}
    found = in_light_of_known(alone, _known(said, ids), model.truth) | tenses
    by_form = _said(GivenLabels.validate(given[given["source"] == LabelSource.FORM]))
    unswayed = in_light_of_known(alone, _known(by_form, ids), model.truth) | tenses
    classes = {**CLASSES, "tense": _TENSES}
    for label in ("category", "valence", "tense", "actor"):
        proposed = _best(found[label], classes[label])
        rows = [
            said.get((fragment_id, label), (str(value), str(LabelSource.MODEL), share))
            for fragment_id, (value, share) in zip(ids, proposed, strict=True)
        ]
        table[label] = [row[0] for row in rows]
        table[f"{label}_source"] = [row[1] for row in rows]
        table[f"{label}_probability"] = [row[2] for row in rows]
    names = list(Labels.to_schema().columns)
    labels = Labels.validate(pd.DataFrame(table, columns=names))
    return Labelled(labels, _proposals(ids, unswayed, classes))


def _known(
    said: Mapping[tuple[str, str], tuple[str, str, float]], ids: Sequence[str]
) -> dict[str, list[str | None]]:
    """For each label of the model what was said of each fragment, or None."""
    return {label: [said.get((key, label), (None,))[0] for key in ids] for label in CLASSES}


def _proposals(
    ids: Sequence[str], found: Probabilities, classes: Mapping[str, Sequence[str]]
) -> DataFrame[Proposals]:
    """The probabilities, a row a class: fragment by fragment within a label."""
    parts = [
        pd.DataFrame(
            {
                "fragment_id": np.repeat(np.array(ids, dtype=object), len(values)),
                "label": label,
                "value": np.tile(np.array(values, dtype=object), len(ids)),
                "probability": np.round(found[label], _DECIMALS).ravel(),
            }
        )
        for label, values in classes.items()
    ]
    return Proposals.validate(pd.concat(parts, ignore_index=True))


def _fold_of(model: LabelModel, text: str, note: str) -> int:
    """The fold that never saw this text or its note; -1 when no training text is near."""
    return model.fold_of.get(text_key(note), model.fold_of.get(text_key(text), -1))


def _probabilities(
    model: LabelModel,
    texts: Sequence[str],
    senses: Sequence[Sense],
    dutch: NDArray[np.bool_],
    folds: NDArray[np.int_],
) -> Probabilities:
    from threadpoolctl import threadpool_limits  # heavy: loaded when needed

    out = {label: np.empty((len(texts), len(names))) for label, names in CLASSES.items()}
    # One thread, as in training: the same on any number of cores, and no fight for a busy one.
    with threadpool_limits(limits=1, user_api="blas"):
        for number, labeller in enumerate((model.final, *model.folds), start=-1):
            for rows in _chunks(np.flatnonzero(folds == number)):
                by_words = _by_words(model, number, [texts[row] for row in rows])
                some = [sense.of(rows) for sense in senses]
                scores = labeller.views.scores(by_words, some, model.senses)
                found = labeller.probabilities(scores, dutch[rows])
                for label, shares in found.items():
                    out[label][rows] = shares
    return out


def _chunks(rows: NDArray[np.int_]) -> list[NDArray[np.int_]]:
    return [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]


def _by_words(model: LabelModel, number: int, texts: Sequence[str]) -> NDArray[np.float32]:
    """What words say to the labeller of this fold (-1: to the final one), (n_texts, n_classes)."""
    views = (model.final, *model.folds)[number + 1].views
    start = f"words {number}\0"

    def make(keys: list[str]) -> list[list[float]]:
        features = model.vocabulary.features([key.removeprefix(start) for key in keys])
        said: list[list[float]] = views.by_words(features).tolist()
        return said

    known = remembered(model.memory, [start + text for text in texts], make)
    return np.array(known, dtype=np.float32)


def _tenses(model: LabelModel, texts: Sequence[str], year: int) -> NDArray[np.float64]:
    """The probability of each tense, (n_texts, 2), by rule."""
    start = f"tense {year}\0"

    def make(keys: list[str]) -> list[tuple[str, float]]:
        return [tense_of(key.removeprefix(start), year) for key in keys]

    found = remembered(model.tenses, [start + text for text in texts], make)
    shares = [[p if tense == name else 1 - p for name in _TENSES] for tense, p in found]
    return np.array(shares, dtype=np.float64).reshape(-1, len(_TENSES))


def _best(shares: NDArray[np.float64], classes: Sequence[str]) -> list[tuple[str, float]]:
    winners = shares.argmax(axis=1)
    highest = np.round(shares.max(axis=1), _DECIMALS) if len(shares) else shares.ravel()
    return [(classes[winner], float(share)) for winner, share in zip(winners, highest, strict=True)]


def _said(given: DataFrame[GivenLabels]) -> dict[tuple[str, str], tuple[str, str, float]]:
    """What stands by fragment and label; forms first, so that people overwrite them."""
    people_last = given.sort_values(
        "source", key=lambda source: source == LabelSource.PERSON, kind="stable"
    )
    columns = (people_last[name].tolist() for name in ("fragment_id", "label", "value", "source"))
    return {
        (fragment_id, label): (value, source, 1.0)
        for fragment_id, label, value, source in zip(*columns, strict=True)
    }
