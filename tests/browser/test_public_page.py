"""The public pages in Chromium, from the folder: accessible, complete on a phone, and at home."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog
from pipeline.export.public_page import INDEX, write_public_site
from pipeline.plan.fold import plan_of
from pipeline.plan.measures import Evidence, Fields
from pipeline.plan.record import change_measure, create_measure
from tests.plans import joined_of, make_plan, material_of, some_fields
from tests.runs import make_tables

pytestmark = pytest.mark.slow
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def folder(tmp_path):
    """The pages of a plan with a chosen quote, and a title that is one long word."""
    log, tables = DecisionLog(tmp_path / "log.sqlite"), make_tables(240)
    make_plan(log, tables)
    before = plan_of(log.read()).measures[0].fields
    quoted = joined_of(tables).query("theme_id == 'T001'")["fragment_id"].iloc[0]
    after = some_fields(status=before.status, public_quotes=(str(quoted),))
    change_measure(log, "An", "M001", before, after, seen=log.read()[-1].decision_id)
    create_measure(log, "An", Fields("Meervoudigepersoonlijkheids" * 5), Evidence())
    write_public_site(material_of(tmp_path / "processed", tables, log), tmp_path / "uit")
    return tmp_path / "uit"


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request, browser):
    """A page of a browser without a network, and the addresses that it asked for."""
    asked = []
    context = browser.new_context(viewport=request.param, offline=True)
    opened = context.new_page()
    opened.on("request", lambda wanted: asked.append(wanted.url))
    yield opened, asked
    context.close()


def test_each_page_is_accessible_fits_and_asks_for_nothing_else(folder, page):
    """No violation that axe finds, nothing wider than the screen, no request but for the page."""
    opened, asked = page
    for path in sorted(folder.glob("*.html")):
        asked.clear()
        opened.goto(path.as_uri())
        found = Axe().run(opened)
        assert found.violations_count == 0, f"{path.name}: {found.generate_report()}"
        width = opened.evaluate("document.documentElement.scrollWidth")
        assert width <= opened.viewport_size["width"], path.name
        assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]


def test_a_reader_walks_from_the_list_to_a_story_and_a_neighbourhood_by_keyboard(folder, page):
    """The skip link comes first; links lead to the pages beside it, and back."""
    opened, _ = page
    opened.goto((folder / INDEX).as_uri())
    opened.locator("body").press("Tab")
    skip = opened.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    skip.press("Enter")
    opened.wait_for_url("**#inhoud")
    opened.get_by_role("link", name="Een nachtbus").first.press("Enter")
    opened.get_by_role("heading", level=1, name="Een nachtbus").wait_for()
    opened.get_by_text("Kunnen ze het? Ja. Willen ze het? Deels.").first.wait_for()
    opened.get_by_role("link", name="Jouw wijk").press("Enter")
    opened.get_by_role("heading", level=1, name="Wat kwam er uit jouw wijk?").wait_for()
    opened.get_by_role("link", name="Wat ervan werd").press("Enter")
    opened.get_by_role("heading", level=1, name="Wat werd er van jullie woorden?").wait_for()
