"""Labels of fragments: who gave them, and that no text is judged by a model that saw it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.categorise import Sense, categorise, lessons_of, quality, train, train_once
from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.folds import group_folds
from pipeline.categorise.lessons import UNKNOWN
from pipeline.categorise.looks import WEIGHTS, Vocabulary, common_pieces, learn_look
from pipeline.resources.gold import load_gold
from pipeline.schema import GivenLabels, Labels, SafeFragments
from pipeline.settings import CategoriseOptions

OPTIONS = CategoriseOptions(folds=3)
N_GOLD, N_DIMENSIONS, SEED, YEAR = 120, 16, 7, 2009


def some_gold():
    notes = load_gold()
    return notes[:: len(notes) // N_GOLD][:N_GOLD]


def some_vectors(n, seed=SEED):
    rows = np.random.default_rng(seed).normal(size=(n, N_DIMENSIONS))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def lessons(gold, vectors=None):
    found = some_vectors(len(gold)) if vectors is None else vectors
    return lessons_of(texts_of(gold), gold, [Sense(found)])


def texts_of(gold):
    return [note.text for note in gold]


@pytest.fixture(scope="module")
def gold():
    return some_gold()


@pytest.fixture(scope="module")
def model(gold):
    return train(lessons(gold), OPTIONS, SEED)


def fragments_of(texts, language="nl"):
    return SafeFragments.validate(
        pd.DataFrame(
            {
                "fragment_id": [f"f{number}" for number in range(len(texts))],
                "note_id": [f"n{number}" for number in range(len(texts))],
                "conversation_id": "G1",
                "uitdager_id": "U01",
                "start": 0,
                "end": [len(text) for text in texts],
                "text": texts,
                "language": language,
            }
        )
    )


def given_of(*rows):
    columns = ["fragment_id", "label", "value", "source"]
    return GivenLabels.validate(pd.DataFrame(list(rows), columns=columns, dtype="str"))


def labelled(texts, vectors, model, given=None, notes=None, language="nl"):
    fragments = fragments_of(texts, language)
    whole = dict(zip(fragments["note_id"], notes or texts, strict=True))
    return categorise(
        fragments, whole, [Sense(vectors)], given_of() if given is None else given, model, YEAR
    )


def label(*args, **kwargs):
    return labelled(*args, **kwargs).labels


def test_each_fragment_gets_one_row_in_order(model):
    """As many labels as fragments, in their order, with shares between 0 and 1."""
    texts = ["De bus komt nooit op tijd.", "Zet een bank aan het plein.", "x"]
    labels = label(texts, some_vectors(3), model)
    assert labels["fragment_id"].tolist() == ["f0", "f1", "f2"]
    assert set(labels["category_source"]) == {"model"}
    Labels.validate(labels)


def test_no_fragments_give_an_empty_table(model):
    """A run without fragments gets a table without rows."""
    assert len(label([], some_vectors(0), model)) == 0


def test_a_given_label_stands(model):
    """A form's word has probability 1; what it does not say, the model says."""
    given = given_of(("f0", "category", "actie", "form"))
    row = label(["De bus komt nooit."], some_vectors(1), model, given).iloc[0]
    assert (row["category"], row["category_source"], row["category_probability"]) == (
        "actie",
        "form",
        1.0,
    )
    assert row["valence_source"] == "model"


def test_the_model_is_heard_beside_a_given_label(model):
    """What the model would have said is kept, a row a class; the person does not sway it."""
    texts, vectors = ["De bus komt nooit.", "Zet een bank aan het plein."], some_vectors(2)
    said = labelled(texts, vectors, model, given_of(("f0", "category", "actie", "person")))
    alone = labelled(texts, vectors, model)
    rows = [each.proposals.query("label == 'category'") for each in (said, alone)]
    pd.testing.assert_frame_equal(*rows)
    sums = said.proposals.groupby(["fragment_id", "label"])["probability"].sum()
    assert len(sums) == 8
    assert np.allclose(sums, 1, atol=1e-3)
    best = rows[1].set_index("value").loc[alone.labels["category"].iloc[0]]
    assert best["probability"].iloc[0] == alone.labels["category_probability"].iloc[0]


