"""What a figure says at its head: no more than its numbers carry."""

import pandas as pd
import pytest

from pipeline.analysis import figures
from pipeline.analysis.counts import Size, share_intervals, size_of
from pipeline.analysis.coverage import coverage
from pipeline.analysis.figure import provenance
from pipeline.analysis.titles import count_title, coverage_title, share_title
from tests.runs import make_manifest

ENOUGH = Size(600, 200, 20, 300)
FEW_TALKS = Size(60, 20, 20, 40)
FEW_UITDAGERS = Size(600, 200, 5, 300)


def shares(**parts):
    """A table of shares of each soort: name=(share, low, high)."""
    rows = [(name, 100, *values) for name, values in parts.items()]
    return pd.DataFrame(rows, columns=["category", "n_fragments", "share", "low", "high"])


def counts(name, **n_fragments):
    return pd.DataFrame({name: list(n_fragments), "n_fragments": list(n_fragments.values())})


def heard(persons, reference, n_uitdagers=40):
    """Coverage by age: so many persons of each age, one a conversation, over all uitdagers."""
    ages = [age for age, n in persons.items() for _ in range(n)]
    ids = [f"c{i:04d}" for i in range(len(ages))]
    uitdagers = [f"U{i % n_uitdagers:02d}" for i in range(len(ages))]
    conversations = pd.DataFrame({"conversation_id": ids, "uitdager_id": uitdagers})
    profiles = pd.DataFrame({"conversation_id": ids, "value": ages})
    profiles = profiles.assign(attribute="age_group", persons=1)
    expected = pd.DataFrame({"value": list(reference), "share": list(reference.values())})
    expected = expected.assign(attribute="age_group", source="fictief")
    return coverage(conversations, profiles, expected, "age_group")


def test_a_clear_winner_is_named_with_its_share():
    """Margins that do not touch: one soort, and how much."""
    table = shares(beleving=(0.5, 0.45, 0.55), frustratie=(0.3, 0.26, 0.34), actie=(0.2, 0.1, 0.25))
    title = share_title(table, "category", ENOUGH)
    assert title.text == "Belevingen komen het vaakst voor (50\u00a0% van de fragmenten)"
    assert title.named == ("beleving",)


def test_overlapping_margins_name_no_single_winner():
    """The first two overlap: both are named, and that the difference is too small."""
    table = shares(
        beleving=(0.3, 0.27, 0.33), frustratie=(0.29, 0.26, 0.31), actie=(0.2, 0.1, 0.25)
    )
    title = share_title(table, "category", ENOUGH)
    assert title.text.startswith("Belevingen en frustraties komen het vaakst voor: het verschil")
    assert title.named == ("beleving", "frustratie")


def test_when_all_margins_overlap_nothing_is_named():
    """No soort stands out."""
    table = shares(beleving=(0.35, 0.2, 0.5), frustratie=(0.33, 0.2, 0.5), actie=(0.32, 0.2, 0.5))
    title = share_title(table, "category", ENOUGH)
    assert title.text == "Geen soort komt duidelijk vaker voor dan de andere"


@pytest.mark.parametrize(
    ("size", "reason"),
    [(FEW_TALKS, "Te weinig gesprekken"), (FEW_UITDAGERS, "Te weinig uitdagers")],
)
def test_little_material_is_not_compared(size, reason):
    """Under thirty conversations or eight uitdagers: a question, and why there is no answer."""
    sure = shares(beleving=(0.8, 0.7, 0.9), actie=(0.2, 0.1, 0.3))
    compared = heard({"26-35": 90, "65+": 10}, {"26-35": 0.5, "65+": 0.5})
    for title in (
        share_title(sure, "category", size),
        count_title(counts("theme_label", Bus=9, Werk=3), "theme_label", size),
        count_title(counts("neighbourhood", Termien=9, Centrum=3), "neighbourhood", size),
        coverage_title(compared, "age_group", size),
    ):
        assert title.text == title.question
        assert title.text.endswith(f"? {reason} om te vergelijken")
        assert title.named == ()


