"""The themes of two runs compared: every number adds up and leads back to its fragments."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis import changes_tables as tables_of
from pipeline.analysis import moves
from pipeline.analysis.moves import GONE, MOVED, NEW
from pipeline.analysis.theme_changes import (
    ADDED,
    ALIKE,
    BACK,
    EMPTIED,
    FEW_PERSONS,
    FEW_UITDAGERS,
    GROWN,
    MERGED,
    RETIRED,
    SHRUNK,
    STAYED,
)
from pipeline.export.hide import hide_small, without_small
from tests.comparisons import compared, ids_of, in_theme, later, some_tables, with_more


def row_of(found, theme_id):
    return found.themes.set_index("theme_id").loc[theme_id]


def status(themes, theme_id, value, into=None):
    """The register with a theme closed; `into`: merged into that one."""
    mine = themes["theme_id"] == theme_id
    if into is not None:
        merged = pd.Series(None, index=themes.index, dtype="object").mask(mine, into)
        return themes.assign(merged_into=merged)
    return themes.assign(status=themes["status"].mask(mine, value))


def test_the_same_run_twice_differs_in_nothing():
    """No rows, every theme stayed, all differences of shares are 0."""
    one = some_tables()
    found = compared(one, one)
    assert found.rows.empty
    assert found.pairs.empty
    assert set(found.themes["what"]) == {STAYED}
    assert (found.themes["difference"] == 0).all()
    assert set(found.themes["judgement"]) <= {ALIKE, FEW_PERSONS}
    assert found.n_stayed == len(one["fragments"])


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(["stay", "gone", "T001", "T002", "none"]), min_size=40, max_size=40)
)
def test_every_number_adds_up(fates):
    """Before, less what is gone or left, plus what is new or came, is now; for Overig too."""
    before = some_tables(40)
    ids = before["fragments"]["fragment_id"].tolist()
    fate = dict(zip(ids, fates, strict=True))
    fragments = with_more(before["fragments"], "T003", 5)
    for theme_id in ("T001", "T002", "none"):
        chosen = [one for one in ids if fate[one] == theme_id]
        fragments = in_theme(fragments, chosen, None if theme_id == "none" else theme_id)
    fragments = fragments[fragments["fragment_id"].map(fate) != "gone"]
    found = compared(before, before | {"fragments": fragments})
    rows = found.rows
    for theme in found.themes.to_dict("records"):
        came = (rows["to_id"] == theme["theme_id"]).sum()
        left = (rows["from_id"] == theme["theme_id"]).sum()
        assert theme["n_before"] - left + came == theme["n_after"]
    assert found.themes["n_after"].sum() == len(fragments)
    assert found.pairs["n_fragments"].sum() == (rows["what"] == MOVED).sum()
    assert found.n_stayed + (rows["what"] != GONE).sum() == len(fragments)
    assert rows["fragment_id"].is_unique


def test_a_move_by_a_person_says_so():
    """From where to where with the reason; taken back: that a person took it back."""
    before = some_tables()
    chosen = ids_of(before, "T001", 3)
    now = later(before, fragments=lambda rows: in_theme(rows, chosen, "T002"))
    pair = compared(before, now).pairs.iloc[0]
    assert (pair["from_theme"], pair["to_theme"]) == ("Thema 1", "Thema 2")
    assert (pair["n_fragments"], pair["reason"]) == (3, moves.BY_PERSON)
    back = compared(now, before).pairs.iloc[0]
    assert back["reason"] == moves.TAKEN_BACK


def test_what_nobody_decided_is_not_explained_away():
    """The model moved a published fragment: the law is broken, and that is told."""
    before = some_tables()
    chosen = ids_of(before, "T001", 2)
    now = later(before, fragments=lambda rows: in_theme(rows, chosen, "T002", "model"))
    assert compared(before, now).pairs["reason"].item() == moves.UNEXPLAINED
    assert compared(before, now, is_ancestor=False).pairs["reason"].item() == moves.APART


def test_merged_themes_tell_where_they_went():
    """All fragments go along, by the merge and not by words on each, also through a chain."""
    before = some_tables()
    chosen = ids_of(before, "T003")

    def merged(themes):
        into = {"T003": "T002", "T002": "T001"}
        return themes.assign(merged_into=themes["theme_id"].map(into))

    every = [*chosen, *ids_of(before, "T002")]
    now = later(before, fragments=lambda rows: in_theme(rows, every, "T001"), themes=merged)
    found = compared(before, now)
    assert row_of(found, "T003")["what"] == MERGED
    assert row_of(found, "T003")["into"] == "Thema 1"
    assert set(found.pairs["reason"]) == {moves.MERGED}
    assert set(found.live["theme_id"]) == {"T001", "T004"}
    assert tables_of.happened(found)["reason"].iloc[0] == "samengevoegd met “Thema 1”"


def test_retired_new_and_emptied_themes():
    """A retired theme is named so; its fragments moved because of it. A new one says from what."""
    before = some_tables()
    chosen = ids_of(before, "T004")
    closed = later(
        before,
        fragments=lambda rows: in_theme(rows, chosen, None, "model"),
        themes=lambda themes: status(themes, "T004", "retired"),
    )
    found = compared(before, closed)
    assert row_of(found, "T004")["what"] == RETIRED
    assert set(found.pairs["reason"]) == {moves.RETIRED}
    without = later(before, themes=lambda themes: themes[themes["theme_id"] != "T004"])
    fresh = compared(later(without, fragments=lambda rows: in_theme(rows, chosen, None)), before)
    assert row_of(fresh, "T004")["what"] == ADDED
    assert "uit Overig" in set(tables_of.happened(fresh)["reason"])
    gone = later(before, fragments=lambda rows: rows[rows["theme_id"] != "T004"])
    emptied = compared(before, gone)
    assert row_of(emptied, "T004")["what"] == EMPTIED
    assert "niet meer aangeleverd" in tables_of.happened(emptied)["reason"].item()


def test_a_merge_that_was_undone_is_no_breach_of_the_law():
    """Back to the theme that lives again, and away from one that was made and unmade."""
    before = some_tables()
    chosen = ids_of(before, "T003")
    merged = later(
        before,
        fragments=lambda rows: in_theme(rows, chosen, "T001", "model"),
        themes=lambda themes: status(themes, "T003", "merged", into="T001"),
    )
    back = compared(merged, before)
    assert set(back.pairs["reason"]) == {moves.UNDONE}
    assert row_of(back, "T003")["what"] == BACK
    unmade = later(
        before,
        fragments=lambda rows: in_theme(rows, chosen, "T001", "model"),
        themes=lambda themes: themes[themes["theme_id"] != "T003"],
    )
    assert set(compared(before, unmade).pairs["reason"]) == {moves.UNDONE}


def test_two_decisions_between_two_runs_are_no_breach_of_the_law():
    """What went along with a merged theme is moved by what is decided of that theme next."""
    placed = some_tables()
    chosen = ids_of(placed, "T003")
    merged = later(
        placed,
        fragments=lambda rows: in_theme(rows, chosen, "T001", "model"),
        themes=lambda themes: status(themes, "T003", "merged", into="T001"),
    )
    elsewhere = later(
        placed,
        fragments=lambda rows: in_theme(rows, chosen, "T002", "model"),
        themes=lambda themes: status(themes, "T003", "merged", into="T002"),
    )
    assert set(compared(merged, elsewhere).pairs["reason"]) == {moves.DECIDED}
    closed = later(
        placed,
        fragments=lambda rows: in_theme(rows, chosen, None, "model"),
        themes=lambda themes: status(themes, "T003", "retired"),
    )
    assert set(compared(merged, closed).pairs["reason"]) == {moves.DECIDED}
    astray = later(closed, fragments=lambda rows: in_theme(rows, chosen, "T004", "model"))
    assert set(compared(merged, astray).pairs["reason"]) == {moves.UNEXPLAINED}


def test_a_theme_that_came_and_went_in_between_is_not_told():
    """Proposed after the one run and merged before the other: neither has it."""
    now = some_tables()
    chosen = ids_of(now, "T004")
    before = later(
        now,
        fragments=lambda rows: in_theme(rows, chosen, "T001", "model"),
        themes=lambda themes: themes[themes["theme_id"] != "T004"],
    )
    merged = later(before, themes=lambda _: status(now["themes"], "T004", "merged", into="T001"))
    found = compared(before, merged)
    assert "T004" not in set(found.themes["theme_id"])
    assert found.rows.empty


def test_gone_says_whether_its_conversation_was_delivered_again():
    """A fragment that is gone while its conversation is here became another fragment."""
    before = some_tables()
    one = before["fragments"].iloc[0]
    less = later(before, fragments=lambda rows: rows.iloc[1:])
    assert compared(before, less).rows["reason"].item() == moves.REDELIVERED
    mine = before["fragments"]["conversation_id"] == one["conversation_id"]
    none = later(before, fragments=lambda rows: rows[~mine])
    assert set(compared(before, none).rows["reason"]) == {moves.UNDELIVERED}


def test_grown_only_where_many_uitdagers_say_so():
    """Each uitdager brings more of a theme: grown. One alone brings as much: about the same."""
    before = some_tables(400, n_uitdagers=20)
    uitdagers = sorted(before["fragments"]["uitdager_id"].unique())

    def by_all(rows):
        for place, uitdager in enumerate(uitdagers):
            rows = with_more(rows, "T001", 10, f"z{place}x", uitdager)
        return rows

    found = compared(before, later(before, fragments=by_all))
    assert row_of(found, "T001")["judgement"] == GROWN
    assert SHRUNK in set(found.themes["judgement"])
    alone = compared(before, later(before, fragments=lambda rows: with_more(rows, "T001", 200)))
    assert row_of(alone, "T001")["judgement"] == FEW_UITDAGERS
    assert np.isnan(row_of(alone, "T001")["low"])


def test_a_theme_of_few_persons_is_not_judged_and_not_told():
    """Under five persons: no judgement, no bar and no figures in what leaves."""
    before = some_tables()
    alone = before["conversations"].query("participants == 1")["conversation_id"].iloc[0]
    mine = before["fragments"]["conversation_id"] == alone
    chosen = before["fragments"].loc[mine, "fragment_id"].tolist()

    def rare(rows):
        rest = in_theme(rows, ids_of(before, "T004"), "T003")
        return in_theme(rest, chosen, "T004")

    one = later(before, fragments=rare)
    found = compared(one, later(one, fragments=lambda rows: with_more(rows, "T001", 30)))
    assert row_of(found, "T004")["judgement"] == FEW_PERSONS
    shared = hide_small(tables_of.sizes(found)).set_index("theme_label")
    assert pd.isna(shared.loc["Thema 4", "n_after"])
    figure = without_small(tables_of.growth_figure(found))
    assert "Thema 4" not in figure.data["theme_label"].tolist()
    assert "Overig" not in figure.subtitle


def test_the_figure_says_from_how_many_to_how_many():
    """A bar now, a mark before, both in words; a new theme has no mark."""
    before = some_tables()
    now = later(
        before,
        fragments=lambda rows: with_more(rows, "T009", 60),
        themes=lambda rows: pd.concat(
            [rows, rows.head(1).assign(theme_id="T009", label="Thema 9")], ignore_index=True
        ),
    )
    figure = tables_of.growth_figure(compared(before, now))
    data = figure.data.set_index("theme_label")
    assert data.loc["Thema 9", "from_to"] == "nieuw: 60"
    assert pd.isna(data.loc["Thema 9", "n_before"])
    assert data.loc["Thema 1", "from_to"] == str(len(ids_of(before, "T001")))
    assert "Overig: van" in figure.subtitle
    assert "tegenover run R0001-test0000 van 1 december 2009" in figure.footer


def test_the_order_of_rows_does_not_matter():
    """Shuffled tables give the same comparison."""
    before = some_tables()
    now = later(before, fragments=lambda rows: with_more(rows, "T001", 9))
    shuffled = [
        {name: table.sample(frac=1, random_state=3) for name, table in side.items()}
        for side in (before, now)
    ]
    one, other = compared(before, now), compared(*shuffled)
    pd.testing.assert_frame_equal(one.themes, other.themes)
    pd.testing.assert_frame_equal(one.rows, other.rows)


def test_nothing_at_all_can_be_compared():
    """Two empty runs, and the first notes after an empty run."""
    empty, some = some_tables(0, n_themes=0), some_tables(30)
    found = compared(empty, empty)
    assert found.themes["theme_id"].tolist() == ["overig"]
    assert tables_of.growth_figure(found).empty
    first = compared(empty, some)
    assert set(first.rows["what"]) == {NEW}
    assert set(first.live["what"]) == {ADDED}
