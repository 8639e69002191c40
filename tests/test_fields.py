"""A cell becomes the value that a person meant, or a problem that says what was expected."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fields import (
    match_neighbourhood,
    parse_category,
    parse_date,
    parse_participants,
    parse_profile,
    parse_technique,
    parse_uitdager,
    parse_valence,
)
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.schema import AGE_GROUPS, PROFILE_ATTRIBUTES

START, END = dt.date(2009, 7, 1), dt.date(2009, 12, 31)
DAYS = st.dates(START, END)
WRITTEN = (
    *("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d %m %Y", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y%m%d"),
    *("%d/%m", "%d/%m/%Y 14:30", "%Y-%m-%d 00:00:00"),
)
WIJKEN = {"Waterschei": ["Oud-Waterschei"], "Sledderlo": [], "Nieuw Sledderlo": [], "Centrum": []}


@given(DAYS, st.sampled_from(WRITTEN))
@settings(max_examples=60)
def test_a_date_reads_back_however_it_was_written(day, form):
    """Day before month, with or without year, time or ISO order: the same day."""
    assert parse_date(day.strftime(form), START, END).value == day


@given(DAYS)
@settings(max_examples=30)
def test_an_excel_serial_is_a_date(day):
    """A date cell that lost its format counts the days since 1900."""
    serial = (day - dt.date(1899, 12, 30)).days
    for value in (serial, float(serial) + 0.6, str(serial)):
        assert parse_date(value, START, END).value == day
    assert parse_date(dt.datetime.combine(day, dt.time(9)), START, END).value == day


@pytest.mark.parametrize(
    "text",
    [
        *(
            "12 september 2009",
            "12 sept. '09",
            "zaterdag 12/9/2009",
            "12 september",
            "za 12 sept",
            "Sat, 12 Sep 2009",
            "12/9/2009 - 14/09/2009",
            "12 en 13 september 2009",
        ),
        *("12e sept 2009", "12-sep-09", "12/9/2009 om 20u", "op 12.09", "12 September (avond)"),
        *("'s avonds 12/9/2009", "12ste september", "12/9/'09", "Zaterdag, 12 september 2009"),
    ],
)
def test_dates_in_words(text):
    """Months, weekdays and hours as volunteers type them."""
    assert parse_date(text, START, END).value == dt.date(2009, 9, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/02/2009", "31/02/2009 bestaat niet"),
        ("12/09/2029", "12/09/2029 valt buiten de periode"),
        ("13/13/2009", "bestaat niet"),
        ("5 maart", "buiten de periode"),
        ("Jan Peeters", "geen leesbare datum"),
        ("september 2009", "geen leesbare datum"),
    ],
)
def test_a_wrong_date_is_a_problem(text, expected):
    """An impossible day, a day outside the period and no day at all each say what is wrong."""
    parsed = parse_date(text, START, END)
    assert parsed.value is None
    assert expected in (parsed.problem or "")


def test_a_day_without_year_needs_a_period_that_tells():
    """Where two years fit, the year must be written."""
    long_end = dt.date(2010, 12, 31)
    assert "jaar" in (parse_date("12/9", START, long_end).problem or "")
    assert parse_date("12/3", START, long_end).value == dt.date(2010, 3, 12)


@given(st.text(max_size=40))
@settings(max_examples=120, deadline=None)
def test_no_text_breaks_a_parser_or_is_repeated(text):
    """Whatever stands in a cell: a value or a problem, and no letters of it in the problem."""
    results = [parse_date(text, START, END), parse_category(text), parse_valence(text)]
    results += [parse_participants(text), match_neighbourhood(text, WIJKEN)]
    for attribute in PROFILE_ATTRIBUTES:
        profile = parse_profile(attribute, text, 3)
        assert all(persons > 0 for persons in profile.counts.values())
    for result in results:
        assert result.value is None or result.problem is None
    parse_uitdager(text)
    parse_technique(text)


@pytest.mark.parametrize("attribute", PROFILE_ATTRIBUTES)
def test_a_name_in_the_wrong_column_goes_nowhere(attribute):
    """A person's name is no value of any attribute, and no problem repeats it."""
    name = "Zeynep Vandenbroucke"
    profile = parse_profile(attribute, name, 1)
    problems = [profile.problem, match_neighbourhood(name, WIJKEN).problem]
    problems += [parse_category(name).problem, parse_date(name, START, END).problem]
    assert profile.counts == {}
    assert all(problem and "Zeynep" not in problem for problem in problems)
    assert parse_technique(f"gesprek bij {name}") is None


