"""Page Thema's: pictures of all themes, one theme in depth, two beside each other."""

from __future__ import annotations

import pytest

from explorer.state import THEMES_OTHER, THEMES_PICTURE, THEMES_VIEW
from pipeline.decisions import DecisionLog
from pipeline.decisions.curate import Entry, Word, merge
from tests.explorer_room import files_of, make_campaign, open_page, place_run, words_on
from tests.runs import make_tables, publish_run

pytestmark = pytest.mark.slow  # each opens the page of themes, the heaviest, several times


def _themes_with_parents(tmp_path, monkeypatch, parents):
    folder = make_campaign(tmp_path, monkeypatch)
    tables = make_tables(200)
    tables["themes"]["proposed_parent_id"] = parents
    place_run(folder, files_of(tables))


def test_themes_as_boxes_are_links(tmp_path, monkeypatch):
    """Each theme is a box that leads to it and keeps the picture and the filter that stand."""
    make_campaign(tmp_path, monkeypatch, 200)
    app = open_page("themas", toon="vakken", soort="frustratie")
    assert not app.exception
    said = words_on(app)
    for theme in ("T001", "T005"):
        assert f"open={theme}" in said
    assert "toon=vakken" in said
    assert "soort=frustratie" in said
    assert 'class="head"' not in said
    app.segmented_control(key=THEMES_VIEW).set_value("kaart").run()
    assert "Teken een lus" in words_on(app)
    assert app.query_params["toon"] == "kaart"


def test_boxes_stand_under_their_main_theme(tmp_path, monkeypatch):
    """With a hierarchy in the register the boxes are in two levels."""
    _themes_with_parents(tmp_path, monkeypatch, ["H001", "H001", None, None, None])
    said = words_on(open_page("themas", toon="vakken"))
    assert 'title="H001"' in said
    assert "Zonder hoofdthema" in said


def test_a_theme_tells_itself_in_quotes(tmp_path, monkeypatch):
    """Quotes of this theme, and how many of its fragments are like one of them."""
    make_campaign(tmp_path, monkeypatch, 200)
    app = open_page("themas", open="T002")
    assert not app.exception
    said = words_on(app)
    assert "In hun eigen woorden" in said
    assert "lijken op één van deze citaten" in said
    assert said.count("<blockquote") == 5


def test_two_themes_stand_beside_each_other(tmp_path, monkeypatch):
    """Sizes, what differs and quotes of both; closing it leaves the theme."""
    make_campaign(tmp_path, monkeypatch, 200)
    app = open_page("themas", open="T002", vergelijk="T004")
    assert not app.exception
    names = {element.value for element in app.subheader}
    assert {"Woorden die ze onderscheiden", "In hun eigen woorden"} < names
    assert " naast " in app.title[0].value
    assert "Aandeel in de fragmenten van elk thema" in words_on(app)
    (back,) = [one for one in app.button if one.label.startswith("Alleen ")]
    back.click().run()
    assert "vergelijk" not in app.query_params
    assert " naast " not in app.title[0].value


def test_another_theme_is_chosen_from_a_list(tmp_path, monkeypatch):
    """The choice goes into the address; a theme that is not there is passed over."""
    make_campaign(tmp_path, monkeypatch, 200)
    app = open_page("themas", open="T002", vergelijk="T999")
    assert not app.exception
    assert " naast " not in app.title[0].value
    app.selectbox(key=THEMES_OTHER).select_index(0).run()
    assert " naast " in app.title[0].value
    assert app.query_params["vergelijk"] != "T002"


def test_the_weeks_of_a_theme_mark_the_runs(tmp_path, monkeypatch):
    """A run in the period is on the line; one of years later is told below it."""
    folder = make_campaign(tmp_path, monkeypatch, 200)
    app = open_page("themas", open="T002")
    app.session_state[THEMES_PICTURE] = "Door de weken"
    said = words_on(app.run()).replace("\\", "")
    assert "streepjes: wanneer een run gemaakt is" in said
    late = {"finished": "2026-11-01T10:00:00+00:00", "previous_run_id": "R0001-test0000"}
    publish_run(folder / "processed", make_tables(200), "R0002-test0000", **late)
    said = words_on(app.run())
    assert "1 run is ver buiten deze weken gemaakt (1 november 2026)" in said


def test_a_theme_of_two_uitdagers_says_so_in_the_list(tmp_path, monkeypatch):
    """The list has a word on it, and a line says what to do with it."""
    folder = make_campaign(tmp_path, monkeypatch)
    tables = make_tables(200)
    fragments = tables["fragments"]
    few = fragments["uitdager_id"].isin(["U01", "U02"])
    fragments.loc[fragments["theme_id"].eq("T003") & ~few, "theme_id"] = "T001"
    place_run(folder, files_of(tables))
    app = open_page("themas")
    assert "2 uitdagers" in app.dataframe[0].value["small"].tolist()
    assert "voorzichtig met besluiten" in words_on(app)


def test_small_voices_stand_in_a_list_of_their_own(tmp_path, monkeypatch):
    """A small theme that is told in anger is named with the reason, as a link."""
    folder = make_campaign(tmp_path, monkeypatch)
    tables = make_tables(400)
    fragments = tables["fragments"]
    mine = fragments["theme_id"].eq("T003")
    fragments.loc[mine & (fragments.index % 3 > 0), "theme_id"] = "T001"
    fragments.loc[fragments["theme_id"].eq("T003"), "valence"] = "negatief"
    place_run(folder, files_of(tables))
    said = words_on(open_page("themas"))
    assert "Kleine stemmen" in said
    assert "vaker negatief: 100" in said
    assert "Geen enkel klein thema" in words_on(open_page("themas", gevoel="positief"))


def test_a_theme_that_went_into_another_leads_on(tmp_path, monkeypatch):
    """Its old address opens the theme that took its fragments, and says so."""
    folder = make_campaign(tmp_path, monkeypatch, 200)
    log = DecisionLog(folder / "decisions" / "beslissingen.sqlite")
    log.append(merge(Word("An", ""), Entry("T003"), Entry("T004")))
    log.append(merge(Word("An", ""), Entry("T004"), Entry("T001")))
    app = open_page("themas", open="T003")
    assert not app.exception
    assert app.title[0].value == make_tables(200)["themes"].loc[0, "label"]
    assert "ging op in dit thema" in words_on(app)
