"""Page Wijzigingen: against which run, the sentence, and a number that leads to its fragments."""

from __future__ import annotations

import io

import docx
import pytest

from explorer import state
from explorer.changes import read_changes
from explorer.data import Viewer
from pipeline.export.changes_word import changes_docx
from tests.comparisons import ids_of, in_theme, later, some_tables, with_more
from tests.explorer_room import make_campaign, open_page, words_on
from tests.runs import publish_run

pytestmark = pytest.mark.slow  # pages

FIRST, SECOND, THIRD = "R0001-test0000", "R0002-test0000", "R0003-test0000"


@pytest.fixture
def three_runs(tmp_path, monkeypatch):
    """New notes in the second run; in the third a person moved three of them."""
    make_campaign(tmp_path, monkeypatch)
    processed = tmp_path / "processed"
    first = some_tables()
    second = later(first, fragments=lambda rows: with_more(rows, "T001", 20))
    chosen = ids_of(second, "T001", 3)
    third = later(second, fragments=lambda rows: in_theme(rows, chosen, "T002"))
    publish_run(processed, first, FIRST)
    publish_run(
        processed,
        second,
        SECOND,
        previous_run_id=FIRST,
        finished="2009-12-08T10:00:00+00:00",
    )
    publish_run(
        processed,
        third,
        THIRD,
        previous_run_id=SECOND,
        finished="2009-12-15T10:00:00+00:00",
    )
    return chosen


@pytest.mark.usefixtures("three_runs")
def test_against_the_run_before_unless_another_is_chosen():
    """The run before stands first; the address takes another, and nonsense is the one before."""
    app = open_page("wijzigingen")
    assert not app.exception
    assert app.selectbox(state.CHANGES_AGAINST).value == SECOND
    assert "Sinds 8 december 2009 kwam er niets bij." in words_on(app)
    older = open_page("wijzigingen", tegen=FIRST)
    assert "Sinds 1 december 2009 kwamen er 20 fragmenten bij" in words_on(older)
    assert "alleen bij als je vergelijkt met de run ervoor" in words_on(older)
    assert open_page("wijzigingen", tegen="R9").selectbox(state.CHANGES_AGAINST).value == SECOND


@pytest.mark.usefixtures("three_runs")
def test_another_run_goes_to_the_address():
    """What was open of the other comparison no longer stands there."""
    app = open_page("wijzigingen", fragmenten="verhuisd.T001.T002", blad="2")
    app.selectbox(state.CHANGES_AGAINST).select(FIRST).run()
    assert app.query_params["tegen"] == FIRST
    assert "fragmenten" not in app.query_params
    assert "blad" not in app.query_params


def test_a_number_leads_to_its_fragments(three_runs):
    """The moved ones with the reason and a link to each note; the links keep the run compared."""
    app = open_page("wijzigingen", fragmenten="verhuisd.T001.T002")
    said = words_on(app).replace("\\", "")
    assert "3 fragmenten verhuisd: Thema 1 → Thema 2" in said
    assert said.count("<li>") == len(three_runs)
    assert "iemand besliste dit" in said
    assert "notities?notitie=" in said
    new = words_on(open_page("wijzigingen", tegen=FIRST, fragmenten="nieuw.T001"))
    assert new.count("<li>") == 16  # a page of them
    assert f"wijzigingen?tegen={FIRST}&amp;fragmenten=nieuw.T001" in new


@pytest.mark.usefixtures("three_runs")
def test_an_address_that_fits_nothing_opens_nothing():
    """Ids that are not there, half an address, other words."""
    for broken in ("verhuisd", "verhuisd.T9.T8", "nieuw.", "iets.T001", "weg.T001.T002"):
        app = open_page("wijzigingen", fragmenten=broken)
        assert not app.exception
        assert "<li>" not in words_on(app)


def test_the_first_run_says_what_it_holds(tmp_path, monkeypatch):
    """Nothing to compare with: one sentence, and why there is no more."""
    make_campaign(tmp_path, monkeypatch, 30)
    app = open_page("wijzigingen")
    assert not app.exception
    assert "Dit is de eerste verwerking: 30 fragmenten uit 10 gesprekken" in words_on(app)
    assert not app.selectbox


@pytest.mark.usefixtures("three_runs")
def test_all_themes_on_request():
    """The switch for the whole picture holds while another number is opened."""
    app = open_page("wijzigingen")
    app.toggle(state.CHANGES_ALL).set_value(True).run()
    assert not app.exception


@pytest.mark.slow  # whole documents
@pytest.mark.usefixtures("three_runs")
def test_the_button_makes_the_document(tmp_path):
    """The page offers Word; the document says what the page says."""
    app = open_page("wijzigingen")
    assert "Bewaar als Word" in [button.proto.label for button in app.get("download_button")]
    changes = read_changes(Viewer("An"), tmp_path / "processed", THIRD, SECOND)
    document = docx.Document(io.BytesIO(changes_docx(changes)))
    assert changes.sentence in [paragraph.text for paragraph in document.paragraphs]