@given(
    st.sampled_from(["age_group", "gender", "origin", "education"]).flatmap(
        lambda attribute: st.tuples(
            st.just(attribute),
            st.dictionaries(
                st.sampled_from(
                    {
                        "age_group": [*AGE_GROUPS],
                        "gender": ["v", "m", "x"],
                        "origin": ["Belgisch", "Turks", "Italiaans", "Pools", "andere"],
                        "education": ["lager", "secundair", "hoger"],
                    }[attribute]
                ),
                st.integers(1, 9),
                min_size=1,
            ),
        )
    ),
    st.sampled_from([("{0} ({1})", ", "), ("{1}x {0}", " + "), ("{0}: {1}", "; ")]),
)
@settings(max_examples=80)
def test_counts_read_back(written, style):
    """Persons by value are the same in each way of writing them, and their sum is the table."""
    attribute, counts = written
    text = style[1].join(style[0].format(value, n) for value, n in counts.items())
    profile = parse_profile(attribute, text, None)
    assert profile.counts == counts
    assert profile.participants == sum(counts.values())
    assert profile.problem is None
    assert profile.single == (next(iter(counts)) if len(counts) == 1 else None)


@pytest.mark.parametrize(
    ("attribute", "text", "participants", "counts"),
    [
        ("gender", "3v 3m", 6, {"v": 3, "m": 3}),
        ("gender", "3V/2M", 5, {"v": 3, "m": 2}),
        ("gender", "v3 m2", 5, {"v": 3, "m": 2}),
        ("gender", "3 vrouwen en 2 mannen", 5, {"v": 3, "m": 2}),
        ("gender", "1 man, 1 vrouw", None, {"v": 1, "m": 1}),
        ("gender", "man en vrouw", 2, {"v": 1, "m": 1}),
        ("gender", "m/v", None, {}),
        ("origin", "2x Turks + 1x Pools", 3, {"Turks": 2, "Pools": 1}),
        ("origin", "2 Turken, 1 Griek", 3, {"Turks": 2, "Grieks": 1}),
        ("origin", "Turks en Marokkaans", 2, {"Turks": 1, "Marokkaans": 1}),
        ("origin", "gemengd", 5, {}),
        ("origin", "Turks 2, Pools 1", 3, {"Turks": 2, "Pools": 1}),
        ("origin", "Belgisch 3x, Turks 2x", 5, {"Belgisch": 3, "Turks": 2}),
        ("gender", "vvm", 3, {"v": 2, "m": 1}),
        ("age_group", "3 36-50, 1 65+", 4, {"36-50": 3, "65+": 1}),
        ("age_group", "42, 38 en 70", 3, {"36-50": 2, "65+": 1}),
        ("age_group", "3 jongeren, 2 senioren", 5, {"16-25": 3, "65+": 2}),
        ("age_group", "3x 65+ + 2x 36-50", 5, {"65+": 3, "36-50": 2}),
        ("work", "2 bedienden, 1 arbeider", 3, {"bediende": 2, "arbeider": 1}),
        ("work", "1x werkend + 3x huisman/-vrouw", 4, {"werkend": 1, "huisman/-vrouw": 3}),
    ],
)
def test_a_mixed_table_becomes_persons_by_value(attribute, text, participants, counts):
    """A table's profile in the ways in which volunteers write it; mixed without numbers is none."""
    profile = parse_profile(attribute, text, participants)
    assert profile.counts == counts
    assert profile.single is None
    assert profile.problem is None


@pytest.mark.parametrize(
    ("attribute", "text", "value"),
    [
        ("age_group", "42 jaar", "36-50"),
        ("age_group", "40-49", "36-50"),
        ("age_group", "65 plus", "65+"),
        ("age_group", "ouder dan 65", "65+"),
        ("age_group", "65 en ouder", "65+"),
        ("age_group", "eind 40", "36-50"),
        ("age_group", "36\u201350", "36-50"),
        ("gender", "Vrouw", "v"),
        ("origin", "Turkse", "Turks"),
        ("origin", "Belgisch-Turks", "Turks"),
        ("origin", "Belg van Turkse afkomst", "Turks"),
        ("origin", "Italiaan", "Italiaans"),
        ("origin", "Syrië", "andere"),
        ("education", "BSO/TSO", "secundair"),
        ("education", "lagere school", "lager"),
        ("education", "unief", "hoger"),
        ("work", "op pensioen", "gepensioneerd"),
        ("work", "werkt", "werkend"),
        ("work", "Verpleegkundige", "verpleegkundige"),
        ("work", "werkt bij Ford", "werkend"),
        ("work", "bandwerker Ford", "bandwerker"),
        ("education", "A2", "secundair"),
        ("education", "hoger niet-universitair", "hoger"),
        ("years_in_genk", "meer dan 20 jaar", "20+"),
        ("years_in_genk", "20.0", "20"),
        ("years_in_genk", "heel mijn leven", "altijd"),
    ],
)
def test_one_value_holds_for_the_sitting(attribute, text, value):
    """Said once, a value is that of the person, or of everyone at the table."""
    assert parse_profile(attribute, text, 1).single == value
    assert parse_profile(attribute, text, 4).counts == {value: 4}