def test_what_a_person_says_of_one_label_does_not_help_the_proposals_of_another(model):
    """The model is held against people: their word on the category is no hint for the valence.

    The label that stands is judged in its light; a form's word counts for both.
    """
    texts, vectors = ["De bus komt nooit."], some_vectors(1)
    alone = labelled(texts, vectors, model)
    person = labelled(texts, vectors, model, given_of(("f0", "category", "frustratie", "person")))
    form = labelled(texts, vectors, model, given_of(("f0", "category", "frustratie", "form")))
    pd.testing.assert_frame_equal(person.proposals, alone.proposals)
    assert not form.proposals.equals(alone.proposals)
    before, after = (
        each.labels.set_index("fragment_id").loc["f0", "valence_probability"]
        for each in (alone, person)
    )
    assert before != after


@pytest.mark.parametrize("order", [("form", "person"), ("person", "form")])
def test_a_person_beats_a_form(model, order):
    """Whatever comes first in the table, the person's word stands, for tense too."""
    values = {
        "form": {"category": "actie", "tense": "nu"},
        "person": {"category": "beleving", "tense": "toekomst"},
    }
    rows = [("f0", name, values[who][name], who) for who in order for name in values[who]]
    row = label(["De bus komt nooit."], some_vectors(1), model, given_of(*rows)).iloc[0]
    assert (row["category"], row["category_source"]) == ("beleving", "person")
    assert (row["tense"], row["tense_source"]) == ("toekomst", "person")


def test_a_known_text_gets_its_out_of_fold_prediction(model, gold):
    """A note that the model was trained on gets what a model without it says."""
    vectors = some_vectors(len(gold))
    labels = label(texts_of(gold), vectors, model)
    for name, classes in CLASSES.items():
        held = np.array(classes)[model.out_of_fold[name].argmax(axis=1)]
        assert labels[name].tolist() == held.tolist()
        assert np.allclose(
            labels[f"{name}_probability"], model.out_of_fold[name].max(axis=1), atol=1e-3
        )


def test_a_part_of_a_known_note_is_judged_without_that_note(model, gold):
    """Half of a training note is read by the fold model of the whole note, whatever its spacing."""
    note = next(note for note in gold if len(note.text) > 100)
    part, vector = note.text[:60], some_vectors(1)
    inside = label([part], vector, model, notes=["  " + note.text.upper()])
    outside = label([part], vector, model, notes=[part])
    assert inside["category_probability"].item() != outside["category_probability"].item()


def test_other_languages_go_by_meaning_alone(model):
    """The words of a Turkish fragment do not count: two texts with one vector get one answer."""
    vectors = np.repeat(some_vectors(1), 2, axis=0)
    labels = label(["otobüs geç geliyor", "moet zou jammer ik"], vectors, model, language="tr")
    first, second = labels["category_probability"]
    assert first == second


def test_training_twice_gives_the_same(model, gold):
    """The same notes and seed give the same probabilities to the last bit."""
    again = train(lessons(gold), OPTIONS, SEED)
    for name in CLASSES:
        assert np.array_equal(again.out_of_fold[name], model.out_of_fold[name])


def test_order_of_fragments_does_not_matter(model):
    """Each fragment keeps its labels when the rows come in another order."""
    texts = ["De bus komt nooit op tijd.", "Zet een bank aan het plein.", "Ik help de buren."]
    vectors = some_vectors(3)
    straight = label(texts, vectors, model).set_index("fragment_id")
    turned = label(texts[::-1], vectors[::-1], model)
    assert turned["category"].tolist() == straight["category"].tolist()[::-1]


def test_equal_texts_stand_in_one_fold(gold):
    """A text of two authors is never in training and test at once."""
    copies = [*texts_of(gold), gold[0].text.upper()]
    notes = [*gold, next(note for note in gold if note.batch != gold[0].batch)]
    fold = group_folds(copies, np.array([note.batch for note in notes]), n_folds=4)
    assert fold[-1] == fold[0]


def test_one_author_is_refused(gold):
    """Without a second author nothing can be measured, and that is said."""
    alone = [note for note in gold if note.batch == gold[0].batch]
    with pytest.raises(ValueError, match="1 group"):
        train(lessons(alone), OPTIONS, SEED)


def test_lengths_are_checked(model, gold):
    """Vectors that do not fit the fragments or the notes are an error with both numbers."""
    with pytest.raises(ValueError, match="1 fragments and 2 vectors"):
        label(["De bus."], some_vectors(2), model)
    with pytest.raises(ValueError, match="differ in number"):
        lessons(gold, some_vectors(3))


