"""Whether people speak otherwise of a theme than of the rest, and themes as boxes."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis.counts import size_of
from pipeline.analysis.differences import share_differences
from pipeline.analysis.figure import provenance
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.moods import EVEN, NEGATIVE, theme_moods
from pipeline.analysis.theme_figures import NO_MAIN, treemap_figure
from pipeline.analysis.treemap import Box, lay_out, squarify
from pipeline.export.charts import to_altair, to_excel, to_svg
from pipeline.export.hide import without_small
from tests.runs import make_manifest, make_tables


def _run(n_fragments=400):
    tables = make_tables(n_fragments)
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names)), tables["themes"]


def test_a_theme_that_is_clearly_more_negative_is_named():
    """What most uitdagers tell so is told; the other themes are as the rest."""
    joined, _ = _run()
    angry = (joined["theme_id"] == "T002") & (joined.index % 4 > 0)
    joined["valence"] = joined["valence"].mask(angry, "negatief")
    moods = theme_moods(joined).set_index("theme_id")
    assert moods.loc["T002", "mood"] == NEGATIVE
    assert set(moods["mood"].drop("T002")) == {EVEN}
    mine = joined[joined["theme_id"] == "T002"]["valence"]
    assert moods.loc["T002", "negative"] == pytest.approx((mine == "negatief").mean())


def test_one_uitdager_makes_no_mood():
    """A feeling that one uitdager writes of everything tells nothing of the theme."""
    joined, _ = _run()
    loud = joined["uitdager_id"] == "U01"
    joined["theme_id"] = joined["theme_id"].mask(loud, "T002")
    joined["valence"] = joined["valence"].mask(loud, "negatief")
    assert theme_moods(joined).set_index("theme_id").loc["T002", "mood"] == EVEN


def test_a_difference_needs_uitdagers_on_both_sides():
    """With fewer than five on a side the size is told and no chance; without a side nothing."""
    hits = np.array([[1.0], [0.0]] * 20)
    uitdagers = pd.Series([f"U{n % 10}" for n in range(40)])
    few = share_differences(hits, (uitdagers == "U0").to_numpy(), uitdagers).iloc[0]
    assert few["difference"] == pytest.approx(1 - 16 / 36)
    assert np.isnan(few["chance"])
    nobody = share_differences(hits, np.zeros(40, dtype=bool), uitdagers).iloc[0]
    assert nobody.isna().all()


@given(st.lists(st.integers(1, 500), min_size=1, max_size=40))
def test_boxes_fill_the_room_and_nothing_else(values):
    """Each box is as large as its value and inside the room; none lies over another."""
    room = Box(10, 20, 520, 600)
    boxes = squarify(sorted(values, reverse=True), room)
    areas = np.array([box.width * box.height for box in boxes])
    assert areas / areas.sum() == pytest.approx(
        np.array(sorted(values, reverse=True)) / sum(values)
    )
    assert areas.sum() == pytest.approx(520 * 600)
    for n, box in enumerate(boxes):
        assert box.left >= 10 - 1e-6
        assert box.top >= 20 - 1e-6
        assert box.left + box.width <= 530 + 1e-6
        assert box.top + box.height <= 620 + 1e-6
        for other in boxes[:n]:
            wide = min(box.left + box.width, other.left + other.width) - max(box.left, other.left)
            high = min(box.top + box.height, other.top + other.height) - max(box.top, other.top)
            assert min(wide, high) < 1e-6


def test_themes_stand_within_their_main_theme():
    """Each theme in the box of its parent, those without one together; names come from outside."""
    joined, themes = _run()
    themes["parent_id"] = ["H001", "H001", "H002", None, "H002"]
    source = provenance(make_manifest(), size_of(joined))
    figure = treemap_figure(joined, themes, source, {"H001": "Samen leven"})
    assert figure.facet == "main_label"
    mains = figure.data.set_index("theme_id")["main_label"].to_dict()
    assert mains == {
        "T001": "Samen leven",
        "T002": "Samen leven",
        "T003": "H002",
        "T004": NO_MAIN,
        "T005": "H002",
    }
    laid = lay_out(figure.data, figure.x, figure.facet, Box(0, 0, 100, 100), 5)
    for box, name in zip(laid.boxes, figure.data["main_label"], strict=True):
        main = laid.groups[name]
        assert main.left - 1e-6 <= box.left
        assert box.left + box.width <= main.left + main.width + 1e-6
        assert main.top + 5 - 1e-6 <= box.top
        assert box.top + box.height <= main.top + main.height + 1e-6


@pytest.mark.parametrize("n_fragments", [0, 1, 90])
def test_the_boxes_can_be_drawn_and_kept(n_fragments):
    """With no parents there is one level; no fragment, one or many."""
    joined, themes = _run(n_fragments)
    figure = treemap_figure(joined, themes, provenance(make_manifest(), size_of(joined)))
    assert figure.facet is None
    assert figure.empty == (not joined["theme_id"].notna().any())
    assert to_altair(figure).to_dict(validate=False)
    assert "<svg" in to_svg(figure)
    assert to_excel(figure, dt.datetime(2009, 12, 1, tzinfo=dt.UTC))


def test_boxes_of_few_persons_do_not_leave():
    """A theme of one person is not in what is kept, nor the one that would tell it."""
    joined, themes = _run()
    first = joined["conversation_id"].iloc[0]
    kept = joined[(joined["theme_id"] != "T001") | (joined["conversation_id"] == first)].copy()
    kept.loc[kept["conversation_id"] == first, ["theme_id", "participants"]] = ["T001", 1]
    figure = treemap_figure(kept, themes, provenance(make_manifest(), size_of(kept)))
    left = without_small(figure)
    assert len(left.data) == len(figure.data) - 2
    assert "T001" not in set(left.data["theme_id"])
