"""From the scores of a view to one calibrated probability a class.

A small multinomial logistic regression on out-of-fold scores of all labels: it lets the labels
help each other (an annoyance is seldom positive), and, as it sees only scores of texts that the
view was not trained on, its probabilities mean what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.schema import Actor, Category, Valence

Matrix = NDArray[np.float32]

CLASSES: Mapping[str, tuple[str, ...]] = {
    "category": tuple(str(value) for value in Category),
    "valence": tuple(str(value) for value in Valence),
    "actor": tuple(str(value) for value in Actor),
}
_STRENGTH = 10.0  # inverse penalty of the regression; 1 to 100 measured the same within 0.002


@dataclass(frozen=True)
class Calibration:
    """Per label the weights (n_scores, n_classes) and the intercept (n_classes)."""

    weights: dict[str, NDArray[np.float64]]
    intercepts: dict[str, NDArray[np.float64]]

    def probabilities(self, scores: Matrix) -> dict[str, NDArray[np.float64]]:
        """Probabilities by label, (n_texts, n_classes), from `scores` (n_texts, n_scores)."""
        return {
            label: _softmax(scores @ self.weights[label] + self.intercepts[label])
            for label in self.weights
        }


def indicators(labels: Mapping[str, NDArray[np.str_]]) -> Matrix:
    """One column a class of each label in the order of CLASSES: 1 where it holds, else 0."""
    columns = [
        (labels[label][:, None] == np.array(classes)[None, :]) for label, classes in CLASSES.items()
    ]
    return np.hstack(columns).astype(np.float32)


def calibrate(scores: Matrix, labels: Mapping[str, NDArray[np.str_]], seed: int) -> Calibration:
    """What turns `scores` (n_texts, n_scores) into probabilities of the labels.

    A class that no text has gets no weight and a probability of about 0. A text without a label
    tells nothing of that label.
    """
    from sklearn.linear_model import LogisticRegression

    weights, intercepts = {}, {}
    for label, classes in CLASSES.items():
        model = LogisticRegression(C=_STRENGTH, solver="newton-cholesky", random_state=seed)
        known = np.isin(labels[label], classes)
        model.fit(scores[known].astype(np.float64), labels[label][known])
        weights[label] = np.zeros((scores.shape[1], len(classes)))
        intercepts[label] = np.full(len(classes), -50.0)
        binary = len(model.classes_) == 2  # noqa: PLR2004 - scikit-learn then keeps one row
        coefficients = np.vstack([-model.coef_, model.coef_]) / 2 if binary else model.coef_
        offsets = (
            np.hstack([-model.intercept_, model.intercept_]) / 2 if binary else model.intercept_
        )
        for row, name in enumerate(model.classes_):
            weights[label][:, classes.index(name)] = coefficients[row]
            intercepts[label][classes.index(name)] = offsets[row]
    return Calibration(weights, intercepts)


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares
