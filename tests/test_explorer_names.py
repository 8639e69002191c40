"""Page Namen: doubtful words in their sentences, decided in one click, taken back in one."""

from __future__ import annotations

from pipeline.decisions import DecisionLog, fold
from tests.explorer_room import make_campaign, open_page, words_on
from tests.runs import make_tables, publish_run

KEPT, REMOVED = "a" * 16, "b" * 16


def _log(folder):
    return DecisionLog(folder / "decisions" / "beslissingen.sqlite")


def test_the_words_stand_in_their_sentences_with_what_is_left(tmp_path, monkeypatch):
    """Most notes first; a removed word is shown by its placeholder only."""
    make_campaign(tmp_path, monkeypatch, 60)
    said = words_on(open_page("namen"))
    assert "nog 2 woorden te bekijken van 2" in said
    assert said.index("bleef staan**") < said.index("Een woord dat weg is")
    assert "<mark>" in said
    assert "Twijfel:" in said


def test_a_decision_takes_the_word_from_the_list_and_stands_in_the_log(tmp_path, monkeypatch):
    """A name is kept by its id alone; it can be taken back among what is decided."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("namen", who="An")
    app.button(key=f"namen.zeg.{KEPT}.naam").click().run()
    assert "nog 1 woord te bekijken van 2" in words_on(app)
    (decision,) = _log(folder).read()
    assert (decision.subject, decision.value, decision.text) == (KEPT, "naam", "")
    assert "overal weg" in words_on(open_page("logboek"))
    app.session_state["namen.lijst"] = "Beslist"
    app.run()
    app.button(key="logboek.terug.1").click().run()
    assert not fold(_log(folder).read()).words


def test_wijzigingen_says_what_waits_for_the_next_run(tmp_path, monkeypatch):
    """What was decided since the run counts from the next one on, and the page says so."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("namen", who="An")
    app.button(key=f"namen.zeg.{KEPT}.naam").click().run()
    said = words_on(open_page("wijzigingen"))
    assert "1 beslissing over woorden is nog niet verwerkt" in said


def test_what_was_taken_back_before_a_run_waits_for_none(tmp_path, monkeypatch):
    """Nor does a word that hangs on its sentence: the next run does the same with both."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("namen", who="An")
    app.button(key=f"namen.zeg.{KEPT}.naam").click().run()
    _log(folder).undo(1, "An")
    assert "nog niet verwerkt" not in words_on(open_page("wijzigingen"))
    app = open_page("namen", who="An")
    app.button(key=f"namen.zeg.{KEPT}.hangt ervan af").click().run()
    assert len(_log(folder).read()) == 3
    assert "nog niet verwerkt" not in words_on(open_page("wijzigingen"))


def test_the_log_names_a_word_that_the_run_still_shows(tmp_path, monkeypatch):
    """Logboek reads the word from the run; what was decided holds its id alone."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("namen", who="An")
    app.button(key=f"namen.zeg.{KEPT}.geen naam").click().run()
    (decision,) = _log(folder).read()
    assert (decision.subject, decision.text) == (KEPT, "")
    said = words_on(open_page("logboek"))
    assert "is geen naam" in said
    assert "een woord dat bleef staan, is geen naam" not in said


def test_without_a_name_nothing_is_decided(tmp_path, monkeypatch):
    """A decision needs somebody who takes it."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("namen")
    assert all(button.disabled for button in app.button if "namen.zeg" in button.key)
    assert "Vul eerst in de zijbalk je naam in" in words_on(app)


def test_what_stood_there_needs_the_deliveries(tmp_path, monkeypatch):
    """Without them the page says so, and nothing is lost."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("namen", who="An")
    app.button(key=f"namen.toon.{REMOVED}").click().run()
    assert "kan hier niet getoond worden" in words_on(app)
    assert not app.exception


def test_an_explorer_that_others_reach_does_not_show_what_stood_there(tmp_path, monkeypatch):
    """Raw words stay on the machine where the deliveries are."""
    make_campaign(tmp_path, monkeypatch, 60)
    monkeypatch.setenv("GENKS_EXPLORER__ADDRESS", "0.0.0.0")  # noqa: S104 - nothing listens
    app = open_page("namen", who="An")
    assert not app.exception
    assert not [button for button in app.button if "namen.toon" in button.key]


def test_real_notes_under_the_public_key_are_warned_of(tmp_path, monkeypatch):
    """The page says how to set an own key; the example is not bothered, nor who has one."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    assert "sleutel" not in words_on(open_page("namen"))
    publish_run(folder / "processed", make_tables(60), "R0002-test0000", fictional=False)
    assert "onder [privacy]" in words_on(open_page("namen"))
    monkeypatch.setenv("GENKS_PRIVACY__KEY", "een-sleutel-van-de-stad-zelf")
    assert "sleutel" not in words_on(open_page("namen"))


def test_one_row_and_none_say_what_there_is(tmp_path, monkeypatch):
    """A run without doubts says so and warns; a run of one fragment has its two words."""
    (tmp_path / "leeg").mkdir()
    make_campaign(tmp_path / "leeg", monkeypatch, 0)
    assert "geen enkel woord waarover" in words_on(open_page("namen"))
    (tmp_path / "een").mkdir()
    make_campaign(tmp_path / "een", monkeypatch, 1)
    assert "te bekijken van 2" in words_on(open_page("namen"))
