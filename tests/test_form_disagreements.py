"""A form's box that the model confidently takes for another is offered for review."""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.disagreement import form_disagreements

KINDS = ("actie", "beleving", "frustratie", "suggestie")


def run(*rows):
    """Fragments and proposals from (id, the form's soort, its source, probabilities of KINDS)."""
    fragments = pd.DataFrame(
        [(one, said, source, "neutraal", "model") for one, said, source, _ in rows],
        columns=["fragment_id", "category", "category_source", "valence", "valence_source"],
    )
    proposals = [
        (one, "category", kind, share)
        for one, _, _, shares in rows
        for kind, share in zip(KINDS, shares, strict=True)
    ]
    columns = ["fragment_id", "label", "value", "probability"]
    return fragments, pd.DataFrame(proposals, columns=columns)


SURE = [(f"a{i}", "actie", "form", (0.9, 0.05, 0.03, 0.02)) for i in range(5)] + [
    (f"s{i}", "suggestie", "form", (0.1, 0.1, 0.1, 0.7)) for i in range(5)
]


def test_a_confident_other_class_is_listed():
    """The form says actie; the model is as sure of suggestie as for those that are one."""
    found = form_disagreements(*run(*SURE, ("x", "actie", "form", (0.1, 0.05, 0.05, 0.8))))
    assert found[["fragment_id", "label", "form", "proposed"]].to_numpy().tolist() == [
        ["x", "category", "actie", "suggestie"]
    ]
    assert found["margin"].round(2).tolist() == [0.7]


def test_a_doubtful_other_class_is_not():
    """Likelier than the form's word, but less sure than that class usually is."""
    found = form_disagreements(*run(*SURE, ("x", "actie", "form", (0.3, 0.1, 0.1, 0.5))))
    assert found.empty


def test_a_word_of_a_person_or_the_model_is_not_listed():
    """Only what a form says: a person has settled it, the model agrees with itself."""
    shares = (0.1, 0.05, 0.05, 0.8)
    found = form_disagreements(
        *run(*SURE, ("x", "actie", "person", shares), ("y", "actie", "model", shares))
    )
    assert found.empty


def test_the_clearest_comes_first_whatever_the_order():
    """By margin, then id; the order of rows does not matter."""
    rows = [
        *SURE,
        ("x", "actie", "form", (0.1, 0.05, 0.05, 0.8)),
        ("y", "actie", "form", (0.01, 0.01, 0.01, 0.97)),
    ]
    first = form_disagreements(*run(*rows))
    assert first["fragment_id"].tolist() == ["y", "x"]
    pd.testing.assert_frame_equal(form_disagreements(*run(*rows[::-1])), first)


def test_nothing_to_compare_gives_nothing():
    """An empty run, and one of before runs kept proposals."""
    fragments, proposals = run(*SURE)
    assert form_disagreements(fragments.iloc[:0], proposals).empty
    assert form_disagreements(fragments, proposals.iloc[:0]).empty
