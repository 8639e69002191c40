"""What people say stays said: append-only, undoable, folded into one state."""

from __future__ import annotations

import sqlite3
from multiprocessing import get_context

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions import (
    Before,
    Decision,
    DecisionLog,
    Kind,
    carry,
    fold,
    open_log,
)
from pipeline.decisions.codings import coding_table
from pipeline.decisions.differences import differences
from pipeline.decisions.register import read_register
from pipeline.decisions.turns import last_turn, spoken
from pipeline.errors import DecisionError


def label(subject="f1", value="suggestie", **changes):
    values = {"who": "An", "kind": Kind.LABEL, "subject": subject, "field": "category"}
    return Decision(**{**values, "value": value, **changes})


@pytest.fixture
def log(tmp_path):
    return DecisionLog(tmp_path / "log.sqlite")


def fragments(*rows):
    return pd.DataFrame(rows, columns=["fragment_id", "conversation_id", "text"])


def test_the_last_word_stands(tmp_path):
    """Of two labels on one fragment the later one holds."""
    log = DecisionLog(tmp_path / "log.sqlite")
    log.append(label(value="actie"))
    log.append(label(value="beleving"))
    assert fold(log.read()).labels[("f1", "category")].value == "beleving"


def test_undo_brings_the_earlier_word_back_and_can_be_undone(tmp_path):
    """An undo is a new entry; undoing it restores what it took away."""
    log = DecisionLog(tmp_path / "log.sqlite")
    log.append(label(value="actie"))
    second = log.append(label(value="beleving"))
    undo = log.undo(second, "An")
    assert fold(log.read()).labels[("f1", "category")].value == "actie"
    log.undo(undo, "An")
    assert fold(log.read()).labels[("f1", "category")].value == "beleving"
    assert len(log.read()) == 4


def test_entries_cannot_be_changed_or_removed(tmp_path):
    """The file itself refuses UPDATE and DELETE."""
    log = DecisionLog(tmp_path / "log.sqlite")
    log.append(label())
    with sqlite3.connect(log.path) as connection:
        for statement in ("UPDATE decisions SET value = 'x'", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)


def coding(who, value, **changes):
    values = {"who": who, "kind": Kind.CODING, "subject": "f1", "field": "category"}
    return Decision(**(values | {"value": value, "why": "steekproef"} | changes))


def test_a_second_coder_measures_and_does_not_overrule(log):
    """The first coding stands; both are kept, and a word with sight of both settles it."""
    log.append(coding("An", "beleving"))
    log.append(coding("Bert", "actie"))
    state = fold(log.read())
    assert state.labels[("f1", "category")].value == "beleving"
    assert {who: said.value for (_, _, who), said in state.codings.items()} == {
        "An": "beleving",
        "Bert": "actie",
    }
    log.append(coding("An", "suggestie"))
    assert fold(log.read()).labels[("f1", "category")].value == "suggestie"
    log.append(coding("Cas", "frustratie", kind=Kind.LABEL))
    log.append(coding("Bert", "beleving"))
    assert fold(log.read()).labels[("f1", "category")].value == "frustratie"


@pytest.mark.parametrize(
    ("field", "value", "is_right"),
    [
        ("voice", "paraphrase", True),
        ("voice", "gefluister", False),
        ("theme", "T012", True),
        ("theme", "overig", True),
        ("theme", "Bussen", False),
    ],
)
def test_voice_and_theme_are_labels_too(log, field, value, is_right):
    """A label takes its own values only."""
    if is_right:
        log.append(coding("An", value, field=field))
        assert fold(log.read()).labels[("f1", field)].value == value
    else:
        with pytest.raises(DecisionError):
            log.append(coding("An", value, field=field))


@pytest.mark.parametrize(
    "wrong",
    [
        label(who=" "),
        label(value="klacht"),
        label(field="thema"),
        label(subject=""),
        label(subject="f 1"),
        Decision(who="An", kind=Kind.THEME_NAME, subject="foo", value="Werk"),
        Decision(who="An", kind=Kind.PROGRESS, subject="../M001", value="{}"),
        Decision(who="An", kind=Kind.UNDO, subject="-1"),
        Decision(who="An", kind=Kind.THEME_NAME, subject="T001", value="  "),
        Decision(who="An", kind=Kind.THEME_NAME, subject="T001", value="x" * 81),
    ],
)
def test_a_wrong_decision_is_refused(tmp_path, wrong):
    """No name, an unknown value or an empty theme name never enters the log."""
    log = DecisionLog(tmp_path / "log.sqlite")
    with pytest.raises(DecisionError):
        log.append(wrong)
    assert log.read() == []


def test_an_unknown_decision_cannot_be_undone(tmp_path):
    """Undo names a decision that exists."""
    with pytest.raises(DecisionError):
        DecisionLog(tmp_path / "log.sqlite").undo(7, "An")


def test_a_relative_address_starts_at_the_settings(tmp_path):
    """The log is the same from whatever folder the command is given."""
    log = open_log("sqlite:///data/log.sqlite", tmp_path / "decisions", tmp_path)
    assert log.path == tmp_path / "data" / "log.sqlite"


