"""What people code is learned from, and never judged by a model that saw it."""

import numpy as np
import pandas as pd

from pipeline.categorise import Lessons, Sense
from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.lessons import PERSON, UNKNOWN
from pipeline.learning import MOST_LESSONS, bounded, with_people

FRAGMENTS = pd.DataFrame(
    {
        "fragment_id": ["f1", "f2", "f3"],
        "conversation_id": ["U01-001", "U01-002", "x-1"],
        "uitdager_id": ["U01", "U01", None],
        "note_id": ["n1", "n2", "n3"],
        "text": ["De bus komt niet.", "Een bank aan het plein.", "Ik help de buren."],
    }
)
NOTES = {
    "n1": "De bus komt niet.",
    "n2": "Twee. Een bank aan het plein.",
    "n3": "Ik help de buren.",
}
SENSES = (Sense(np.eye(3, dtype=np.float16)),)


def shipped():
    labels = {label: np.array([classes[0]] * 2) for label, classes in CLASSES.items()}
    vectors = np.eye(2, 3, dtype=np.float16)
    authors, texts = np.array(["a", "b"]), ["een", "twee. een  bank aan het plein."]
    return Lessons(texts, labels, authors, authors, (Sense(vectors),))


def said(*rows):
    return pd.DataFrame(list(rows), columns=["fragment_id", "label", "value", "source"])


def test_a_coded_fragment_becomes_a_lesson():
    """Its text, its vector and the labels that a person gave; the uitdager is its author."""
    given = said(("f2", "category", "suggestie", "person"), ("f2", "theme", "T001", "person"))
    lessons = with_people(shipped(), FRAGMENTS, NOTES, SENSES, given)
    assert lessons.texts[-1] == "Een bank aan het plein."
    assert lessons.labels["category"][-1] == "suggestie"
    assert lessons.labels["valence"][-1] == UNKNOWN
    assert lessons.authors[-1] == f"{PERSON}U01"
    assert lessons.senses[0].vectors[-1].tolist() == [0, 1, 0]


def test_without_an_uitdager_the_conversation_is_the_author():
    """Nothing of the same sitting stands on both sides of a measurement."""
    given = said(("f3", "actor", "stad", "person"))
    assert with_people(shipped(), FRAGMENTS, NOTES, SENSES, given).authors[-1] == f"{PERSON}x-1"


def test_a_form_teaches_nothing():
    """Forms, and words on other labels, leave the lessons as they were."""
    given = said(("f1", "category", "actie", "form"), ("f1", "tense", "nu", "person"))
    before = shipped()
    assert with_people(before, FRAGMENTS, NOTES, SENSES, given) is before


def test_a_piece_of_a_shipped_note_stays_beside_it():
    """A note and its pieces are held apart together: neither is judged by who saw the other."""
    given = said(("f2", "category", "suggestie", "person"), ("f1", "category", "actie", "person"))
    lessons = with_people(shipped(), FRAGMENTS, NOTES, SENSES, given)
    assert lessons.groups.tolist() == ["a", "b", f"{PERSON}U01", "b"]


def test_learning_is_bounded_and_people_go_first():
    """So many lessons at most; people's words stay, the shipped notes make room."""
    n_texts = MOST_LESSONS + 50
    authors = np.array(["a"] * (n_texts - 100) + [f"{PERSON}U01"] * 100)
    labels = {label: np.array([classes[0]] * n_texts) for label, classes in CLASSES.items()}
    vectors = np.ones((n_texts, 1), dtype=np.float16)
    many = Lessons([str(n) for n in range(n_texts)], labels, authors, authors, (Sense(vectors),))
    some = bounded(many, seed=1)
    assert len(some.texts) == MOST_LESSONS
    assert (some.authors == f"{PERSON}U01").sum() == 100
    assert bounded(many, seed=1).texts == some.texts
