"""Page Coderen: labels by key, blind; queues, undo, and settling where coders differ."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.decisions import Decision, DecisionLog, Kind, fold
from tests.coders import make_codings, make_proposals
from tests.explorer_room import files_of, make_campaign, open_page, place_run, words_on
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # pages


def _campaign(folder, monkeypatch, n_fragments=60):
    make_campaign(folder, monkeypatch)
    tables = make_tables(n_fragments)
    tables["proposals"] = make_proposals(tables["fragments"])
    place_run(folder, files_of(tables))
    return tables["fragments"]


def _log(folder):
    return DecisionLog(folder / "decisions" / "beslissingen.sqlite")


def _button(app, end):
    return next(button for button in app.button if str(button.key).endswith(end))


def _shown(app):
    """The id of the fragment on the screen."""
    return str(_button(app, ".category.actie").key).split(".")[2]


def _code(app, *ends):
    for end in ends:
        _button(app, end).click().run()
        assert not app.exception
    return app


def test_two_clicks_code_a_fragment_and_the_next_comes(tmp_path, monkeypatch):
    """Soort and gevoel, kept together as blind codings of the queue; then another fragment."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen", who="An")
    first = _shown(app)
    _code(app, ".category.actie")
    assert _log(tmp_path).read() == []
    assert _shown(app) == first
    _code(app, ".valence.positief")
    one, two = _log(tmp_path).read()
    assert (one.kind, one.subject, one.field, one.value) == (
        Kind.CODING,
        first,
        "category",
        "actie",
    )
    assert (two.field, two.value, two.why, two.who) == ("valence", "positief", "steekproef", "An")
    assert one.text
    assert one.conversation_id
    assert _shown(app) != first
    assert "Je codeerde 1 fragment" in words_on(app)


def test_each_value_has_a_key_of_its_own(tmp_path, monkeypatch):
    """With all labels on, no key stands on two buttons, and none is one that Streamlit keeps."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen", who="An")
    app.session_state["coderen.etiketten"] = ["category", "valence", "actor", "tense", "voice"]
    app.run()
    keys = [button.proto.shortcut for button in app.button if button.proto.shortcut]
    assert len(keys) == len(set(keys)) == 4 + 3 + 5 + 2 + 3 + 3
    assert not {key.casefold() for key in keys} & {"c", "r", "t"}


def test_nothing_of_the_machine_or_of_others_is_shown(tmp_path, monkeypatch):
    """Neither a word nor a colour: what the fragment is said to be is nowhere on the page."""
    fragments = _campaign(tmp_path, monkeypatch).set_index("fragment_id")
    log = _log(tmp_path)
    for one in make_codings(fragments.reset_index().head(30), ("Bert",), queue="twijfel"):
        log.append(one)
    app = open_page("coderen", who="An")
    said = words_on(app)
    assert "Bert" not in said
    assert '<blockquote class="genks-quote genks-coding">' in said
    assert "door het model" not in said
    types = {button.proto.type for button in app.button if ".category." in str(button.key)}
    assert types == {"secondary"}


def test_undo_takes_back_the_last_label_then_the_fragment_before(tmp_path, monkeypatch):
    """Z on a half coded fragment frees its label; else the last coded fragment is back."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen", who="An")
    first = _shown(app)
    _code(app, ".category.actie", ".valence.positief")
    second = _shown(app)
    _code(app, ".category.beleving", "zeg.terug")
    assert _shown(app) == second
    assert len(_log(tmp_path).read()) == 2
    _code(app, "zeg.terug")
    assert _shown(app) == first
    assert not fold(_log(tmp_path).read()).codings
    _code(app, "zeg.terug")
    assert _shown(app) == first


def test_a_doubtful_fragment_that_is_taken_back_stays_doubtful(tmp_path, monkeypatch):
    """Who changes queue, and then undoes and says it again, adds nothing to the random sample."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen", who="An", rij="twijfel")
    first = _shown(app)
    _code(app, ".category.actie", ".valence.positief")
    app.radio(key="coderen.rij").set_value("steekproef").run()
    _code(app, "zeg.terug")
    assert _shown(app) == first
    _code(app, ".category.beleving", ".valence.neutraal")
    said = fold(_log(tmp_path).read()).codings
    assert [(one.value, one.why) for one in said.values()] == [
        ("beleving", "twijfel"),
        ("neutraal", "twijfel"),
    ]
    _code(app, ".category.actie", ".valence.positief")
    assert [one.why for one in _log(tmp_path).read()][-2:] == ["steekproef", "steekproef"]


def test_what_is_passed_over_comes_last(tmp_path, monkeypatch):
    """Skipping keeps nothing and shows another; half an answer is kept, and not asked again."""
    _campaign(tmp_path, monkeypatch, 2)
    app = open_page("coderen", who="An")
    first = _shown(app)
    _code(app, "zeg.verder")
    second = _shown(app)
    assert second != first
    assert _log(tmp_path).read() == []
    _code(app, ".category.actie", "zeg.verder")
    assert [one.field for one in _log(tmp_path).read()] == ["category"]
    assert _shown(app) == first
    _code(app, ".category.actie", ".valence.positief")
    assert not [b for b in app.button if ".category." in str(b.key)]
    _code(app, ".valence.neutraal")
    assert "niets meer te doen" in words_on(app)
    _code(app, "zeg.terug")
    assert len(fold(_log(tmp_path).read()).codings) == 3


def test_every_queue_opens_and_says_what_it_is(tmp_path, monkeypatch):
    """By its address; on a full run, on one row, and where there is nothing."""
    for n_fragments in (60, 1):
        folder = tmp_path / str(n_fragments)
        folder.mkdir()
        _campaign(folder, monkeypatch, n_fragments)
        for queue in ("steekproef", "twijfel", "typisch", "formulier", "thema"):
            app = open_page("coderen", who="An", rij=queue)
            assert not app.exception
            assert [b for b in app.button if ".category." in str(b.key)] or (
                "niets meer te doen" in words_on(app)
            )


def test_a_theme_is_coded_from_the_list(tmp_path, monkeypatch):
    """The label theme takes a theme of the register, or none."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen", who="An")
    app.session_state["coderen.etiketten"] = ["theme"]
    app.run()
    box = next(box for box in app.selectbox if "geef-thema" in str(box.key))
    box.set_value("T003").run()
    (one,) = _log(tmp_path).read()
    assert (one.field, one.value) == ("theme", "T003")


