"""Page Kwaliteit: what may be concluded, where it goes wrong, and the way to those fragments."""

from __future__ import annotations

import pandas as pd
import pytest

from explorer import state
from pipeline.analysis.disagreement import form_disagreements
from pipeline.decisions import DecisionLog
from tests.coders import make_codings, make_proposals
from tests.explorer_room import files_of, make_campaign, open_page, place_run, words_on
from tests.runs import make_tables
from tests.test_quality import notes_of

pytestmark = pytest.mark.slow  # pages


def campaign_with(folder, monkeypatch, n_fragments, coders=("An", "Bert"), n_coded=None):
    """A run with proposals, of which so many fragments were coded by each of these."""
    make_campaign(folder, monkeypatch)
    tables = make_tables(n_fragments)
    tables["proposals"] = make_proposals(tables["fragments"])
    place_run(folder, files_of(tables))
    said = make_codings(tables["fragments"].head(n_coded or n_fragments), coders)
    DecisionLog(folder / "decisions" / "beslissingen.sqlite").append_all(lambda _: said)
    return tables


def html_on(app):
    return "\n".join(element.proto.body for element in app.get("html"))


def test_it_says_what_may_be_concluded(tmp_path, monkeypatch):
    """A sentence a label, the machine beside people, and how much it rests on."""
    campaign_with(tmp_path, monkeypatch, 90)
    app = open_page("kwaliteit")
    assert not app.exception
    said = words_on(app)
    assert "Hoe goed kloppen de etiketten?" in said
    assert "90 fragmenten, 30 gesprekken, 10 uitdagers" in said
    for label in ("Soort", "Gevoel", "Actor", "Tijd"):
        assert f"- **{label}** klopt in ongeveer" in said
    assert "Wat mag je besluiten?" in said


@pytest.mark.parametrize("view", ["verwarring", "zekerheid", "voor wie", "twee mensen"])
@pytest.mark.parametrize("label", ["category", "tense"])
def test_every_side_of_a_label_opens(tmp_path, monkeypatch, label, view):
    """Each view by its address, with its picture to keep."""
    campaign_with(tmp_path, monkeypatch, 90)
    app = open_page("kwaliteit", etiket=label, toon=view)
    assert not app.exception
    assert app.session_state[state.QUALITY_VIEW] == view
    assert len(app.get("download_button")) + len(app.get("popover")) >= 2


def test_a_cell_leads_to_its_fragments(tmp_path, monkeypatch):
    """The cell in the address lists exactly the fragments counted in it, each with its note."""
    tables = campaign_with(tmp_path, monkeypatch, 90, coders=("An",))
    app = open_page("kwaliteit", etiket="category", cel="beleving|actie")
    heading = next(e.value for e in app.subheader if "fragment" in e.value)
    n = int(heading.split()[0])
    said = html_on(app)
    assert said.count("<li>") == n
    notes = [note for note in tables["notes"]["note_id"] if f"notitie={note}" in said]
    assert len(notes) == n


def test_under_thirty_it_says_so(tmp_path, monkeypatch):
    """29 coded fragments: a sentence instead of figures."""
    campaign_with(tmp_path, monkeypatch, 60, n_coded=29)
    app = open_page("kwaliteit")
    assert not app.exception
    said = words_on(app)
    assert "nog maar 29 fragmenten gecodeerd. Vanaf 30" in said
    assert "klopt in" not in said.replace("hoe goed het klopt", "")
    assert said.count("- **") == 1
    assert "Codeer de steekproef" in [link.label for link in app.get("page_link")]


def test_a_form_that_the_model_doubts_is_offered(tmp_path, monkeypatch):
    """Before anyone coded: the boxes that are likely wrong, each with its note."""
    tables = campaign_with(tmp_path, monkeypatch, 90, coders=())
    found = form_disagreements(tables["fragments"], tables["proposals"])
    first = found[found["label"] == "category"].iloc[0]
    cell = f"{first['form']}|{first['proposed']}"
    app = open_page("kwaliteit", etiket="category", toon="formulier", cel=cell)
    assert not app.exception
    same = found[["label", "form", "proposed"]].eq(first[["label", "form", "proposed"]])
    assert html_on(app).count("<li>") == same.all(axis=1).sum()
    assert "Het vakje van de uitdager blijft staan" in words_on(app)


def test_a_few_by_two_people(tmp_path, monkeypatch):
    """Enough for the machine, too few by two people: each says what it knows."""
    campaign_with(tmp_path, monkeypatch, 60, coders=("An",))
    app = open_page("kwaliteit", toon="twee mensen")
    assert any("weten we vanaf 30 dubbel" in str(info.value) for info in app.info)


def test_a_run_of_before_says_why_there_is_nothing(tmp_path, monkeypatch):
    """Older runs kept no proposals: the page says what to do."""
    make_campaign(tmp_path, monkeypatch, 60)
    assert "Start op Inlezen een nieuwe verwerking" in words_on(open_page("kwaliteit"))


def test_a_cell_that_is_none_is_left_alone(tmp_path, monkeypatch):
    """An address of another label's cell, or a made up one, opens nothing and breaks nothing."""
    campaign_with(tmp_path, monkeypatch, 60)
    for cell in ("positief|negatief", "x", "|", "<b>|<i>"):
        app = open_page("kwaliteit", etiket="category", cel=cell, toon="onzin")
        assert not app.exception
        assert "<li>" not in html_on(app)


def test_a_run_that_tells_of_the_shipped_notes(tmp_path, monkeypatch):
    """Before anyone coded: the shipped notes stand in, and the learning curve has a view."""
    make_campaign(tmp_path, monkeypatch)
    curve = [("category", 300, 0.5), ("category", 900, 0.6), ("category", 2500, 0.7)]
    tables = make_tables(60) | {
        "labelled": notes_of(),
        "learning_curve": pd.DataFrame(curve, columns=["label", "n_texts", "macro_f1"]),
    }
    tables["proposals"] = make_proposals(tables["fragments"])
    place_run(tmp_path, files_of(tables))
    said = words_on(open_page("kwaliteit"))
    assert "voorbeeldnotities klopt het in ongeveer 8 op 10" in said
    assert "hoe het model het doet op de meegeleverde voorbeeldnotities" in said
    app = open_page("kwaliteit", toon="meer voorbeelden")
    assert not app.exception
    assert "Wordt het beter met meer voorbeelden?" in words_on(app)
