"""How alike texts are, in wording and in meaning, and weights learned from that likeness.

Scores per class come from kernel ridge regression, a linear method that solves all classes of
all labels in one go. Dutch texts go by the sum of all likenesses, other languages by meaning
alone. The looks at the wording end as one weight a feature, which can be read; meaning compares a
text with the training texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise.lessons import Sense

Matrix = NDArray[np.float32]

VIEWS = ("together", "meaning")
_PENALTY = 0.35  # for each unit of likeness of a text with itself
_MEANING_PENALTY = 0.5
_N_LANDMARKS = 1000  # meaning alone is learned on as many texts: a tenth of the time
_AT_ONCE = 2
_CHUNK = 2048  # texts at once: bounds the memory of the likenesses in meaning


def closeness(left: Sequence[Sense], right: Sequence[Sense]) -> Matrix:
    """How alike texts are in meaning, over all encoders, (n_left, n_right)."""
    total: Matrix | None = None
    for one, other in zip(left, right, strict=True):
        alike = one.vectors.astype(np.float32) @ other.vectors.astype(np.float32).T
        alike -= np.float32(1)  # in place: most of the time goes to moving memory
        alike *= np.float32(2 * one.sharpness)
        np.exp(alike, out=alike)
        alike *= np.float32(one.weight)
        total = alike if total is None else np.add(total, alike, out=total)
    if total is None:
        raise ValueError("Meaning needs the vectors of one encoder at least.")
    return total


def in_wording(rows: Any) -> Matrix:
    """How alike texts are in one look at their wording, (n_texts, n_texts)."""
    return np.asarray((rows @ rows.T).todense())


def solve(kernel: Matrix, targets: Matrix, penalty: float = _PENALTY) -> Matrix:
    """Weight of each training text for each class: kernel ridge, (n_train, n_classes).

    `kernel` is overwritten. `penalty` counts for each unit of a text's likeness with itself.
    """
    from scipy.linalg import cho_factor, cho_solve

    diagonal = np.einsum("ii->i", kernel)  # a view: adding to it adds to the kernel
    diagonal += np.float32(penalty * diagonal.mean())
    # Turned, what is symmetric lies as LAPACK wants it: nothing is copied.
    factor = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    weights: Matrix = cho_solve(factor, targets, check_finite=False)
    return weights


def solve_on_landmarks(alike: Matrix, targets: Matrix, landmarks: NDArray[np.int64]) -> Matrix:
    """Weights of the landmarks for each class, (n_landmarks, n_classes).

    Subset of regressors (https://www.jmlr.org/papers/v6/quinonero-candela05a.html): `alike`
    (n_train, n_landmarks) is how alike each training text is to each landmark, whose rows in it
    are `landmarks`.
    """
    from scipy.linalg import cho_factor, cho_solve

    wide = alike.astype(np.float64)
    own = wide[landmarks]
    normal = wide.T @ wide + _MEANING_PENALTY * own.diagonal().mean() * own
    np.einsum("ii->i", normal)[:] += 1e-3 * own.trace()
    factor = cho_factor(normal, lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve(factor, wide.T @ targets.astype(np.float64), check_finite=False)
    return np.asarray(weights, dtype=np.float32)


@dataclass(frozen=True)
class ViewModel:
    """Weights of one training.

    `words` by look, (n_features, n_classes). `together` and `meaning` (n_lessons, n_classes):
    what the likeness in meaning with each lesson says beside the wording, and alone; 0 for a
    lesson that this training did not see. `centre` (n_classes) is what the targets were
    centred on.
    """

    words: Mapping[str, Matrix]
    together: Matrix
    meaning: Matrix
    centre: Matrix

    def by_words(self, features: Mapping[str, Any]) -> Matrix:
        """What the wording says, (n_texts, n_classes); each row depends on its text alone.

        Not so what meaning says: dense products differ in the last bits with the rows beside.
        """
        said: Matrix = sum(rows @ self.words[look] for look, rows in features.items())
        return said

    def scores(
        self, by_words: Matrix, senses: Sequence[Sense], lessons: Sequence[Sense]
    ) -> dict[str, Matrix]:
        """Scores by view, (n_texts, n_classes), around 0 (not this class) to 1 (this class)."""
        both = np.hstack([self.together, self.meaning])
        met = np.flatnonzero(both.any(axis=1))
        both, lessons = both[met], [sense.of(met) for sense in lessons]
        n_classes, said = by_words.shape[1], np.empty((len(by_words), both.shape[1]), np.float32)

        def say(start: int) -> None:
            part = np.arange(start, min(start + _CHUNK, len(by_words)))
            said[part] = closeness([sense.of(part) for sense in senses], lessons) @ both

        with ThreadPoolExecutor(_AT_ONCE) as workers:
            list(workers.map(say, range(0, len(by_words), _CHUNK)))
        return {
            "together": by_words + said[:, :n_classes] + self.centre,
            "meaning": said[:, n_classes:] + self.centre,
        }


@dataclass(frozen=True)
class Likeness:
    """How alike the lessons are: in all, (n_lessons, n_lessons), and in meaning to landmarks."""

    together: Matrix
    to_landmarks: Matrix
    landmarks: NDArray[np.int64]

    def add(self, look: Any) -> None:
        """Let them be alike in a look at their wording too, (n_lessons, n_features) sparse."""
        np.add(self.together, in_wording(look), out=self.together)

    def learn(
        self, features: Mapping[str, Any], targets: Matrix, seen: NDArray[np.int64]
    ) -> ViewModel:
        """The weights from the lessons whose numbers are `seen`; `targets` as in `solve`."""
        centre = targets[seen].mean(axis=0)
        aims = targets[seen] - centre
        weights = solve(self.together[np.ix_(seen, seen)], aims)
        together, meaning = np.zeros_like(targets), np.zeros_like(targets)
        together[seen] = weights
        marks = np.flatnonzero(np.isin(self.landmarks, seen, assume_unique=True))
        rows = np.searchsorted(seen, self.landmarks[marks])
        alike = self.to_landmarks[np.ix_(seen, marks)]
        meaning[self.landmarks[marks]] = solve_on_landmarks(alike, aims, rows)
        words = {look: matrix[seen].T @ weights for look, matrix in features.items()}
        return ViewModel(words, together, meaning, centre)


def in_meaning(senses: Sequence[Sense], seed: int) -> Likeness:
    """How alike all lessons are in meaning, and to the landmarks that chance picks among them."""
    alike = closeness(senses, senses)
    landmarks = np.sort(np.random.default_rng(seed).permutation(len(alike))[:_N_LANDMARKS])
    return Likeness(alike, alike[:, landmarks].copy(), landmarks)
