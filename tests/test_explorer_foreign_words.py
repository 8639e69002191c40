"""What people wrote is shown as they wrote it: it never becomes a picture or markup."""

from __future__ import annotations

from functools import cache

import pytest

from explorer.widgets.plain import plain
from explorer.widgets.theme import name_refusal
from pipeline.analysis.joined import join_fragments
from pipeline.decisions import Decision, Kind, open_log
from tests.explorer_room import files_of, make_campaign, open_page, place_run
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # pages

PLANTED = "![x](http://evil.example/x.png) *dik* $x$ <b>"
KINDS = ("title", "subheader", "markdown", "caption", "info", "success", "warning", "error")


def _markdown_on(app):
    return [str(element.value) for kind in KINDS for element in getattr(app, kind)]


@cache
def _planted_run():
    tables = make_tables(60)
    for table, name in (("themes", "label"), ("sources", "place"), ("fragments", "text")):
        tables[table][name] = PLANTED
    tables["doubts"].loc[0, "word"] = PLANTED
    for name in ("neighbourhood", "technique"):
        tables["conversations"][name] = PLANTED
    return files_of(tables)


@pytest.mark.parametrize(
    "page", ["overzicht", "themas", "notities", "namen", "wijzigingen", "logboek"]
)
@pytest.mark.parametrize("opened", [{}, {"open": "T001"}, {"notitie": "n000000"}])
def test_a_planted_picture_stays_text(tmp_path, monkeypatch, page, opened):
    """No page hands Markdown an unescaped picture from a note, a theme, a file or a decision."""
    place_run(make_campaign(tmp_path, monkeypatch), _planted_run())
    named = Decision(
        PLANTED, Kind.THEME_NAME, "T001", value=PLANTED[:60], why=PLANTED, text=PLANTED
    )
    open_log("", tmp_path / "decisions").append(named)
    app = open_page(page, **opened)
    assert not app.exception
    assert not any("![" in said or "*dik*" in said or " <b>" in said for said in _markdown_on(app))


def test_a_note_in_another_language_says_so(tmp_path, monkeypatch):
    """In the list and in full, and the page tells a screen reader how to speak it."""
    tables = make_tables(4)
    tables["fragments"].loc[0, "language"] = "tr"
    place_run(make_campaign(tmp_path, monkeypatch), files_of(tables))
    opened = tables["fragments"].loc[0, "note_id"]
    for query in ({}, {"notitie": opened}):
        shown = " ".join(str(one.proto.body) for one in open_page("notities", **query).get("html"))
        assert shown.count("in het Turks") == 1
        assert 'lang="tr"' in shown


def test_marks_are_escaped_and_words_are_not():
    """Plain Dutch stays as it is; each mark of Markdown gets a backslash."""
    assert plain("De bus, lijn 3 (zaterdag).") == "De bus, lijn 3 (zaterdag)."
    assert plain("![x](y)") == r"\!\[x\](y)"
    assert plain("- een") == r"\- een"


def test_two_themes_with_one_name_stay_two():
    """Counted by name, themes of the same name and one called Overig keep apart by their id."""
    tables = make_tables(60)
    tables["themes"]["label"] = ["Werk", "werk ", "Overig", "Bus", "Plein"]
    names = ("fragments", "conversations", "profiles", "themes")
    joined = join_fragments(*(tables[name] for name in names))
    assert (joined.groupby("theme_label")["theme_id"].nunique(dropna=False) == 1).all()
    assert set(joined["theme_label"]) <= {
        "Werk (T001)",
        "werk (T002)",
        "Overig (T003)",
        "Bus",
        "Plein",
        "Overig",
    }


@pytest.mark.parametrize("name", ["", "  ", "overig", " bus", "onbekend"])
def test_an_unclear_name_is_refused(name):
    """An empty name, that of another theme, or one that means no theme is refused in Dutch."""
    names = {"T001": "Werk", "T002": "Bus"}
    assert name_refusal(names, "T001", name)
    assert name_refusal(names, "T002", "Bus") is None
    assert name_refusal(names, "T001", "Werk en loon") is None
