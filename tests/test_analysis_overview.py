"""Heads, themes, weeks, coverage and what asks for attention."""

import pandas as pd
import pytest

from pipeline.analysis.attention import attention
from pipeline.analysis.coverage import coverage, never_visited
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.overview import overview
from pipeline.analysis.themes import theme_list, theme_profile
from pipeline.analysis.time import by_week
from pipeline.analysis.words import any_of, counted, date_words, number, percent
from tests.runs import make_tables


def joined_of(tables):
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names))


def test_joining_keeps_every_fragment_in_its_place():
    """A row a fragment, in the order given, with its theme's name or Overig."""
    tables = make_tables(90)
    joined = joined_of(tables)
    assert joined["fragment_id"].tolist() == tables["fragments"]["fragment_id"].tolist()
    overig = joined["theme_id"].isna()
    assert (joined["theme_label"] == "Overig").equals(overig)
    assert overig.any()


def test_only_an_uncertain_label_of_the_model_is_to_review():
    """What a form or a person said is never doubted."""
    tables = make_tables(90)
    joined = joined_of(tables)
    doubted = joined[joined["category_review"]]
    assert set(doubted["category_source"]) == {"model"}
    assert (doubted["category_probability"] < 0.6).all()
    assert len(doubted) > 0


def test_the_overview_counts_the_selection():
    """Heads are of the fragments given; rejects of the run."""
    tables = make_tables(90)
    heads = overview(joined_of(tables), tables["rejects"])
    assert heads.size.n_fragments == heads.n_notes == 90
    assert heads.n_rejects == 1
    assert " 2009 tot " in heads.period
    assert overview(joined_of(make_tables(0)), tables["rejects"]).period == "geen datum bekend"


def test_themes_are_listed_by_size_and_unused_retired_ones_are_not():
    """The largest first; a retired theme without fragments is gone."""
    tables = make_tables(90)
    themes = tables["themes"]
    retired = themes.tail(1).assign(theme_id="T099", label="Oud", status="retired")
    listed = theme_list(joined_of(tables), pd.concat([themes, retired], ignore_index=True))
    assert "T099" not in set(listed["theme_id"])
    assert listed["n_fragments"].is_monotonic_decreasing
    assert listed["n_fragments"].sum() == tables["fragments"]["theme_id"].notna().sum()


def test_a_theme_in_depth_holds_only_its_own():
    """The size of a theme counts its fragments in the selection; an unknown theme is an error."""
    tables = make_tables(90)
    joined = joined_of(tables)
    theme = theme_profile(joined, tables["themes"], "T001")
    assert theme.size.n_fragments == (joined["theme_id"] == "T001").sum()
    assert theme.keywords == tuple(tables["themes"]["keywords"].iloc[0])
    with pytest.raises(KeyError):
        theme_profile(joined, tables["themes"], "T999")


def test_weeks_start_on_monday_and_empty_weeks_are_zero():
    """Two fragments three weeks apart: four weeks, two of them empty."""
    joined = joined_of(make_tables(2)).assign(
        date=pd.to_datetime(["2009-09-06", "2009-09-24"]),
        week=pd.to_datetime(["2009-08-31", "2009-09-21"]),
    )
    table = by_week(joined)
    assert table["week"].dt.day_of_week.eq(0).all()
    assert table["n_fragments"].tolist() == [1, 0, 0, 1]
    assert by_week(joined.assign(category="actie"), "category")["n_fragments"].sum() == 2


def test_coverage_sets_who_spoke_against_the_reference():
    """Every reference value has its row; a neighbourhood without a person is found."""
    tables = make_tables(90)
    reference = tables["reference"]
    extra = reference.head(1).assign(value="Driehoeven", share=0.1)
    table = coverage(
        tables["conversations"], tables["profiles"], pd.concat([reference, extra]), "neighbourhood"
    )
    assert never_visited(table) == ["Driehoeven"]
    assert table["share"].sum() == pytest.approx(1)
    assert table["persons"].sum() == tables["conversations"]["participants"].sum()


def test_coverage_works_without_a_reference_and_without_anybody():
    """No reference: shares alone. Nobody: zero."""
    tables = make_tables(30)
    none = tables["reference"].head(0)
    table = coverage(tables["conversations"], tables["profiles"], none, "age_group")
    assert table["reference_share"].isna().all()
    assert never_visited(table) == []
    empty = make_tables(0)
    table = coverage(
        empty["conversations"], empty["profiles"], tables["reference"], "neighbourhood"
    )
    assert table["persons"].sum() == 0
    assert len(never_visited(table)) == 5


def test_attention_names_what_waits():
    """Rejects, silent neighbourhoods, uncertain labels and unnamed themes each have a sentence."""
    tables = make_tables(60, n_uitdagers=3)
    names = [f"Wijk {i}" for i in range(7)]
    points = {
        point.key: point
        for point in attention(joined_of(tables), tables["themes"], tables["rejects"], names)
    }
    assert {"rejects", "never_visited", "few_uitdagers", "few_conversations"} <= set(points)
    assert {"review_category", "unnamed"} <= set(points)
    assert points["never_visited"].sentence.endswith("Wijk 4 en nog 2.")
    assert points["rejects"].sentence.startswith("1 stuk kon")


def test_themes_of_one_or_two_uitdagers_are_named():
    """A theme that two uitdagers carry asks for care."""
    tables = make_tables(60, n_uitdagers=2)
    keys = [p.key for p in attention(joined_of(tables), tables["themes"], tables["rejects"], [])]
    assert "carried_by_few" in keys


def test_an_empty_run_asks_for_nothing():
    """No fragments, no rejects: no points."""
    tables = make_tables(0)
    assert attention(joined_of(tables), tables["themes"], tables["rejects"], []) == []


def test_numbers_and_dates_are_written_as_in_flanders():
    """1.420; 12,5 %; 12 september 2009."""
    assert number(1420) == "1.420"
    assert number(1234.5, 1) == "1.234,5"
    assert percent(0.125, 1) == "12,5\u00a0%"
    assert date_words(pd.Timestamp("2009-09-12")) == date_words("2009-09-12") == "12 september 2009"
    assert date_words(None) == date_words(pd.NaT) == "datum onbekend"
    assert counted(1, "gesprek", "gesprekken") == "1 gesprek"
    assert counted(1200, "gesprek", "gesprekken") == "1.200 gesprekken"
    assert (any_of([]), any_of(["a"]), any_of(["a", "b", "c"])) == ("", "a", "a, b of c")
