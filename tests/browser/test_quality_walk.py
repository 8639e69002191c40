"""On Kwaliteit a number of the confusion leads to its fragments, and one of them to its note."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog
from tests.browser.test_walk import _head
from tests.chromium import at_rest, visit
from tests.coders import make_codings, make_proposals
from tests.explorer_room import files_of, place_run
from tests.runs import make_tables

pytestmark = pytest.mark.slow


@pytest.fixture
def coded(campaign):
    """The run with proposals, and two coders who judged all of it."""
    tables = make_tables(90)
    tables["proposals"] = make_proposals(tables["fragments"])
    place_run(campaign, files_of(tables))
    said = make_codings(tables["fragments"], ("An", "Bert"))
    DecisionLog(campaign / "decisions" / "beslissingen.sqlite").append_all(lambda _: said)
    return tables


@pytest.mark.usefixtures("coded")
def test_from_a_number_to_a_note(page):
    """By mouse to the fragments, by keyboard to the note, and back; then other sides of a label."""
    visit(page, "/kwaliteit")
    _head(page, "Hoe goed kloppen de etiketten?")
    expect(page.get_by_text("klopt in ongeveer").first).to_be_visible()
    cell = page.locator(".genks-matrix td a").first
    n = int(cell.inner_text())
    cell.click()
    lines = page.locator(".genks-lines li")
    expect(lines).to_have_count(min(n, 16))
    expect(page.locator(".genks-matrix td.open")).to_have_count(1)
    words = lines.first.locator("a").first.inner_text()
    lines.first.locator("a").first.focus()
    page.keyboard.press("Enter")
    _head(page, "Wat staat er precies in deze notitie?")
    expect(page.get_by_text(words).first).to_be_visible()
    page.go_back()
    _head(page, "Hoe goed kloppen de etiketten?")
    expect(lines).to_have_count(min(n, 16))
    page.get_by_role("radio", name="Actor").click()
    expect(page.get_by_text("Actor: aantal fragmenten")).to_be_visible()
    expect(lines).to_have_count(0)
    page.get_by_role("radio", name="voor wie").click()
    shown = page.get_by_text("Aandeel fragmenten waarvan actor klopt")
    expect(shown).to_be_visible()
    page.reload()
    at_rest(page)
    expect(shown).to_be_visible()
