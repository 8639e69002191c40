"""Measures, answers and progress are decisions: nothing is lost, all can be undone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import string
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions import Decision, DecisionLog, Kind, fold
from pipeline.errors import DecisionError
from pipeline.plan.describe import describe
from pipeline.plan.fold import PLAN_KINDS, history_of, last_outside_plan, plan_of
from pipeline.plan.measures import Evidence, Fields, FragmentRef, Owner, Progress, ThemeRef
from pipeline.plan.record import (
    LONGEST_TEXT,
    MeanwhileError,
    add_evidence,
    add_progress,
    change_measure,
    create_measure,
    give_answer,
    remove_evidence,
)
from pipeline.plan.written import (
    FIELD_NAMES,
    read_evidence,
    read_field,
    read_fields,
    write_evidence,
    write_field,
    write_fields,
)
from pipeline.schema import Actor, CostClass, Degree, MeasureStatus
from tests.plans import CITY, SCHOOLS, an_answer, some_fields

TEXT = st.text(alphabet=string.printable + "éë“”[]|", max_size=40)
DATE = st.none() | st.dates()
FIELDS = st.builds(
    Fields,
    title=TEXT,
    what=TEXT,
    owners=st.lists(st.builds(Owner, st.sampled_from(Actor), TEXT, TEXT), max_size=3).map(tuple),
    neighbourhoods=st.lists(TEXT, max_size=3).map(tuple),
    cost=st.sampled_from(CostClass),
    start=DATE,
    end=DATE,
    status=st.sampled_from(MeasureStatus),
    public_quotes=st.lists(TEXT, max_size=3).map(tuple),
)


@pytest.fixture
def log(tmp_path):
    return DecisionLog(tmp_path / "beslissingen.sqlite")


def plan(log):
    return plan_of(log.read())


def last(log):
    return log.read()[-1].decision_id


@given(FIELDS)
def test_fields_read_back_as_they_were_written(fields):
    """Whole, and one by one."""
    assert read_fields(write_fields(fields)) == fields
    for name in FIELD_NAMES:
        assert read_field(name, write_field(fields, name)) == getattr(fields, name)


@given(st.lists(st.builds(FragmentRef, TEXT, TEXT, TEXT), max_size=3).map(tuple))
def test_evidence_reads_back_as_it_was_written(fragments):
    """Fragments with their text, themes with their size and examples."""
    evidence = Evidence(fragments, (ThemeRef("T001", 4, ("f1", "f2")),))
    assert read_evidence(write_evidence(evidence)) == evidence


def test_a_measure_is_made_changed_answered_and_done(log):
    """The whole life of a measure; every step is an entry in the log."""
    measure_id = create_measure(log, "An", Fields("Nachtbus"), Evidence())
    change_measure(log, "An", measure_id, Fields("Nachtbus"), some_fields(), last(log))
    give_answer(log, "Bert", measure_id, an_answer(), last(log))
    add_progress(log, "An", measure_id, Progress(dt.date(2010, 4, 2), "De bus rijdt."))
    before = plan(log).find(measure_id).fields
    done = dataclasses.replace(before, status=MeasureStatus.DONE)
    change_measure(log, "An", measure_id, before, done, last(log))
    measure = plan(log).find(measure_id)
    assert measure.fields == done
    assert measure.answers[CITY.key].will is Degree.PARTLY
    assert [step.text for step in measure.progress] == ["De bus rijdt."]
    assert all(describe(d) for d in log.read() if d.kind in PLAN_KINDS)


def test_a_measure_without_an_answer_is_seen(log):
    """It waits until each owner has answered; once stopped it waits no more."""
    measure_id = create_measure(log, "An", some_fields(), Evidence())
    give_answer(log, "Bert", measure_id, an_answer(), last(log))
    assert plan(log).find(measure_id).unanswered == (SCHOOLS,)
    assert plan(log).waiting
    give_answer(log, "Bert", measure_id, an_answer(SCHOOLS), last(log))
    assert not plan(log).waiting
    other = create_measure(log, "An", some_fields(), Evidence())
    assert [one.measure_id for one in plan(log).waiting] == [other]
    stopped = dataclasses.replace(some_fields(), status=MeasureStatus.STOPPED)
    change_measure(log, "An", other, some_fields(), stopped, last(log))
    assert not plan(log).waiting


@pytest.mark.parametrize("changes", [{"reason": "  "}, {"by": ""}, {"reason": "x" * 5000}])
def test_an_answer_without_reason_or_giver_is_refused(log, changes):
    """The reason is obligatory, and so is who gave it."""
    measure_id = create_measure(log, "An", some_fields(), Evidence())
    with pytest.raises(DecisionError):
        give_answer(log, "Bert", measure_id, an_answer(**changes), last(log))
    assert not plan(log).find(measure_id).answers


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 200},
        {"what": "x" * (LONGEST_TEXT + 1)},
        {"start": dt.date(2010, 2, 1), "end": dt.date(2010, 1, 1)},
        {"owners": (SCHOOLS, SCHOOLS)},
    ],
)
def test_wrong_fields_are_refused_and_nothing_is_written(log, wrong):
    """No title, too long, ends before it starts, an owner twice."""
    with pytest.raises(DecisionError):
        create_measure(log, "An", some_fields(**wrong), Evidence())
    assert log.read() == []


def test_two_people_who_change_different_fields_both_count(log):
    """Nothing is lost, and the second is told of the first."""
    base = some_fields()
    measure_id = create_measure(log, "An", base, Evidence())
    seen = last(log)
    change_measure(log, "An", measure_id, base, dataclasses.replace(base, what="Anders"), seen)
    later = dataclasses.replace(base, why="Daarom")
    saved = change_measure(log, "Bert", measure_id, base, later, seen)
    fields = plan(log).find(measure_id).fields
    assert (fields.what, fields.why) == ("Anders", "Daarom")
    assert [(other.who, other.field) for other in saved.others] == [("An", "what")]


def test_two_people_who_change_the_same_field_are_told_of_it(log):
    """The second overwrites nothing unseen; after looking, the second word stands."""
    base = some_fields()
    measure_id = create_measure(log, "An", base, Evidence())
    seen = last(log)
    change_measure(log, "An", measure_id, base, dataclasses.replace(base, what="Van An"), seen)
    mine = dataclasses.replace(base, what="Van Bert")
    with pytest.raises(MeanwhileError) as caught:
        change_measure(log, "Bert", measure_id, base, mine, seen)
    assert [other.who for other in caught.value.decisions] == ["An"]
    assert plan(log).find(measure_id).fields.what == "Van An"
    change_measure(log, "Bert", measure_id, base, mine, last(log))
    assert plan(log).find(measure_id).fields.what == "Van Bert"


def _make_one(path):
    return create_measure(DecisionLog(path), "An", Fields("Een"), Evidence())


@pytest.mark.slow
def test_measures_made_at_once_get_numbers_of_their_own(log):
    """Two processes never give the same id."""
    with get_context("spawn").Pool(2) as pool:
        ids = pool.map(_make_one, [log.path] * 8)
    assert sorted(ids) == [f"M{n:03d}" for n in range(1, 9)]


def test_undo_takes_back_a_change_and_a_measure(log):
    """The earlier word comes back; an undone measure goes with all that was said of it."""
    base = some_fields()
    measure_id = create_measure(log, "An", base, Evidence())
    change_measure(log, "An", measure_id, base, dataclasses.replace(base, what="Anders"), last(log))
    undo = log.undo(last(log), "An")
    assert plan(log).find(measure_id).fields == base
    log.undo(undo, "An")
    assert plan(log).find(measure_id).fields.what == "Anders"
    log.undo(1, "An")
    assert plan(log).find(measure_id) is None
    assert len(history_of(log.read(), measure_id)) == 5
    assert create_measure(log, "An", base, Evidence()) == "M002"


def test_evidence_is_added_and_taken_away_one_by_one(log):
    """Two who add at once both count."""
    first = Evidence((FragmentRef("f1", "c1", "een"),))
    second = Evidence((FragmentRef("f2", "c1", "twee"),), (ThemeRef("T001", 3),))
    measure_id = create_measure(log, "An", Fields("Een"), first)
    add_evidence(log, "Bert", measure_id, second)
    remove_evidence(log, "An", measure_id, first)
    evidence = plan(log).find(measure_id).evidence
    assert [one.fragment_id for one in evidence.fragments] == ["f2"]
    assert [one.theme_id for one in evidence.themes] == ["T001"]


def test_the_plan_leaves_labels_and_names_as_they_are(log):
    """A run is made of the same state before and after."""
    label = Decision(who="An", kind=Kind.LABEL, subject="f1", field="category", value="actie")
    log.append(label)
    before = fold(log.read())
    measure_id = create_measure(log, "An", some_fields(), Evidence((FragmentRef("f1", "c", "x"),)))
    give_answer(log, "Bert", measure_id, an_answer(), last(log))
    log.undo(last(log), "An")
    assert fold(log.read()) == before
    assert last_outside_plan(log.read()) == 1


def test_two_people_who_give_the_reason_of_one_answer_are_told_of_it(log):
    """Kan and wil alike, but another reason, is another answer."""
    measure_id = create_measure(log, "An", some_fields(), Evidence())
    seen = last(log)
    give_answer(log, "An", measure_id, an_answer(reason="Er is geld."), seen)
    with pytest.raises(MeanwhileError) as caught:
        give_answer(log, "Bert", measure_id, an_answer(reason="Er is geen geld."), seen)
    assert "Er is geld." in describe(caught.value.decisions[0])
    assert plan(log).find(measure_id).answers[CITY.key].reason == "Er is geld."


def test_what_somebody_took_back_meanwhile_is_told(log):
    """An undone field is a clash for who changes that field, and news for others."""
    base = some_fields()
    measure_id = create_measure(log, "An", base, Evidence())
    change = change_measure(
        log, "An", measure_id, base, dataclasses.replace(base, what="Anders"), last(log)
    )
    opened = plan(log).find(measure_id).fields
    seen = last(log)
    log.undo(change.decision_ids[0], "Cem")
    mine = dataclasses.replace(opened, what="Nog anders")
    with pytest.raises(MeanwhileError):
        change_measure(log, "Bert", measure_id, opened, mine, seen)
    saved = change_measure(
        log, "Bert", measure_id, opened, dataclasses.replace(opened, why="Zo"), seen
    )
    assert [other.who for other in saved.others] == ["Cem"]


def test_nothing_is_written_in_a_measure_that_was_taken_back(log):
    """Who had it open is told, and keeps what was typed."""
    base = some_fields()
    measure_id = create_measure(log, "An", base, Evidence())
    seen = last(log)
    log.undo(1, "Bert")
    changed = dataclasses.replace(base, what="Anders")
    with pytest.raises(DecisionError, match="staat niet meer in het plan"):
        change_measure(log, "An", measure_id, base, changed, seen)
    assert len(log.read()) == 2


def test_the_same_thing_is_not_taken_back_twice(log):
    """Two people who undo at once: the second is told."""
    create_measure(log, "An", some_fields(), Evidence())
    log.undo(1, "An")
    with pytest.raises(DecisionError, match="al teruggedraaid"):
        log.undo(1, "Bert")


def test_an_owner_under_another_spelling_keeps_its_answer(log):
    """The answer goes with the owner; who is replaced leaves a former answer."""
    base = some_fields(owners=(CITY,))
    measure_id = create_measure(log, "An", base, Evidence())
    give_answer(log, "Bert", measure_id, an_answer(), last(log))
    renamed = dataclasses.replace(CITY, organisation="Dienst Wijken", known_as=CITY.key)
    after = dataclasses.replace(base, owners=(renamed,))
    change_measure(log, "An", measure_id, base, after, last(log))
    measure = plan(log).find(measure_id)
    assert measure.answers[renamed.key].owner.organisation == "Dienst Wijken"
    assert not measure.waits
    gone = dataclasses.replace(after, owners=(SCHOOLS,))
    change_measure(log, "An", measure_id, after, gone, last(log))
    measure = plan(log).find(measure_id)
    assert not measure.answers
    assert len(measure.former) == 1
