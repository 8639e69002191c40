"""Words in context: what is found, in which order, and that the index says what a scan would."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis.concordance import CONTEXT, Order, find, lines, order_hits
from pipeline.analysis.word_query import Reach, Slot, is_cut, parse_query
from pipeline.schema import TABLES
from pipeline.search import build_index, read_words
from pipeline.wordindex import build_words, fold

TEXTS = {
    "f1": "Het zwerfvuil blijft liggen, en niemand ruimt het op.",
    "f2": "Goed wonen is duur; wij woonden vroeger goedkoop.",
    "f3": "Vuil! [naam 1] gooit vuil.",
    "f4": "",
}
LEMMAS = {"woonden": "wonen", "goed": "goed", "liggen": "liggen"}
PARTS = {"zwerfvuil": "zwerven vuil"}
COLUMNS = list(TABLES["tokens"].to_schema().columns)
CLASSES = {"vuil": "NOUN", "zwerfvuil": "NOUN", "wonen": "VERB", "woonden": "VERB", "goed": "ADJ"}


def tokens_of(texts):
    """A word or mark a token, as the tokeniser leaves them."""
    rows = []
    for fragment_id, text in texts.items():
        at = 0
        pieces = text.replace(".", " . ").replace(",", " , ").replace(";", " ; ")
        words = pieces.replace("!", " ! ").replace("[naam 1]", "[naam_1]").split()
        for position, piece in enumerate(words):
            word = piece.replace("_", " ")
            start = text.index(word, at)
            at = start + len(word)
            bare = word.lower()
            placeholder = f"[{word.strip('[]').split()[0]}]"
            lemma = placeholder if word.startswith("[") else LEMMAS.get(bare, bare)
            row = (fragment_id, position, start, at, word, lemma)
            rows.append((*row, PARTS.get(bare), CLASSES.get(bare), None))
    return pd.DataFrame(rows, columns=COLUMNS, dtype="object")


@cache
def index_of(*texts):
    """The index of some of the texts, by name."""
    return build_words(texts, tokens_of({name: TEXTS[name] for name in texts}))


def found(query, reach=Reach.WIDE, texts=TEXTS, within=None):
    index = index_of(*texts)
    hits = find(index, parse_query(query, reach), within)
    return lines(index, hits, np.arange(len(hits)), texts)["hit"].tolist()


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("vuil", ["zwerfvuil", "Vuil", "vuil"]),
        ('"vuil"', ["Vuil", "vuil"]),
        ("wonen", ["wonen", "woonden"]),
        ("woonden", ["wonen", "woonden"]),
        ("*vuil", ["zwerfvuil", "Vuil", "vuil"]),
        ("zwerf*", ["zwerfvuil"]),
        ("goed wonen", ["Goed wonen"]),
        ("wonen *", ["wonen is", "woonden vroeger"]),
        ("[bijvoeglijk] [ww]", ["Goed wonen"]),
        ("vuil[znw]", ["zwerfvuil", "Vuil", "vuil"]),
        ("vuil[ww]", []),
        ("[naam]", ["[naam 1]"]),
        ("liggen en", ["liggen, en"]),
        ("wonen vroeger goedkoop het", []),
        ("duur wij", ["duur; wij"]),
        ("", []),
        ('"', []),
        ("[]", []),
    ],
)
def test_a_query_finds_words_rows_patterns_and_classes(query, hits):
    """Lemma, compound part, form, star, class and rows; never over the end of a fragment."""
    assert found(query) == hits


@pytest.mark.parametrize("query", ["adres", '"adres"', "*res", "adr*", "*", "naam", "naam*"])
def test_a_placeholder_is_found_only_as_a_placeholder(query):
    """`[adres]` stands for words that were taken out: who looks for "adres" does not mean it."""
    texts = {"f1": "Zijn adres is [adres], zegt [naam 1].", "f2": "[adres]"}
    index = build_words(list(texts), tokens_of(texts))

    def words(asked):
        hits = find(index, parse_query(asked))
        return lines(index, hits, np.arange(len(hits)), texts)["hit"].tolist()

    assert not [word for word in words(query) if word.startswith("[")]
    assert words("[adres]") == ["[adres]", "[adres]"]
    assert words("adres") == ["adres"]


def test_a_word_reaches_as_far_as_is_asked():
    """Compounds on request only; precisely as typed leaves out other forms."""
    assert found("vuil", Reach.FORMS) == ["Vuil", "vuil"]
    assert found("woonden", Reach.EXACT) == ["woonden"]


def test_hits_in_compounds_are_told_apart():
    """Of each hit it is known whether the word stood there itself."""
    index = build_words(list(TEXTS), tokens_of(TEXTS))
    assert find(index, parse_query("vuil")).by_part.tolist() == [True, False, False]


def test_only_fragments_of_the_filter_count():
    """A choice of fragments is a choice of hits."""
    index = build_words(list(TEXTS), tokens_of(TEXTS))
    assert found("vuil", within=index.mask(["f3", "unknown"])) == ["Vuil", "vuil"]


def test_lines_are_sorted_by_their_neighbours():
    """By the word to the right or to the left; the end of a fragment comes first."""
    texts = {"a": "de zon de bus", "b": "een bus rijdt", "c": "de bus hapert"}
    index = build_words(list(texts), tokens_of(texts))
    hits = find(index, parse_query("bus"))
    joined = pd.DataFrame(
        {
            "fragment_id": list(texts),
            "date": pd.to_datetime(["2009-09-02", None, "2009-09-01"]),
            "theme_label": ["B", "A", "B"],
        }
    )

    def order(by):
        chosen = order_hits(index, hits, by, joined)
        return lines(index, hits, chosen, texts)["fragment_id"].tolist()

    assert order(Order.RIGHT) == ["a", "c", "b"]
    assert order(Order.LEFT) == ["c", "a", "b"]
    assert order(Order.DATE) == ["c", "a", "b"]
    assert order(Order.THEME) == ["b", "a", "c"]


WORDS = st.sampled_from(["vuil", "zwerfvuil", "Goed", "wonen", "woonden", "de", "[naam 1]", "."])
CORPUS = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=6)
ASKED = st.lists(st.sampled_from(["vuil", "wonen", "de", "*", "zwerf*", '"goed"']), max_size=3)


@given(corpus=CORPUS, asked=ASKED)
@settings(max_examples=30, deadline=None)
def test_the_index_says_what_a_scan_would(corpus, asked):
    """On any small corpus: the same hits as looking at every word in turn."""
    texts = {f"f{n}": " ".join(words) for n, words in enumerate(corpus)}
    tokens = tokens_of(texts)
    query = " ".join(asked)
    expected = []
    slots = parse_query(query)
    for fragment_id in texts:
        own = tokens[(tokens["fragment_id"] == fragment_id) & tokens["text"].str.contains(r"\w")]
        rows = own.to_dict("records")
        for at in range(len(rows) - len(slots) + 1 if slots else 0):
            window = rows[at : at + len(slots)]
            if all(_fits(row, slot) for row, slot in zip(window, slots, strict=True)):
                expected.append((fragment_id, window[0]["start"], window[-1]["end"]))
    index = build_words(list(texts), tokens)
    hits = find(index, slots)
    ends = index.ends[hits.places + max(hits.n_slots, 1) - 1]
    owners = [index.fragment_ids[n] for n in index.owners[hits.places]]
    assert [*zip(owners, index.starts[hits.places], ends, strict=True)] == expected


def _fits(row, slot):
    if slot.text == "*":
        return not row["lemma"].startswith("[")
    if slot.is_pattern:
        return row["text"].lower().startswith(slot.text.rstrip("*"))
    if slot.reach == Reach.EXACT:
        return row["text"].lower() == slot.text
    parts = row["parts"] if isinstance(row["parts"], str) else ""
    return row["lemma"] == slot.text or slot.text in parts.split()


@given(corpus=CORPUS, word=st.sampled_from(["vuil", "wonen", "*", "[naam]", "de"]))
@settings(max_examples=25, deadline=None)
def test_left_hit_and_right_are_a_piece_of_the_text(corpus, word):
    """Every line is a substring of its fragment, not longer on a side than the context."""
    texts = {f"f{n}": "Inleiding vooraf. " * 9 + " ".join(words) for n, words in enumerate(corpus)}
    index = build_words(list(texts), tokens_of(texts))
    hits = find(index, parse_query(word))
    for line in lines(index, hits, np.arange(len(hits)), texts).itertuples():
        assert line.left + line.hit + line.right in texts[line.fragment_id]
        assert len(line.left) <= CONTEXT
        assert len(line.right) <= CONTEXT


@given(st.permutations(list(TEXTS)))
@settings(max_examples=24, deadline=None)
def test_the_order_of_fragments_does_not_matter(order):
    """The same hits in the same fragments, whatever stood first."""
    texts = {name: TEXTS[name] for name in order}
    assert sorted(found("vuil", texts=texts)) == sorted(found("vuil"))


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_query_is_an_error(query):
    """Whatever is typed gives at most eight slots, and an answer."""
    slots = parse_query(query)
    assert len(slots) <= 8
    assert all(isinstance(slot, Slot) for slot in slots)
    found(query)


def test_it_is_known_whether_a_query_was_cut():
    """Eight words are all looked for, of nine the last is not."""
    assert not is_cut("een twee drie vier vijf zes zeven acht")
    assert not is_cut("")
    assert is_cut('een "twee drie" vier vijf [ww] zes* zeven acht')


def test_what_is_written_is_what_is_read(tmp_path):
    """The words in the index of a run are those that were built; of before it, there are none."""
    fragments = pd.DataFrame({"fragment_id": list(TEXTS), "text": list(TEXTS.values())})
    build_index(tmp_path / "s.sqlite", fragments, tokens_of(TEXTS))
    read, built = read_words(tmp_path / "s.sqlite"), build_words(list(TEXTS), tokens_of(TEXTS))
    pd.testing.assert_frame_equal(read.types, built.types, check_dtype=False)
    for name in ("stream", "starts", "ends", "bounds"):
        assert getattr(read, name).tolist() == getattr(built, name).tolist()
    assert read.fragment_ids == built.fragment_ids
    assert fold("Cité,") == "cite"
