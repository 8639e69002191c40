"""Counts and shares."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.counts import (
    caution,
    count_by,
    share_intervals,
    shares_by,
    shares_within,
    size_of,
)
from pipeline.analysis.joined import join_fragments
from pipeline.schema import Category
from tests.runs import make_tables


def joined_of(n_fragments=200, n_uitdagers=12):
    tables = make_tables(n_fragments, n_uitdagers)
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names))


def test_counts_add_up_and_stand_in_the_fixed_order():
    """Every fragment is counted once, and the soorten always stand in the same order."""
    joined = joined_of()
    table = count_by(joined, ["category"])
    assert table["category"].tolist() == [str(kind) for kind in Category]
    assert table["n_fragments"].sum() == len(joined)
    crossed = count_by(joined, ["neighbourhood", "category"])
    assert crossed["n_fragments"].sum() == len(joined)


def test_a_missing_value_is_counted_as_unknown():
    """A fragment without a neighbourhood is not lost."""
    joined = joined_of(30)
    joined["neighbourhood"] = joined["neighbourhood"].where(joined.index >= 4)
    table = count_by(joined, ["neighbourhood"])
    assert table["n_fragments"].sum() == 30
    assert table.set_index("neighbourhood").loc["onbekend", "n_fragments"] == 4
    assert table["neighbourhood"].iloc[-1] == "onbekend"


def test_the_order_of_rows_does_not_matter():
    """Shuffled fragments give the same counts and shares."""
    joined = joined_of()
    shuffled = joined.sample(frac=1, random_state=3)
    for column in ("category", "neighbourhood", "theme_label"):
        pd.testing.assert_frame_equal(shares_by(joined, column), shares_by(shuffled, column))


def test_persons_are_participants_and_one_where_unknown():
    """A sitting counts its participants once, however many fragments it gave."""
    joined = joined_of(30).assign(category="beleving")
    sittings = joined.drop_duplicates("conversation_id").copy()
    assert size_of(joined).persons == sittings["participants"].sum()
    unknown = joined.assign(participants=pd.array([pd.NA] * 30, dtype="Int64"))
    assert size_of(unknown).persons == len(sittings)
    assert count_by(unknown, ["category"])["persons"].tolist()[0] == len(sittings)


def test_cells_of_under_five_persons_are_marked():
    """One to four persons is small; none and five are not."""
    joined = joined_of(1)
    assert count_by(joined, ["neighbourhood"])["small"].tolist() == [True]
    assert size_of(joined).small
    assert not size_of(joined.head(0)).small


def test_under_eight_uitdagers_there_is_a_share_and_no_interval():
    """Seven uitdagers: no margin; eight: a margin around the share."""
    seven = shares_by(joined_of(100, 7), "category")
    assert seven["share"].sum() == pytest.approx(1)
    assert seven[["low", "high"]].isna().all(axis=None)
    eight = shares_by(joined_of(100, 8), "category")
    assert (eight["low"] < eight["share"]).all()
    assert (eight["share"] < eight["high"]).all()


def test_notes_of_one_uitdager_being_alike_widens_the_interval():
    """The same counts, spread or bunched by uitdager: bunched is less certain."""
    uitdagers = [f"U{i:02d}" for i in range(20) for _ in range(20)]
    spread = np.tile([1.0, 0.0], 200)[:, None]
    bunched = np.repeat([1.0, 0.0] * 10, 20)[:, None]
    narrow, wide = share_intervals(spread, uitdagers), share_intervals(bunched, uitdagers)
    assert narrow["share"][0] == wide["share"][0] == 0.5
    assert (wide["high"] - wide["low"])[0] > 5 * (narrow["high"] - narrow["low"] + 0.01)[0]


def test_nobody_and_everybody_still_have_a_margin():
    """A share of 0 or 1 of ten uitdagers is not certainty."""
    hits = np.column_stack([np.zeros(50), np.ones(50)])
    table = share_intervals(hits, [f"U{i % 10}" for i in range(50)])
    assert table.loc[0, ["share", "low"]].tolist() == [0, 0]
    assert table.loc[0, "high"] == pytest.approx(0.308, abs=0.001)
    assert table.loc[1, "low"] == pytest.approx(0.692, abs=0.001)


@pytest.mark.slow
def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Twelve unequal uitdagers who differ: 95 % intervals hold the truth in 92 to 99 %."""
    chance = np.random.default_rng(7)
    sizes = np.array([5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80])
    uitdagers = np.repeat([f"U{i:02d}" for i in range(12)], sizes).tolist()
    truth = 0.3
    held = 0
    for _ in range(1000):
        rates = chance.beta(3, 7, size=12)
        hits = (chance.random(sizes.sum()) < np.repeat(rates, sizes)).astype(float)
        bounds = share_intervals(hits[:, None], uitdagers)
        held += bounds["low"][0] <= truth <= bounds["high"][0]
    assert 920 <= held <= 990


def test_the_share_within_a_group_is_of_that_group():
    """The share of frustraties in a neighbourhood is its frustraties by its fragments."""
    joined = joined_of()
    hit = joined["category"] == "frustratie"
    table = shares_within(joined, "neighbourhood", hit)
    assert table["n_hits"].sum() == hit.sum()
    assert np.allclose(table["share"], table["n_hits"] / table["n_fragments"])


@pytest.mark.parametrize(
    ("n_fragments", "n_uitdagers", "word"),
    [(0, 5, "niets"), (20, 10, "Te weinig gesprekken"), (300, 5, "maar 5 uitdagers")],
)
def test_little_material_is_said(n_fragments, n_uitdagers, word):
    """Nothing, few conversations or few uitdagers: a sentence says so."""
    assert word in caution(size_of(joined_of(n_fragments, n_uitdagers)))


def test_enough_material_needs_no_caution():
    """A hundred conversations of twelve uitdagers: no sentence."""
    assert caution(size_of(joined_of(300))) is None


@pytest.mark.parametrize("n_fragments", [0, 1])
def test_small_runs_are_counted_too(n_fragments):
    """No fragment or one: counts of that many, no error."""
    joined = joined_of(n_fragments)
    for column in ("category", "theme_label", "neighbourhood", "week"):
        assert shares_by(joined, column)["n_fragments"].sum() == n_fragments
        assert len(shares_within(joined, column, joined["category"] == "actie")) >= n_fragments
    assert count_by(joined, ["week", "category"])["n_fragments"].sum() == n_fragments
