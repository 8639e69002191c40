"""The page for the projector in Chromium: from a stick by keys, and in the explorer."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pipeline.export.projector import to_projector
from tests.chromium import visit
from tests.decks import make_deck

pytestmark = pytest.mark.slow


def test_it_works_from_a_stick_by_keys_alone(lone_page, tmp_path):
    """On, back, first, last, contrast; a reload stays at the slide; every slide passes axe."""
    file = tmp_path / "terug.html"
    deck = make_deck()
    file.write_bytes(to_projector(deck))
    last = len(deck.slides)
    lone_page.goto(file.as_uri())
    counter, heading = lone_page.locator("#counter"), lone_page.locator(".slide:not([hidden]) h1")
    for key, place in (
        ("ArrowRight", 2),
        (" ", 3),
        ("PageDown", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", last),
        ("Home", 1),
        ("ArrowLeft", 1),
    ):
        lone_page.keyboard.press(key)
        expect(counter).to_have_text(f"{place} / {last}")
        expect(heading).to_have_count(1)
    lone_page.keyboard.press("PageDown")
    assert lone_page.url.endswith("#2")
    lone_page.reload()
    expect(counter).to_have_text(f"2 / {last}")
    lone_page.locator("main").click()
    expect(lone_page.locator("#spoken")).to_contain_text(f"Dia 3 van {last}")
    lone_page.emulate_media(reduced_motion="reduce")
    for look in ("", "contrast"):
        lone_page.keyboard.press("Home")
        for _ in deck.slides:
            assert Axe().run(lone_page).violations_count == 0
            lone_page.keyboard.press("ArrowRight")
        lone_page.keyboard.press("c")
        assert (lone_page.locator("html").get_attribute("class") == "contrast") == (look == "")


def test_it_fills_the_screen_from_the_explorer(reader):
    """On Terugkoppeling a click gives it the keys; F fills the screen, the button leaves it."""
    visit(reader, "/terugkoppeling")
    slides = reader.frame_locator("iframe")
    expect(slides.locator("#counter")).to_contain_text("1 / ")
    slides.locator("main").click(position={"x": 700, "y": 200})
    reader.keyboard.press("PageDown")
    expect(slides.locator("#counter")).to_contain_text("3 / ")
    reader.keyboard.press("f")
    leave = slides.get_by_role("button", name="Terug naar venster")
    expect(leave).to_be_visible()
    assert slides.locator("html").evaluate("() => innerHeight") == 900
    leave.click()
    expect(slides.get_by_role("button", name="Volledig scherm")).to_be_visible()
    assert reader.url.endswith("/terugkoppeling")
