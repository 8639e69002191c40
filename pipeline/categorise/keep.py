"""A trained classifier on disk, as arrays and word lists: nothing in it can run code.

A file is named after everything that the training depends on, so that what is found is what
would be trained; a damaged or half-written file is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import astuple, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.cache import RecordCache
from pipeline.categorise import tense
from pipeline.categorise.calibrate import CLASSES, Calibration
from pipeline.categorise.curve import CurvePoint
from pipeline.categorise.lessons import Lessons, Sense
from pipeline.categorise.looks import WEIGHTS, Vocabulary, restore_look
from pipeline.categorise.model import Labeller, LabelModel, train
from pipeline.categorise.views import VIEWS, ViewModel
from pipeline.settings import CategoriseOptions

_VIEW_FIELDS = ("together", "meaning", "centre")
_PACKAGES = ("numpy", "scikit-learn", "scipy")
Arrays = Mapping[str, NDArray[Any]]


def train_once(folder: Path, lessons: Lessons, options: CategoriseOptions, seed: int) -> LabelModel:
    """As `train`, kept in `folder`: the same lessons, options and code train once.

    Only the last model is kept, and with it what it said of texts.
    """
    name = _fingerprint(lessons, options, seed)
    path = folder / f"labels-{name}.npz"
    memory = RecordCache(folder, f"said-{name}")
    rules = hashlib.sha256(Path(tense.__file__).read_bytes()).hexdigest()[:16]
    tenses = RecordCache(folder, f"tense-{rules}")
    model = load_model(path)
    if model is None:
        model = train(lessons, options, seed)
        for old in folder.glob("labels-*.npz"):
            old.unlink()
        memory.forget_others("said-")
        tenses.forget_others("tense-")
        save_model(model, path)
    return replace(model, memory=memory, tenses=tenses)


def save_model(model: LabelModel, path: Path) -> None:
    """Write the model in one move: a kill leaves the old file, or none."""
    looks = model.vocabulary.looks
    told = {
        "common": sorted(model.vocabulary.common),
        "looks": {name: look.get_feature_names_out().tolist() for name, look in looks.items()},
        "senses": [(sense.sharpness, sense.weight) for sense in model.senses],
        "fold_of": model.fold_of,
        "n_folds": len(model.folds),
        "curve": [astuple(point) for point in model.curve],
    }
    arrays: dict[str, NDArray[Any]] = {
        "json": np.frombuffer(json.dumps(told).encode(), dtype=np.uint8),
        "authors": model.authors,
    }
    for name, look in looks.items():
        arrays[f"{name}_idf"] = look.idf_
    for number, sense in enumerate(model.senses):
        arrays[f"sense_{number}"] = sense.vectors
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
    told = json.loads(arrays["json"].tobytes())
    looks = {
        name: restore_look(name, told["looks"][name], arrays[f"{name}_idf"]) for name in WEIGHTS
    }
    labellers = [_labeller(arrays, str(number)) for number in range(told["n_folds"] + 1)]
    return LabelModel(
        vocabulary=Vocabulary(frozenset(told["common"]), looks),
        senses=tuple(
            Sense(arrays[f"sense_{number}"], sharpness, weight)
            for number, (sharpness, weight) in enumerate(told["senses"])
        ),
        final=labellers[0],
        folds=tuple(labellers[1:]),
        fold_of=told["fold_of"],
        out_of_fold={label: arrays[f"{label}_out_of_fold"] for label in CLASSES},
        truth={label: arrays[f"{label}_truth"] for label in CLASSES},
        authors=arrays["authors"],
        curve=tuple(CurvePoint(*point) for point in told["curve"]),
    )


def _labeller_arrays(labeller: Labeller, name: str) -> dict[str, NDArray[Any]]:
    views = labeller.views
    arrays: dict[str, NDArray[Any]] = {
        f"{name}.{field}": getattr(views, field) for field in _VIEW_FIELDS
    }
    arrays |= {f"{name}.words.{look}": weights for look, weights in views.words.items()}
    for view, calibration in labeller.calibration.items():
        for label in CLASSES:
            arrays[f"{name}.{view}.{label}.weights"] = calibration.weights[label]
            arrays[f"{name}.{view}.{label}.intercepts"] = calibration.intercepts[label]
    return arrays


def _labeller(arrays: Arrays, name: str) -> Labeller:
    views = ViewModel(
        words={look: arrays[f"{name}.words.{look}"] for look in WEIGHTS},
        **{field: arrays[f"{name}.{field}"] for field in _VIEW_FIELDS},
    )
    return Labeller(views, {view: _calibration(arrays, f"{name}.{view}") for view in VIEWS})


def _calibration(arrays: Arrays, name: str) -> Calibration:
    return Calibration(
        weights={label: arrays[f"{name}.{label}.weights"] for label in CLASSES},
        intercepts={label: arrays[f"{name}.{label}.intercepts"] for label in CLASSES},
    )


def _fingerprint(lessons: Lessons, options: CategoriseOptions, seed: int) -> str:
    told = hashlib.sha256()
    for code in sorted(Path(__file__).parent.glob("*.py")):
        told.update(code.read_bytes())
    packages = [version(name) for name in _PACKAGES]
    labels = {label: values.tolist() for label, values in lessons.labels.items()}
    senses = [(sense.sharpness, sense.weight) for sense in lessons.senses]
    learned = [lessons.texts, labels, lessons.authors.tolist(), lessons.groups.tolist(), senses]
    told.update(json.dumps([learned, options.folds, seed, packages]).encode())
    for sense in lessons.senses:
        told.update(np.ascontiguousarray(sense.vectors).tobytes())
    return told.hexdigest()[:16]
