"""Which fragment a coder sees next, and what a word changes in what is still open."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.adapt import adapt, closeness, unit
from pipeline.analysis.coding import (
    Draw,
    doubt,
    lay_out,
    learn,
    n_open,
    ranked_order,
    sample_order,
    typical_score,
)
from tests.coders import make_proposals
from tests.runs import make_tables

IDS = [f"f{number:04d}" for number in range(1000)]
AN, BERT = Draw("sleutel", "R0001", "An"), Draw("sleutel", "R0001", "Bert")


def make_desk(n_fragments=60, shuffle=None):
    fragments = make_tables(n_fragments)["fragments"]
    proposals = make_proposals(fragments)
    ids = fragments["fragment_id"].tolist()
    vectors = np.random.default_rng(1).normal(size=(len(ids), 8)).astype(np.float32)
    if shuffle:
        order = np.random.default_rng(shuffle).permutation(len(ids))
        ids, vectors = [ids[place] for place in order], vectors[order]
        fragments = fragments.sample(frac=1, random_state=shuffle)
        proposals = proposals.sample(frac=1, random_state=shuffle)
    return lay_out(fragments, proposals, ids, vectors)


def test_the_double_share_is_the_same_for_all_and_the_rest_is_not():
    """A fifth, in one order, spread over each coder's own order; nobody else's start is mine."""
    (mine, double), (hers, also) = (sample_order(IDS, who, 0.2) for who in (AN, BERT))
    assert double.tolist() == also.tolist()
    assert 150 < len(double) < 250
    shared = set(double.tolist())
    first, other = mine[:50].tolist(), hers[:50].tolist()
    assert 8 <= len(shared.intersection(first)) <= 12
    assert len(set(first) & set(other) - shared) < 10
    assert [row for row in first if row in shared] == [row for row in other if row in shared]


def test_the_order_is_each_fragment_once_and_always_the_same():
    """Twice is once; another run has another order, and the same double share."""
    order, double = sample_order(IDS, AN, 0.2)
    assert sorted(order.tolist()) == list(range(1000))
    assert sample_order(IDS, AN, 0.2)[0].tolist() == order.tolist()
    later, still = sample_order(IDS, Draw("sleutel", "R0002", "An"), 0.2)
    assert later.tolist() != order.tolist()
    assert still.tolist() == double.tolist()


@pytest.mark.parametrize(("share", "n_double"), [(0.0, 0), (1.0, 1000)])
def test_no_double_share_and_nothing_but(share, n_double):
    """The bounds of the setting."""
    order, double = sample_order(IDS, AN, share)
    assert (len(order), len(double)) == (1000, n_double)
    assert sample_order([], AN, share)[0].tolist() == []


def test_a_ranking_is_kept_but_for_near_equals():
    """Among twenty of like rank each coder has an own order; the twenty stay before the rest."""
    score = np.linspace(1, 0, 100)
    mine, hers = (ranked_order(IDS[:100], score, who).tolist() for who in (AN, BERT))
    assert mine != hers
    for start in range(0, 100, 20):
        assert set(mine[start : start + 20]) == set(range(start, start + 20))


def test_the_desk_does_not_depend_on_the_order_of_tables():
    """Fragments, proposals and vectors come together by id."""
    one, other = make_desk(), make_desk(shuffle=7)
    assert one.ids == other.ids
    np.testing.assert_allclose(one.units, other.units)
    for label, shares in one.shares.items():
        np.testing.assert_allclose(shares, other.shares[label])


def test_doubt_is_of_the_least_sure_label_and_of_the_model_only():
    """What a form or a person gave is in no doubt; more labels never make less of it."""
    desk = make_desk()
    found = doubt(desk, desk.shares, ("category",))
    assert (found[~desk.by_model["category"]] == 0).all()
    both = doubt(desk, desk.shares, ("category", "valence"))
    assert (both >= found).all()
    assert n_open(desk, desk.shares, ("category",), 0.6) == (found > 0.4).sum() > 0


def test_a_run_without_proposals_or_fragments_has_no_doubt():
    """Runs of before proposals were kept, and empty ones, break nothing."""
    tables = make_tables(5)
    ids = tables["fragments"]["fragment_id"].tolist()
    empty = make_proposals(tables["fragments"]).iloc[:0]
    desk = lay_out(tables["fragments"], empty, ids, np.ones((5, 8), np.float32))
    assert doubt(desk, desk.shares, ("category",)).tolist() == [0] * 5
    assert typical_score(desk, desk.shares, "category").tolist() == [0] * 5
    none = lay_out(tables["fragments"].iloc[:0], empty, [], np.zeros((0, 8), np.float32))
    assert n_open(none, none.shares, ("category",), 0.6) == 0
    assert learn(none, {}, []) == {}


def test_the_typical_come_from_every_class_first():
    """The best of each class before the second of any."""
    desk = make_desk(200)
    score = typical_score(desk, desk.shares, "category")
    first = np.argsort(-score, kind="stable")[:4]
    assert len(set(desk.shares["category"][first].argmax(axis=1).tolist())) == 4


def two_heaps(n_rows=200):
    """Two heaps of texts far apart; the truth is the heap, the model takes all for the first."""
    chance = np.random.default_rng(3)
    truth = np.arange(n_rows) % 2
    middles = np.eye(2, 8) * 3
    units = unit(middles[truth] + chance.normal(size=(n_rows, 8)) * 0.5)
    shares = np.tile(np.array([0.7, 0.3], np.float32), (n_rows, 1))
    return units, shares, truth


def test_what_people_say_carries_over_to_what_is_near():
    """Twenty words, and the heap that the model took for the other is seen for what it is."""
    units, shares, truth = two_heaps()
    rows = list(range(20))
    learned = adapt(shares, closeness(units, rows), rows, truth[rows].tolist())
    assert (learned.argmax(axis=1) == truth).mean() > 0.95
    np.testing.assert_allclose(learned.sum(axis=1), 1, atol=1e-5)
    assert (learned[rows, truth[rows]] == 1).all()


def test_words_that_do_not_foretell_each_other_change_nothing_else():
    """Chance is not carried over: only the coded texts themselves are known."""
    units, shares, _ = two_heaps()
    rows = list(range(40))
    said = np.random.default_rng(5).integers(0, 2, 40).tolist()
    calm = np.full_like(shares, 0.5)
    learned = adapt(calm, closeness(units, rows), rows, said)
    np.testing.assert_allclose(learned[40:], calm[40:])


def test_without_words_nothing_changes():
    """No word, no update."""
    units, shares, _ = two_heaps()
    np.testing.assert_array_equal(adapt(shares, closeness(units, []), [], []), shares)


def test_a_desk_learns_by_label():
    """A word on soort leaves gevoel as it was."""
    desk = make_desk()
    said = {"category": {3: "actie", 5: "beleving"}}
    rows = [3, 5]
    learned = learn(desk, said, rows)
    assert pd.Series(desk.classes["category"])[learned["category"][3].argmax()] == "actie"
    np.testing.assert_array_equal(learned["valence"], desk.shares["valence"])
