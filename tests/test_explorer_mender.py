"""A label is mended where the fragment shows: on every page the same dialog."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.decisions import DecisionLog, Kind, fold
from tests.explorer_room import make_campaign, open_page, words_on
from tests.runs import make_tables, publish_run

pytestmark = pytest.mark.slow  # pages

ONE = "f000003"


def _log(folder):
    return DecisionLog(folder / "decisions" / "beslissingen.sqlite")


def _say(app, name, value):
    return app.button(key=f"herstel.{ONE}.{name}.{value}").click().run()


@pytest.mark.parametrize(
    "page", [None, "themas", "notities", "woorden", "wijzigingen", "kwaliteit"]
)
def test_each_page_mends_in_place(tmp_path, monkeypatch, page):
    """The address opens the dialog; a word is kept, seen at once, and the page stays."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    publish_run(folder / "processed", make_tables(60), "R0002-x", previous_run_id="R0001-test0000")
    app = open_page(page, who="An", herstel=ONE, woord="bus")
    app = _say(app, "category", "actie")
    assert not app.exception
    (said,) = _log(folder).read()
    assert (said.kind, said.subject, said.value, said.who) == (Kind.LABEL, ONE, "actie", "An")
    assert said.text
    assert app.button(key=f"herstel.{ONE}.category.actie").proto.type == "primary"
    assert "gezet door An" in words_on(app)


def test_voice_and_theme_are_mended_too(tmp_path, monkeypatch):
    """Whose words it holds, and the theme; both count at once."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", who="An", notitie="n000003", herstel=ONE)
    _say(app, "voice", "quote")
    box = next(box for box in app.selectbox if str(box.key).startswith("herstel.thema"))
    box.set_value("T002" if box.value != "T002" else "T001").run()
    assert not app.exception
    labels = fold(_log(folder).read()).labels
    assert labels[(ONE, "voice")].value == "quote"
    theme_id = labels[(ONE, "theme")].value
    again = open_page("notities", who="An", notitie="n000003", herstel=ONE)
    assert "eigen woorden" in words_on(again)
    box = next(box for box in again.selectbox if str(box.key).startswith("herstel.thema"))
    assert box.value == theme_id
    assert len(_log(folder).read()) == 2


def test_quotes_and_lines_have_a_pen(tmp_path, monkeypatch):
    """A click on it puts the fragment in the address; on Woorden it is a link in the line."""
    make_campaign(tmp_path, monkeypatch, 60)
    for page, query in ((None, {}), ("themas", {"open": "T002"})):
        app = open_page(page, who="An", **query)
        pens = [button for button in app.button if str(button.key).startswith("herstel.")]
        assert pens
        fragment_id = str(pens[0].key).split(".")[-1]
        pens[0].click().run()
        assert not app.exception
        assert fragment_id in app.query_params["herstel"]
        assert [b for b in app.button if str(b.key) == f"herstel.{fragment_id}.tense.nu"]
    assert "herstel=f0000" in words_on(open_page("woorden", woord="bus"))


def test_without_a_name_or_the_fragment_it_says_so(tmp_path, monkeypatch):
    """Nobody decides without a name, and an old link is no dead end."""
    make_campaign(tmp_path, monkeypatch, 60)
    app = open_page("notities", notitie="n000003", herstel=ONE)
    assert "Vul eerst in de zijbalk je naam in" in words_on(app)
    assert not [b for b in app.button if str(b.key).startswith(f"herstel.{ONE}")]
    gone = open_page("notities", who="An", herstel="f999999")
    assert "zit niet meer in deze run" in words_on(gone)


def test_a_change_of_the_model_is_mended_from_its_line(tmp_path, monkeypatch):
    """Wijzigingen: the fragments of a cell have a pen that keeps the cell open."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    tables = make_tables(60)
    row = (ONE, "category", "actie", "suggestie", "Het model kiest nu anders.")
    tables["label_changes"] = pd.DataFrame([row], columns=list(tables["label_changes"].columns))
    publish_run(folder / "processed", tables, "R0002-x", previous_run_id="R0001-test0000")
    said = words_on(open_page("wijzigingen", who="An", cel="actie|suggestie"))
    assert f"herstel={ONE}" in said
    assert "cel=actie%7Csuggestie" in said


def test_a_word_on_voice_is_told_in_dutch_among_the_changes(tmp_path, monkeypatch):
    """Wijzigingen says eigen woorden, not how the table keeps it."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    tables = make_tables(60)
    row = (ONE, "voice", "niet gezegd", "quote", "Een mens besliste dit.")
    tables["label_changes"] = pd.DataFrame([row], columns=list(tables["label_changes"].columns))
    publish_run(folder / "processed", tables, "R0002-x", previous_run_id="R0001-test0000")
    (shown,) = open_page("wijzigingen").dataframe
    assert shown.value[["before", "after"]].to_numpy().tolist() == [
        ["niet gezegd", "eigen woorden"]
    ]
