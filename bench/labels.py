"""What each look at a text is worth for soort, gevoel and actor, authors held apart.

Prints out-of-fold macro-F1 and calibration error for every sum of likenesses, with one author
held out at a time, and the seconds that a training takes.

    python bench/labels.py
"""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise import train
from pipeline.categorise.calibrate import CLASSES, calibrate, indicators
from pipeline.categorise.evaluation import calibration_error, macro_f1, reliability
from pipeline.categorise.folds import author_folds
from pipeline.categorise.model import truth_of
from pipeline.categorise.views import Matrix, kernels, learn_vocabulary, solve
from pipeline.language.embed import embed, load_encoder
from pipeline.language.pseudonymise import pseudonymise_text
from pipeline.resources.gold import load_gold
from pipeline.settings import CategoriseOptions, LanguageOptions

SEED = 2009
PENALTY_EACH = 2 / 3  # the pipeline takes 2 for the sum of three


def out_of_fold_scores(
    kernel: Matrix, targets: Matrix, fold: NDArray[np.int64], penalty: float
) -> Matrix:
    """Scores (n_texts, n_classes) of each text by a training without its fold."""
    scores = np.empty_like(targets)
    for number in range(int(fold.max()) + 1):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        centre = targets[seen].mean(axis=0)
        weights = solve(kernel[np.ix_(seen, seen)], targets[seen] - centre, penalty)
        scores[held] = kernel[np.ix_(held, seen)] @ weights + centre
    return scores


def calibrated(
    scores: Matrix, truth: dict[str, NDArray[np.str_]], fold: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Probabilities by label; the calibration is learned without the fold that it judges."""
    shares = {label: np.empty((len(scores), len(names))) for label, names in CLASSES.items()}
    for number in range(int(fold.max()) + 1):
        held = fold == number
        known = {label: values[~held] for label, values in truth.items()}
        found = calibrate(scores[~held], known, SEED).probabilities(scores[held])
        for label in CLASSES:
            shares[label][held] = found[label]
    return shares


def main() -> None:
    """Print the table."""
    gold = load_gold()
    texts = [pseudonymise_text(note.text) for note in gold]
    vectors = embed(texts, load_encoder(LanguageOptions()))
    truth, fold = truth_of(gold), author_folds(texts, gold, n_folds=20)
    alike = kernels(learn_vocabulary(texts).features(texts), vectors.astype(np.float32))
    targets = indicators(truth)
    print("likeness".ljust(32), *(label.rjust(16) for label in CLASSES), "   (macro-F1 / ECE)")
    for size in range(1, len(alike) + 1):
        for names in combinations(alike, size):
            summed = np.sum([alike[name] for name in names], axis=0)
            scores = out_of_fold_scores(summed, targets, fold, PENALTY_EACH * size)
            shares = calibrated(scores, truth, fold)
            cells = [
                f"{macro_f1(truth[label], shares[label], classes):.3f} / "
                f"{calibration_error(reliability(truth[label], shares[label], classes)):.3f}"
                for label, classes in CLASSES.items()
            ]
            print(" + ".join(names).ljust(32), *(cell.rjust(16) for cell in cells))
    start = time.perf_counter()
    train(texts, gold, vectors, CategoriseOptions(), SEED)
    print(f"training with folds and calibration: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
