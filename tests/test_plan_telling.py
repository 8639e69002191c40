"""The first word given back: what it tells, and what it may not tell."""

from __future__ import annotations

import pytest

from pipeline.analysis.counts import SMALL_PERSONS
from pipeline.analysis.questions import QUESTIONS
from pipeline.plan.telling import first_telling
from tests.decks import CAMPAIGN, make_deck, material_from, words_of
from tests.plans import joined_of
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # every run in many shapes


def slide_of(deck, question):
    (slide,) = (slide for slide in deck.slides if slide.lead == question)
    return slide


def fill_question(joined, themes):
    """All fragments are suggestions, the first ones of these themes; returns the frame."""
    frame = joined.assign(category="suggestie", theme_label="Overig")
    frame["theme_label"] = [*themes, *["Overig"] * (len(frame) - len(themes))]
    return frame


def test_a_full_run_is_told_in_twelve_slides():
    """Cover, who spoke, where, six questions, themes, what people offer, and what comes next."""
    deck = make_deck()
    assert len(deck.slides) == 12
    assert [slide.lead for slide in deck.slides if slide.lead] == [q.title for q in QUESTIONS]
    assert deck.slides[1].title == "155 mensen spraken mee in 80 gesprekken"
    assert deck.slides[2].title == "Er werd gesproken in 5 wijken"
    assert all(slide.title and slide.notes and slide.footer for slide in deck.slides)
    assert all(not (slide.figure and slide.big) for slide in deck.slides)


def test_every_quote_is_a_fragment_and_nobody_is_heard_twice():
    """Exact texts, other uitdagers, other texts; one a question and two or three at the end."""
    tables = make_tables(240, n_uitdagers=20)
    joined = joined_of(tables).set_index("fragment_id")
    quotes = first_telling(material_from(tables), CAMPAIGN).quotes
    assert len(quotes) == 9
    assert all(joined.loc[quote.fragment_id, "text"] == quote.text for quote in quotes)
    uitdagers = [joined.loc[quote.fragment_id, "uitdager_id"] for quote in quotes]
    assert len(set(uitdagers)) == len(quotes)
    assert len({quote.text for quote in quotes}) == len(quotes)


def test_few_uitdagers_give_few_quotes_rather_than_the_same_voice_again():
    """Three uitdagers: at most three quotes in the whole deck."""
    tables = make_tables(240, n_uitdagers=3)
    assert len(first_telling(material_from(tables), CAMPAIGN).quotes) == 3


def test_a_quote_that_is_left_out_is_replaced():
    """Who prepares the evening takes one away; another comes in its place."""
    tables = make_tables(240, n_uitdagers=20)
    material = material_from(tables)
    first = first_telling(material, CAMPAIGN).quotes[0].fragment_id
    quotes = first_telling(material, CAMPAIGN, left_out=[first]).quotes
    assert len(quotes) == 9
    assert first not in {quote.fragment_id for quote in quotes}


def test_a_neighbourhood_of_few_persons_is_named_nowhere():
    """Not in the picture, in a list, below a quote or in the notes; it still counts as a wijk."""
    tables = make_tables(240, n_uitdagers=20)
    few = tables["conversations"]["conversation_id"].iloc[0]
    rows = tables["conversations"]["conversation_id"] == few
    tables["conversations"].loc[rows, ["neighbourhood", "participants"]] = ["Driehoeven", 1]
    deck = first_telling(material_from(tables), CAMPAIGN)
    assert "Driehoeven" not in words_of(deck)
    assert "6 wijken" in words_of(deck)


def test_no_picture_shows_a_group_of_few_persons():
    """Every bar rests on five persons or more, bars are sorted, the largest first."""
    for deck in (make_deck(), make_deck(70)):
        for slide in deck.slides:
            if slide.figure is not None:
                data, value = slide.figure.data, slide.figure.x
                assert (data["persons"] >= SMALL_PERSONS).all()
                assert data[value].is_monotonic_decreasing
                assert 2 <= len(data) <= 7


def test_a_title_names_the_largest_only_where_it_is_the_largest():
    """One largest theme is named; two equal ones together; of three or more none is."""
    tables = make_tables(240, n_uitdagers=20)
    joined = joined_of(tables)
    needed = "Wat is er nodig?"
    cases = {
        ("A",) * 60 + ("B",) * 50: "Het vaakst ging het over “A”",
        ("A",) * 50 + ("B",) * 50 + ("C",) * 40: "Het vaakst ging het over “A” en “B”, even vaak",
        ("A",) * 40 + ("B",) * 40 + ("C",) * 40: "Niets kwam vaker terug dan al het andere",
    }
    for themes, title in cases.items():
        frame = fill_question(joined, themes)
        deck = first_telling(material_from(tables, frame), CAMPAIGN)
        assert slide_of(deck, needed).title == title


