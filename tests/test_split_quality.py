"""Figures on the cutting of long notes: right sums, honest about what was seen, read in Dutch."""

import numpy as np
import pytest

from pipeline.evaluation import cut_lines
from pipeline.language.learn_cues import deal, weighed_places, weights_without
from pipeline.language.split_quality import boundaries, measure_split, score, sentence_starts
from pipeline.resources.gold import LongNote, load_long_notes

NOTE = LongNote(
    "De bus komt te laat. - Zet een bank. Ik help.",
    ("De bus komt te laat.", "Zet een bank. Ik help."),
)
SECOND, THIRD = NOTE.text.index("Zet"), NOTE.text.index("Ik")


@pytest.fixture(scope="module")
def quality():
    return measure_split(load_long_notes(), seed=2009)


def test_a_cut_as_the_person_cut_is_wholly_right():
    """White space and a dash between the pieces do not count."""
    found = score([(NOTE, lambda text: [0, text.index(" - ")])])
    assert (found.precision, found.recall, found.f1) == (1, 1, 1)


def test_a_cut_too_many_costs_precision_and_one_too_few_recall():
    """Of two cuts one is right; without a cut nothing is found and nothing is wrong."""
    many = score([(NOTE, lambda _: [0, SECOND, THIRD])])
    assert (many.precision, many.recall, many.f1) == (0.5, 1, pytest.approx(2 / 3))
    none = score([(NOTE, lambda _: [0])])
    assert (none.precision, none.recall, none.f1) == (0, 0, 0)


def test_figures_are_over_boundaries_and_not_a_mean_of_notes():
    """A note with more boundaries weighs more."""
    long = LongNote("Een. Twee. Drie. Vier.", ("Een.", "Twee.", "Drie.", "Vier."))
    found = score([(NOTE, lambda _: [0]), (long, lambda _: [0, 5, 11, 17])])
    assert (found.precision, found.recall) == (1, 3 / 4)


def test_the_first_start_is_no_boundary():
    """A note always begins somewhere: nothing is found there."""
    assert boundaries("- de bus", [0]) == set()
    assert boundaries("De bus.\n- de bank", [0, 7]) == {10}


def test_a_thought_that_is_not_in_its_note_is_an_error():
    """A piece of gold that was mistyped does not silently lose its boundary."""
    assert NOTE.boundaries() == {SECOND}
    with pytest.raises(ValueError, match="substring"):
        LongNote(NOTE.text, ("De bus komt te laat.", "Zet een tafel.")).boundaries()


def test_no_note_is_cut_by_weights_that_saw_it():
    """Another person's cuts in one note change the weights of all notes but its own fold's."""
    notes = load_long_notes()[:20]
    fold = np.arange(20) % 10
    before = weights_without(weighed_places(notes), fold)
    places = weighed_places(notes)
    seen = int(places.note[0])
    changed = places.is_cut ^ (places.note == seen)
    after = weights_without(type(places)(places.names, places.cues, changed, places.note), fold)
    same = [one == other for one, other in zip(before, after, strict=True)]
    assert same == [number == fold[seen] for number in fold]


def test_folds_deal_every_note_and_need_enough_of_them():
    """Each repeat deals all notes in ten parts of about equal size; nine notes are too few."""
    dealt = deal(25, seed=1)
    assert len({tuple(fold) for fold in dealt}) == 5
    assert all(sorted(np.bincount(fold)) == [2] * 5 + [3] * 5 for fold in dealt)
    with pytest.raises(ValueError, match="9 notes"):
        deal(9, seed=1)


def test_the_same_seed_gives_the_same_figures(quality):
    """Twice is once."""
    assert measure_split(load_long_notes(), seed=2009) == quality


def test_every_sentence_is_the_yardstick(quality):
    """It finds nearly all and is mostly wrong; the figure on unseen notes is a cross-validation."""
    assert quality.n_notes == len(load_long_notes())
    assert quality.every_sentence == score((n, sentence_starts) for n in load_long_notes())
    assert quality.unseen != quality.seen


def test_it_reads_in_dutch_and_says_what_was_seen(quality):
    """The honest figure stands first, with a decimal comma; the other says that it flatters."""
    lines = cut_lines(quality)
    rows = [line.split("  ")[0] for line in lines if line.count("  0,") or line.count("  1,")]
    assert rows == ["niet gezien", "wel gezien", "elke zin"]
    assert f"{quality.unseen.f1:.2f}".replace(".", ",") in "\n".join(lines)
    assert "vleit" in "\n".join(lines)
