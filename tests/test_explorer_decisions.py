"""What a person mends on the screen is seen at once, is kept in the log, and can be undone."""

from __future__ import annotations

import pytest

from pipeline.decisions import DecisionLog, fold
from tests.explorer_room import make_campaign, open_page, words_on

pytestmark = pytest.mark.slow  # pages

NOTE = "n000003"
FRAGMENT = "f000003"


def _log(folder):
    return DecisionLog(folder / "decisions" / "beslissingen.sqlite")


def _open_note(name="An"):
    app = open_page("notities", notitie=NOTE)
    return app.text_input(key="app.name").set_value(name).run()


def test_a_corrected_label_is_seen_at_once_and_kept(tmp_path, monkeypatch):
    """Two clicks: the label is the person's from then on, with who said it."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = _open_note()
    app.button(key=f"notities.etiket.{FRAGMENT}.category.frustratie").click().run()
    assert "soort door een mens gezet" in words_on(app)
    decision = fold(_log(folder).read()).labels[(FRAGMENT, "category")]
    assert (decision.who, decision.value) == ("An", "frustratie")
    assert decision.conversation_id


def test_a_correction_counts_in_the_filter(tmp_path, monkeypatch):
    """A lone note that becomes an action is found as one, and no longer as anything else."""
    make_campaign(tmp_path, monkeypatch, 1)
    app = open_page("notities", notitie="n000000")
    app.text_input(key="app.name").set_value("An").run()
    app.button(key="notities.etiket.f000000.category.actie").click().run()
    assert "1 notitie, hieronder" in words_on(open_page("notities", soort="actie"))
    other = words_on(open_page("notities", soort=["beleving", "frustratie", "suggestie"]))
    assert "Geen enkel fragment past" in other


def test_without_a_name_nothing_can_be_mended(tmp_path, monkeypatch):
    """A decision needs somebody who takes it."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", notitie=NOTE)
    assert not [button for button in app.button if "Maak er" in button.label]
    assert "Vul eerst in de zijbalk je naam in" in words_on(app)


def test_a_theme_gets_a_better_name(tmp_path, monkeypatch):
    """The new name is the title of the theme at once, and a decision in the log."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("themas", open="T002")
    app.text_input(key="app.name").set_value("An").run()
    box = next(box for box in app.text_input if box.label == "Naam van het thema")
    box.set_value("Rust in de straat")
    next(button for button in app.button if button.label == "Bewaar de naam").click().run()
    assert app.title[0].value == "Rust in de straat"
    assert fold(_log(folder).read()).names() == {"T002": "Rust in de straat"}


def test_a_decision_is_taken_back_on_the_log_page(tmp_path, monkeypatch):
    """Undo is a new line: the label is the model's or the form's again."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = _open_note()
    app.button(key=f"notities.etiket.{FRAGMENT}.valence.positief").click().run()
    app = open_page("logboek")
    app.button(key="logboek.terug.1").click().run()
    assert not app.exception
    assert not fold(_log(folder).read()).labels
    assert "teruggedraaid" in words_on(app)


def test_a_note_is_shown_with_its_source_and_what_it_says(tmp_path, monkeypatch):
    """One note in full: the neutral file, the place, and each label with where it came from."""
    make_campaign(tmp_path, monkeypatch, 60)
    said = words_on(open_page("notities", notitie=NOTE))
    assert "bestand F00000003, blad gesprekken, rij 5" in said
    assert "van het formulier" in said or "door het model" in said


def test_a_permalink_to_a_note_that_is_gone_says_so(tmp_path, monkeypatch):
    """An old link is no dead end."""
    make_campaign(tmp_path, monkeypatch, 60)
    assert "zit niet in deze run" in words_on(open_page("notities", notitie="n999999"))
