"""What a trained classifier tells of itself, as tables of a run."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.lessons import PERSON
from pipeline.categorise.measures import macro_f1
from pipeline.categorise.model import LabelModel
from pipeline.schema import Labelled, LearningCurve

_DECIMALS = 4


def labelled_table(model: LabelModel) -> DataFrame[Labelled]:
    """The shipped labelled notes with what a model says that never saw their author.

    Label by label, note by note, a row a class.
    """
    shipped = _shipped(model)
    parts = []
    for label, classes in CLASSES.items():
        n_notes = int(shipped.sum())
        parts.append(
            pd.DataFrame(
                {
                    "author": np.repeat(model.authors[shipped], len(classes)),
                    "label": label,
                    "truth": np.repeat(model.truth[label][shipped], len(classes)),
                    "value": np.tile(np.array(classes, dtype=object), n_notes),
                    "probability": np.round(model.out_of_fold[label][shipped], _DECIMALS).ravel(),
                }
            )
        )
    return Labelled.validate(pd.concat(parts, ignore_index=True))


def curve_table(model: LabelModel) -> DataFrame[LearningCurve]:
    """Macro-F1 by the number of texts learned from; the last point of a label is with all."""
    rows = [asdict(point) for point in model.curve]
    n_folds, n_texts = len(model.folds), len(model.authors)
    for label, classes in CLASSES.items():
        given = np.isin(model.truth[label], classes)
        found = macro_f1(model.truth[label][given], model.out_of_fold[label][given], classes)
        n_seen = round(n_texts * (n_folds - 1) / n_folds)
        rows.append({"label": label, "n_texts": n_seen, "macro_f1": found})
    table = pd.DataFrame(rows, columns=list(LearningCurve.to_schema().columns))
    table = table.assign(macro_f1=table["macro_f1"].round(_DECIMALS))
    return LearningCurve.validate(table.sort_values(["label", "n_texts"], ignore_index=True))


def _shipped(model: LabelModel) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return ~np.char.startswith(model.authors, PERSON)
