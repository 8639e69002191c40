"""Figures on the quality of labels: right sums, and read in Dutch."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.categorise import (
    Sense,
    curve_table,
    evaluate,
    labelled_table,
    lessons_of,
    quality,
    render,
    train,
)
from pipeline.categorise.lessons import PERSON
from pipeline.categorise.measures import calibration_error, macro_f1, reliability
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


def test_a_run_shows_its_answers_on_the_shipped_notes(material, evaluation):
    """Every shipped note, a row a class, and out of fold: the table gives the evaluation back."""
    model = train(*material)
    table = labelled_table(model)
    for one in evaluation.labels:
        rows = table[table["label"] == one.label]
        shares = rows["probability"].to_numpy().reshape(-1, len(one.classes))
        truth = rows["truth"].to_numpy(dtype=str)[:: len(one.classes)]
        names = [quality.name for quality in one.classes]
        assert macro_f1(truth, shares, names) == pytest.approx(one.macro_f1, abs=0.01)


def test_what_a_coder_taught_is_no_shipped_note(material):
    """Lessons of people stay out of the table of the shipped notes."""
    lessons, *rest = material
    whose = lessons.authors.astype("<U20")
    whose[:10] = f"{PERSON}U07"
    table = labelled_table(train(replace(lessons, authors=whose), *rest))
    assert len(table[table["value"] == "beleving"]) == len(lessons.texts) - 10
    assert not table["author"].str.startswith(PERSON).any()


def test_the_curve_grows_to_all_texts(material, evaluation):
    """Four points a label, the last of which is the quality that the run writes down."""
    curve = curve_table(train(*material))
    for one in evaluation.labels:
        points = curve[curve["label"] == one.label]
        assert points["n_texts"].is_monotonic_increasing
        assert len(points) == 4
        assert points["macro_f1"].iloc[-1] == pytest.approx(one.macro_f1, abs=1e-3)
