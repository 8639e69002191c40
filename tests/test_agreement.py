"""How good labels are: agreement, its margins, and when there is nothing to say."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis.agreement import alpha_of, coincidences, estimate, macro_f1
from pipeline.analysis.judged import coded_twice, judge, judge_fragments
from pipeline.analysis.quality import FEWEST_CODED, measure, measure_codings
from pipeline.decisions import fold
from pipeline.decisions.codings import coding_table
from tests.coders import make_codings, make_proposals, numbered
from tests.runs import make_tables


def table_of(decisions):
    return coding_table(fold(numbered(decisions)))


def judged_of(truth, said, clusters, certainty=0.8):
    items = [f"i{number}" for number in range(len(truth))]
    truths = pd.DataFrame({"item": items, "truth": truth, "cluster": clusters})
    proposals = pd.DataFrame({"item": items, "value": said, "probability": certainty})
    return judge("category", truths, proposals)


def coded_of(first, second, clusters):
    items = [f"f{number}" for number in range(len(first))]
    rows = [
        (number, item, "category", who, value, "steekproef")
        for who, values in (("An", first), ("Bert", second))
        for number, (item, value) in enumerate(zip(items, values, strict=True))
    ]
    names = ["decision_id", "fragment_id", "label", "who", "value", "queue"]
    fragments = pd.DataFrame({"fragment_id": items, "uitdager_id": clusters})
    return coded_twice("category", pd.DataFrame(rows, columns=names), fragments)


def test_alpha_by_hand():
    """Krippendorff's own example of two coders and ten units: 1 - 19 * 4 / (14 * 6)."""
    first = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    second = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    counts = np.eye(2, dtype=np.int64)[first] + np.eye(2, dtype=np.int64)[second]
    alpha = float(alpha_of(coincidences(counts).sum(axis=0)))
    assert alpha == pytest.approx(1 - 19 * 4 / (14 * 6))


@given(
    st.lists(
        st.lists(st.integers(0, 3), min_size=4, max_size=4).filter(lambda row: sum(row) > 1),
        min_size=2,
        max_size=20,
    ).filter(lambda rows: (np.array(rows).sum(axis=0) > 0).sum() > 1)
)
def test_alpha_is_that_of_the_package(rows):
    """Whatever the coders said, and however many they were, sums give the package's figure."""
    counts = np.array(rows)
    theirs = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    assert float(alpha_of(coincidences(counts).sum(axis=0))) == pytest.approx(theirs)


def test_alpha_of_one_value_is_unknown():
    """Where everyone always says the same, nothing tells agreement from chance."""
    coded = coded_of(["actie"] * 40, ["actie"] * 40, [f"U{i % 10}" for i in range(40)])
    people = measure(judged_of([], [], []), coded).people
    assert people.agreement.value == 1
    assert math.isnan(people.alpha.value)


def test_macro_f1_by_hand():
    """The mean over classes that occur in truth: 2 * 3 / (4 + 4) and 2 * 1 / (2 + 2)."""
    confusion = np.array([[3.0, 1, 0], [1, 1, 0], [0, 0, 0]])
    assert float(macro_f1(confusion)) == pytest.approx((0.75 + 0.5) / 2)


