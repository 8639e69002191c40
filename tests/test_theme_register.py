"""What people decide of themes stands over placements that never change, and can be taken back."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decisions import Decision, DecisionLog, Kind, fold
from pipeline.decisions.curate import (
    Entry,
    Word,
    confirm,
    define,
    dismiss,
    make_main,
    make_theme,
    merge,
    move,
    put_under,
    rename,
    retire,
    revive,
)
from pipeline.decisions.exchange import export_log, import_log
from pipeline.decisions.overlay import as_seen
from pipeline.decisions.proposals import distinct, is_refused, open_proposals
from pipeline.errors import DecisionError
from pipeline.history import fits_here
from pipeline.schema import ThemeProposals
from pipeline.store import RunStore
from tests.runs import make_tables, publish_run

AN = Word("An", "besproken op 12 oktober")
T1, T2, T3 = (Entry(f"T00{number}") for number in (1, 2, 3))


@pytest.fixture
def log(tmp_path):
    return DecisionLog(tmp_path / "log.sqlite")


@pytest.fixture(scope="module")
def tables():
    """A run of ninety fragments in a few themes."""
    return make_tables(90)


def seen(tables, log):
    return as_seen(tables, fold(log.read()))


def themes_of(tables, log):
    return seen(tables, log).fragments.set_index("fragment_id")["theme_id"]


def test_a_merged_theme_leads_to_the_one_that_took_it(tables, log):
    """Its fragments count there, chains are followed, and taking it back restores all."""
    before = themes_of(tables, log)
    log.append(merge(AN, T1, T2))
    last = log.append(merge(AN, T2, T3))
    after = seen(tables, log)
    here = after.fragments.set_index("fragment_id")["theme_id"]
    assert set(here[before.isin(["T001", "T002", "T003"])]) == {"T003"}
    register = after.themes.set_index("theme_id")
    assert register.loc["T001", ["status", "merged_into"]].tolist() == ["merged", "T003"]
    assert register.loc["T003", "n_fragments"] == before.isin(["T001", "T002", "T003"]).sum()
    log.undo(last, "An")
    assert set(themes_of(tables, log)[before.isin(["T001", "T002"])]) == {"T002"}
    log.append(revive(AN, T1, was_merged=True))
    pd.testing.assert_series_equal(themes_of(tables, log), before)


def test_what_would_close_a_circle_is_passed_over(tables, log):
    """Two people who merge the same two themes each the other way lose no fragment."""
    log.append(merge(AN, T1, T2))
    log.append(merge(Word("Bert"), T2, T1))
    here = themes_of(tables, log)
    assert set(here.dropna()) & {"T001", "T002"} == {"T002"}


def test_a_retired_theme_gives_its_fragments_to_other_and_gets_them_back(tables, log):
    """Retiring moves to Overig, also where a person had put one there; reviving brings back."""
    before = themes_of(tables, log)
    log.append(retire(AN, T1))
    assert themes_of(tables, log)[before == "T001"].isna().all()
    log.append(revive(AN, T1, was_merged=False))
    after = seen(tables, log)
    pd.testing.assert_series_equal(after.fragments.set_index("fragment_id")["theme_id"], before)
    assert after.themes.set_index("theme_id").loc["T001", "status"] == "confirmed"


def test_a_theme_by_hand_holds_what_was_put_there(tables, log):
    """A split: a new permanent id, the fragments with a person as source, gone when undone."""
    before = themes_of(tables, log)
    rows = tables["fragments"][tables["fragments"]["theme_id"] == "T001"].head(4)
    numbers = log.append_all(make_theme(AN, "Speeltuinen", rows, ["T007", "T012"]))
    after = seen(tables, log)
    here = after.fragments.set_index("fragment_id").loc[rows["fragment_id"].tolist()]
    assert set(here["theme_id"]) == {"T013"}
    assert set(here["theme_source"]) == {"person"}
    made = after.themes.set_index("theme_id").loc["T013"]
    assert (made["label"], made["status"], made["n_fragments"]) == ("Speeltuinen", "confirmed", 4)
    assert made["by_hand"]
    log.undo_all(numbers, "An")
    pd.testing.assert_series_equal(themes_of(tables, log), before)
    assert "T013" not in set(seen(tables, log).themes["theme_id"])
    log.append_all(make_theme(AN, "Pleinen", rows.head(0), []))
    assert "T014" in set(seen(tables, log).themes["theme_id"])  # no number is given twice


def test_names_definitions_and_main_themes(tables, log):
    """Rename, define, confirm, and put under a main theme made by hand."""
    log.append(rename(AN, T1, "  Wonen "))
    log.append(define(AN, T1, "Alles over het huis en de huur."))
    log.append(confirm(AN, T2))
    log.append_all(make_main(AN, "Thuis", [T1, T2], ["H001"]))
    log.append(put_under(AN, T2, None))
    after = seen(tables, log)
    one, two = (after.themes.set_index("theme_id").loc[key] for key in ("T001", "T002"))
    assert (one["label"], one["definition"]) == ("Wonen", "Alles over het huis en de huur.")
    assert one["parent_id"] == "H002"
    assert pd.isna(two["parent_id"])
    assert [one["status"], two["status"]] == ["confirmed", "confirmed"]
    (main,) = after.main_themes.to_dict("records")
    assert (main["label"], main["n_themes"]) == ("Thuis", 1)
    assert main["n_fragments"] == one["n_fragments"]


@pytest.mark.parametrize(
    "wrong",
    [
        Decision("An", Kind.THEME, "T001", "merged", "T001"),
        Decision("An", Kind.THEME, "T001", "status", "weg"),
        Decision("An", Kind.THEME, "T001", "parent", "T002"),
        Decision("An", Kind.THEME, "T001", "kleur", "rood"),
        Decision("An", Kind.THEME, "M001", "new", "Iets"),
        Decision("An", Kind.THEME_NAME, "H001", value=" "),
        Decision("An", Kind.PLACE, "f1", "category", "actie"),
        Decision("An", Kind.PROPOSAL, "p1", "merge", "ja"),
        Decision("An", Kind.PROPOSAL, "p1", "merge", "nee T001"),
    ],
)
def test_what_cannot_be_is_refused(log, wrong):
    """A clear error, and nothing in the log."""
    with pytest.raises(DecisionError):
        log.append(wrong)
    assert log.read() == []


def proposal(**changes):
    row = {
        "proposal_id": "p1",
        "kind": "merge",
        "theme_id": "T001",
        "other_id": "T002",
        "label": None,
        "keywords": [],
        "fragment_ids": ["f000000", "f000006", "f000012"],
        "examples": [],
        "strength": 0.8,
        "stability": None,
        "from_zero": False,
        "reason": "ze lijken op elkaar",
    }
    frame = pd.DataFrame([row | changes], columns=list(ThemeProposals.to_schema().columns))
    texts = ("theme_id", "other_id", "label")
    return ThemeProposals.validate(
        frame.astype(dict.fromkeys(texts, "str") | {"stability": "float64"})
    )


def test_a_proposal_goes_when_it_is_accepted_or_put_aside(tables, log):
    """And comes back only when its fragments are clearly others, or the acceptance is undone."""
    members = tables["fragments"].loc[tables["fragments"]["theme_id"] == "T001", "fragment_id"]
    table = proposal(fragment_ids=members.tolist())

    def waiting():
        now = seen(tables, log)
        return len(open_proposals(table, now.fragments, now.themes, fold(log.read()).dismissed))

    assert waiting() == 1
    number = log.append(merge(AN, T1, T2))
    assert waiting() == 0
    log.undo(number, "An")
    assert waiting() == 1
    pair = ("T001", "T002")
    log.append(dismiss(AN, "p1", "merge", pair, members))
    assert waiting() == 0
    dismissed = fold(log.read()).dismissed
    many = [*members, *(f"x{n}" for n in range(len(members)))]
    assert is_refused(dismissed, "merge", pair, [*members, "nieuw"])
    assert is_refused(dismissed, "merge", ("T002", "T001"), ["elders"])
    assert not is_refused(dismissed, "merge", pair, many)
    assert not is_refused(dismissed, "merge", ("T001", "T003"), members)
    assert not is_refused(dismissed, "split", ("T001", None), members)


@pytest.mark.slow
@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from("mrvsu"), st.integers(1, 6), st.integers(1, 6)), max_size=9)
)
def test_whatever_was_decided_undoing_all_gives_the_run_back(steps):
    """No fragment is lost on the way, none is in a closed theme, and the run itself never moved."""
    tables = make_tables(60)
    decisions: list[Decision] = []
    for kind, one, other in steps:
        entry, target = Entry(f"T{one:03d}"), Entry(f"T{other:03d}")
        rows = tables["fragments"].iloc[one * 5 : one * 5 + 3]
        made = {
            "m": lambda e=entry, t=target: [merge(AN, e, t)] if e != t else [],
            "r": lambda e=entry: [retire(AN, e)],
            "v": lambda e=entry: [revive(AN, e, was_merged=True)],
            "s": lambda r=rows, before=tuple(decisions): make_theme(AN, "Nieuw", r, ["T006"])(
                list(before)
            ),
            "u": lambda r=rows, t=target: move(AN, r, t.entry_id),
        }[kind]()
        for decision in made:
            number = len(decisions) + 1
            decisions.append(
                Decision(
                    **{**vars(decision), "decision_id": number, "at": f"2009-10-01T{number:04d}"}
                )
            )
    now = as_seen(tables, fold(decisions))
    closed = set(now.themes.loc[now.themes["status"].isin(["retired", "merged"]), "theme_id"])
    assert len(now.fragments) == 60
    assert not set(now.fragments["theme_id"].dropna()) & closed
    assert now.themes["n_fragments"].sum() == now.fragments["theme_id"].notna().sum()
    back = as_seen(tables, fold([]))
    pd.testing.assert_frame_equal(back.fragments, tables["fragments"])


def test_another_log_with_the_same_number_for_another_theme_is_refused(tables, log, tmp_path):
    """Two analysts who each made a theme apart: their numbers mean different things."""
    rows = tables["fragments"].head(2)
    log.append_all(make_theme(AN, "Speeltuinen", rows, ["T006"]))
    other = DecisionLog(tmp_path / "other.sqlite")
    other.append_all(make_theme(Word("Bert"), "Pleinen", rows, ["T006"]))
    export_log(other, tmp_path / "bert.jsonl")
    with pytest.raises(DecisionError, match="T007 is hier een ander thema"):
        import_log(log, tmp_path / "bert.jsonl")
    export_log(log, tmp_path / "an.jsonl")
    assert import_log(log, tmp_path / "an.jsonl").n_new == 0


def test_what_a_colleague_placed_is_no_part_of_a_proposal_any_more(tables, log):
    """It shrinks by what people placed, and goes when too little is left."""
    here = tables["fragments"][tables["fragments"]["theme_id"] == "T001"]
    table = proposal(kind="move", fragment_ids=here["fragment_id"].tolist())

    def left():
        now = seen(tables, log)
        return open_proposals(table, now.fragments, now.themes, ())["fragment_ids"].tolist()

    log.append_all(lambda _: move(Word("Bert"), here.head(1), "T001"))
    assert left() == [here["fragment_id"].tolist()[1:]]
    log.append_all(lambda _: move(Word("Bert"), here.iloc[1 : len(here) // 2 + 1], "T003"))
    assert left() == []


def test_proposals_on_other_themes_are_other_proposals():
    """One theme into either of two: both are asked; twice the same is asked once."""
    one, other = proposal(), proposal(proposal_id="p2", other_id="T003")
    again = proposal(proposal_id="p3")
    kept = distinct(pd.concat([one, other, again], ignore_index=True))
    assert kept["proposal_id"].tolist() == ["p1", "p2"]


def test_a_number_is_never_given_twice_and_what_is_taken_back_is_closed(tables, log):
    """Also where another word on it stands, or another theme had been merged into it."""
    rows = tables["fragments"][tables["fragments"]["theme_id"] == "T001"].head(3)
    numbers = log.append_all(make_theme(AN, "Speeltuinen", rows, ["T005"]))
    log.append(merge(AN, T3, Entry("T006", tuple(rows["fragment_id"]))))
    log.undo(numbers[0], "An")
    state = fold(log.read())
    assert "T006" in state.named
    after = seen(tables, log)
    assert "T006" not in set(after.fragments["theme_id"].dropna())
    stands = themes_of(tables, log)
    before = tables["fragments"].set_index("fragment_id")["theme_id"]
    assert (stands[before == "T003"] == "T003").all()


def test_a_number_that_a_run_gave_out_here_is_no_other_theme(tables, log, tmp_path):
    """A theme made in another copy of the campaign does not take over one of a run."""
    publish_run(tmp_path / "processed", tables)
    other = DecisionLog(tmp_path / "other.sqlite")
    other.append_all(make_theme(Word("Bert"), "Pleinen", tables["fragments"].head(2), ["T001"]))
    export_log(other, tmp_path / "bert.jsonl")
    is_free = fits_here(RunStore(tmp_path / "processed"), ())
    with pytest.raises(DecisionError, match=r"regel 1: T002 is hier al een thema"):
        import_log(log, tmp_path / "bert.jsonl", is_free)
    assert log.read() == []
    known = fits_here(RunStore(tmp_path / "processed"), {"T002"})
    assert import_log(log, tmp_path / "bert.jsonl", known).n_new == 3