def test_counts_that_are_equal_share_the_title():
    """One theme is the largest, two are equally large, of many equals none is named."""
    one, two = counts("theme_label", Bus=9, Werk=3), counts("theme_label", Bus=9, Werk=9, Taal=1)
    assert count_title(one, "theme_label", ENOUGH).text == "“Bus” is het grootste thema"
    said = count_title(two, "theme_label", ENOUGH)
    assert said.text == "“Bus” en “Werk” zijn de grootste thema's, even groot"
    assert said.named == ("Bus", "Werk")
    many = counts("theme_label", A=2, B=2, C=2, D=2)
    assert count_title(many, "theme_label", ENOUGH).named == ()


def test_a_difference_that_chance_may_make_is_no_lack():
    """4 of 40 where six were expected is no news; 20 of 400 where 60 were expected is."""
    reference = {"26-35": 0.85, "65+": 0.15}
    little = coverage_title(heard({"26-35": 36, "65+": 4}, reference), "age_group", ENOUGH)
    assert little.text == "Geen enkele groep hoorden we duidelijk minder dan verwacht (leeftijd)"
    much = coverage_title(heard({"26-35": 380, "65+": 20}, reference), "age_group", ENOUGH)
    assert much.text == "65+ hoorden we minder dan verwacht (leeftijd)"
    assert much.named == ("65+",)


def test_people_of_one_uitdager_are_one_voice():
    """The same persons, all elderly people with a few uitdagers: no longer a sure lack."""
    reference = {"26-35": 0.8, "65+": 0.2}
    ages = ["65+"] * 45 + ["26-35"] * 255
    ids = [f"c{i:04d}" for i in range(300)]
    profiles = pd.DataFrame({"conversation_id": ids, "value": ages, "persons": 1})
    expected = pd.DataFrame({"value": list(reference), "share": list(reference.values())})
    spread, bunched = (
        coverage(
            pd.DataFrame({"conversation_id": ids, "uitdager_id": uitdagers}),
            profiles.assign(attribute="age_group"),
            expected.assign(attribute="age_group", source="fictief"),
            "age_group",
        ).set_index("value")
        for uitdagers in ([f"U{i % 15}" for i in range(300)], [f"U{i // 20}" for i in range(300)])
    )
    assert spread.loc["65+", "high"] < 0.2 < bunched.loc["65+", "high"]
    assert spread["share"].equals(bunched["share"])


def test_who_was_not_heard_at_all_is_said():
    """Nobody of an age that lives in the city: a fact, whatever the margin."""
    table = heard({"26-35": 40}, {"26-35": 0.85, "65+": 0.15})
    title = coverage_title(table, "age_group", ENOUGH)
    assert title.text == "65+ hoorden we nog niet (leeftijd)"


def test_margins_for_more_comparisons_are_wider():
    """Twelve values set against something: each margin is wider than for one."""
    hits = pd.get_dummies(pd.Series(["a", "b"] * 100)).to_numpy(dtype=float)
    uitdagers = [f"U{i % 7}{i % 3}" for i in range(200)]
    one, twelve = (share_intervals(hits, uitdagers, None, n) for n in (1, 12))
    assert ((twelve["high"] - twelve["low"]) > (one["high"] - one["low"])).all()


def test_neighbourhoods_that_are_equal_are_not_ranked():
    """The figure says so too, not only the title."""
    joined = pd.DataFrame(
        {
            "neighbourhood": ["Termien", "Centrum"] * 100,
            "conversation_id": [f"c{i // 2}" for i in range(200)],
            "uitdager_id": [f"U{i // 2 % 10}" for i in range(200)],
            "participants": 2,
        }
    )
    figure = figures.neighbourhoods_figure(joined, provenance(make_manifest(), size_of(joined)))
    assert figure.title.startswith("Centrum en Termien leverden even veel")