def test_what_fits_no_theme_is_no_winner_and_is_said():
    """Overig is never named as the largest; its part stands under the title of the picture."""
    tables = make_tables(240, n_uitdagers=20)
    frame = fill_question(joined_of(tables), ("A",) * 60 + ("B",) * 40)
    slide = slide_of(first_telling(material_from(tables, frame), CAMPAIGN), "Wat is er nodig?")
    assert "Overig" not in slide.title
    assert list(slide.figure.order) == ["A", "B"]
    assert "58 % past bij geen thema" in slide.figure.subtitle.replace("\u00a0", " ")


def test_few_conversations_are_not_compared():
    """Under thirty conversations: no winner and no bars, the counts and a quote."""
    deck = make_deck(60)
    slide = slide_of(deck, "Wat is er nodig?")
    assert slide.title == "Te weinig gesprekken om te vergelijken"
    assert slide.figure is None
    assert slide.big[1].meaning == "gesprekken"
    assert slide.quotes


@pytest.mark.parametrize("n_fragments", [0, 1, 9, 30, 70, 240])
def test_every_slide_has_something_to_see(n_fragments):
    """Whatever the size of the run, no slide is a title alone."""
    for slide in make_deck(n_fragments).slides:
        assert slide.figure is not None or slide.big or slide.quotes or slide.lines


def test_a_question_without_answers_says_so():
    """No actie: that question stays, without a quote, and the slide of what people offer goes."""
    tables = make_tables(240, n_uitdagers=20)
    frame = joined_of(tables).assign(category="suggestie")
    deck = first_telling(material_from(tables, frame), CAMPAIGN)
    slide = slide_of(deck, "Wat doen mensen zelf?")
    assert slide.title == "Daar hoorden we nog niets over"
    assert not slide.quotes
    assert len(deck.slides) == 11


@pytest.mark.parametrize(("n_fragments", "why"), [(0, "nog geen notities"), (1, "minder dan 5")])
def test_too_little_is_told_as_such(n_fragments, why):
    """An empty run and one fragment: a cover and the reason; no word of who spoke."""
    deck = make_deck(n_fragments)
    assert [slide.title for slide in deck.slides] == [
        "Wat wij hoorden in Genk",
        "Er is nog niets te vertellen",
    ]
    assert why in deck.slides[1].lines[0]
    assert not deck.quotes
    assert "1 gesprek" not in words_of(deck)


def test_the_days_to_come_are_those_of_the_campaign():
    """Only key dates after the period; without any the slide still says what comes."""
    last = make_deck().slides[-1]
    assert [(one.value, one.meaning) for one in last.big] == [
        ("3 januari 2010", "Nieuwjaarsreceptie")
    ]
    assert "actieplan" in last.title


def test_only_fictional_data_carry_the_mark():
    """The mark is of the deck, for every slide; real data have none."""
    assert make_deck().mark == "voorbeelddata, fictief"
    deck = make_deck(fictional=False)
    assert not deck.mark
    assert "fictief" not in words_of(deck)


def test_the_order_of_rows_does_not_matter():
    """The same fragments in another order give the same deck."""
    tables = make_tables(240, n_uitdagers=20)
    joined = joined_of(tables)
    turned = joined.iloc[::-1].reset_index(drop=True)
    decks = [first_telling(material_from(tables, rows), CAMPAIGN) for rows in (joined, turned)]
    assert words_of(decks[0]) == words_of(decks[1])


def test_long_names_of_themes_leave_room_for_fewer_bars():
    """Names of eighty letters: two bars beside a quote; the title still fits, and claims less."""
    tables = make_tables(240, n_uitdagers=20)
    long = [
        f"{letter} over lange wachtlijsten, interimkantoren, contracten en diploma's"
        for letter in "ABC"
    ]
    frame = fill_question(joined_of(tables), [long[0]] * 50 + [long[1]] * 50 + [long[2]] * 50)
    slide = slide_of(first_telling(material_from(tables, frame), CAMPAIGN), "Wat is er nodig?")
    assert len(slide.figure.data) == 2
    assert "2 van de 3 thema's" in slide.figure.subtitle
    frame = fill_question(joined_of(tables), [long[0]] * 50 + [long[1]] * 50)
    slide = slide_of(first_telling(material_from(tables, frame), CAMPAIGN), "Wat is er nodig?")
    assert slide.title == "Twee thema's kwamen even vaak terug"
