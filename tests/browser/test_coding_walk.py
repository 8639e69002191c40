"""Fragments are coded by keyboard alone; two coders at once differ, and somebody settles it."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import expect

from pipeline.decisions import DecisionLog, Kind, fold
from pipeline.decisions.differences import differences
from tests.chromium import at_rest, visit

pytestmark = pytest.mark.slow

N_EACH = 4


def _log(campaign):
    return DecisionLog(campaign / "decisions" / "beslissingen.sqlite")


def _enter(page, who):
    """On the page under this name; the name box is left, so that keys are for the buttons."""
    visit(page, "/coderen")
    box = page.get_by_role("textbox", name="Je naam")
    box.fill(who)
    box.press("Enter")
    expect(page.get_by_text("Je codeerde nog niets")).to_be_visible()
    box.blur()


def _fragment(page):
    return page.locator(".genks-coding p")


def _press(page, key, seen):
    """A key, and wait until what it does is seen.

    A key that falls while the page is drawn can be lost: then nothing comes of it, also where the
    page is at rest again, and it is pressed once more as a coder would.
    """
    for _ in range(4):
        at_rest(page)
        page.keyboard.press(key)
        try:
            seen(timeout=10_000)
        except AssertionError:
            continue
        return
    seen(timeout=10_000)


def _code(page, category, valence, said):
    """One fragment by two keys; its text."""
    text = _fragment(page).inner_text()
    chosen = page.locator('[data-testid="stBaseButton-primary"]', has_text=said)
    _press(page, category, expect(chosen).to_be_visible)
    _press(page, valence, partial(expect(_fragment(page)).not_to_have_text, text))
    expect(chosen).to_have_count(0)
    return text


def test_code_undo_and_read_the_note_by_keyboard(page, campaign):
    """Two keys a fragment, Z brings it back, L opens its note, N passes it over: no mouse."""
    _enter(page, "An")
    first = _code(page, "1", "5", "beleving")
    one, two = _log(campaign).read()
    assert [(d.kind, d.value) for d in (one, two)] == [
        (Kind.CODING, "beleving"),
        (Kind.CODING, "negatief"),
    ]
    _press(page, "z", partial(expect(_fragment(page)).to_have_text, first))
    assert not fold(_log(campaign).read()).codings
    _press(page, "l", expect(page.locator(".genks-text mark")).to_be_visible)
    _press(page, "n", partial(expect(_fragment(page)).not_to_have_text, first))


def test_two_coders_at_once_differ_and_it_is_settled(page, campaign, address):
    """Each has an own queue but for the share for all; there both words stand side by side."""
    other = page.context.browser.new_context(
        base_url=address, viewport={"width": 1440, "height": 900}
    )
    beside = other.new_page()
    _enter(page, "An")
    _enter(beside, "Bert")
    done = [
        (_code(page, "1", "5", "beleving"), _code(beside, "4", "5", "actie")) for _ in range(N_EACH)
    ]
    state = fold(_log(campaign).read())
    assert len(state.codings) == 2 * 2 * N_EACH
    both = {mine for mine, _ in done} & {hers for _, hers in done}
    found = differences(state, {fragment for fragment, _ in state.labels})
    assert len(found) == len(both) == 1
    beside.get_by_role("radio", name="Verschillen (1)").click()
    expect(beside.get_by_text("A (An) zegt: beleving")).to_be_visible()
    expect(beside.get_by_text("B (Bert) zegt: actie")).to_be_visible()
    beside.get_by_role("combobox", name="Wat wordt beslist").click()
    beside.get_by_role("option", name="beleving").click()
    beside.get_by_role("textbox", name="Waarom?").fill("Er is nog geen plan.")
    beside.get_by_role("button", name="Beslis").click()
    expect(beside.get_by_text("nergens verschillen codeurs")).to_be_visible()
    settled = fold(_log(campaign).read()).labels[(found[0].fragment_id, "category")]
    assert (settled.kind, settled.value, settled.why) == (
        Kind.LABEL,
        "beleving",
        "Er is nog geen plan.",
    )
    other.close()
