"""The path that people walk, in Chromium: look, filter, read, mend, upload, see the new run."""

from __future__ import annotations

import json
import shutil

import pytest
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog, fold
from tests.chromium import at_rest, visit

pytestmark = pytest.mark.slow

CSV = (
    "gesprek;datum;wijk;soort;notitie\n"
    "U01-001;12/09/2009;Winterslag;frustratie;De bus naar de mijn komt altijd te laat.\n"
    "U01-001;12/09/2009;Winterslag;suggestie;Zet een bank aan de halte, dan wachten we rustig.\n"
    "U01-002;13/09/2009;Waterschei;actie;Wij ruimen elke zaterdag zelf het plein op.\n"
)


def _head(page, title):
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    at_rest(page)


def _go(page, name):
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()


def _give_name(page):
    box = page.get_by_role("textbox", name="Je naam")
    box.fill("An")
    box.press("Enter")


def test_filter_open_a_theme_and_read_a_note(page):
    """From the overview through a filter and a theme to a note and back; nothing is lost."""
    visit(page, "/")
    _head(page, "Wat hoorden we in")
    page.get_by_test_id("stSidebar").get_by_role("button", name="frustratie").click()
    expect(page.get_by_text("Soort frustratie:")).to_be_visible()
    assert "soort=frustratie" in page.url

    _go(page, "Thema's")
    _head(page, "Waarover gaat het")
    expect(page.get_by_text("Soort frustratie:")).to_be_visible()
    expect(page.locator(".js-plotly-plot canvas").first).to_be_visible()
    visit(page, f"{page.url}&open=T001")
    expect(page.get_by_text("In hun eigen woorden")).to_be_visible()

    page.get_by_role("link", name="Lees de notitie").first.click()
    _head(page, "Wat staat er precies")
    assert "notitie=n" in page.url
    page.reload()
    at_rest(page)
    expect(page.get_by_text("Bron: bestand")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("In hun eigen woorden")).to_be_visible()


def test_mend_a_label_in_two_clicks(page, campaign):
    """A name once, then: open the label, choose another; it stands at once and in the log."""
    visit(page, "/notities?notitie=n000003")
    _give_name(page)
    page.get_by_role("button", name="Gevoel:").first.click()
    page.get_by_role("button", name="Maak er").first.click()
    expect(page.get_by_text("gevoel door een mens gezet")).to_be_visible()
    log = DecisionLog(campaign / "decisions" / "beslissingen.sqlite")
    assert fold(log.read()).labels[("f000003", "valence")].who == "An"
    _go(page, "Logboek")
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_text("beslissing 1 teruggedraaid")).to_be_visible()


def test_a_chart_is_kept_as_picture_drawing_and_workbook(reader):
    """Each button gives a file of its kind."""
    visit(reader, "/")
    starts = {"PNG": b"\x89PNG", "SVG": b"<svg", "Excel": b"PK"}
    reader.get_by_role("button", name="Bewaar").first.click()
    for name, start in starts.items():
        with reader.expect_download() as download:
            reader.get_by_role("button", name=name).click()
        assert download.value.path().read_bytes().startswith(start)


def test_upload_a_file_and_see_the_new_run(page, campaign, warm_cache):
    """What would be read is shown first; the run is followed to its end and then stands."""
    shutil.copytree(warm_cache, campaign / "processed" / "cache", dirs_exist_ok=True)
    visit(page, "/inlezen")
    _head(page, "Wat willen we erbij nemen?")
    file = {"name": "U01.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    expect(page.get_by_text("notities zouden gelezen worden")).to_be_visible()
    page.get_by_role("button", name="start de verwerking").click()
    expect(page.get_by_text("is gepubliceerd")).to_be_visible(timeout=240_000)
    page.get_by_role("link", name="Bekijk het overzicht").click()
    _head(page, "Wat hoorden we in")
    expect(page.get_by_text("uit 3 notities")).to_be_visible()
    current = json.loads((campaign / "processed" / "current.json").read_text(encoding="utf-8"))
    assert current["run_id"].startswith("R0002")


def test_everything_is_reached_on_a_phone(reader):
    """At 390 pixels nothing is wider than the screen, and the menu opens."""
    reader.set_viewport_size({"width": 390, "height": 844})
    for path in ("/", "/themas", "/notities", "/inlezen", "/logboek"):
        visit(reader, path)
        expect(reader.get_by_role("heading", level=1)).to_be_visible()
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    reader.get_by_test_id("stExpandSidebarButton").click()
    expect(reader.get_by_role("textbox", name="Je naam")).to_be_visible()
