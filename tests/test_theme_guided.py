"""Fragments that people confirmed teach where the others belong."""

import numpy as np
import pytest

from pipeline.themes.guided import examples_of, learn_guided
from pipeline.themes.material import gather
from tests.test_theme_laws import make_material


@pytest.fixture(scope="module")
def material():
    """Ninety fragments of three subjects, in order of id, and the subject of each."""
    fragments, _, vectors = make_material(range(90))
    subject = dict(zip(fragments["fragment_id"], np.arange(90) % 3, strict=True))
    return gather(fragments, vectors, 2009), subject


def test_four_confirmed_fragments_a_theme_place_the_rest(material):
    """Clear subjects are found from a few examples, and surely."""
    some, subject = material
    confirmed = {each: int(theme) for each, theme in sorted(subject.items())[:12]}
    judged = learn_guided(some, None, confirmed, 3)
    truth = np.asarray([subject[each] for each in some.ids])
    assert (judged.best == truth).mean() > 0.95
    assert ((judged.probability > 0) & (judged.probability <= 1)).all()


def test_what_a_person_confirmed_goes_before_what_the_machine_placed(material):
    """The same fragment counts once, as confirmed; an unknown one is passed over."""
    some, _ = material
    one, other = some.ids[:2]
    found = examples_of(some.ids, {one: 1, "weg": 0}, {one: 2, other: 2})
    assert found.rows.tolist() == [0, 1]
    assert found.themes.tolist() == [1, 2]
    assert found.weights[0] == 1 > found.weights[1]


def test_without_examples_there_is_nothing_to_learn(material):
    """That is said, and not guessed over."""
    some, _ = material
    with pytest.raises(ValueError, match="nothing to learn from"):
        learn_guided(some, None, {}, 3)