def test_clusters_widen_the_margin():
    """When an uitdager is right or wrong as a whole, the margin is wider than of loose notes."""
    truth = ["actie", "beleving"] * 60
    wrong = [i // 12 in {1, 4, 7} for i in range(120)]
    said = ["suggestie" if bad else value for value, bad in zip(truth, wrong, strict=True)]
    coded = coded_of(["actie"], ["actie"], ["U1"])
    alike = measure(judged_of(truth, said, [f"U{i // 12}" for i in range(120)]), coded).machine
    loose = measure(judged_of(truth, said, [f"U{i}" for i in range(120)]), coded).machine
    for name in ("accuracy", "macro_f1", "alpha", "calibration_error"):
        together, apart = getattr(alike, name), getattr(loose, name)
        assert together.value == pytest.approx(apart.value)
        assert together.low <= together.value <= together.high
        assert together.high - together.low > 1.5 * (apart.high - apart.low), name


def test_few_clusters_have_no_margin():
    """Under eight uitdagers there is a figure without a margin; the draws are the same twice."""
    sums = np.random.default_rng(3).integers(1, 9, size=(7, 3, 3)).astype(float)
    assert not estimate(sums, macro_f1).has_margin
    more = np.concatenate([sums, sums])
    assert estimate(more, macro_f1).has_margin
    assert estimate(more, macro_f1) == estimate(more, macro_f1)


def test_under_thirty_there_is_no_figure():
    """29 coded fragments give none, 30 do; so for the machine and for people."""
    tables = make_tables(FEWEST_CODED)
    fragments, proposals = tables["fragments"], make_proposals(tables["fragments"])
    said = make_codings(fragments, ("An", "Bert"))
    enough = measure_codings(table_of(said), proposals, fragments)
    assert enough[0].machine.n == enough[0].people.n == FEWEST_CODED
    few = make_codings(fragments.head(FEWEST_CODED - 1), ("An", "Bert"))
    for one in measure_codings(table_of(few), proposals, fragments):
        assert one.machine is None
        assert one.people is None


def test_only_the_random_sample_counts():
    """What coders said of doubtful fragments says nothing of the others."""
    tables = make_tables(60)
    fragments, proposals = tables["fragments"], make_proposals(tables["fragments"])
    doubtful = table_of(make_codings(fragments, ("An", "Bert"), queue="twijfel"))
    assert all(one.n_judged == 0 for one in measure_codings(doubtful, proposals, fragments))
    both = [
        *make_codings(fragments.head(40), ("An",)),
        *make_codings(fragments.tail(20), ("An",), queue="twijfel"),
    ]
    assert measure_codings(table_of(both), proposals, fragments)[0].n_judged == 40


def test_the_machine_is_held_against_the_first_coder():
    """A second coder measures people, and does not count a fragment twice for the machine."""
    tables = make_tables(40)
    fragments, proposals = tables["fragments"], make_proposals(tables["fragments"])
    codings = table_of(make_codings(fragments, ("An", "Bert"), errors=0.3))
    judged = judge_fragments("category", codings, proposals, fragments)
    first = codings[(codings["who"] == "An") & (codings["label"] == "category")]
    assert len(judged.rows) == 40
    truth = judged.rows.set_index("item")["truth"]
    assert truth.to_dict() == first.set_index("fragment_id")["value"].to_dict()


def test_a_fragment_that_left_the_run_does_not_count():
    """A coding of a fragment that is in no delivery any more has nothing to be held against."""
    tables = make_tables(40)
    codings = table_of(make_codings(tables["fragments"]))
    here = tables["fragments"].head(35)
    found = measure_codings(codings, make_proposals(tables["fragments"]), here)
    assert found[0].n_judged == 35


def test_the_likeliest_proposal_is_what_the_machine_says():
    """Of the classes the one with the highest probability; that is the certainty too."""
    truths = pd.DataFrame({"item": ["a"], "truth": ["actie"], "cluster": ["U1"]})
    shares = {"beleving": 0.2, "frustratie": 0.1, "suggestie": 0.3, "actie": 0.4}
    proposals = pd.DataFrame(
        [("a", value, share) for value, share in shares.items()],
        columns=["item", "value", "probability"],
    )
    row = judge("category", truths, proposals).rows.iloc[0]
    assert (row["said"], row["certainty"]) == ("actie", 0.4)


def test_certainty_that_promises_too_much():
    """Promised 0.9 and right half of the time is a calibration error of 0.4."""
    truth = ["actie", "beleving"] * 20
    judged = judged_of(truth, ["actie"] * 40, [f"U{i % 10}" for i in range(40)], 0.9)
    machine = measure(judged, coded_of(["actie"], ["actie"], ["U1"])).machine
    assert machine.calibration_error.value == pytest.approx(0.4)
    assert machine.bins[["promised", "right_share", "n"]].to_numpy().tolist() == [[0.9, 0.5, 40]]


def test_the_confusion_counts_every_item_once():
    """Truth in rows: what coders called beleving and the machine actie stands in one cell."""
    truth, said = ["actie", "beleving"] * 20, ["actie"] * 40
    judged = judged_of(truth, said, [f"U{i % 10}" for i in range(40)])
    machine = measure(judged, coded_of(["actie"], ["actie"], ["U1"])).machine
    assert machine.confusion["n"].sum() == 40
    cell = machine.confusion.query("truth == 'beleving' and said == 'actie'")
    assert cell["n"].item() == 20
    assert machine.classes.set_index("value").loc["beleving", "recall"] == 0
