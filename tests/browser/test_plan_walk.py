"""A measure from a theme over two answers to "gedaan", and two people who write at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import TimeoutError as BrowserTimeoutError
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog
from pipeline.plan.fold import plan_of
from pipeline.schema import Degree, MeasureStatus
from tests.chromium import at_rest, visit

pytestmark = pytest.mark.slow


def _plan(campaign):
    return plan_of(DecisionLog(campaign / "decisions" / "beslissingen.sqlite").read())


def _give_name(page, name):
    box = page.get_by_role("textbox", name="Je naam")
    box.fill(name)
    box.press("Enter")


def _make_measure(page, name="An"):
    visit(page, "/themas?open=T001")
    _give_name(page, name)
    page.get_by_role("button", name="Naar het actieplan").click()
    page.get_by_role("button", name="Maak er een maatregel van").click()
    expect(page.get_by_text("Wat mensen hierover zeiden")).to_be_visible()
    expect(page.get_by_role("textbox", name="Titel")).to_be_visible()


def _choose(page, label, value, nth=0):
    """Open the list and choose; a list that a late drawing closed is opened again."""
    at_rest(page)
    option = page.get_by_role("option", name=value, exact=True)
    for _ in range(5):
        page.get_by_role("combobox", name=label).nth(nth).click()
        try:
            option.click(timeout=6_000)
        except BrowserTimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    pytest.fail(f"{value} could not be chosen")


def _save(page, then):
    """Press the button and wait for what the page then says."""
    page.get_by_role("button", name="Bewaar de maatregel").click()
    expect(page.get_by_text(then).first).to_be_visible()
    at_rest(page)


def _answer(page, owner, can, will, reason):
    card = (
        page.locator("[data-testid=stVerticalBlock]")
        .filter(has=page.get_by_text(owner, exact=True), has_text="antwoord")
        .last
    )
    card.get_by_text("Geef het antwoord").click()
    card.get_by_role("radiogroup", name="Kunnen ze het?").get_by_text(can, exact=True).click()
    card.get_by_role("radiogroup", name="Willen ze het?").get_by_text(will, exact=True).click()
    card.get_by_role("textbox", name="Waarom? (verplicht)").fill(reason)
    card.get_by_role("textbox", name="Wie gaf dit antwoord?").fill("het overleg")
    card.get_by_role("button", name="Bewaar het antwoord").click()
    expect(card.get_by_text("Verander het antwoord")).to_be_visible()


def test_a_measure_goes_from_a_theme_over_two_answers_to_done(page, campaign):
    """Made in one click, given two owners, answered by both, done; all of it in the log."""
    _make_measure(page)
    page.get_by_role("textbox", name="Titel").fill("Een nachtbus in het weekend")
    _choose(page, "Actor", "stad")
    page.get_by_role("textbox", name="Organisatie").first.fill("dienst Mobiliteit")
    _save(page, "stad (dienst Mobiliteit)")
    _choose(page, "Actor", "onderwijs", nth=1)
    _save(page, "stad (dienst Mobiliteit), onderwijs")
    expect(page.get_by_role("heading", level=1, name="Een nachtbus in het weekend")).to_be_visible()

    page.get_by_role("tab", name="Antwoorden").click()
    _answer(page, "De stad (dienst Mobiliteit)", "ja", "deels", "Eerst een proef van drie maanden.")
    _answer(page, "Het onderwijs", "nee", "ja", "Wij hebben geen bussen, maar we maken reclame.")

    page.get_by_role("tab", name="Voortgang").click()
    page.get_by_role("textbox", name="Wat is er gebeurd?").fill("De eerste bus reed.")
    _choose(page, "De maatregel is nu", "gedaan")
    page.get_by_role("button", name="Bewaar de stap").click()
    expect(page.get_by_text("Dit is gedaan.")).to_be_visible()

    (measure,) = _plan(campaign).measures
    assert measure.status is MeasureStatus.DONE
    assert [(a.can, a.will) for a in measure.answers.values()] == [
        (Degree.YES, Degree.PARTLY),
        (Degree.NO, Degree.YES),
    ]
    page.get_by_role("button", name="Naar het plan").click()
    page.get_by_role("tab", name="Kan en wil").click()
    at_rest(page)
    page.get_by_role("button", name="M001 · Een nachtbus in het weekend").first.click()
    page.get_by_role("tab", name="Geschiedenis").click()
    expect(page.get_by_text("nieuwe maatregel")).to_be_visible()
    page.reload()
    at_rest(page)
    expect(page.get_by_role("heading", level=1, name="Een nachtbus in het weekend")).to_be_visible()


def test_two_people_at_once_lose_nothing_and_are_told(page, campaign):
    """Both open the same measure: who comes second is told, and overwrites only on purpose."""
    _make_measure(page)
    other = page.context.new_page()
    visit(other, "/actieplan?maatregel=M001")
    _give_name(other, "Bert")
    other.get_by_role("tab", name="Bewerken").click()
    other.get_by_role("textbox", name="Titel").fill("Titel van Bert")

    page.get_by_role("textbox", name="Titel").fill("Titel van An")
    _save(page, "Bewaard.")
    expect(other.get_by_text("An: M001: titel is nu")).to_be_visible(timeout=40_000)
    other.get_by_role("button", name="Bewaar de maatregel").click()
    expect(other.get_by_text("Iemand anders heeft dit intussen ook veranderd")).to_be_visible()
    assert _plan(campaign).measures[0].title == "Titel van An"

    _save(other, "Bewaard.")
    measure = _plan(campaign).measures[0]
    assert measure.title == "Titel van Bert"
    other.get_by_role("tab", name="Geschiedenis").click()
    expect(other.get_by_text("titel is nu “Titel van An”")).to_be_visible()
