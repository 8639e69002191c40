"""Every page opens on a full, a one-row, an empty and a missing run, and says what it is about."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from tests.explorer_room import make_campaign, open_page, words_on
from tests.runs import make_tables, publish_run

PAGES = (
    "overzicht",
    "themas",
    "notities",
    "coderen",
    "namen",
    "kwaliteit",
    "wijzigingen",
    "actieplan",
    "terugkoppeling",
    "inlezen",
    "logboek",
)
ABOUT_FRAGMENTS = ("overzicht", "themas", "notities", "woorden")


WHY_EMPTY = {None: "nog niets verwerkt", 0: "Deze run bevat nog geen fragmenten"}
FICTIONAL = 'class="genks-fictional">voorbeelddata, fictief'


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "n_fragments",
    [60, *(pytest.param(few, marks=pytest.mark.slow) for few in (1, 0)), None],
)
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


def test_cells_on_few_persons_are_marked_for_the_analyst(tmp_path, monkeypatch):
    """Themes of one to four persons carry a star in the list, and a line says what it means."""
    make_campaign(tmp_path, monkeypatch, 4)
    app = open_page("themas")
    assert any("*" in mark for mark in app.dataframe[0].value["small"])
    assert "minder dan 5 personen: niet tonen aan anderen" in words_on(app)


def test_without_small_cells_nothing_is_marked(tmp_path, monkeypatch):
    """Enough persons in each theme: no column and no line."""
    make_campaign(tmp_path, monkeypatch, 200)
    app = open_page("themas")
    assert "small" not in app.dataframe[0].value.columns
    assert "niet tonen aan anderen" not in words_on(app)


def test_what_is_kept_of_changes_and_rejects_says_where_it_comes_from(tmp_path, monkeypatch):
    """Run, what is listed, how many rows or fragments, date and mark, as under any figure."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    publish_run(
        folder / "processed", make_tables(60), "R0002-test0000", previous_run_id="R0001-test0000"
    )
    end = "1 december 2009 · voorbeelddata, fictief"
    changes = words_on(open_page("wijzigingen")).replace("\\", "")
    listed = "tegenover run R0001-test0000 van 1 december 2009"
    assert f"Run R0002-test0000 · {listed} · 60 fragmenten" in changes
    assert changes.count(end) >= 2  # the figure and the table
    rejects = words_on(open_page("inlezen")).replace("\\", "")
    assert f"Run R0002-test0000 · alles wat niet gelezen werd · 1 rij · {end}" in rejects


def test_the_heads_of_what_changed_are_dutch(tmp_path, monkeypatch):
    """Lists and table of changes: no column goes by its name in the code."""
    folder = make_campaign(tmp_path, monkeypatch, 60)
    tables = make_tables(60)
    row = ("f000001", "category", "actie", "suggestie", "een mens")
    tables["label_changes"] = pd.DataFrame([row], columns=list(tables["label_changes"].columns))
    publish_run(folder / "processed", tables, "R0002-test0000", previous_run_id="R0001-test0000")
    app = open_page("wijzigingen")
    (table,) = app.dataframe
    heads = json.loads(table.proto.columns).values()
    said = {config["label"] for config in heads if "label" in config}
    assert said == {"fragment-id", "etiket", "voordien", "nu", "reden"}
    lists = re.findall(r'<th scope="col">([^<]*)</th>', words_on(app))
    assert lists == ["thema", "fragmenten", "nieuw", "weg", "aandeel", "oordeel"]
