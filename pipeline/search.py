"""Full-text search over the fragments of a run, by SQLite's FTS5, and their words for Woorden.

The text, its lemmas and the parts of its compounds are indexed side by side, accents folded;
`forms` leads from a word as it is written to its lemmas, so that "huizen" finds "huis" and
"huurhuis" without a language model at reading time.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.wordindex import TYPE_COLUMNS, WordIndex, build_words, fold

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE ids (number INTEGER PRIMARY KEY, fragment_id TEXT NOT NULL);
CREATE TABLE forms (form TEXT, lemma TEXT, PRIMARY KEY (form, lemma)) WITHOUT ROWID;
CREATE TABLE word_types (form TEXT, folded TEXT, lemma TEXT, parts TEXT, pos TEXT);
CREATE TABLE word_arrays (name TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    text, lemma, parts, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);
"""
_TERM = re.compile(r'["“”„]([^"“”„]*)["“”„]|(\S+)')
_MOST_LEMMAS = 4
_ARRAYS = {"stream": "<i4", "starts": "<i4", "ends": "<i4", "bounds": "<i8"}


def build_index(path: Path, fragments: pd.DataFrame, tokens: pd.DataFrame) -> None:
    """Write the index of these fragments to `path`, in place of what stands there.

    `fragments` needs fragment_id and text, `tokens` fragment_id, text and lemma (schema.Tokens).
    """
    path.unlink(missing_ok=True)
    lemmas, parts = _by_fragment(tokens, "lemma"), _by_fragment(tokens, "parts")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        ids = fragments["fragment_id"].tolist()
        connection.executemany("INSERT INTO ids VALUES (?, ?)", enumerate(ids, start=1))
        connection.executemany("INSERT INTO forms VALUES (?, ?)", _forms(tokens))
        aligned = ([" ".join(of.get(owner, ())) for owner in ids] for of in (lemmas, parts))
        rows = zip(range(1, len(ids) + 1), fragments["text"].tolist(), *aligned, strict=True)
        insert = "INSERT INTO words (rowid, text, lemma, parts) VALUES (?, ?, ?, ?)"
        connection.executemany(insert, rows)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        _keep_words(connection, build_words(ids, tokens))
        connection.execute("COMMIT")


def search(path: Path, query: str) -> list[str]:
    """Ids of the fragments that hold all words of the query, the best match first.

    A word also finds its other forms ("huis": huizen) and, after those, the compounds that are
    built of it ("vuil": zwerfvuil); "between quotation marks" finds exactly these words in a row;
    a star at the end (werk*) finds every continuation. Anything else is taken as text, so that no
    query is wrong; one without a letter or digit finds nothing.
    """
    with _opened(path) as connection:
        direct = " AND ".join(_terms(connection, query, with_parts=False))
        if not direct:
            return []
        found = _ranked(connection, direct)
        if _has_parts(connection):
            wider = " AND ".join(_terms(connection, query, with_parts=True))
            found += _ranked(connection, wider) if wider != direct else []
        return list(dict.fromkeys(found))


def read_words(path: Path) -> WordIndex | None:
    """The words of a run for the concordance; None where the run is of before it kept them."""
    with _opened(path) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'word_arrays'"
        ).fetchone():
            return None
        rows = connection.execute(
            "SELECT form, folded, lemma, parts, pos FROM word_types ORDER BY rowid"
        )
        types = pd.DataFrame(rows.fetchall(), columns=list(TYPE_COLUMNS), dtype="object")
        blobs = dict(connection.execute("SELECT name, data FROM word_arrays"))
        ids = [
            name for (name,) in connection.execute("SELECT fragment_id FROM ids ORDER BY number")
        ]
    arrays = {name: np.frombuffer(blobs[name], dtype=kind) for name, kind in _ARRAYS.items()}
    return WordIndex(types=types, fragment_ids=ids, **arrays)


def _keep_words(connection: sqlite3.Connection, index: WordIndex) -> None:
    rows = index.types[list(TYPE_COLUMNS)].itertuples(index=False, name=None)
    connection.executemany("INSERT INTO word_types VALUES (?, ?, ?, ?, ?)", rows)
    for name, kind in _ARRAYS.items():
        data = getattr(index, name).astype(kind).tobytes()
        connection.execute("INSERT INTO word_arrays VALUES (?, ?)", (name, data))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The index for reading: nothing is written beside it."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection


def _ranked(connection: sqlite3.Connection, expression: str) -> list[str]:
    found = connection.execute(
        "SELECT fragment_id FROM words JOIN ids ON ids.number = words.rowid "
        "WHERE words MATCH ? ORDER BY bm25(words), words.rowid",
        (expression,),
    )
    return [fragment_id for (fragment_id,) in found]


def _has_parts(connection: sqlite3.Connection) -> bool:
    """Runs of schema version 1 were indexed without the parts of compounds."""
    columns = connection.execute("SELECT name FROM pragma_table_info('words')")
    return ("parts",) in columns.fetchall()


def _by_fragment(tokens: pd.DataFrame, column: str) -> dict[str, list[str]]:
    known = tokens[tokens[column].notna()]
    values: dict[str, list[str]] = {}
    for owner, value in zip(known["fragment_id"].tolist(), known[column].tolist(), strict=True):
        values.setdefault(owner, []).append(value)
    return values


def _forms(tokens: pd.DataFrame) -> Iterator[tuple[str, str]]:
    pairs = tokens[["text", "lemma"]].drop_duplicates()
    folded = {(fold(form), fold(lemma)) for form, lemma in pairs.itertuples(index=False)}
    return iter(sorted(pair for pair in folded if all(map(_searchable, pair))))


def _terms(connection: sqlite3.Connection, query: str, *, with_parts: bool) -> Iterator[str]:
    """FTS5 expressions; each piece of the user's text stands in a quoted string."""
    for match in _TERM.finditer(query.replace("\0", " ")):
        phrase, word = match.group(1), match.group(2)
        if not _searchable(phrase or word or ""):
            continue
        if phrase:
            yield f'text : "{phrase}"'
        elif word.endswith("*"):
            yield f"{{text lemma}} : {_quoted(word)} *"
        else:
            yield _any_form(connection, word, with_parts=with_parts)


def _any_form(connection: sqlite3.Connection, word: str, *, with_parts: bool) -> str:
    bare = fold(word)
    rows = connection.execute("SELECT lemma FROM forms WHERE form = ? ORDER BY lemma", (bare,))
    lemmas = [lemma for (lemma,) in rows.fetchmany(_MOST_LEMMAS)]
    columns = "{lemma parts}" if with_parts else "lemma"
    either = " OR ".join(f"{columns} : {_quoted(lemma)}" for lemma in sorted({bare, *lemmas}))
    return f"(text : {_quoted(word)} OR {either})"


def _quoted(text: str) -> str:
    bare = re.sub(r'["“”„]', " ", text)
    return f'"{bare}"'


def _searchable(text: str) -> bool:
    return any(character.isalnum() for character in text)
