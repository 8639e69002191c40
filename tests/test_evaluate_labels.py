"""Figures on the quality of labels: right sums, and read in Dutch."""

import numpy as np
import pytest

from pipeline.categorise import Sense, evaluate, lessons_of, quality, render, train
from pipeline.categorise.evaluation import calibration_error, macro_f1, reliability
from pipeline.resources.gold import load_gold
from pipeline.settings import CategoriseOptions

OPTIONS = CategoriseOptions(folds=2)


@pytest.fixture(scope="module")
def material():
    notes = load_gold()
    gold = notes[:: len(notes) // 150]
    rows = np.random.default_rng(3).normal(size=(len(gold), 8))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    return lessons_of([note.text for note in gold], gold, [Sense(vectors)]), OPTIONS, 5


@pytest.fixture(scope="module")
def evaluation(material):
    return evaluate(*material)


def test_every_note_is_counted_once_for_each_label(evaluation):
    """The cells of a confusion and the bins of certainty each add up to all notes."""
    assert [one.label for one in evaluation.labels] == ["category", "valence", "actor"]
    for one in evaluation.labels:
        assert sum(map(sum, one.confusion)) == evaluation.n_notes
        assert sum(found.n for found in one.reliability) == evaluation.n_notes
        assert [sum(row) for row in one.confusion] == [quality.n for quality in one.classes]


def test_the_manifest_has_the_same_figures(material, evaluation):
    """What a run writes down is what the evaluation says with authors held apart."""
    written = quality(train(*material))
    for one in evaluation.labels:
        assert written[f"{one.label}_macro_f1"] == pytest.approx(one.macro_f1, abs=1e-4)


def test_it_reads_in_dutch(evaluation):
    """Numbers have a decimal comma and the labels their Dutch names."""
    text = render(evaluation)
    assert "Soort" in text
    assert "Verwarring" in text
    assert "0," in text
    assert "0." not in text


def test_macro_f1_weighs_classes_alike():
    """A class counts as much as a larger one; a class that never occurs does not count."""
    truth = np.array(["a", "a", "a", "b"])
    shares = np.array([[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]], dtype=float)
    assert macro_f1(truth, shares, ["a", "b", "c"]) == pytest.approx((6 / 7 + 0) / 2)


def test_calibration_error_is_the_distance_of_promise_and_truth():
    """Answers that promise 0.8 and are right half the time are off by 0.3."""
    truth = np.array(["a", "b"])
    bins = reliability(truth, np.array([[0.8, 0.2], [0.8, 0.2]]), ["a", "b"])
    assert calibration_error(bins) == pytest.approx(0.3)
