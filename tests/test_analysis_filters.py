"""A choice of fragments: applied, in words, in the URL."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis.filters import Filter, apply, from_query, in_words, to_query
from pipeline.analysis.joined import REVIEWED, join_fragments
from pipeline.analysis.words import LANGUAGES
from pipeline.schema import AGE_GROUPS, Actor, Category, LabelSource, Question, Tense, Valence
from tests.runs import NEIGHBOURHOODS, make_tables


def joined_of(n_fragments=120):
    tables = make_tables(n_fragments)
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names))


JOINED = joined_of()


def several(values):
    return st.lists(st.sampled_from([str(value) for value in values]), unique=True, max_size=3).map(
        tuple
    )


FILTERS = st.builds(
    Filter,
    category=several(Category),
    valence=several(Valence),
    tense=several(Tense),
    actor=several(Actor),
    theme=several(["T001", "T002", "overig"]),
    neighbourhood=several([*NEIGHBOURHOODS, "Aan & =?%"]),
    age_group=several(AGE_GROUPS),
    language=several(LANGUAGES),
    question=several(Question),
    source=several(LabelSource),
    review=several(REVIEWED),
    date_from=st.none() | st.dates(dt.date(2009, 7, 1), dt.date(2009, 12, 1)),
    date_to=st.none() | st.dates(dt.date(2009, 7, 1), dt.date(2009, 12, 1)),
    text=st.sampled_from(["", "bus", '"te laat" huis*']),
)


@given(chosen=FILTERS)
@settings(max_examples=60, deadline=None)
def test_a_filter_survives_its_url(chosen):
    """To the URL and back gives the same filter."""
    assert from_query(to_query(chosen)) == chosen


@pytest.mark.slow
@given(chosen=FILTERS)
@settings(max_examples=60, deadline=None)
def test_fields_narrow_each_other(chosen):
    """All fields together pass what each field alone passes."""
    found = JOINED["fragment_id"].tolist()
    together = set(apply(JOINED, chosen, found)["fragment_id"])
    alone = set(apply(JOINED, Filter(), found)["fragment_id"])
    assert alone == set(found)
    singles = (Filter(**{name: getattr(chosen, name)}) for name in Filter.__dataclass_fields__)
    for single in singles:
        if single != Filter():
            alone &= set(apply(JOINED, single, found)["fragment_id"])
    assert together == alone


def test_values_of_a_field_widen_each_other():
    """Beleving or actie is as many as beleving and actie apart."""
    both = apply(JOINED, Filter(category=("beleving", "actie")))
    apart = [apply(JOINED, Filter(category=(kind,))) for kind in ("beleving", "actie")]
    assert len(both) == sum(map(len, apart)) > 0


def test_a_mixed_table_passes_for_each_age_at_it():
    """A table of 26-35 and 65+ is found under both, and not under 16-25."""
    mixed = JOINED[JOINED["age_groups"] == "26-35|65+"]["conversation_id"]
    assert len(mixed) > 0
    for age, expected in (("26-35", True), ("65+", True), ("16-25", False)):
        found = apply(JOINED, Filter(age_group=(age,)))["conversation_id"]
        assert (set(mixed) <= set(found)) is expected


def test_both_dates_count_and_no_date_passes_no_period():
    """The first and the last day are in; a fragment without a date is out."""
    day = JOINED["date"].dropna().iloc[0].date()
    found = apply(JOINED, Filter(date_from=day, date_to=day))
    assert len(found) > 0
    assert set(found["date"].dt.date) == {day}
    undated = JOINED.assign(date=JOINED["date"].where(JOINED.index > 10))
    assert apply(undated, Filter(date_from=dt.date(2000, 1, 1)))["date"].notna().all()


def test_found_ids_keep_the_order_of_the_search():
    """With a text, the answer stands in the order of relevance."""
    ids = ["f000007", "f000002", "f000050", "onbekend"]
    assert apply(JOINED, Filter(text="x"), ids)["fragment_id"].tolist() == ids[:3]
    with pytest.raises(ValueError, match="search"):
        apply(JOINED, Filter(text="x"))


def test_bad_values_in_a_url_are_passed_over():
    """What a person mistypes in the address bar breaks nothing."""
    query = {"soort": ["klacht", "actie", "actie"], "van": "gisteren", "x": "1", "zoek": "  \0 "}
    assert from_query(query) == Filter(category=("actie",))


def test_a_filter_reads_as_dutch():
    """The state of the filter is a phrase that a person understands."""
    chosen = Filter(
        text="bus",
        category=("actie", "beleving"),
        theme=("T001", "overig"),
        date_from=dt.date(2009, 8, 1),
    )
    words = in_words(chosen, {"T001": "Bus en trein"})
    assert words == (
        "met \u201cbus\u201d, soort actie of beleving, thema Bus en trein of Overig, "
        "vanaf 1 augustus 2009"
    )
    assert in_words(Filter(), {}) == "alle fragmenten"


@pytest.mark.parametrize("n_fragments", [0, 1])
def test_small_runs_are_filtered_too(n_fragments):
    """No fragment or one: the same functions work."""
    joined = joined_of(n_fragments)
    everything = Filter(
        category=("actie",), age_group=("65+",), question=("nodig",), review=("actor",),
        theme=("overig",), date_from=dt.date(2009, 8, 1),
    )  # fmt: skip
    assert len(apply(joined, Filter())) == n_fragments
    assert len(apply(joined, everything)) <= n_fragments
