"""On Wijzigingen one chooses a run, copies the sentence, and walks from a number to a note."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_walk import _head
from tests.chromium import visit
from tests.comparisons import ids_of, in_theme, later, some_tables, with_more
from tests.runs import publish_run

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = "R0002-test0000", "R0003-test0000", "R0004-test0000"


@pytest.fixture
def weeks(campaign):
    """Three runs: new notes in the second, three fragments moved in the third."""
    first = some_tables()
    second = later(first, fragments=lambda rows: with_more(rows, "T001", 20))
    chosen = ids_of(first, "T002", 3)
    third = later(second, fragments=lambda rows: in_theme(rows, chosen, "T003"))
    days = {FIRST: "2009-12-01", SECOND: "2009-12-08", THIRD: "2009-12-15"}
    previous = None
    for run_id, tables in zip(days, (first, second, third), strict=True):
        finished = f"{days[run_id]}T10:00:00+00:00"
        publish_run(
            campaign / "processed", tables, run_id, previous_run_id=previous, finished=finished
        )
        previous = run_id


@pytest.mark.usefixtures("weeks")
def test_from_the_sentence_to_a_note(page):
    """Another run by its date; copied word for word; a number, its fragments, a note, and back."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, "/wijzigingen")
    _head(page, "Wat is er veranderd?")
    sentence = page.locator(".genks-say")
    expect(sentence).to_contain_text("Sinds 8 december 2009 kwam er niets bij.")
    page.get_by_role("combobox", name="Vergelijk met").click()
    page.get_by_role("option", name=FIRST).click()
    expect(sentence).to_contain_text("kwamen er 20 fragmenten bij")
    expect(page).to_have_url(re.compile(f"tegen={FIRST}"))
    page.get_by_role("button", name="Kopieer de zin").click()
    expect(page.get_by_text("Gekopieerd.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == sentence.inner_text()
    page.get_by_role("link", name="3 fragmenten van Thema 2 naar Thema 3").click()
    lines = page.locator(".genks-lines li")
    expect(lines).to_have_count(3)
    expect(sentence).to_contain_text("kwamen er 20 fragmenten bij")
    words = lines.first.locator("a").first.inner_text()
    lines.first.locator("a").first.click()
    _head(page, "Wat staat er precies in deze notitie?")
    expect(page.get_by_text(words).first).to_be_visible()
    page.go_back()
    _head(page, "Wat is er veranderd?")
    expect(lines).to_have_count(3)
    page.get_by_role("link", name="Thema 1", exact=True).first.click()
    _head(page, "Wat staat er in de notities?")
    expect(page.get_by_text("Thema Thema 1").first).to_be_visible()