@pytest.mark.parametrize(
    ("attribute", "text", "participants"),
    [
        ("age_group", "oud", 1),
        ("age_group", "20-30", 1),
        ("age_group", "50+", 1),
        ("gender", "5v 3m", 4),
        ("origin", "marsmannetje", 1),
        ("education", "veel", 1),
    ],
)
def test_what_cannot_be_is_said(attribute, text, participants):
    """An unclear value or more persons than people gives a problem, and no single value."""
    profile = parse_profile(attribute, text, participants)
    assert profile.problem
    assert profile.single is None


@pytest.mark.parametrize("name", ["Peeters", "De Backer", "Wouter", "Herman Bakker", "Kaya"])
def test_a_name_is_no_job(name):
    """A name that ends as a job does is dropped with a problem, not kept as work."""
    assert parse_profile("work", name, 1).counts == {}


def test_what_is_understood_stays_beside_the_problem():
    """One unknown value does not cost the others."""
    profile = parse_profile("origin", "Turks (2), marsmannetje (1)", 3)
    assert profile.counts == {"Turks": 2}
    assert profile.problem


@pytest.mark.parametrize("text", ["", "-", "?", "nvt", "onbekend", None, float("nan")])
def test_an_empty_cell_is_no_problem(text):
    """What nobody filled in needs no message."""
    assert parse_date(text, START, END).problem is None
    assert parse_category(text).problem is None
    assert match_neighbourhood(text, WIJKEN).problem is None
    assert parse_participants(text).problem is None
    assert parse_profile("origin", text, 2).problem is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("Genk-Waterschei", "Waterschei"), ("wijk Sledderlo", "Sledderlo")),
        *(("NIEUW-SLEDDERLO", "Nieuw Sledderlo"), ("nieuwsledderlo", "Nieuw Sledderlo")),
        *(("oud waterschei", "Waterschei"), ("Watershei", "Waterschei"), ("Sleddelo", "Sledderlo")),
        *(("Genk Centrum", "Centrum"), ("Waterschei (cité)", "Waterschei")),
    ],
)
def test_a_neighbourhood_is_known_by_other_spellings(text, name):
    """Case, accents, hyphens, the city's name and small typing errors do not matter."""
    assert match_neighbourhood(text, WIJKEN).value == name


@pytest.mark.parametrize("text", ["Atlantis", "Genk", "Waterschei en Sledderlo", "Winterslag"])
def test_an_unknown_or_double_neighbourhood_says_what_to_do(text):
    """No guess: a problem with the remedy."""
    parsed = match_neighbourhood(text, WIJKEN)
    assert parsed.value is None
    assert parsed.problem


def test_every_name_of_the_gazetteer_matches_itself():
    """Each neighbourhood and each other spelling leads to its own neighbourhood."""
    known = load_gazetteer().neighbourhoods
    for name, spellings in known.items():
        for text in (name, name.upper(), name.replace("-", " "), *spellings):
            assert match_neighbourhood(text, {}).value == name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("FRUSTRATIE", "frustratie"), ("frust.", "frustratie"), ("Belevingen", "beleving")),
        *(("idee", "suggestie"), ("2. suggestie", "suggestie"), ("sugestie", "suggestie")),
        *(("FRUSTRAT", "frustratie"), ("B", "beleving"), ("Actie!", "actie")),
        *(("klacht", None), ("frustratie/suggestie", None), ("weet niet goed wat", None)),
    ],
)
def test_a_soort_is_read_and_never_guessed(text, value):
    """Short forms and typing errors are known; a word of another kind is a problem."""
    parsed = parse_category(text)
    assert parsed.value == value
    assert bool(parsed.problem) == (value is None)


@pytest.mark.parametrize(
    ("text", "value"), [("+", "positief"), ("neg.", "negatief"), ("+/-", "neutraal"), ("-", None)]
)
def test_a_gevoel_is_read(text, value):
    """Words and signs; a single dash is as likely an empty cell."""
    assert parse_valence(text).value == value


def test_codes_numbers_and_techniques():
    """U07 in each spelling, numbers in words, and the techniques that are known."""
    for text in ("U07", "u 7", "uitdager 7", "U-07", "U07-001", "u07_verslag", "7", 7.0):
        assert parse_uitdager(text) == "U07"
    assert parse_uitdager("om 7u") is None
    for value in ("4", "4.0", 4.0, "4 personen", "vier", "ca. 4"):
        assert parse_participants(value).value == 4
    assert parse_participants("0").problem
    assert parse_participants("veel").problem
    for text in ("World Café", "wereldcafe", "WERELDCAFÉ"):
        assert parse_technique(text) == "wereldcafé"
    assert parse_technique("1-op-1") == "tweegesprek"
    assert parse_technique("kookgesprek") == "kookgesprek"
