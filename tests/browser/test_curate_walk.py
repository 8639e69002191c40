"""An analyst's hour: themes are named, merged, split and compared, a proposal is accepted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog, fold
from pipeline.decisions.overlay import as_seen
from tests.chromium import visit
from tests.runs import make_tables

pytestmark = pytest.mark.slow

N_FRAGMENTS = 60  # of the campaign in conftest.py
LABELS = make_tables(N_FRAGMENTS)["themes"]["label"].tolist()


def _themes(campaign):
    log = DecisionLog(campaign / "decisions" / "beslissingen.sqlite")
    seen = as_seen(make_tables(N_FRAGMENTS), fold(log.read()))
    return seen.themes.set_index("theme_id")


def _done(page, said):
    """What was done is told, with the way back."""
    expect(page.get_by_text(re.compile(said))).to_be_visible()
    expect(page.get_by_role("button", name="Maak ongedaan")).to_be_visible()


def _fill(page, name, words, *, exact=True):
    box = page.get_by_role("textbox", name=name, exact=exact)
    box.fill(words)
    box.press("Enter")
    box.blur()


def _name(page):
    """A better name; it is the title at once."""
    visit(page, "/themas?open=T001")
    _fill(page, "Je naam", "An")
    page.get_by_role("button", name="Werk aan dit thema").click(no_wait_after=True)
    name = page.get_by_role("textbox", name="Naam", exact=True)
    name.fill("Wonen")
    page.get_by_role("button", name="Bewaar", exact=True).click(no_wait_after=True)
    expect(page.get_by_role("heading", name="Wonen")).to_be_visible()
    _done(page, "Bewaard: naam")


def _merge(page, campaign):
    """With a preview; the page is that of the theme that stays."""
    page.get_by_role("radio", name="Samenvoegen").click(no_wait_after=True)
    page.get_by_role("combobox", name="Samenvoegen met").click(no_wait_after=True)
    page.get_by_role("option", name=LABELS[1]).click(no_wait_after=True)
    expect(page.get_by_text("Dit gebeurt er:")).to_be_visible()
    page.get_by_role("button", name="Voeg samen").click(no_wait_after=True)
    expect(page.get_by_role("heading", name=LABELS[1])).to_be_visible()
    _done(page, "Wonen ging op in")
    assert _themes(campaign).loc["T001", "merged_into"] == "T002"


def _split(page, campaign):
    """By a word, on the page that the merged theme leads to; and undone."""
    visit(page, "/themas?open=T001&werk=splitsen")
    expect(page.get_by_text("T001 (Wonen) ging op in dit thema")).to_be_visible()
    _fill(page, "Zoek een woord", "speeltuin")
    page.get_by_role("button", name=re.compile("^Kies (alle|het)")).click(no_wait_after=True)
    expect(page.get_by_text("Dit gebeurt er:")).to_be_visible()
    _fill(page, "Naam van het nieuwe thema", "Spelen")
    expect(page.get_by_role("cell", name="Spelen")).to_be_visible()
    page.get_by_role("button", name="Maak het thema").click(no_wait_after=True)
    _done(page, "Nieuw thema: Spelen")
    assert _themes(campaign).loc["T006", "n_fragments"]
    page.get_by_role("radio", name="Geschiedenis").click(no_wait_after=True)
    expect(page.get_by_text(re.compile("nieuw thema T006, Spelen, met"))).to_be_visible()
    page.get_by_role("button", name="Maak ongedaan").click(no_wait_after=True)
    expect(page.get_by_text(re.compile("beslissingen .* teruggedraaid"))).to_be_visible()
    assert "T006" not in _themes(campaign).index


def _accept(page, campaign):
    """A proposal in one click; the list of proposals stays."""
    visit(page, "/themas?toon=voorstellen")
    expect(page.get_by_role("heading", name="Wat stelt het programma voor?")).to_be_visible()
    page.get_by_role("button", name="Aanvaard").first.click(no_wait_after=True)
    _done(page, "^Aanvaard:")
    expect(page.get_by_role("heading", name="Wat stelt het programma voor?")).to_be_visible()
    assert (_themes(campaign)["status"] == "confirmed").sum() == 1


def _compare(page):
    """Two themes beside each other."""
    visit(page, "/themas?open=T003")
    page.get_by_role("combobox", name=re.compile("Vergelijk")).click(no_wait_after=True)
    page.get_by_role("option", name=LABELS[3]).click(no_wait_after=True)
    expect(page.get_by_role("heading", name=f"{LABELS[2]} naast {LABELS[3]}")).to_be_visible()


def test_an_hour_of_an_analyst(page, campaign):
    """Name, merge, lead on, split, undo, accept, compare: each is seen at once."""
    _name(page)
    _merge(page, campaign)
    _split(page, campaign)
    _accept(page, campaign)
    _compare(page)
