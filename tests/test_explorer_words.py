"""Page Woorden: what it shows of a word, and what it says when there is none."""

from __future__ import annotations

import sqlite3

import pandas as pd
import pytest

from pipeline.analysis.similar import similar
from tests.explorer_room import make_campaign, open_page, words_on


@pytest.fixture(autouse=True)
def _campaign(tmp_path, monkeypatch):
    make_campaign(tmp_path, monkeypatch, 60)


def test_without_a_question_there_are_words_to_begin_with():
    """The page is not empty: words of many fragments, and what marks a part."""
    app = open_page("woorden")
    assert "In welke woorden spreken mensen?" in app.title[0].value
    assert "Hierover spreken mensen het meest" in words_on(app)


def test_a_word_is_shown_in_its_sentence():
    """What stands before, the word, what comes after, and the way to the note."""
    said = words_on(open_page("woorden", woord="bus"))
    assert "In welke woorden spreken mensen over “bus”?" in said.replace("\\", "")
    assert 'aria-label="bus: open de notitie">bus</a> komt te laat' in said
    assert '<a class="genks-go" href="notities?notitie=n0' in said


def test_a_question_is_found_back_in_the_address():
    """Reach, order and what is shown come from the address; an unknown value is the first one."""
    app = open_page("woorden", woord="bus", hoe="precies", volgorde="links", toon="nonsens")
    assert app.selectbox(key="woorden.hoe").value == "precies"
    assert "genks-kwic" in words_on(app)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shown", "says"),
    [
        ("waar", "per 1.000 woorden"),
        ("woorden errond", "staan vaak vlak bij “bus”"),
        ("kenmerkende woorden", "Vergelijk volgens"),
    ],
)
def test_each_view_of_a_word_opens(shown, says):
    """Where it falls, what stands around it, what marks a part."""
    app = open_page("woorden", woord="bus", toon=shown)
    assert not app.exception
    said = words_on(app) + " ".join(box.label for box in app.selectbox)
    assert says in said.replace("\\", "")


def test_a_word_that_is_not_there_says_so_and_offers_others():
    """Near words are offered to click on."""
    app = open_page("woorden", woord="speeltuun")
    assert "staat niet in deze keuze" in words_on(app)
    assert any("speeltuin" in group.options for group in app.get("button_group"))


def test_a_query_that_is_cut_says_so():
    """Of nine words the last is not looked for."""
    cut = "Alleen de eerste acht woorden worden gezocht."
    assert cut in words_on(open_page("woorden", woord="de bus " * 4 + "komt"))
    assert cut not in words_on(open_page("woorden", woord="de bus " * 4))


def test_word_classes_that_a_run_does_not_know_are_told_of():
    """Without a model of the language there are none to ask for."""
    said = words_on(open_page("woorden", woord="te [bijvoeglijk]"))
    assert "kent geen woordsoorten" in said


@pytest.mark.slow
def test_a_filter_narrows_the_lines():
    """What the sidebar lets through is what is asked."""
    shown = [
        words_on(open_page("woorden", woord="bus", **chosen)).count("open de notitie")
        for chosen in ({}, *({"gevoel": one} for one in ("negatief", "neutraal", "positief")))
    ]
    assert shown[0] == sum(shown[1:]) > max(shown[1:])


@pytest.mark.slow
def test_nothing_typed_becomes_markup():
    """A query is shown as it was typed."""
    said = words_on(open_page("woorden", woord="<b>bus</b>"))
    assert "<b>bus</b>" not in said


def test_a_note_shows_what_is_like_it():
    """On request, and the request stands in the address."""
    app = open_page("notities", notitie="n000003", lijkt_op="f000003")
    assert not app.exception
    assert app.toggle[0].value
    assert "Geen enkel ander fragment" in words_on(app) or "Open deze notitie" in [
        button.label for button in app.button
    ]


def test_similar_fragments_come_nearest_first_without_the_own_note():
    """By the cosine, with its degree in words; far ones and left-out ones are not there."""
    ids = ["a", "b", "c", "d", "e"]
    vectors = pd.DataFrame([[1, 0], [0.8, 0.6], [0.6, 0.8], [1, 0], [0, 1]]).to_numpy("float32")
    table = similar(ids, vectors, "a", without=["d"])
    assert table["fragment_id"].tolist() == ["b", "c"]
    assert table["degree"].tolist() == ["zegt bijna hetzelfde", "zegt bijna hetzelfde"]
    assert similar(ids, vectors, "unknown").empty
    with pytest.raises(ValueError, match="5 ids for 4"):
        similar(ids, vectors[:4], "a")


def test_a_run_of_before_this_page_asks_for_a_new_one(tmp_path):
    """The words are not there: the page says what to do, and nothing breaks."""
    index = next((tmp_path / "processed").rglob("search.sqlite"))
    with sqlite3.connect(index) as connection:
        connection.executescript("DROP TABLE word_arrays; DROP TABLE word_types;")
    app = open_page("woorden", woord="bus")
    assert not app.exception
    assert "van een vorige versie van genks" in words_on(app)
