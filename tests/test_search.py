"""Full-text search."""

import sqlite3

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.search import build_index, read_words, search
from tests.runs import empty_tables, make_tables

TEXTS = {
    "f1": "Er staan te veel lege huizen in de cité.",
    "f2": "Mijn huis is te klein, zei ze.",
    "f3": "De bus komt te laat aan het station.",
    "f4": "Te laat is te laat: de bus was weg.",
    "f5": "[naam 1] belt 's avonds, 16-25 jaar.",
    "f6": "Zwerfvuil.",
    "f7": "Niemand ruimt hier op de hoek van dit lange plein nog het vuil.",
}
LEMMAS = {"huizen": "huis", "staan": "staan", "komt": "komen", "was": "zijn", "is": "zijn"}
PARTS = {"zwerfvuil": "zwerven vuil"}


@pytest.fixture
def index(tmp_path):
    rows = []
    for fragment_id, text in TEXTS.items():
        for position, word in enumerate(text.split()):
            bare = word.strip(".,:").lower()
            bare_lemma = LEMMAS.get(bare, bare)
            rows.append(
                (fragment_id, position, 0, 1, word, bare_lemma, PARTS.get(bare), None, None)
            )
    tokens = pd.DataFrame(rows, columns=list(empty_tables()["tokens"].columns))
    fragments = pd.DataFrame({"fragment_id": list(TEXTS), "text": list(TEXTS.values())})
    path = tmp_path / "zoek #1.sqlite"
    build_index(path, fragments, tokens)
    return path


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("huis", {"f1", "f2"}),
        ("huizen", {"f1", "f2"}),
        ("HUIS", {"f1", "f2"}),
        ("cite", {"f1"}),
        ("cité", {"f1"}),
        ("stati*", {"f3"}),
        ("vuil", {"f6", "f7"}),
        ("vuil plein", {"f7"}),
        ('"vuil"', {"f7"}),
        ("vui*", {"f7"}),
        ("bus laat", {"f3", "f4"}),
        ('"bus komt"', {"f3"}),
        ('"komt bus"', set()),
        ("\u201cte laat aan\u201d", {"f3"}),
        ("bus huis", set()),
        ("[naam", {"f5"}),
        ("16-25", {"f5"}),
        ("OR", set()),
        ('"', set()),
        ("* - ( NEAR(", set()),
        ("", set()),
        ("text:bus", set()),
        ('bus" OR "huis', set()),
    ],
)
def test_a_query_finds_what_a_person_means(index, query, expected):
    """Words together, forms of a word, phrases, beginnings; signs of FTS5 are only text."""
    assert set(search(index, query)) == expected


def test_the_best_match_comes_first(index):
    """A fragment that says it twice comes before one that says it once."""
    assert search(index, "laat") == ["f4", "f3"]


def test_a_compound_comes_after_the_word_itself(index):
    """Who asks for vuil reads of vuil first, and then of zwerfvuil."""
    assert search(index, "vuil") == ["f7", "f6"]


@given(query=st.text(max_size=40))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_query_is_an_error(index, query):
    """Whatever is typed, the answer is a list of known ids."""
    assert set(search(index, query)) <= set(TEXTS)


def test_every_word_of_a_fragment_finds_it(tmp_path):
    """Each word with a letter or digit leads back to its fragment."""
    tables = make_tables(30)
    build_index(tmp_path / "s.sqlite", tables["fragments"], tables["tokens"])
    for row in tables["fragments"].itertuples():
        for word in row.text.split():
            assert row.fragment_id in search(tmp_path / "s.sqlite", word)


def test_an_empty_run_has_an_index_that_finds_nothing(tmp_path):
    """A run without fragments is searched like any other."""
    tables = empty_tables()
    build_index(tmp_path / "s.sqlite", tables["fragments"], tables["tokens"])
    assert search(tmp_path / "s.sqlite", "bus") == []


def test_the_index_is_built_anew_and_equal(tmp_path):
    """Building over an old index replaces it, and twice gives the same bytes."""
    tables = make_tables(20)
    path = tmp_path / "s.sqlite"
    build_index(path, tables["fragments"], tables["tokens"])
    first = path.read_bytes()
    build_index(path, tables["fragments"], tables["tokens"])
    assert path.read_bytes() == first


def test_searching_writes_nothing(index):
    """The folder of a published run stays as it is: no journal, no lock beside the index."""
    search(index, "bus")
    assert [path.name for path in index.parent.iterdir()] == [index.name]
    with pytest.raises(sqlite3.OperationalError):
        search(index.with_name("weg.sqlite"), "bus")


def test_an_index_of_before_compounds_is_still_searched(tmp_path):
    """A run of schema version 1 finds words and lemmas; its words are not there to be shown."""
    path = tmp_path / "oud.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE ids (number INTEGER PRIMARY KEY, fragment_id TEXT NOT NULL);"
            "CREATE TABLE forms (form TEXT, lemma TEXT);"
            "CREATE VIRTUAL TABLE words USING fts5(text, lemma, content='');"
            "INSERT INTO ids VALUES (1, 'f1'); INSERT INTO forms VALUES ('huizen', 'huis');"
            "INSERT INTO words (rowid, text, lemma) VALUES (1, 'lege huizen', 'leeg huis');"
        )
    assert search(path, "huis") == search(path, "huizen") == ["f1"]
    assert read_words(path) is None
