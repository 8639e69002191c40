"""Page Thema's: pictures of all themes, one theme in depth, two beside each other."""

from __future__ import annotations

from explorer.state import THEMES_VIEW
from tests.explorer_room import files_of, make_campaign, open_page, place_run, words_on
from tests.runs import make_tables


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
