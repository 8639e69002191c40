"""From a question about words to a line, its note, what is like it, and back, in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.chromium import at_rest, visit

pytestmark = pytest.mark.slow


@pytest.fixture
def page(reader):
    """Nobody writes anything on these paths."""
    return reader


def _title(page, words):
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()
    at_rest(page)


def test_from_a_word_to_its_note_and_back(page):
    """A query, another order, a line, its note; the back button and a reload lose nothing."""
    visit(page, "/woorden")
    _title(page, "In welke woorden spreken mensen?")
    box = page.get_by_role("textbox", name="Welk woord of welke woorden?")
    box.fill("bus")
    box.press("Enter")
    _title(page, "In welke woorden spreken mensen over “bus”?")
    page.get_by_role("radio", name="het woord ervoor").click()
    expect(page.get_by_role("table", name="“bus”, 1 tot")).to_be_visible()
    page.wait_for_url("**volgorde=links**")
    line = page.get_by_role("link", name="bus: open de notitie").first
    line.click()
    _title(page, "Wat staat er precies in deze notitie?")
    assert "notitie=n" in page.url
    page.go_back()
    _title(page, "In welke woorden spreken mensen over “bus”?")
    page.reload()
    at_rest(page)
    expect(page.get_by_role("table", name="“bus”, 1 tot")).to_be_visible()
    assert "woord=bus" in page.url
    assert "volgorde=links" in page.url


def test_what_is_like_a_line_is_shown_at_its_note(page):
    """One click from a line to the fragments like it; the filter of before stands."""
    visit(page, "/woorden?woord=bus&gevoel=negatief&gevoel=neutraal&gevoel=positief")
    page.get_by_role("link", name="Zoek gelijkaardige fragmenten").first.click()
    _title(page, "Wat staat er precies in deze notitie?")
    expect(page.get_by_role("switch", name="Gelijkaardige fragmenten").first).to_be_checked()
    page.wait_for_url("**gevoel=negatief**")
    page.reload()
    expect(page.get_by_role("switch", name="Gelijkaardige fragmenten").first).to_be_checked()
    page.go_back()
    _title(page, "over “bus”?")


def test_a_click_on_a_word_asks_for_it(page):
    """The words to begin with lead on; the workbook of a word can be kept."""
    visit(page, "/woorden")
    # The address changes without a navigation, which a click would wait for; the title tells.
    page.get_by_test_id("stMain").get_by_role("radio", name="bus ·").click(no_wait_after=True)
    _title(page, "over “bus”?")
    page.get_by_role("button", name="Bewaar alles over deze woorden").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Woorden (Excel)").click()
    assert download.value.path().read_bytes().startswith(b"PK")


def test_words_are_read_on_a_phone(page):
    """At 390 pixels no line is wider than the screen, in any view."""
    page.set_viewport_size({"width": 390, "height": 844})
    for view in ("in hun zin", "waar", "woorden errond", "kenmerkende woorden"):
        visit(page, f"/woorden?woord=bus&toon={view}")
        _title(page, "over “bus”?")
        expect(page.get_by_role("button", name="Bewaar alles over deze woorden")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