def test_another_database_is_refused_with_what_works():
    """Only SQLite addresses are read, and the message says so."""
    with pytest.raises(DecisionError, match="sqlite:///"):
        open_log("postgresql://elders", None)


def _write_many(path, who):
    log = DecisionLog(path)
    for number in range(25):
        log.append(label(subject=f"{who}-{number}", who=who))


@pytest.mark.slow
def test_two_people_at_once_lose_nothing(tmp_path):
    """Two processes that write at the same time leave all their entries."""
    path = tmp_path / "log.sqlite"
    context = get_context("spawn")
    writers = [context.Process(target=_write_many, args=(path, who)) for who in ("An", "Emre")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert len(fold(DecisionLog(path).read()).labels) == 50


@given(st.lists(st.sampled_from(["label", "undo"]), max_size=12), st.randoms(use_true_random=False))
def test_folding_is_what_stands_after_undoing(kinds, chance):
    """A decision holds exactly if no standing undo names it, whatever the chain of undos."""
    log = []
    for number, kind in enumerate(kinds, start=1):
        if kind == "undo" and log:
            target = str(chance.choice(log).decision_id)
            log.append(Decision(who="An", kind=Kind.UNDO, subject=target, decision_id=number))
        else:
            log.append(label(subject=f"f{number}", decision_id=number))

    def stands(decision):
        undos = [d for d in log if d.kind is Kind.UNDO and d.subject == str(decision.decision_id)]
        return not any(stands(undo) for undo in undos)

    expected = {d.subject for d in log if d.kind is Kind.LABEL and stands(d)}
    assert {subject for subject, _ in fold(log).labels} == expected


def test_a_decision_follows_a_slightly_changed_fragment():
    """A corrected typo keeps the person's word; another conversation does not get it."""
    old = label(subject="gone", conversation_id="U01-001", text="De bus komt altijd te laat hier")
    state = fold([old])
    now = fragments(
        ("new", "U01-001", "De bus komt altijd te laat, hier!"),
        ("other", "U01-002", "De bus komt altijd te laat hier"),
    )
    carried = carry(state, now)
    assert carried.given[["fragment_id", "value", "source"]].to_numpy().tolist() == [
        ["new", "suggestie", "person"]
    ]
    assert carried.moved[0][1] == "new"
    assert carried.orphaned == []


def test_a_decision_without_its_fragment_is_listed_as_orphaned():
    """Nothing alike in the conversation: the decision is kept apart, never dropped."""
    old = label(subject="gone", conversation_id="U01-001", text="De bus komt te laat")
    carried = carry(fold([old]), fragments(("f", "U01-001", "Wij bakken samen brood")))
    assert carried.given.empty
    assert [decision.subject for decision in carried.orphaned] == ["gone"]


def test_a_sibling_that_stood_there_all_along_gets_no_word():
    """Only a fragment that is new in this run can be the corrected form of one that is gone."""
    monday = label(subject="gone", conversation_id="c", text="De bus komt op maandag te laat")
    now = fragments(("sibling", "c", "De bus komt op dinsdag te laat"))
    assert carry(fold([monday]), now, Before({"gone": "", "sibling": ""})).orphaned
    assert carry(fold([monday]), now, Before({"gone": ""})).moved


def test_a_name_follows_the_examples_of_its_theme():
    """After a rebuild the numbers differ; the name goes where the fragments are."""
    name = Decision(who="An", kind=Kind.THEME_NAME, subject="T002", value="Werk", text="f1 f2 f3")
    state = fold([name])

    def names(known, theme_of):
        return read_register(state, known, lambda: theme_of).names

    assert names(["T007"], {"f1": "T007", "f2": "T007", "f3": None}) == {"T007": "Werk"}
    assert names(["T002"], {"f1": "T007", "f2": "T007"}) == {"T002": "Werk"}
    assert names(["T001", "T004"], {"f1": "T001", "f2": "T004", "f3": None}) == {}


def test_a_word_on_the_spot_is_not_overruled_by_one_that_moves_in():
    """A person's label on the present fragment beats one carried from an older text."""
    here = label(subject="f", value="actie", conversation_id="c", text="De bus komt te laat.")
    gone = label(subject="old", value="beleving", conversation_id="c", text="De bus komt te laat")
    carried = carry(fold([here, gone]), fragments(("f", "c", "De bus komt te laat.")))
    assert carried.given["value"].tolist() == ["actie"]
    assert len(carried.orphaned) == 1


BUS = ("De bus komt te laat hier", "De bus komt te laat, hier", "De bus komt veel te laat, hier")


def runs_after(said, *runs):
    """What each run carries of these words, each starting from the one before."""
    before, carried = Before(), []
    for rows in runs:
        now = carry(fold(said), fragments(*rows), before)
        before = Before({row[0]: row[2] for row in rows}, now.moves)
        carried.append(now)
    return carried


def test_a_word_that_moved_stays_however_many_runs_follow():
    """Moved in one run, told in that one; it stays in the next, and goes on from where it was."""
    said = [
        label(subject="f1", conversation_id="c", text=BUS[0]),
        label(subject="f1", field="theme", value="T002", conversation_id="c", text=BUS[0]),
    ]
    other = ("g", "c", "Wij bakken samen brood")
    one, two, three, four, away, back = (
        [("f1", "c", BUS[0]), other],
        [("f2", "c", BUS[1]), other],
        [("f2", "c", BUS[1]), other],
        [("f3", "c", BUS[2]), other],
        [other],
        [("f3", "c", BUS[2]), other],
    )
    carried = runs_after(said, one, two, three, four, away, back)
    places = [sorted(set(each.given["fragment_id"])) for each in carried]
    assert places == [["f1"], ["f2"], ["f2"], ["f3"], [], ["f3"]]
    assert [len(each.moved) for each in carried] == [0, 2, 0, 2, 0, 0]
    assert [len(each.orphaned) for each in carried] == [0, 0, 0, 0, 2, 0]
    assert all(set(each.given["value"]) == {"suggestie", "T002"} for each in carried[:4])


def test_a_correction_that_is_taken_back_brings_the_word_home():
    """To f2 and back to f1: what was said last of either stands."""
    said = [
        label(subject="f1", conversation_id="c", text=BUS[0], at="2009-09-01", decision_id=1),
        label("f2", "actie", conversation_id="c", text=BUS[1], at="2009-09-02", decision_id=2),
    ]
    first, second = [("f1", "c", BUS[0])], [("f2", "c", BUS[1])]
    carried = runs_after(said[:1], first, second)
    before = Before({"f2": BUS[1]}, carried[1].moves)
    home = carry(fold(said), fragments(*first), before)
    assert home.given[["fragment_id", "value"]].to_numpy().tolist() == [["f1", "actie"]]
    assert not home.orphaned


def test_codings_go_with_their_fragment():
    """All coders at once, each as they said it; who comes after still does not overrule."""
    rows = {"conversation_id": "c", "text": BUS[0]}
    said = [
        coding("An", "beleving", decision_id=1, at="2009-09-01", **rows),
        coding("Bert", "actie", decision_id=2, at="2009-09-02", **rows),
        coding("Cas", "frustratie", subject="f2", decision_id=3, at="2009-09-03"),
    ]
    moved = runs_after(said, [("f1", "c", BUS[0])], [("f2", "c", BUS[1])])[1]
    assert {key: one.value for key, one in moved.state.codings.items()} == {
        ("f2", "category", "An"): "beleving",
        ("f2", "category", "Bert"): "actie",
        ("f2", "category", "Cas"): "frustratie",
    }
    assert moved.given["value"].tolist() == ["beleving"]


def test_a_carried_label_goes_before_a_blind_coding():
    """A person's label from the older text stands; what was coded on the new one measures."""
    said = [
        label(subject="f1", conversation_id="c", text=BUS[0]),
        coding("Bert", "actie", subject="f2", conversation_id="c", text=BUS[1]),
    ]
    for order in (said, said[::-1]):
        moved = runs_after(order, [("f1", "c", BUS[0])], [("f2", "c", BUS[1])])[1]
        assert moved.given["value"].tolist() == ["suggestie"]
        assert not moved.orphaned


def test_each_word_goes_to_the_fragment_that_is_most_alike():
    """Two fragments that are alike, both corrected: no two words on one of them."""
    monday, tuesday = (f"De bus komt op {day} te laat" for day in ("maandag", "dinsdag"))
    said = [
        label("f1", "actie", conversation_id="c", text=monday),
        label("g1", "beleving", conversation_id="c", text=tuesday),
    ]
    now = fragments(("g2", "c", f"{tuesday}!"), ("f2", "c", f"{monday}!"))
    given = carry(fold(said), now).given
    assert dict(zip(given["fragment_id"], given["value"], strict=True)) == {
        "f2": "actie",
        "g2": "beleving",
    }


def test_one_person_is_one_coder_however_the_name_is_typed():
    """A second coding of An by " an " is her own correction."""
    said = [
        coding("An", "beleving", decision_id=1, at="2009-09-01"),
        coding(" an ", "actie", decision_id=2, at="2009-09-02"),
    ]
    state = fold(said)
    assert {who: one.value for (_, _, who), one in state.codings.items()} == {"An": "actie"}
    assert state.labels[("f1", "category")].value == "actie"
    assert spoken(state, "AN", "steekproef").done == {("f1", "category")}
    assert last_turn(said, "AN") == said[1:]


def test_all_readers_agree_who_spoke_first(log):
    """By moments, whatever came in first: label, first coder, difference and its settling."""
    early, late, last = ("2009-09-01T10:00", "2009-09-02T10:00", "2009-09-03T10:00")
    log.append(coding("Bert", "actie", at=late))
    log.append(label(value="frustratie", at=last))
    log.append(coding("An", "beleving", at=early))
    state = fold(log.read())
    assert coding_table(state)["who"].tolist() == ["An", "Bert"]
    assert differences(state, ["f1"]) == []
    log.undo(2, "Cas")
    state = fold(log.read())
    (found,) = differences(state, ["f1"])
    assert [one.who for one in found.said] == ["An", "Bert"]
    assert state.labels[("f1", "category")].who == "An"
