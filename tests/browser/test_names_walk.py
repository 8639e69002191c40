"""A doubtful word is judged on Namen; after the next run it stands nowhere."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog, fold
from pipeline.decisions.entry import IS_NAME
from pipeline.run import run
from pipeline.settings import load_settings
from tests.browser.test_walk import _give_name, _go, _head
from tests.chromium import visit

pytestmark = pytest.mark.slow

NOTES = (
    "gesprek;datum;notitie\n"
    "U01-001;12/09/2009;Dat van die bus heb ik gehoord van wim gisteren avond.\n"
    "U01-002;13/09/2009;Er is veel te weinig licht, dat zei wim ook al lang.\n"
)


def test_decide_then_the_next_run_hides_it(page, campaign, warm_cache):
    """One click on the page, one run, and the word is gone from notes, tables and search."""
    shutil.copytree(warm_cache, campaign / "processed" / "cache", dirs_exist_ok=True)
    settings = load_settings(campaign / "genks.toml")
    (campaign / "raw" / "U01.csv").write_text(NOTES, encoding="utf-8")
    run(settings)
    visit(page, "/namen")
    _head(page, "Welke woorden zijn namen")
    _give_name(page)
    expect(page.get_by_text("“wim” bleef staan")).to_be_visible()
    # While the page is drawn anew, the button of before (out of use) can stand beside the new one.
    page.get_by_role("button", name="Een naam: haal overal weg", disabled=False).click()
    expect(page.get_by_text("Alles is bekeken")).to_be_visible()
    state = fold(DecisionLog(campaign / "decisions" / "beslissingen.sqlite").read())
    assert len(state.word_ids(IS_NAME)) == 1
    after = run(settings).run
    assert not any("wim" in text.casefold() for text in after.table("notes")["text"])
    assert "wim" not in after.table("tokens")["text"].str.casefold().tolist()
    _go(page, "Notities")
    expect(page.get_by_text("[naam 1]").first).to_be_visible()
    expect(page.get_by_text("wim", exact=False)).to_have_count(0)
    _go(page, "Logboek")
    expect(page.get_by_text("een woord dat bleef staan, is een naam")).to_be_visible()
