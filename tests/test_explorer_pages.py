"""Every page opens on a full, a one-row, an empty and a missing run, and says what it is about."""

from __future__ import annotations

import pytest

from tests.explorer_room import make_campaign, open_page, words_on

PAGES = ("overzicht", "themas", "notities", "wijzigingen", "actieplan", "inlezen", "logboek")
ABOUT_FRAGMENTS = ("overzicht", "themas", "notities")


WHY_EMPTY = {None: "nog niets verwerkt", 0: "Deze run bevat nog geen fragmenten"}
FICTIONAL = 'class="genks-fictional">voorbeelddata, fictief'


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("n_fragments", [60, 1, 0, None])
def test_a_page_opens_on_a_run_of_any_size(tmp_path, monkeypatch, page, n_fragments):
    """No page breaks; each has one title; an empty one says why; the example is marked."""
    make_campaign(tmp_path, monkeypatch, n_fragments)
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    said = words_on(app)
    if page in ABOUT_FRAGMENTS:
        assert WHY_EMPTY.get(n_fragments, "") in said
    if n_fragments:
        assert FICTIONAL in said


@pytest.mark.parametrize("page", ABOUT_FRAGMENTS)
def test_a_filter_without_result_says_so(tmp_path, monkeypatch, page):
    """A choice that nothing fits is named as the reason."""
    make_campaign(tmp_path, monkeypatch, 60)
    said = words_on(open_page(page, zoek="zeppelin"))
    assert "Geen enkel fragment past bij deze keuze" in said


def test_the_overview_answers_the_six_questions(tmp_path, monkeypatch):
    """Each question of the campaign stands on the first page, with a quote in Dutch marks."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page()
    titles = [element.value for element in app.subheader]
    assert "Waar wringt het?" in titles
    assert len(titles) == 6
    assert "“" in words_on(app)


def test_a_damaged_store_is_told_in_dutch(tmp_path, monkeypatch):
    """A broken current.json gives a message with the remedy, no traceback."""
    folder = make_campaign(tmp_path, monkeypatch, 1)
    (folder / "processed" / "current.json").write_text("kapot", encoding="utf-8")
    app = open_page()
    assert not app.exception
    assert "beschadigd" in app.error[0].value


def test_wrong_settings_are_told_in_dutch(tmp_path, monkeypatch):
    """An unknown key in genks.toml is named on the page."""
    folder = make_campaign(tmp_path, monkeypatch, 1)
    (folder / "genks.toml").write_text("[campaign]\nkleur = 1\n", encoding="utf-8")
    app = open_page()
    assert "campaign.kleur" in app.error[0].value
