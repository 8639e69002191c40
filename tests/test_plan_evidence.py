"""A measure walks back to fragments, follows them over runs, and shows what nobody took up."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from pipeline.decisions import DecisionLog
from pipeline.plan import board
from pipeline.plan.asks import group_asks
from pipeline.plan.choose import (
    GREW,
    WAITS,
    PlanFilter,
    choose,
    from_plan_query,
    quarters_of,
    to_plan_query,
)
from pipeline.plan.evidence import (
    not_taken_up,
    refer,
    refer_theme,
    seen_again,
    support,
    supports,
    taken_up,
)
from pipeline.plan.fold import plan_of
from pipeline.plan.measures import Evidence, FragmentRef, ThemeRef
from pipeline.plan.story import heard_words, tell
from pipeline.schema import Degree
from tests.plans import joined_of, make_plan
from tests.runs import make_tables


@pytest.fixture
def tables():
    return make_tables(90)


@pytest.fixture
def joined(tables):
    return joined_of(tables)


@pytest.fixture
def plan(tmp_path, tables):
    log = DecisionLog(tmp_path / "log.sqlite")
    make_plan(log, tables)
    return plan_of(log.read())


def test_a_theme_brings_its_fragments_and_tells_when_it_grew(joined):
    """Counts follow the run: what came later is counted apart."""
    evidence = refer_theme("T001", [], joined)
    found = support(evidence, joined)
    assert found.size.n_fragments == int((joined["theme_id"] == "T001").sum())
    assert found.grown == 0
    then = dataclasses.replace(evidence.themes[0], n_fragments=found.size.n_fragments - 2)
    assert support(Evidence(themes=(then,)), joined).grown == 2


def test_a_theme_is_followed_by_its_examples(joined):
    """Made anew, the theme may have another number: its examples lead to it."""
    examples = joined.loc[joined["theme_id"] == "T002", "fragment_id"].head(3)
    found = support(Evidence(themes=(ThemeRef("T009", 3, tuple(examples)),)), joined)
    assert found.theme_ids == ("T002",)


def test_a_fragment_that_was_corrected_a_little_is_found_again(joined):
    """In its own conversation, by its text; one that is gone is named, not dropped."""
    row = joined.iloc[4]
    corrected = FragmentRef("oud", row["conversation_id"], row["text"].replace("e", "ee", 1))
    gone = FragmentRef("weg", row["conversation_id"], "Heel iets anders over de fanfare.")
    found = support(Evidence(fragments=(corrected, gone)), joined)
    assert list(found.rows["fragment_id"]) == [row["fragment_id"]]
    assert found.orphaned == (gone,)


def test_evidence_never_jumps_to_another_thought_of_the_conversation(joined):
    """A neighbour that stood there all along is not what was laid, however alike."""
    row = joined.iloc[4]
    beside = joined[joined["conversation_id"] == row["conversation_id"]]
    other = beside[beside["fragment_id"] != row["fragment_id"]].iloc[0]
    siblings = tuple(beside["fragment_id"])
    ref = FragmentRef("weg", row["conversation_id"], other["text"], siblings)
    found = support(Evidence(fragments=(ref,)), joined)
    assert found.rows.empty
    assert found.orphaned == (ref,)


def test_a_theme_that_fell_apart_is_named(joined):
    """It is not dropped in silence."""
    one = joined.loc[joined["theme_id"] == "T001", "fragment_id"].iloc[0]
    two = joined.loc[joined["theme_id"] == "T002", "fragment_id"].iloc[0]
    ref = ThemeRef("T003", 4, (one, two))
    found = support(Evidence(themes=(ref,)), joined)
    assert found.rows.empty
    assert found.lost_themes == (ref,)


def test_themes_that_became_one_grow_only_by_what_is_new(joined):
    """Two references to one theme count together; what was seen is no news."""
    examples = tuple(joined.loc[joined["theme_id"] == "T001", "fragment_id"])
    half = len(examples) // 2
    refs = (
        ThemeRef("T001", half, examples[:half]),
        ThemeRef("T008", len(examples) - half - 1, examples[half:]),
    )
    assert support(Evidence(themes=refs), joined).grown == 1
    again = seen_again(Evidence(themes=refs[:1]), joined)
    assert support(again, joined).grown == 0


def test_what_no_measure_takes_up_is_seen(plan, joined):
    """Every suggestion is either taken up or in the list."""
    taken = taken_up(supports(plan, joined))
    left = not_taken_up(joined, taken)
    asked = joined[joined["category"] == "suggestie"]
    assert set(left["fragment_id"]) | set(taken) >= set(asked["fragment_id"])
    assert not set(left["fragment_id"]) & set(taken)
    assert set(left["category"]) == {"suggestie"}


def test_alike_suggestions_are_one_group_whatever_their_order():
    """Each fragment is in one group; shuffled rows give the same groups."""
    texts = ["Een nachtbus op zaterdag", "nachtbus op vrijdag en zaterdag", "Meer vuilbakken"]
    rows = pd.DataFrame(
        {
            "fragment_id": ["a", "b", "c"],
            "conversation_id": ["1", "2", "3"],
            "uitdager_id": ["U1", "U2", "U3"],
            "participants": [1, 4, 2],
            "theme_label": ["Bus", "Bus", "Vuil"],
            "text": texts,
        }
    )
    vectors = np.eye(3, dtype=np.float32)
    vectors[1] = vectors[0]
    groups = [set(ask.fragment_ids) for ask in group_asks(rows, vectors)]
    assert groups == [{"a", "b"}, {"c"}]
    turned = group_asks(rows.iloc[::-1], vectors[::-1])
    assert [set(ask.fragment_ids) for ask in turned] == groups
    assert turned[0].size.n_uitdagers == 2


def test_groups_need_a_vector_for_each_fragment(joined):
    """The error gives both numbers."""
    with pytest.raises(ValueError, match="90 fragments but 3 vectors"):
        group_asks(joined, np.eye(3))


def test_no_fragments_give_no_groups(joined):
    """An empty run asks nothing."""
    assert group_asks(joined.head(0), np.empty((0, 3))) == []


def test_a_choice_of_measures_goes_through_the_address(plan, joined):
    """AND across, OR within; what the address does not know is passed over."""
    found = supports(plan, joined)
    waits = choose(plan.measures, found, PlanFilter(needs=(WAITS,)))
    assert [one.measure_id for one in waits] == ["M002"]
    chosen = PlanFilter(status=("gedaan",), actor=("stad",), quarter=("2010-2",))
    assert from_plan_query(to_plan_query(chosen)) == chosen
    assert [one.measure_id for one in choose(plan.measures, found, chosen)] == ["M001"]
    assert not choose(plan.measures, found, PlanFilter(needs=(GREW,)))
    assert from_plan_query({"status": "kapot", "vraagt": "niets"}) == PlanFilter()


def test_a_measure_takes_part_of_its_quarters(plan):
    """March to June is two quarters."""
    assert quarters_of(plan.measures[0]) == ("2010-1", "2010-2")
    assert quarters_of(plan.measures[1]) == ()


def test_the_tables_of_the_plan_hold_every_measure(plan, joined):
    """By status, actor, theme and period each measure stands somewhere; answers in the matrix."""
    found = supports(plan, joined)
    assert board.measures_table(plan.measures, found)["measure_id"].tolist() == ["M001", "M002"]
    for groups in (
        board.by_status(plan.measures),
        board.by_actor(plan.measures),
        board.by_theme(plan.measures, found),
        board.by_period(plan.measures),
    ):
        held = {one.measure_id for group in groups.values() for one in group}
        assert held == {"M001", "M002"}
    cells = board.matrix(plan.measures)
    assert [one.measure_id for one in cells[(Degree.YES, Degree.PARTLY)]] == ["M001"]
    assert len(board.answers_table(plan.measures)) == 2
    assert len(board.progress_table(plan.measures)) == 1


def test_an_empty_plan_has_empty_tables():
    """No measure, no row, the same columns."""
    assert list(board.measures_table([], {}).columns)[:2] == ["measure_id", "measure"]
    assert board.answers_table([]).empty


def test_a_story_names_nothing_small(joined, plan, tables):
    """Of fewer than five persons it says only that."""
    single = joined[joined["participants"] == 1].head(2)
    found = support(refer(single, joined), joined)
    assert "minder dan 5 mensen" in heard_words(found)
    story = tell(plan.measures[0], support(plan.measures[0].evidence, joined), tables["themes"])
    assert story.answers[0].stand == "Kunnen ze het? Ja. Willen ze het? Deels."
    assert story.quotes
    assert story.became == "Dit is gedaan."


def test_the_public_reads_only_quotes_that_a_person_chose(joined, plan, tables):
    """Without a choice no words of inhabitants leave."""
    measure = plan.measures[0]
    found = support(measure.evidence, joined)
    assert tell(measure, found, tables["themes"], public=True).quotes == ()
    one = str(found.rows["fragment_id"].iloc[0])
    fields = dataclasses.replace(measure.fields, public_quotes=(one, "weg"))
    chosen = dataclasses.replace(measure, fields=fields)
    quotes = tell(chosen, found, tables["themes"], public=True).quotes
    assert [quote.fragment_id for quote in quotes] == [one]


def test_a_merged_theme_leads_to_the_one_that_took_it(joined):
    """Also one without examples, as a theme by hand has; growth is that of the whole."""
    in_two = int((joined["theme_id"] == "T002").sum())
    evidence = Evidence(themes=(ThemeRef("T009", in_two - 1, ()),))
    found = support(evidence, joined, {"T009": "T002"})
    assert found.theme_ids == ("T002",)
    assert (found.size.n_fragments, found.grown) == (in_two, 1)
