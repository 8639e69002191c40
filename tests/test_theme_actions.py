"""What was done at once is one line, and a preview tells what would move."""

from __future__ import annotations

import pytest

from pipeline.analysis.moving import MADE, preview_move
from pipeline.decisions import DecisionLog
from pipeline.decisions.actions import actions, concerning
from pipeline.decisions.curate import (
    Entry,
    Word,
    make_main,
    make_theme,
    merge,
    move,
    put_under,
    rename,
)
from tests.runs import make_tables

AN = Word("An", "besproken")


@pytest.fixture
def log(tmp_path):
    return DecisionLog(tmp_path / "log.sqlite")


@pytest.fixture(scope="module")
def rows():
    return make_tables(90)["fragments"]


def _named(theme):
    return [rename(AN, theme, "Wonen"), put_under(AN, theme, None)]


def test_what_was_done_at_once_is_one_action(log, rows):
    """A theme with its fragments, a move, a main theme with its themes; undoing one is one too."""
    split = log.append_all(make_theme(AN, "Speeltuinen", rows.head(4), ["T005"]))
    moved = log.append_all(lambda _: move(AN, rows.iloc[10:13], "T002"))
    log.append_all(lambda _: move(Word("Bert"), rows.iloc[13:14], "T002"))
    log.append_all(make_main(AN, "Thuis", [Entry("T001"), Entry("T002")], []))
    log.append_all(
        lambda _: [rename(AN, Entry("T001"), "Wonen"), put_under(AN, Entry("T001"), None)]
    )
    log.undo_all(moved, "An")
    found = actions(log.read())
    assert [len(one.decisions) for one in found] == [5, 3, 1, 3, 1, 1, 3]
    assert found[0].numbers == tuple(split)
    assert len(found[0].placed) == 4
    numbers = [number for action in found for number in action.numbers]
    assert numbers == [said.decision_id for said in log.read()]


def test_what_was_done_with_a_theme_is_found(log, rows):
    """Also as target of a merge, what left it, and taking it back; not what others did."""
    mine = rows[rows["theme_id"] == "T001"].head(3)
    log.append(rename(AN, Entry("T001"), "Wonen"))
    log.append(rename(AN, Entry("T004"), "Werk"))
    log.append(merge(AN, Entry("T002"), Entry("T001")))
    numbers = log.append_all(make_theme(AN, "Huren", mine, ["T005"]))
    log.undo_all(numbers, "Bert")
    found = list(concerning(actions(log.read()), "T001", set(mine["fragment_id"])))
    assert [one.first.subject for one in found] == ["T001", "T002", "T006", str(numbers[0])]


def test_a_preview_tells_sizes_before_and_after(rows):
    """From each theme, to the target; what is there already does not move."""
    joined = rows.assign(participants=1)
    chosen = rows.loc[rows["theme_id"].isin(["T001", "T002"]), "fragment_id"].tolist()
    in_one, in_two = ((rows["theme_id"] == theme).sum() for theme in ("T001", "T002"))
    found = preview_move(joined, chosen, "T002")
    assert found.moving.n_fragments == in_one
    (source,) = found.sources
    assert (source.theme_id, source.before.n_fragments, source.after.n_fragments) == (
        "T001",
        in_one,
        0,
    )
    assert found.target.after.n_fragments == in_one + in_two
    made = preview_move(joined, chosen, MADE)
    assert made.target.before.n_fragments == 0
    assert {side.theme_id for side in made.sources} == {"T001", "T002"}
    other = preview_move(joined, chosen, None)
    assert other.target.after.n_fragments == in_one + in_two + rows["theme_id"].isna().sum()
