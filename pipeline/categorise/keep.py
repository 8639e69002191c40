"""A trained classifier on disk, as arrays and word lists: nothing in it can run code.

A file is named after everything that the training depends on, so that what is found is what
would be trained; a damaged or half-written file is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.cache import RecordCache
from pipeline.categorise.calibrate import CLASSES, Calibration
from pipeline.categorise.model import Labeller, LabelModel, train
from pipeline.categorise.views import VIEWS, ViewModel, Vocabulary, restore_vocabulary
from pipeline.resources.gold import GoldNote
from pipeline.settings import CategoriseOptions

_VIEW_FIELDS = ("words", "characters", "together", "meaning", "centre")
_PACKAGES = ("numpy", "scikit-learn", "scipy")
Arrays = Mapping[str, NDArray[Any]]


def train_once(
    folder: Path,
    gold_texts: Sequence[str],
    gold: Sequence[GoldNote],
    vectors: NDArray[np.float16],
    options: CategoriseOptions,
    seed: int,
) -> LabelModel:
    """As `train`, kept in `folder`: the same notes, vectors, options and code train once.

    Only the last model is kept, and with it what it said of texts.
    """
    name = _fingerprint(gold_texts, gold, vectors, options, seed)
    path = folder / f"labels-{name}.npz"
    memory = RecordCache(folder, f"said-{name}")
    model = load_model(path)
    if model is None:
        model = train(gold_texts, gold, vectors, options, seed)
        for old in folder.glob("labels-*.npz"):
            old.unlink()
        memory.forget_others("said-")
        save_model(model, path)
    return replace(model, memory=memory)


def save_model(model: LabelModel, path: Path) -> None:
    """Write the model in one move: a kill leaves the old file, or none."""
    words = {
        "words": model.vocabulary.words.get_feature_names_out().tolist(),
        "characters": model.vocabulary.characters.get_feature_names_out().tolist(),
        "fold_of": model.fold_of,
        "n_folds": len(model.folds),
    }
    arrays: dict[str, NDArray[Any]] = {
        "json": np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
        "words_idf": model.vocabulary.words.idf_,
        "characters_idf": model.vocabulary.characters.idf_,
    }
    for label in CLASSES:
        arrays[f"{label}_truth"] = model.truth[label]
        arrays[f"{label}_out_of_fold"] = model.out_of_fold[label]
    for number, labeller in enumerate((model.final, *model.folds)):
        arrays |= _labeller_arrays(labeller, str(number))
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_suffix(".new.npz")
    np.savez(spare, allow_pickle=False, **arrays)
    spare.replace(path)


def load_model(path: Path) -> LabelModel | None:
    """The model that was saved; None where there is none, or only a damaged one."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return _model({name: file[name] for name in file.files})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _model(arrays: Arrays) -> LabelModel:
    words = json.loads(arrays["json"].tobytes())
    vocabulary = Vocabulary(
        words=restore_vocabulary("words", words["words"], arrays["words_idf"]),
        characters=restore_vocabulary("characters", words["characters"], arrays["characters_idf"]),
    )
    labellers = [_labeller(arrays, str(number)) for number in range(words["n_folds"] + 1)]
    return LabelModel(
        vocabulary=vocabulary,
        final=labellers[0],
        folds=tuple(labellers[1:]),
        fold_of=words["fold_of"],
        out_of_fold={label: arrays[f"{label}_out_of_fold"] for label in CLASSES},
        truth={label: arrays[f"{label}_truth"] for label in CLASSES},
    )


def _labeller_arrays(labeller: Labeller, name: str) -> dict[str, NDArray[Any]]:
    views = labeller.views
    arrays: dict[str, NDArray[Any]] = {
        f"{name}.{field}": getattr(views, field) for field in _VIEW_FIELDS
    }
    arrays[f"{name}.vectors"] = views.vectors.astype(np.float16)  # as they came: nothing is lost
    for view, calibration in labeller.calibration.items():
        for label in CLASSES:
            arrays[f"{name}.{view}.{label}.weights"] = calibration.weights[label]
            arrays[f"{name}.{view}.{label}.intercepts"] = calibration.intercepts[label]
    return arrays


def _labeller(arrays: Arrays, name: str) -> Labeller:
    fields = {field: arrays[f"{name}.{field}"] for field in _VIEW_FIELDS}
    vectors = arrays[f"{name}.vectors"].astype(np.float32)
    return Labeller(
        views=ViewModel(vectors=vectors, **fields),
        calibration={view: _calibration(arrays, f"{name}.{view}") for view in VIEWS},
    )


def _calibration(arrays: Arrays, name: str) -> Calibration:
    return Calibration(
        weights={label: arrays[f"{name}.{label}.weights"] for label in CLASSES},
        intercepts={label: arrays[f"{name}.{label}.intercepts"] for label in CLASSES},
    )


def _fingerprint(
    gold_texts: Sequence[str],
    gold: Sequence[GoldNote],
    vectors: NDArray[np.float16],
    options: CategoriseOptions,
    seed: int,
) -> str:
    told = hashlib.sha256()
    for code in sorted(Path(__file__).parent.glob("*.py")):
        told.update(code.read_bytes())
    packages = [version(name) for name in _PACKAGES]
    labels = [(note.category, note.valence, note.actor, note.batch) for note in gold]
    told.update(json.dumps([list(gold_texts), labels, options.folds, seed, packages]).encode())
    told.update(np.ascontiguousarray(vectors).tobytes())
    return told.hexdigest()[:16]
