"""The sentence to say at the meeting: plain, right for one and for many, and nothing of few."""

from __future__ import annotations

import pandas as pd

from pipeline.analysis.changes_words import first_sentence, meeting_sentence
from tests.comparisons import compared, ids_of, in_theme, later, some_tables, themes_of, with_more
from tests.runs import make_manifest

LAW = "Geen enkel gepubliceerd fragment veranderde van thema."


def said(before, now, n_labels=0, **options):
    return meeting_sentence(compared(before, now, **options), n_labels)


def named(themes, theme_id, label):
    """The register with another name for a theme."""
    return themes.assign(label=themes["label"].mask(themes["theme_id"] == theme_id, label))


def test_nothing_changed():
    """One sentence that says what stands."""
    one = some_tables()
    assert said(one, one) == (
        "Sinds 1 december 2009 is er niets veranderd: dezelfde 120 fragmenten in dezelfde 4 "
        "thema's."
    )


def test_only_labels():
    """Themes and fragments stayed: the labels are told, one or many."""
    one = some_tables()
    same = "het blijven dezelfde 120 fragmenten in dezelfde 4 thema's."
    assert said(one, one, 1) == f"Sinds 1 december 2009 werd alleen 1 etiket anders: {same}"
    assert said(one, one, 6) == f"Sinds 1 december 2009 werden alleen 6 etiketten anders: {same}"


def test_a_week_of_notes():
    """How many came from how many conversations, which theme gained most, and the law."""
    before = some_tables()
    n = len(ids_of(before, "T001"))
    told = said(before, later(before, fragments=lambda rows: with_more(rows, "T001", 20)))
    assert told.startswith("Sinds 1 december 2009 kwamen er 20 fragmenten bij uit 4 gesprekken.")
    assert f"kwamen bij “Thema 1” (van {n} naar {n + 20} fragmenten)" in told
    assert "De 4 thema's bleven wat ze waren; " in told
    assert told.endswith(LAW)


def test_one_fragment_is_singular():
    """One fragment, of a table with enough persons: kwam, fragment, gesprek."""
    before = some_tables()
    table = before["conversations"].assign(participants=6)
    before = before | {"conversations": table}
    told = said(before, later(before, fragments=lambda rows: with_more(rows, "T001", 1)))
    assert "kwam er 1 fragment bij uit 1 gesprek." in told


def test_what_few_persons_said_is_not_counted():
    """New, moved or gone fragments of under five persons: some, without a number or a theme."""
    before = some_tables()
    before = before | {"conversations": before["conversations"].assign(participants=1)}
    told = said(before, later(before, fragments=lambda rows: with_more(rows, "T001", 1)))
    assert "kwamen er enkele fragmenten (van minder dan 5 personen) bij." in told
    assert "Thema 1" not in told
    chosen = ids_of(before, "T001", 1)
    moved = later(before, fragments=lambda rows: in_theme(rows, chosen, "T002"))
    assert "Enkele fragmenten (van minder dan 5 personen) veranderden van thema" in said(
        before, moved
    )
    told = said(before, later(before, fragments=lambda rows: rows.iloc[1:]))
    assert "Enkele fragmenten (van minder dan 5 personen) zijn weg" in told


def test_moves_are_told_with_their_reason():
    """So many of all that were published, and why; from Overig only: those with a theme stayed."""
    before = some_tables()
    chosen = ids_of(before, "T001", 12)
    told = said(before, later(before, fragments=lambda rows: in_theme(rows, chosen, "T002")))
    assert told.endswith(
        "12 van de 120 gepubliceerde fragmenten veranderden van thema: iemand besliste dit."
    )
    others = ids_of(before, None, 10)
    told = said(before, later(before, fragments=lambda rows: in_theme(rows, others, "T002")))
    assert told.endswith(
        "Geen enkel fragment dat al een thema had, verhuisde; 10 fragmenten zonder thema kregen "
        "er een: iemand besliste dit."
    )


def test_new_closed_merged_and_renamed_themes_are_named():
    """Up to three by name, more by their number; the rest stayed."""
    before = some_tables(300, n_themes=7)
    without = later(before, themes=lambda rows: rows[rows["theme_id"] != "T007"])
    told = said(without, before)
    assert "Er kwam 1 thema bij, als voorstel: “Thema 7”." in told
    few = later(before, themes=lambda rows: rows[rows["theme_id"] < "T004"])
    assert "Er kwamen 4 thema's bij, als voorstel." in said(few, before)
    renamed = later(before, themes=lambda rows: named(rows, "T002", "De bus"))
    told = said(before, renamed)
    assert "“Thema 2” heet nu “De bus”. De andere 6 thema's bleven wat ze waren." in told
    into = {"T005": "T001"}
    merged = later(
        before,
        fragments=lambda rows: in_theme(rows, ids_of(before, "T005"), "T001"),
        themes=lambda rows: rows.assign(merged_into=rows["theme_id"].map(into)),
    )
    told = said(before, merged)
    assert "“Thema 5” ging op in “Thema 1”." in told
    assert "de twee thema's zijn samengevoegd" in told
    closed = later(
        before,
        themes=lambda rows: rows.assign(
            status=rows["status"].mask(rows["theme_id"] > "T005", "retired")
        ),
    )
    assert "“Thema 6” en “Thema 7” zijn afgesloten." in said(before, closed)
    assert "“Thema 6” en “Thema 7” zijn er weer." in said(closed, before)


def test_a_clear_grower_is_told_with_its_shares():
    """Where many uitdagers brought more of it, the share is told too."""
    before = some_tables(400, n_uitdagers=20)
    fragments = before["fragments"]
    for place, uitdager in enumerate(sorted(fragments["uitdager_id"].unique())):
        fragments = with_more(fragments, "T001", 10, f"z{place}x", uitdager)
    told = said(before, before | {"fragments": fragments})
    assert "het aandeel van “Thema 1” groeide het meest (van" in told
    assert "duidelijk groter of kleiner" not in told


def test_two_runs_of_one_day_and_a_later_one():
    """The same date does not say since that date; against a later run nothing is new or gone."""
    before = some_tables()
    now = later(before, fragments=lambda rows: with_more(rows, "T001", 20))
    told = said(before, now, day="2009-12-01")
    assert told.startswith("Sinds de verwerking eerder op 1 december 2009 kwamen er")
    told = said(now, before, day="2009-11-20", is_ancestor=False)
    assert told.startswith(
        "Tegenover de latere verwerking van 1 december 2009 staan hier 0 fragmenten meer en 20 "
        "fragmenten minder."
    )


def test_a_first_run_has_nothing_before_it():
    """What it holds, with and without themes; and the first notes after an empty run."""
    some, empty = some_tables(30), some_tables(0, n_themes=0)
    assert first_sentence(themes_of(make_manifest(), some)) == (
        "Dit is de eerste verwerking: 30 fragmenten uit 10 gesprekken, in 4 thema's."
    )
    none = themes_of(make_manifest(), empty)
    assert first_sentence(none) == "Dit is de eerste verwerking: 0 fragmenten uit 0 gesprekken."
    told = said(empty, some)
    assert "kwamen er 30 fragmenten bij uit 10 gesprekken." in told
    assert "bleven" not in told
    assert LAW not in told
    assert "nog geen fragmenten" in said(empty, empty)


def test_a_theme_named_as_no_theme_is_still_told_apart():
    """Two themes of one name carry their id, as everywhere."""
    before = some_tables()
    now = later(before, themes=lambda rows: named(rows, "T002", "Thema 1"))
    table = compared(before, now).themes
    assert pd.Series(table["theme_label"]).is_unique
