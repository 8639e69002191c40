"""The action plan on the screen: one click from evidence to measure, forms, undo, and the log."""

from __future__ import annotations

import pytest

from pipeline.decisions import DecisionLog
from pipeline.plan.fold import plan_of
from pipeline.schema import Degree, MeasureStatus
from tests.explorer_room import make_campaign, open_page, words_on
from tests.plans import make_plan
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # pages


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return make_campaign(tmp_path, monkeypatch, 60)


@pytest.fixture
def planned(folder):
    make_plan(_log(folder), make_tables(60))
    return folder


def _log(folder):
    return DecisionLog(folder / "decisions" / "beslissingen.sqlite")


def _plan(folder):
    return plan_of(_log(folder).read())


def _open(name="actieplan", who="An", **query):
    return open_page(name, who, **query)


def _button(app, label):
    return next(button for button in app.button if button.label == label)


def _tab(app, name):
    app.session_state["maatregel.blad"] = name
    return app.run()


def test_a_theme_becomes_a_measure_in_one_click(folder):
    """The theme is its evidence, its name the first title; the measure opens at once."""
    app = _open("themas", open="T002")
    app = app.button(key="actieplan.naar.T002.nieuw").click().run()
    assert not app.exception
    (measure,) = _plan(folder).measures
    assert [theme.theme_id for theme in measure.evidence.themes] == ["T002"]
    assert app.title[0].value == measure.title


def test_a_fragment_is_laid_with_a_measure_that_there_is(planned):
    """From a note: the choice of measures stands in the menu."""
    app = _open("notities", notitie="n000003")
    app.selectbox(key="actieplan.naar.f000003.bij").set_value("M002").run()
    app.button(key="actieplan.naar.f000003.leg").click().run()
    measure = _plan(planned).find("M002")
    assert "f000003" in {one.fragment_id for one in measure.evidence.fragments}


def test_alike_suggestions_become_a_measure_in_one_click(folder):
    """Without any measure the page begins with what people ask."""
    app = _open()
    assert "Wat vragen mensen?" in words_on(app)
    _button(app, "Maak er een maatregel van").click().run()
    (measure,) = _plan(folder).measures
    assert measure.evidence.fragments


@pytest.mark.usefixtures("planned")
def test_the_board_the_matrix_and_the_overview_show_every_measure():
    """A measure that waits is seen as such; the filter in the address is kept."""
    app = _open()
    assert "wie trekt dit?" in words_on(app)
    for tab in ("Kan en wil", "Overzicht"):
        app.session_state["actieplan.blad"] = tab
        app.run()
        assert not app.exception
    app = _open(status="gedaan")
    assert "gedaan" in app.query_params["status"]
    assert "wie trekt dit?" not in words_on(app)


def test_a_field_is_changed_in_the_form(planned):
    """Only what differs becomes a decision."""
    app = _tab(_open(maatregel="M002"), "Bewerken")
    before = len(_log(planned).read())
    box = next(box for box in app.text_input if box.label == "Titel")
    box.set_value("Banken aan elke halte")
    _button(app, "Bewaar de maatregel").click().run()
    assert _plan(planned).find("M002").title == "Banken aan elke halte"
    assert len(_log(planned).read()) == before + 1


def test_an_answer_needs_a_reason(planned):
    """Without one it is refused with a message; with one it stands, kan and wil apart."""
    app = _tab(_open(maatregel="M001"), "Antwoorden")
    reason = next(box for box in app.text_area if box.label == "Waarom? (verplicht)")
    reason.set_value(" ")
    _button(app, "Bewaar het antwoord").click().run()
    assert "zonder reden" in app.error[0].value
    reason = next(box for box in app.text_area if box.label == "Waarom? (verplicht)")
    reason.set_value("Het mag.")
    will = next(radio for radio in app.radio if radio.label == "Willen ze het?")
    will.set_value(Degree.YES)
    _button(app, "Bewaar het antwoord").click().run()
    answer = next(iter(_plan(planned).find("M001").answers.values()))
    assert (answer.reason, answer.will) == ("Het mag.", Degree.YES)


def test_a_step_brings_its_status(planned):
    """What happened and how far it is, in one go."""
    app = _tab(_open(maatregel="M002"), "Voortgang")
    next(box for box in app.text_area if box.label == "Wat is er gebeurd?").set_value("Besteld.")
    status = next(box for box in app.selectbox if box.label == "De maatregel is nu")
    status.set_value(MeasureStatus.RUNNING)
    _button(app, "Bewaar de stap").click().run()
    measure = _plan(planned).find("M002")
    assert measure.status is MeasureStatus.RUNNING
    assert [step.text for step in measure.progress] == ["Besteld."]


def test_quotes_for_everybody_are_chosen_by_a_person(planned):
    """None until somebody ticks one."""
    app = _open(maatregel="M001")
    assert _plan(planned).find("M001").fields.public_quotes == ()
    app.checkbox[0].check()
    _button(app, "Bewaar de keuze").click().run()
    assert len(_plan(planned).find("M001").fields.public_quotes) == 1


def test_history_tells_everything_and_takes_back(planned):
    """Each entry with who and when; taking one back is seen at once."""
    app = _tab(_open(maatregel="M001"), "Geschiedenis")
    assert "nieuwe maatregel" in words_on(app)
    _button(app, "Draai terug").click().run()
    assert not _plan(planned).find("M001").progress
    app = _tab(_open(maatregel="M001"), "Geschiedenis")
    _button(app, "Zet terug").click().run()
    assert _plan(planned).find("M001").progress


def test_a_whole_measure_comes_back(planned):
    """It is asked once; the log puts it back with its answers."""
    app = _tab(_open(maatregel="M001"), "Geschiedenis")
    _button(app, "Ja, haal ze uit het plan").click().run()
    assert _plan(planned).find("M001") is None
    app = _open("logboek")
    _button(app, "Zet terug").click().run()
    assert len(_plan(planned).find("M001").answers) == 2


def test_an_organisation_without_an_actor_is_asked_for_one(planned):
    """Nothing of the form is dropped in silence."""
    app = _open(maatregel="M002")
    next(box for box in app.text_input if box.label == "Organisatie").set_value("VDAB")
    _button(app, "Bewaar de maatregel").click().run()
    assert "VDAB" in app.error[0].value
    assert not _plan(planned).find("M002").fields.owners


def test_a_card_opens_its_measure_and_the_address_follows(planned):
    """So that a tab, a form or a reload finds it back."""
    app = _open()
    _button(app, "M001 · Een nachtbus op vrijdag en zaterdag").click().run()
    assert "M001" in app.query_params["maatregel"]
    assert app.title[0].value == _plan(planned).find("M001").title


@pytest.mark.usefixtures("planned")
def test_the_log_tells_of_measures_in_words():
    """No JSON on the screen."""
    said = words_on(_open("logboek"))
    assert "maatregel M001" in said
    assert '{"' not in said


@pytest.mark.usefixtures("planned")
def test_a_measure_that_is_gone_says_so():
    """An old link is no dead end."""
    app = _open(maatregel="M009")
    assert "staat niet" in app.title[0].value


@pytest.mark.usefixtures("planned")
def test_without_a_name_nothing_is_written():
    """The forms ask for it first."""
    app = open_page("actieplan", maatregel="M001")
    app = _tab(app, "Bewerken")
    assert "Vul eerst in de zijbalk je naam in" in words_on(app)
    assert "Bewaar de maatregel" not in {button.label for button in app.button}
