"""Wijzigingen tells what the model chose otherwise apart from what people and forms said."""

from __future__ import annotations

import pandas as pd

from pipeline.compare import by_model, label_changes
from pipeline.decisions import Carried
from pipeline.schema import GivenLabels
from tests.explorer_room import make_campaign, open_page, words_on
from tests.runs import make_tables, publish_run

NOTHING_CARRIED = Carried(GivenLabels.empty(), [], [])
OTHER = {"actie": "suggestie", "suggestie": "actie", "beleving": "actie", "frustratie": "beleving"}


def changed_run(folder):
    """Two runs: the model changed its mind on six fragments, a person on one."""
    before = make_tables(60)
    before["fragments"] = before["fragments"].assign(category_source="model")
    after = {name: table.copy() for name, table in before.items()}
    rows = after["fragments"].index[:7]
    now = after["fragments"].loc[rows, "category"].map(OTHER)
    after["fragments"].loc[rows, "category"] = now
    after["fragments"].loc[rows[-1:], "category_source"] = "person"
    after["label_changes"] = label_changes(before["fragments"], after["fragments"], NOTHING_CARRIED)
    publish_run(folder / "processed", before)
    publish_run(folder / "processed", after, "R0002-test0000", previous_run_id="R0001-test0000")
    return after


def test_the_model_apart_from_people(tmp_path, monkeypatch):
    """How often each changed, from what to what, and the table of people apart."""
    make_campaign(tmp_path, monkeypatch)
    changed_run(tmp_path)
    app = open_page("wijzigingen")
    assert not app.exception
    titles = [element.value for element in app.subheader]
    assert "6 etiketten koos het model anders" in titles
    assert "1 etiket gewijzigd door mensen en formulieren" in titles
    assert "genks-matrix" in words_on(app)
    assert len(app.dataframe) == 1


def test_a_number_leads_to_its_fragments(tmp_path, monkeypatch):
    """The cell in the address lists the fragments that went from the one to the other."""
    make_campaign(tmp_path, monkeypatch)
    changes = changed_run(tmp_path)["label_changes"]
    first = changes[by_model(changes)].iloc[0]
    cell = f"{first['before']}|{first['after']}"
    app = open_page("wijzigingen", etiket="category", cel=cell)
    mine = changes[
        by_model(changes)
        & (changes["before"] == first["before"])
        & (changes["after"] == first["after"])
    ]
    assert words_on(app).count("<li>") == len(mine)


def test_what_a_person_takes_back_is_not_the_model():
    """Where the model's label stands again after a person's, that is told of the person."""
    one = make_tables(60)["fragments"].head(1)
    said = one.assign(category="actie", category_source="person")
    again = one.assign(category="beleving", category_source="model")
    changes = label_changes(said, again, NOTHING_CARRIED)
    assert changes["reason"].tolist() == ["Een mens nam dit terug."]
    assert not by_model(changes).any()
    formed = said.assign(category_source="form")
    assert "formulier" in label_changes(formed, again, NOTHING_CARRIED)["reason"].item()


def test_nothing_changed_is_nothing_of_the_model():
    """No changes: an empty mask."""
    empty = pd.DataFrame({"reason": pd.Series([], dtype="str")})
    assert by_model(empty).tolist() == []
