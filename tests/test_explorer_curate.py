"""Themes are curated on page Thema's: proposals, the work-bench, closed themes, and undo."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.decisions import DecisionLog, Kind, fold
from pipeline.decisions.curate import Entry, Word, dismiss, rename
from pipeline.decisions.overlay import as_seen
from pipeline.schema import ThemeProposals
from tests.explorer_room import files_of, make_campaign, open_page, place_run, words_on
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # pages
in_campaign = pytest.mark.usefixtures("campaign")

N_FRAGMENTS = 90


def in_theme(theme_id, n=None):
    rows = make_tables(N_FRAGMENTS)["fragments"]
    mine = rows["theme_id"].isna() if theme_id is None else rows["theme_id"] == theme_id
    return rows.loc[mine, "fragment_id"].head(n or N_FRAGMENTS).tolist()


def proposals():
    """One of each kind."""

    def row(proposal_id, kind, themes, label, fragment_ids):
        return {
            "proposal_id": proposal_id,
            "kind": kind,
            "theme_id": themes[0],
            "other_id": themes[1],
            "label": label,
            "keywords": ["bus"] if label else [],
            "fragment_ids": fragment_ids,
            "examples": fragment_ids[:3],
            "strength": 0.7,
            "stability": 0.8 if label else None,
            "reason": "ze lijken op elkaar",
            "from_zero": False,
        }

    rows = [
        row("pmerge", "merge", ("T001", "T002"), None, in_theme("T001")),
        row("psplit", "split", ("T003", None), "Speeltuin dichtbij", in_theme("T003", 6)),
        row("pmove", "move", (None, "T004"), None, in_theme(None, 4)),
        row("pnew", "new", (None, None), "Bus te laat", in_theme(None, 5)),
    ]
    return ThemeProposals.validate(
        pd.DataFrame(rows, columns=list(ThemeProposals.to_schema().columns)).astype(
            {"theme_id": "str", "other_id": "str", "label": "str", "stability": "float64"}
        )
    )


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    folder = make_campaign(tmp_path, monkeypatch)
    place_run(folder, files_of(make_tables(N_FRAGMENTS) | {"theme_proposals": proposals()}))
    return folder


def log_of(folder):
    return DecisionLog(folder / "decisions" / "beslissingen.sqlite")


def seen(folder):
    return as_seen(make_tables(N_FRAGMENTS), fold(log_of(folder).read()))


def said_on(app):
    """What the page says as it is read: without the marks that keep it plain."""
    return words_on(app).replace("\\", "")


def click(app, label):
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


@in_campaign
def test_proposals_wait_with_their_evidence():
    """Each says what would happen, why, and shows quotes; without a name nothing can be decided."""
    app = click(open_page("themas"), "Wat het programma voorstelt (9)")
    said = said_on(app)
    assert app.query_params["toon"] == "voorstellen"
    assert "gaat op in" in said
    assert "een eigen thema: **Speeltuin dichtbij**" in said
    assert "van **Overig** naar" in said
    assert "Ze lijken op elkaar. Aanwijzing: duidelijk." in said
    assert said.count("<blockquote") >= 10
    assert "Vul eerst in de zijbalk je naam in" in said
    assert app.button(key="voorstellen.pmerge.ja").disabled
    app = open_page("themas", toon="voorstellen", welke="confirm")
    assert "Is dit een thema?" in said_on(app)


@pytest.mark.parametrize("proposal", ["pmerge", "psplit", "pmove", "pnew"])
def test_a_proposal_is_accepted_in_one_click_and_taken_back(campaign, proposal):
    """It holds at once, is gone from the list, and one click more undoes all of it."""
    before = seen(campaign)
    app = open_page("themas", who="An", toon="voorstellen")
    app = app.button(key=f"voorstellen.{proposal}.ja").click().run()
    assert not app.exception
    after = seen(campaign)
    moved = after.fragments["theme_id"].fillna("") != before.fragments["theme_id"].fillna("")
    table = proposals().set_index("proposal_id")
    assert set(after.fragments.loc[moved, "fragment_id"]) == set(
        table.loc[proposal, "fragment_ids"]
    )
    assert not [one for one in app.button if one.key == f"voorstellen.{proposal}.ja"]
    assert "Aanvaard:" in said_on(app)
    app = click(app, "Maak ongedaan")
    pd.testing.assert_frame_equal(seen(campaign).fragments, before.fragments)
    assert app.button(key=f"voorstellen.{proposal}.ja")


def test_a_proposal_is_put_aside_with_a_reason(campaign):
    """One click; the reason that stands above holds for it."""
    app = open_page("themas", who="An", toon="voorstellen")
    app.text_input(key="themas.waarom").set_value("te verschillend").run()
    app = app.button(key="voorstellen.pmerge.weg").click().run()
    assert not app.exception
    (said,) = log_of(campaign).read()
    assert (said.kind, said.subject, said.why) == (Kind.PROPOSAL, "pmerge", "te verschillend")
    assert not [one for one in app.button if one.key == "voorstellen.pmerge.ja"]
    (aside,) = [one for one in app.expander if one.label == "Weggelegd (1)"]
    aside.button[0].click().run()
    assert app.button(key="voorstellen.pmerge.ja")
    assert not [one for one in app.expander if one.label.startswith("Weggelegd")]


def test_what_was_decided_meanwhile_is_looked_at_first(campaign):
    """A second click, or one on a page of before: nothing is written, and it is told."""
    app = open_page("themas", who="An", toon="voorstellen")
    aside = dismiss(Word("Bert"), "pnew", "new", (None, None), ["x"])
    log_of(campaign).append(aside)
    app = app.button(key="voorstellen.pmerge.ja").click().run()
    assert len(log_of(campaign).read()) == 1
    assert app.toast[0].value.startswith("Er is intussen iets beslist")
    app = app.button(key="voorstellen.pmerge.ja").click().run()
    assert len(log_of(campaign).read()) == 2


def test_a_name_that_is_taken_is_told_at_its_card(campaign):
    """Somebody called another theme so since the run."""
    log_of(campaign).append(rename(Word("Bert"), Entry("T001"), "Bus te laat"))
    app = open_page("themas", who="An", toon="voorstellen")
    app = app.button(key="voorstellen.pnew.ja").click().run()
    assert len(log_of(campaign).read()) == 1
    assert any("Een ander thema heet al zo" in one.value for one in app.error)


def test_a_found_theme_is_confirmed_or_closed(campaign):
    """One that the run found and nobody named."""
    app = open_page("themas", who="An", toon="voorstellen", welke="confirm")
    app = app.button(key="voorstellen.T002.ja").click().run()
    app = app.button(key="voorstellen.T003.weg").click().run()
    assert not app.exception
    status = seen(campaign).themes.set_index("theme_id")["status"]
    assert status[["T002", "T003"]].tolist() == ["confirmed", "retired"]


def test_a_proposal_is_adapted_before_it_is_accepted(campaign):
    """Another name, and one fragment less."""
    one, *others = in_theme("T003", 6)
    app = open_page("themas", who="An", toon="voorstellen")
    app = app.button(key="voorstellen.psplit.aan").click().run()
    assert app.query_params["voorstel"] == "psplit"
    app.checkbox(key=f"themas.kies.psplit.{one}").uncheck().run()
    app.text_input(key="werkbank.psplit.naam").set_value("Spelen in de buurt").run()
    assert "Dit gebeurt er:" in said_on(app)
    app = click(app, "Maak het thema")
    after = seen(campaign)
    made = after.themes.set_index("theme_id").loc["T006"]
    assert made["label"] == "Spelen in de buurt"
    mine = after.fragments.set_index("fragment_id")["theme_id"]
    assert mine[one] == "T003"
    assert set(mine[others]) == {"T006"}
    assert "voorstel" not in app.query_params


def test_a_merge_is_turned_round_with_another_name(campaign):
    """What stays, its name: one transaction."""
    app = open_page("themas", who="An", toon="voorstellen", voorstel="pmerge")
    app.radio(key="werkbank.T001.samen.T002.blijft").set_value("T001").run()
    app.text_input(key="werkbank.T001.samen.T001.naam").set_value("Onderweg").run()
    app = click(app, "Voeg samen")
    themes = seen(campaign).themes.set_index("theme_id")
    assert themes.loc["T002", "merged_into"] == "T001"
    assert themes.loc["T001", "label"] == "Onderweg"
    app = click(app, "Maak ongedaan")
    assert not set(seen(campaign).themes["status"]) - {"proposed"}
