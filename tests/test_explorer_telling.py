"""Page Terugkoppeling: the slides, to keep, with their quotes to read again."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from pipeline.decisions import DecisionLog
from tests.explorer_room import make_campaign, open_page, words_on
from tests.plans import make_plan
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # whole documents


def quotes_on(app):
    return [button.key for button in app.button if button.label == "Kies een ander citaat"]


def test_the_slides_are_on_the_page_and_can_be_kept(tmp_path, monkeypatch):
    """The page for the projector is embedded; PowerPoint and page are offered."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("terugkoppeling")
    (frame,) = app.get("iframe")
    assert "Wat wij hoorden in Genk" in frame.proto.srcdoc
    assert "voorbeelddata, fictief" in frame.proto.srcdoc
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Bewaar als PowerPoint", "Bewaar als bladzijde (USB-stick)"]


def test_another_quote_is_chosen_and_the_address_knows_it(tmp_path, monkeypatch):
    """A quote that is not for the room gives way; the first choice can come back."""
    make_campaign(tmp_path, monkeypatch, 240)
    app = open_page("terugkoppeling")
    before = quotes_on(app)
    app.button(key=before[0]).click().run()
    assert not app.exception
    assert before[0] not in quotes_on(app)
    assert app.query_params["zonder"] == before[0].rpartition(".")[2]
    (back,) = [button for button in app.button if button.label == "Zet de eerste keuze terug"]
    back.click().run()
    assert quotes_on(app) == before


def test_a_template_is_tried_at_once(tmp_path, monkeypatch):
    """One that is none is told; a good one stays quiet."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("terugkoppeling")
    (place,) = app.get("file_uploader")
    place.upload("stad.pptx", b"geen sjabloon").run()
    assert "stad.pptx is geen sjabloon" in app.error[0].value
    template = io.BytesIO()
    Presentation().save(template)
    (place,) = app.get("file_uploader")
    place.upload("stad.pptx", template.getvalue()).run()
    assert not app.error
    assert not app.exception


def test_too_little_is_told_on_the_page(tmp_path, monkeypatch):
    """One person: no slides, and the reason."""
    make_campaign(tmp_path, monkeypatch, 1)
    app = open_page("terugkoppeling")
    assert not app.get("iframe")
    assert "minder dan 5 mensen" in words_on(app)


def test_what_became_of_it_is_offered_once_there_is_a_measure(tmp_path, monkeypatch):
    """Before: why not, and the way to the plan; afterwards the public pages and the letters."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    assert "Er is nog geen maatregel" in words_on(open_page("terugkoppeling"))
    make_plan(DecisionLog(folder / "decisions" / "beslissingen.sqlite"), make_tables(60))
    app = open_page("terugkoppeling")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels[2:] == ["Bewaar de publieke bladzijden", "Bewaar de brieven"]
    assert "Over 2 maatregelen" in words_on(app)