def test_the_labels_to_code_are_remembered(tmp_path, monkeypatch):
    """Another visit asks the same labels."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen", who="An")
    app.session_state["coderen.etiketten"] = ["tense"]
    app.run()
    later = open_page("coderen", who="An")
    assert [b.label for b in later.button if ".tense." in str(b.key)] == ["nu", "toekomst"]
    assert not [b for b in later.button if ".category." in str(b.key)]


def test_two_coders_share_only_the_double_part(tmp_path, monkeypatch):
    """What another did of the sample does not come back, but for the share that is for all."""
    _campaign(tmp_path, monkeypatch)
    done = {}
    for who in ("An", "Bert"):
        app = open_page("coderen", who=who)
        for _ in range(10):
            done.setdefault(who, []).append(_shown(app))
            _code(app, ".category.actie", ".valence.positief")
    both = set(done["An"]) & set(done["Bert"])
    assert len(both) == 2
    assert len(fold(_log(tmp_path).read()).codings) == 40


def test_without_a_name_nothing_is_coded(tmp_path, monkeypatch):
    """A coding needs somebody who says it."""
    _campaign(tmp_path, monkeypatch)
    app = open_page("coderen")
    assert "Vul eerst in de zijbalk je naam in" in words_on(app)
    assert not [b for b in app.button if ".category." in str(b.key)]


def test_a_difference_is_settled_with_a_reason(tmp_path, monkeypatch):
    """Both words side by side; without a reason it stays, with one it stands and is gone here."""
    fragments = _campaign(tmp_path, monkeypatch)
    one = fragments.iloc[0]
    log = _log(tmp_path)
    for who, value in (("An", "actie"), ("Bert", "beleving")):
        log.append(
            Decision(
                who, Kind.CODING, one["fragment_id"], "category", value, "steekproef", text="x"
            )
        )
    app = open_page("coderen", who="Cas")
    app.session_state["coderen.beeld"] = "Verschillen"
    app.run()
    said = words_on(app)
    assert "A (An) zegt: **actie**" in said
    assert "B (Bert) zegt: **beleving**" in said
    next(box for box in app.selectbox if box.key.endswith("waarde")).set_value("beleving")
    next(b for b in app.button if b.label == "Beslis").click().run()
    assert "schrijf waarom" in app.error[0].value
    next(box for box in app.text_input if box.key.endswith("waarom")).set_value("Er is geen plan.")
    next(b for b in app.button if b.label == "Beslis").click().run()
    label = fold(log.read()).labels[(one["fragment_id"], "category")]
    assert (label.kind, label.who, label.why) == (Kind.LABEL, "Cas", "Er is geen plan.")
    assert "nergens verschillen codeurs" in words_on(app)


def test_what_was_said_before_a_correction_is_seen_at_the_new_fragment(tmp_path, monkeypatch):
    """By the moves of the run: coders who differed on the old form still differ on the new."""
    make_campaign(tmp_path, monkeypatch)
    tables = make_tables(60)
    tables["moves"] = pd.DataFrame({"judged_id": ["oud"], "fragment_id": ["f000001"]}, dtype="str")
    place_run(tmp_path, files_of(tables))
    for who, value in (("An", "actie"), ("Bert", "beleving"), ("bert", "beleving")):
        _log(tmp_path).append(Decision(who, Kind.CODING, "oud", "category", value, "steekproef"))
    app = open_page("coderen", who="Cas")
    app.session_state["coderen.beeld"] = "Verschillen"
    app.run()
    assert "B (bert) zegt: **beleving**" in words_on(app)


def test_who_differs_is_not_told_to_others(tmp_path, monkeypatch):
    """An explorer that others can reach says A and B, and no name."""
    fragments = _campaign(tmp_path, monkeypatch)
    for who, value in (("An", "actie"), ("Bert", "beleving")):
        _log(tmp_path).append(
            Decision(who, Kind.CODING, fragments.iloc[0]["fragment_id"], "category", value)
        )
    monkeypatch.setenv("GENKS_EXPLORER__ADDRESS", "0.0.0.0")  # noqa: S104 - nothing listens
    app = open_page("coderen", who="Cas")
    app.session_state["coderen.beeld"] = "Verschillen"
    app.run()
    assert "A zegt" in words_on(app)
    assert "Bert" not in words_on(app)


def test_the_log_says_that_a_word_was_blind(tmp_path, monkeypatch):
    """A coding stands on Logboek with its queue, in Dutch, and can be taken back there."""
    _campaign(tmp_path, monkeypatch)
    _log(tmp_path).append(
        Decision("An", Kind.CODING, "f000001", "voice", "quote", "steekproef", text="De bus.")
    )
    app = open_page("logboek", who="An")
    said = words_on(app)
    assert "stem is eigen woorden, blind gecodeerd" in said
    assert "steekproef" in said
    app.button(key="logboek.terug.1").click().run()
    assert not fold(_log(tmp_path).read()).labels
