"""The filter lives in the address, holds across pages, and is remembered without its words."""

from __future__ import annotations

import json

import pytest

from tests.explorer_room import make_campaign, open_page, words_on

pytestmark = pytest.mark.slow  # pages


def test_the_address_sets_the_filter(tmp_path, monkeypatch):
    """A permalink opens with its filter, in the widgets and in words."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", wijk="Winterslag", soort="actie")
    assert app.multiselect(key="filter.field.neighbourhood").value == ["Winterslag"]
    assert app.pills(key="filter.field.category").value == ["actie"]
    assert "Soort actie, wijk Winterslag" in words_on(app)


def test_a_choice_goes_into_the_address(tmp_path, monkeypatch):
    """What is chosen in the sidebar can be sent as a link."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page()
    app.multiselect(key="filter.field.neighbourhood").set_value(["Winterslag"]).run()
    assert app.query_params["wijk"] == "Winterslag"


def test_the_filter_holds_on_the_next_page(tmp_path, monkeypatch):
    """Going to another page keeps the choice, also when that page's address is bare."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page()
    app.multiselect(key="filter.field.neighbourhood").set_value(["Winterslag"]).run()
    app.query_params.clear()
    app.switch_page("explorer/pages/logboek.py").run()
    app.switch_page("explorer/pages/themas.py").run()
    assert app.multiselect(key="filter.field.neighbourhood").value == ["Winterslag"]


def test_an_unknown_value_in_the_address_is_passed_over(tmp_path, monkeypatch):
    """An old or mistyped link still opens."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", wijk="Atlantis", soort="gezeur", van="gisteren")
    assert not app.exception
    assert app.multiselect(key="filter.field.neighbourhood").value == []


def test_clearing_lets_everything_through(tmp_path, monkeypatch):
    """One button takes all filters away, in the widgets and in the address."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", wijk="Winterslag", zoek="bus")
    next(button for button in app.button if button.label == "Wis alle filters").click().run()
    assert app.query_params == {}
    assert "60 notities" in words_on(app)


def test_search_keeps_the_notes_that_hold_the_word(tmp_path, monkeypatch):
    """Every note in the list holds the word that was searched."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", zoek="speeltuin")
    texts = [html.proto.body for html in app.get("html") if "genks-text" in html.proto.body]
    texts = [text for text in texts if text.startswith("<p")]
    assert texts
    assert all("speeltuin" in text for text in texts)


def test_the_last_filter_is_there_tomorrow_without_its_words(tmp_path, monkeypatch):
    """A new session starts with the last choice; words that were searched are not kept."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    open_page("notities", wijk="Winterslag", zoek="bus")
    kept = (folder / "processed" / "cache" / "verkenner.json").read_text(encoding="utf-8")
    assert json.loads(kept)["filter"] == {"wijk": ["Winterslag"]}
    assert open_page().multiselect(key="filter.field.neighbourhood").value == ["Winterslag"]


def test_the_list_of_notes_is_cut_into_pages_of_16(tmp_path, monkeypatch):
    """60 notes stand on four pages; the page is in the address, and one too far is the last."""
    make_campaign(tmp_path, monkeypatch, 60)
    assert "hieronder 17 tot 32" in words_on(open_page("notities", blad="2"))
    assert "hieronder 49 tot 60" in words_on(open_page("notities", blad="99"))
