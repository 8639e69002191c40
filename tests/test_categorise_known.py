"""A known label helps to judge the others."""

from __future__ import annotations

import numpy as np

from pipeline.categorise.calibrate import CLASSES
from pipeline.categorise.known import in_light_of_known

TRUTH = {
    "category": np.array(["frustratie"] * 50 + ["beleving"] * 50),
    "valence": np.array(["negatief"] * 50 + ["positief"] * 40 + ["negatief"] * 10),
    "actor": np.array(["stad", "genkenaren"] * 50),
}


def undecided(n_rows):
    return {
        label: np.full((n_rows, len(names)), 1 / len(names)) for label, names in CLASSES.items()
    }


def test_an_annoyance_leans_to_negative():
    """With the category known from the form, an undecided valence follows what is usual."""
    known = {"category": ["frustratie", None], "valence": [None, None], "actor": [None, None]}
    valence = in_light_of_known(undecided(2), known, TRUTH)["valence"]
    assert CLASSES["valence"][valence[0].argmax()] == "negatief"
    np.testing.assert_allclose(valence[1], 1 / 3)


def test_a_clear_text_still_wins():
    """A sure proposal of the text is not overruled by what is usual."""
    shares = undecided(1)
    shares["valence"] = np.array([[0.01, 0.01, 0.98]])
    known = {"category": ["frustratie"], "valence": [None], "actor": [None]}
    valence = in_light_of_known(shares, known, TRUTH)["valence"][0]
    assert CLASSES["valence"][valence.argmax()] == CLASSES["valence"][2]


def test_probabilities_stay_probabilities():
    """Rows add up to one, and the input is left as it was."""
    shares = undecided(3)
    known = {"category": ["actie"] * 3, "valence": ["positief"] * 3, "actor": [None] * 3}
    informed = in_light_of_known(shares, known, TRUTH)
    for label, values in informed.items():
        np.testing.assert_allclose(values.sum(axis=1), 1)
        np.testing.assert_allclose(shares[label], 1 / len(CLASSES[label]))


def test_no_fragments_is_no_problem():
    """An empty delivery passes."""
    known = {label: [] for label in CLASSES}
    assert in_light_of_known(undecided(0), known, TRUTH)["valence"].shape == (0, 3)
