"""The six questions, and the quotes that answer them."""

import itertools

import pandas as pd
import pytest

from pipeline.analysis.joined import join_fragments
from pipeline.analysis.questions import QUESTIONS, answer_questions, answers_question
from pipeline.analysis.quotes import caption_of, pick_quotes
from pipeline.schema import Actor, Category, Question, Tense, Valence
from tests.runs import make_tables


def material(n_fragments=120):
    tables = make_tables(n_fragments)
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names)), tables["themes"]


EVERY_LABEL = pd.DataFrame(
    itertools.product(map(str, Category), map(str, Valence), map(str, Tense), map(str, Actor)),
    columns=["category", "valence", "tense", "actor"],
)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("beleving positief nu genkenaren", {"positief"}),
        ("beleving positief toekomst genkenaren", {"toekomst"}),
        ("beleving negatief nu stad", {"negatief"}),
        ("beleving neutraal nu stad", set()),
        ("frustratie negatief nu stad", {"negatief"}),
        ("frustratie negatief toekomst stad", {"negatief", "toekomst"}),
        ("suggestie neutraal nu stad", {"nodig"}),
        ("suggestie neutraal nu onderwijs", {"nodig", "anderen"}),
        ("suggestie positief toekomst genkenaren", {"nodig", "anderen", "toekomst"}),
        ("actie positief nu genkenaren", {"zelf"}),
        ("actie positief toekomst werkgevers", {"zelf"}),
    ],
)
def test_labels_lead_to_questions(labels, expected):
    """The rule, case by case."""
    row = pd.DataFrame([labels.split()], columns=["category", "valence", "tense", "actor"])
    assert {str(q) for q in Question if answers_question(row, q)[0]} == expected


def test_every_question_has_one_rule_and_only_plain_experiences_answer_none():
    """Six questions in order; what answers nothing is a neutral experience of now."""
    assert [rule.question for rule in QUESTIONS] == list(Question)
    answered = pd.concat([answers_question(EVERY_LABEL, q) for q in Question], axis=1).any(axis=1)
    silent = EVERY_LABEL[~answered]
    assert set(zip(silent["category"], silent["valence"], silent["tense"], strict=True)) == {
        ("beleving", "neutraal", "nu")
    }


def test_answers_count_what_answers_and_quote_only_that():
    """Sizes, groups and quotes of an answer are of the fragments that answer."""
    joined, themes = material()
    for answer in answer_questions(joined, themes):
        mine = joined[answers_question(joined, answer.rule.question)]
        assert answer.size.n_fragments == len(mine) == answer.groups["n_fragments"].sum()
        assert {quote.fragment_id for quote in answer.quotes} <= set(mine["fragment_id"])


def test_a_quote_is_the_fragment_itself():
    """Letter by letter, between Dutch quotation marks on the screen."""
    joined, themes = material()
    texts = joined.set_index("fragment_id")["text"]
    for quote in pick_quotes(joined, themes, 10):
        assert quote.text == texts[quote.fragment_id]
        assert quote.shown == f"\u201c{quote.text}\u201d"


def test_a_paraphrase_has_no_quotation_marks():
    """Words of the uitdager are not put in somebody's mouth."""
    joined, themes = material(5)
    (quote,) = pick_quotes(joined.assign(voice="paraphrase"), themes, 1)
    assert quote.shown == quote.text


def test_quotes_come_from_different_uitdagers_and_themes():
    """Three quotes of a run with ten uitdagers are of three of them, on three themes."""
    joined, themes = material()
    quotes = pick_quotes(joined, themes, 3)
    chosen = joined[joined["fragment_id"].isin([quote.fragment_id for quote in quotes])]
    assert chosen["uitdager_id"].nunique() == 3
    assert len({quote.theme_label for quote in quotes}) == 3


def test_the_order_of_rows_does_not_choose_the_quotes():
    """Shuffled fragments give the same quotes."""
    joined, themes = material()
    shuffled = joined.sample(frac=1, random_state=5)
    assert pick_quotes(shuffled, themes, 5) == pick_quotes(joined, themes, 5)


def test_a_good_length_is_preferred_and_a_bad_one_is_better_than_nothing():
    """A shout of two words comes last, but is given when there is nothing else."""
    joined, themes = material(6)
    short = joined.assign(text=["Te laat.", *joined["text"].iloc[1:]])
    assert pick_quotes(short, themes, 6)[-1].text == "Te laat."
    assert len(pick_quotes(short.head(1), themes, 3)) == 1


def test_the_same_words_are_quoted_once():
    """Two uitdagers with the same sentence: one quote."""
    joined, themes = material(12)
    assert (
        len(pick_quotes(joined.assign(text="De bus komt hier nooit op tijd aan."), themes, 5)) == 1
    )


@pytest.mark.parametrize(
    ("place", "date", "caption"),
    [
        ("Waterschei", pd.Timestamp("2009-09-12"), "actie, Waterschei, september 2009"),
        (None, pd.NaT, "actie"),
        (float("nan"), None, "actie"),
    ],
)
def test_a_caption_says_soort_place_and_month_as_far_as_known(place, date, caption):
    """What is unknown is left out."""
    assert caption_of("actie", place, date) == caption


@pytest.mark.parametrize("n_fragments", [0, 1])
def test_small_runs_are_answered_too(n_fragments):
    """No fragment or one: six answers."""
    joined, themes = material(n_fragments)
    answers = answer_questions(joined, themes)
    assert len(answers) == 6
    assert all(answer.size.n_fragments <= n_fragments for answer in answers)
