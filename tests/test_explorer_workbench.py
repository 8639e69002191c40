"""The work-bench of a theme, its history, closed themes, and links to themes that were merged."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.decisions import DecisionLog, fold
from pipeline.decisions.curate import Entry, Word, make_theme, merge, move, retire
from pipeline.decisions.overlay import as_seen
from tests.explorer_room import make_campaign, open_page, words_on
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # pages

N_FRAGMENTS = 90
AN = Word("An")
T1, T2 = Entry("T001"), Entry("T002")


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    return make_campaign(tmp_path, monkeypatch, N_FRAGMENTS)


@pytest.fixture
def log(campaign):
    return DecisionLog(campaign / "decisions" / "beslissingen.sqlite")


def seen(log):
    return as_seen(make_tables(N_FRAGMENTS), fold(log.read()))


def theme(log, theme_id):
    return seen(log).themes.set_index("theme_id").loc[theme_id]


def said_on(app):
    return words_on(app).replace("\\", "")


def click(app, label):
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def bench(work, theme_id="T001"):
    return open_page("themas", who="An", open=theme_id, werk=work)


def test_a_theme_gets_name_sentence_words_and_main_theme_at_once(log):
    """One form, one transaction; what was left as it was is not written."""
    app = click(open_page("themas", who="An", open="T001"), "Werk aan dit thema")
    key = "werkbank.T001.naam"
    app.text_input(key=f"{key}.naam").set_value("Wonen")
    app.text_area(key=f"{key}.zin").set_value("Huis en huur.")
    app.selectbox(key=f"{key}.hoofd").set_value("nieuw")
    app.text_input(key=f"{key}.nieuw").set_value("Thuis")
    app = click(app, "Bewaar")
    mine, (main,) = theme(log, "T001"), seen(log).main_themes.to_dict("records")
    assert (mine["label"], mine["definition"], main["label"]) == ("Wonen", "Huis en huur.", "Thuis")
    assert mine["parent_id"] == main["main_id"]
    assert {said.field for said in log.read()} == {"", "definition", "new", "parent"}
    assert app.title[0].value == "Wonen"
    app = click(app, "Maak ongedaan")
    assert theme(log, "T001")["label"] != "Wonen"


def test_a_name_that_another_theme_has_is_refused(log):
    """Names are unique in the register."""
    app = bench("naam")
    taken = make_tables(N_FRAGMENTS)["themes"]["label"].iloc[1]
    app.text_input(key="werkbank.T001.naam.naam").set_value(taken)
    app = click(app, "Bewaar")
    assert "Een ander thema heet al zo" in said_on(app)
    assert not log.read()


def test_merging_shows_what_moves_first(log):
    """Sizes from and to, quotes of both; then one click, and the page is that of what stays."""
    app = bench("samenvoegen")
    app.selectbox(key="werkbank.T001.samen.met").set_value("T002").run()
    said = said_on(app)
    before = seen(log).themes.set_index("theme_id")["n_fragments"]
    assert "Dit gebeurt er:" in said
    assert f"{before['T002']}\u00a0→\u00a0{before['T001'] + before['T002']}" in said
    assert "Wat verhuist" in said
    assert not log.read()
    app = click(app, "Voeg samen")
    assert theme(log, "T001")["merged_into"] == "T002"
    assert app.query_params["open"] == "T002"
    app = click(app, "Maak ongedaan")
    assert theme(log, "T001")["status"] == "proposed"


def test_splitting_by_a_word(log):
    """Found by a word, all chosen at once, one let go, a name: a theme of its own."""
    app = bench("splitsen")
    app.text_input(key="themas.kies.T001.splits.woord").set_value("speeltuin").run()
    app = app.button(key="themas.kies.T001.splits.alle").click().run()
    app.text_input(key="werkbank.T001.splits.naam").set_value("Spelen").run()
    app = click(app, "Maak het thema")
    made, rows = theme(log, "T006"), seen(log).fragments
    mine = rows[rows["theme_id"] == "T006"]
    assert (made["label"], made["n_fragments"]) == ("Spelen", len(mine))
    assert mine["text"].str.contains("speeltuin").all()
    assert len(mine)
    app = click(app, "Maak ongedaan")
    pd.testing.assert_frame_equal(seen(log).fragments, make_tables(N_FRAGMENTS)["fragments"])


def test_moving_and_closing_and_bringing_back(log):
    """Ticked fragments go to another theme; a closed theme says so and comes back."""
    rows = make_tables(N_FRAGMENTS)["fragments"]
    one = rows.loc[rows["theme_id"] == "T001", "fragment_id"].iloc[0]
    app = bench("verhuizen")
    app.checkbox(key=f"themas.kies.T001.verhuis.{one}").check().run()
    app.selectbox(key="werkbank.T001.verhuis.naar").set_value("T003").run()
    app = click(app, "Verplaats 1 fragment")
    assert seen(log).fragments.set_index("fragment_id").loc[one, "theme_id"] == "T003"
    app = click(bench("afsluiten", "T002"), "Sluit dit thema af")
    assert theme(log, "T002")["status"] == "retired"
    app = open_page("themas", who="An", open="T002")
    assert "Dit thema is afgesloten" in said_on(app)
    app = click(app, "Haal dit thema terug")
    assert theme(log, "T002")["status"] == "confirmed"


def test_a_link_to_a_merged_theme_leads_on(log):
    """The page, the filter of an address, and the list: all know where it went."""
    log.append(merge(AN, T1, T2))
    log.append(retire(AN, Entry("T003")))
    label = make_tables(N_FRAGMENTS)["themes"]["label"].iloc[0]
    app = open_page("themas", who="An", open="T001")
    assert app.title[0].value == make_tables(N_FRAGMENTS)["themes"]["label"].iloc[1]
    assert f"T001 ({label}) ging op in dit thema" in said_on(app)
    app = open_page("notities", thema=["T001", "T002"])
    assert app.query_params["thema"] == "T002"
    assert f"{theme(log, 'T002')['n_fragments']} fragmenten" in said_on(app)
    app = open_page("themas", who="An")
    assert set(app.multiselect(key="filter.field.theme").options) == {
        *make_tables(N_FRAGMENTS)["themes"]["label"][[1, 3, 4]],
        "Overig",
    }
    assert "Afgesloten en samengevoegd (2)" in [one.label for one in app.expander]
    app = app.button(key="werkbank.T001.terug").click().run()
    assert theme(log, "T001")["status"] == "proposed"


def test_the_history_of_a_theme_and_of_all(log):
    """What was done at once is one line that is taken back at once; on the theme only its own."""
    rows = make_tables(N_FRAGMENTS)["fragments"]
    mine = rows[rows["theme_id"] == "T003"].head(3)
    log.append_all(make_theme(Word("An", "op 12 oktober"), "Spelen", mine, ["T005"]))
    moved = rows[rows["theme_id"] == "T004"].head(2)
    log.append_all(lambda _: move(Word("Bert"), moved, "T002"))
    log.append(merge(AN, Entry("T003"), T1))
    app = bench("geschiedenis")
    said = said_on(app)
    assert "nieuw thema T006, Spelen, met 3 fragmenten" in said
    assert "op 12 oktober" in said
    assert "ging op in T001" in said
    assert "2 fragmenten in T002" not in said
    said = said_on(open_page("logboek"))
    assert "2 fragmenten in T002" in said
    app = app.button(key="logboek.terug.1").click().run()
    assert not app.exception
    assert "T006" not in set(seen(log).themes["theme_id"])
    assert "beslissingen 1 tot 4 teruggedraaid" in said_on(open_page("logboek"))


def test_a_theme_is_made_by_hand(log):
    """A name, a sentence, words, and fragments found by a word, wherever these are."""
    app = click(open_page("themas", who="An"), "Nieuw thema maken")
    assert app.query_params["toon"] == "nieuw"
    for name, value in (("naam", "Banken"), ("zin", "Zitten."), ("woorden", "bank, park")):
        app.text_input(key=f"werkbank.nieuw-thema.{name}").set_value(value).run()
    app.text_input(key="themas.kies.nieuw-thema.woord").set_value("banken").run()
    app = app.button(key="themas.kies.nieuw-thema.alle").click().run()
    assert "Dit gebeurt er:" in said_on(app)
    app = click(app, "Maak het thema")
    made = theme(log, "T006")
    assert (made["label"], made["definition"]) == ("Banken", "Zitten.")
    assert fold(log.read()).register[("T006", "words")].value == "bank park"
    assert made["n_fragments"]
    assert "toon" not in app.query_params


def test_main_themes_are_made_and_renamed(log):
    """Below the list of themes."""
    app = open_page("themas", who="An")
    app.text_input(key="werkbank.hoofd.nieuw.naam").set_value("Thuis")
    app.multiselect(key="werkbank.hoofd.nieuw.themas").set_value(["T001", "T002"])
    app = click(app, "Maak het hoofdthema")
    app.text_input(key="werkbank.hoofd.H001.naam").set_value("Wonen en leven")
    app = click(app, "Bewaar de naam")
    (main,) = seen(log).main_themes.to_dict("records")
    assert (main["label"], main["n_themes"]) == ("Wonen en leven", 2)


def test_while_a_run_is_busy_no_theme_is_made(campaign, log):
    """It gives out numbers too: the page says so, and what was filled in stays."""
    from pipeline.store import RunStore

    app = click(open_page("themas", who="An"), "Nieuw thema maken")
    app.text_input(key="werkbank.nieuw-thema.naam").set_value("Banken").run()
    with RunStore(campaign / "processed").lock():
        app = click(app, "Maak het thema")
    assert "Er loopt al een verwerking" in said_on(app)
    assert not log.read()
    assert app.text_input(key="werkbank.nieuw-thema.naam").value == "Banken"