def test_a_kept_model_answers_the_same(tmp_path, gold, model):
    """What is trained once is read back equal; a damaged file is trained anew."""
    arguments = (lessons(gold), OPTIONS, SEED)
    texts = ["De bus komt nooit op tijd.", gold[5].text]
    fresh = label(texts, some_vectors(2), train_once(tmp_path, *arguments))
    (file,) = tmp_path.glob("labels-*")
    written = file.stat().st_mtime_ns
    kept = train_once(tmp_path, *arguments)
    assert file.stat().st_mtime_ns == written
    pd.testing.assert_frame_equal(label(texts, some_vectors(2), kept), fresh)
    assert quality(kept) == quality(model)
    file.write_bytes(file.read_bytes()[:1000])
    pd.testing.assert_frame_equal(
        label(texts, some_vectors(2), train_once(tmp_path, *arguments)), fresh
    )


def test_what_is_remembered_changes_no_label(tmp_path, gold, model):
    """Some texts known from an earlier run, some new, in another order: all to the last bit."""
    texts = [*texts_of(gold)[:40], "Een nieuwe fietsbrug.", "Volgend jaar doe ik mee.", "Bus."]
    vectors, order = some_vectors(len(texts)), [41, 3, 40, *range(4, 40), 42]
    kept = train_once(tmp_path, lessons(gold), OPTIONS, SEED)
    label(texts[:20], vectors[:20], kept)
    mixed = label([texts[i] for i in order], vectors[order], kept)
    again = label([texts[i] for i in order], vectors[order], kept)
    fresh = label([texts[i] for i in order], vectors[order], model)
    pd.testing.assert_frame_equal(mixed, fresh, check_exact=True)
    pd.testing.assert_frame_equal(again, fresh, check_exact=True)


def test_other_labels_train_anew(tmp_path, gold):
    """A note less is another model: nothing old is taken for new, and the old one goes."""
    vectors = some_vectors(len(gold))
    kept = train_once(tmp_path, lessons(gold, vectors), OPTIONS, SEED)
    label(["De bus."], some_vectors(1), kept)
    before = {path.name for path in tmp_path.iterdir() if "tense" not in path.name}
    kept = train_once(tmp_path, lessons(gold[1:], vectors[1:]), OPTIONS, SEED)
    label(["De bus."], some_vectors(1), kept)
    after = {path.name for path in tmp_path.iterdir() if "tense" not in path.name}
    assert len(before) == len(after) == 2
    assert before.isdisjoint(after)


def test_a_second_encoder_is_heard(gold):
    """With another encoder beside the first the model says something else, and needs both."""
    first, second = some_vectors(len(gold)), some_vectors(len(gold), seed=1)
    both = lessons_of(texts_of(gold), gold, [Sense(first), Sense(second, 6.0, 1.5)])
    model = train(both, OPTIONS, SEED)
    assert not np.array_equal(
        model.out_of_fold["category"], train(lessons(gold), OPTIONS, SEED).out_of_fold["category"]
    )
    with pytest.raises(ValueError, match="zip"):
        label(["De bus."], some_vectors(1), model)


def test_a_label_that_nobody_gave_teaches_nothing_of_it(gold, model):
    """Lessons of which only the soort is known: they count for the soort, and are no truth else."""
    known = lessons(gold)
    some = dict(known.labels) | {
        label: np.where(np.arange(len(gold)) < 60, known.labels[label], UNKNOWN)
        for label in ("valence", "actor")
    }
    partial = train(replace(known, labels=some), OPTIONS, SEED)
    for name in CLASSES:
        assert np.allclose(partial.out_of_fold[name].sum(axis=1), 1)
    whole, some = quality(model)["category_macro_f1"], quality(partial)["category_macro_f1"]
    assert abs(whole - some) < 0.1
    assert quality(partial).keys() == quality(model).keys()


def test_texts_are_seen_as_in_training(gold):
    """What is looked up quickly for new texts is what the training saw, feature for feature."""
    texts = [*texts_of(gold), "", "Qqqq xxxx!", "De  bus,de bus\nDE BUS."]
    common = common_pieces(texts)
    learned = {name: learn_look(name, texts, common) for name in WEIGHTS}
    looked = Vocabulary(common, {name: look for name, (look, _) in learned.items()})
    for name, rows in looked.features(texts).items():
        assert abs(rows - learned[name][1]).max() < 1e-6
