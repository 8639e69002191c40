"""What each look at a text is worth for soort, gevoel and actor, authors held apart.

Prints out-of-fold macro-F1 for the likenesses alone, for the sums that the pipeline could take,
and without one of them, on the notes of GOLD authors (a to j) with one author held out at a time;
then the seconds that a training takes, and the texts a second that are labelled once their
vectors are known.

    python bench/labels.py            with the encoder of the default install
    python bench/labels.py --precise  with the second one beside it (extra `precise`)
    python bench/labels.py --gold     learns from the gold notes alone
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.categorise import Lessons, evaluate, train
from pipeline.categorise.calibrate import CLASSES, indicators
from pipeline.categorise.curve import calibrated
from pipeline.categorise.folds import group_folds
from pipeline.categorise.looks import WEIGHTS, common_pieces, learn_look
from pipeline.categorise.measures import macro_f1
from pipeline.categorise.views import Matrix, closeness, in_wording, solve
from pipeline.learning import load_embedder, shipped_lessons
from pipeline.resources.gold import load_gold
from pipeline.settings import CategoriseOptions, LanguageOptions

SEED = 2009
GOLD = list("abcdefgij")
CACHE = Path("data/processed/cache")


def out_of_fold(
    kernel: Matrix, lessons: Lessons, fold: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Probabilities by label of each text, by a training and a calibration without its fold."""
    targets = indicators(lessons.labels)
    scores = np.empty_like(targets)
    numbers = range(int(fold.max()) + 1)
    for number in numbers:
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        centre = targets[seen].mean(axis=0)
        weights = solve(kernel[np.ix_(seen, seen)], targets[seen] - centre)
        scores[held] = kernel[np.ix_(held, seen)] @ weights + centre
    return calibrated(scores, lessons.labels, fold, SEED)


def compare(lessons: Lessons) -> None:
    """Print a row for each sum of likenesses."""
    common = common_pieces(lessons.texts)
    alike = {name: in_wording(learn_look(name, lessons.texts, common)[1]) for name in WEIGHTS}
    for number, sense in enumerate(lessons.senses, start=1):
        alike[f"meaning {number}"] = closeness([sense], [sense])
    names = list(alike)
    sums = [[name] for name in names] + [[n for n in names if n != out] for out in names] + [names]
    fold = group_folds(lessons.texts, lessons.groups, n_folds=20)
    judged = np.isin(lessons.authors, GOLD)
    print("likeness".ljust(60), *(label.rjust(10) for label in CLASSES), "   (macro-F1)")
    for one in sums:
        shares = out_of_fold(np.sum([alike[name] for name in one], axis=0), lessons, fold)
        cells = [
            f"{macro_f1(lessons.labels[label][judged], shares[label][judged], classes):10.3f}"
            for label, classes in CLASSES.items()
        ]
        print(" + ".join(one).ljust(60), *cells, flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--precise", action="store_true")
    parser.add_argument("--gold", action="store_true")
    parser.add_argument("--quick", action="store_true", help="only the pipeline's own folds")
    asked = parser.parse_args()
    embedder = load_embedder(LanguageOptions(precise=asked.precise), CACHE)
    lessons = shipped_lessons(embedder)
    if asked.gold:
        lessons = lessons.of(np.arange(len(load_gold())))
    if not asked.quick:
        compare(lessons)
    start, used = time.perf_counter(), time.process_time()
    train(lessons, CategoriseOptions(), SEED)
    took, used = time.perf_counter() - start, time.process_time() - used
    print(f"training with folds: {took:.1f} s on the clock, {used:.1f} s of processor")
    for one in evaluate(lessons, CategoriseOptions(), SEED).labels:
        print(
            f"{one.label}: macro-F1 {one.macro_f1:.3f}, calibration error "
            f"{one.calibration_error:.3f}, all authors, {CategoriseOptions().folds} folds"
        )


if __name__ == "__main__":
    main()
