"""How strongly words go together and mark a part: against figures that were worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis.association import critical, log_dice, log_likelihood, log_ratio
from pipeline.analysis.collocates import CollocateOptions, collocates
from pipeline.analysis.concordance import find
from pipeline.analysis.counts import Size
from pipeline.analysis.figure import Provenance
from pipeline.analysis.keyness import keyness
from pipeline.analysis.persons import read_speakers
from pipeline.analysis.vocabulary import read_vocabulary, words_per_fragment
from pipeline.analysis.word_query import parse_query
from pipeline.analysis.word_spread import spread, spread_figure
from pipeline.wordindex import build_words
from tests.test_concordance import tokens_of


def corpus(texts, uitdagers=None, participants=None):
    """An index, its vocabulary, a joined frame and its speakers; a conversation a fragment."""
    texts = {f"f{n}": text for n, text in enumerate(texts)}
    joined = pd.DataFrame(
        {
            "fragment_id": list(texts),
            "conversation_id": [f"g{n}" for n in range(len(texts))],
            "uitdager_id": uitdagers or [f"U{n}" for n in range(len(texts))],
            "participants": participants or [1] * len(texts),
            "category": ["actie" if "A:" in text else "beleving" for text in texts.values()],
        }
    )
    index = build_words(list(texts), tokens_of(texts))
    return index, read_vocabulary(index), joined, read_speakers(index, joined)


def test_the_log_likelihood_is_that_of_the_table():
    """10 of 1,000 against 5 of 2,000: expected 5 and 10, and the words that are not it."""
    by_hand = 2 * (
        10 * math.log(10 / 5)
        + 5 * math.log(5 / 10)
        + 990 * math.log(990 / 995)
        + 1995 * math.log(1995 / 1990)
    )
    assert log_likelihood(10, 1000, 5, 2000) == pytest.approx(by_hand)
    assert log_likelihood([5, 0], 1000, [10, 0], 2000) == pytest.approx([0, 0])
    assert critical(1) == pytest.approx(3.84, abs=0.01)
    assert critical(100) == pytest.approx(12.1, abs=0.1)


@given(*(st.integers(0, 50) for _ in range(4)))
def test_the_log_likelihood_has_no_side(a, b, c, d):
    """Never under nothing, and the same from both sides, also where a part is empty."""
    one, other = log_likelihood(a, a + b, c, c + d), log_likelihood(c, c + d, a, a + b)
    assert one == pytest.approx(other)
    assert one >= 0


def test_log_dice_and_log_ratio():
    """Always together is 14, half as often 13; twice as often is 1; nothing counts as a half."""
    assert log_dice(8, 8, 8) == 14
    assert log_dice(4, 8, 8) == 13
    assert log_ratio(8, 1000, 4, 1000) == 1
    assert log_ratio(8, 1000, 0, 1000) == 4


def test_collocates_are_counted_within_the_fragment():
    """Bus stands three times beside halte; a window of one word, no fragment crossed."""
    texts = ["bus halte", "bus halte regen", "regen bus halte", "halte", "zon regen zon"]
    index, vocabulary, _, speakers = corpus(texts, participants=[1, 2, 1, 1, 1])
    hits = find(index, parse_query("bus"))
    table = collocates(
        index, vocabulary, hits, speakers, CollocateOptions(window=1, fewest=1)
    ).set_index("word")
    halte = table.loc["halte"]
    assert (halte["n_together"], halte["n_total"]) == (3, 4)
    assert (halte["n_uitdagers"], halte["persons"]) == (3, 4)
    assert halte["log_dice"] == pytest.approx(14 + math.log2(2 * 3 / (3 + 4)))
    assert halte["g2"] == pytest.approx(float(log_likelihood(3, 4, 1, 8)))
    assert "zon" not in table.index
    assert "bus" not in table.index


WORDS = st.lists(st.sampled_from(["bus", "halte", "zon", "[naam 1]"]), max_size=12)


@pytest.mark.slow
@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(1, 5))
def test_no_two_words_are_more_together_than_always(fragments, window):
    """Also where a word stands twice beside a hit, or between two of them."""
    index, vocabulary, _, speakers = corpus([" ".join(words) for words in [["bus"], *fragments]])
    hits = find(index, parse_query("bus"))
    options = CollocateOptions(window=window, fewest=1)
    table = collocates(index, vocabulary, hits, speakers, options)
    assert (table["log_dice"] <= 14).all()
    assert (table["n_together"] <= table["n_total"]).all()


def test_a_word_that_stands_twice_beside_a_hit_counts_once_in_log_dice():
    """Two hits with the word beside them, of two hits and four words."""
    index, vocabulary, _, speakers = corpus(["halte bus halte"] * 2 + ["zon regen zee pad"] * 3)
    hits = find(index, parse_query("bus"))
    halte = collocates(index, vocabulary, hits, speakers).set_index("word").loc["halte"]
    assert (halte["n_together"], halte["n_total"]) == (4, 4)
    assert halte["log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (2 + 4)))


def test_a_collocate_of_one_uitdager_is_not_sure():
    """Beyond chance only while the one who keeps writing it is counted."""
    texts = ["bus halte rit"] * 12 + ["bus rit straat"] * 12 + ["zon pad regen zee"] * 60
    uitdagers = ["U0"] * 12 + [f"U{n}" for n in range(1, 73)]
    index, vocabulary, _, speakers = corpus([*texts, "bus halte"], [*uitdagers, "U99"])
    hits = find(index, parse_query("bus"))
    table = collocates(index, vocabulary, hits, speakers).set_index("word")
    assert table.loc["halte", "g2"] > critical(len(table))
    assert not table.loc["halte", "one_voice"]
    assert table["sure"].to_dict() == {"halte": False, "rit": True, "straat": True}


def test_stop_words_and_placeholders_are_no_collocates():
    """Words that only make sentences come in on request; a placeholder never does."""
    texts = ["de bus [naam 1] halte"] * 6
    index, vocabulary, _, speakers = corpus(texts)
    hits = find(index, parse_query("bus"))
    wide = CollocateOptions(fewest=1, only_content=False)
    assert words_per_fragment(index, vocabulary).tolist() == [3] * 6
    for options in (CollocateOptions(fewest=1), wide):
        words = set(collocates(index, vocabulary, hits, speakers, options)["word"])
        assert "[naam 1]" not in words


def test_keyness_counts_a_part_against_the_rest():
    """Fiets is twelve of 24 words here and 2 of 24 elsewhere."""
    texts = ["fiets pad"] * 12 + ["auto weg"] * 10 + ["auto fiets"] * 2
    index, vocabulary, joined, speakers = corpus(texts)
    segment = index.mask(joined["fragment_id"].head(12).tolist())
    fiets = keyness(index, vocabulary, speakers, segment).set_index("word").loc["fiets"]
    assert (fiets["n_hits"], fiets["n_other"]) == (12, 2)
    assert fiets["per_1000"] == pytest.approx(500)
    assert fiets["log_ratio"] == pytest.approx(math.log2(6))
    assert fiets["g2"] == pytest.approx(float(log_likelihood(12, 24, 2, 24)))
    assert (fiets["n_uitdagers"], fiets["persons"]) == (12, 12)
    assert not fiets["one_voice"]


def test_a_word_of_one_uitdager_is_marked_and_not_sure():
    """However often one says it, it is a way of talking of one."""
    texts = ["fiets fiets fiets fiets"] * 10 + ["pad weg"] * 10 + ["auto weg"] * 30
    uitdagers = ["U0"] * 10 + [f"U{n}" for n in range(1, 41)]
    index, vocabulary, joined, speakers = corpus(texts, uitdagers)
    segment = index.mask(joined["fragment_id"].head(20).tolist())
    table = keyness(index, vocabulary, speakers, segment).set_index("word")
    assert table.loc["fiets", "one_voice"]
    assert not table.loc["fiets", "sure"]
    assert not table.loc["pad", "one_voice"]


def test_a_part_that_is_all_or_nothing_has_no_key_words():
    """Nothing to set against: an empty table or one without certainty, and no error."""
    index, vocabulary, joined, speakers = corpus(["fiets pad"] * 8)
    everything = np.ones(len(joined), dtype=bool)
    assert not keyness(index, vocabulary, speakers, everything)["sure"].any()
    assert keyness(index, vocabulary, speakers, ~everything).empty


def test_where_a_word_is_used_is_counted_per_thousand_words():
    """Two hits in four words of actie, one in six of beleving; every fragment has its words."""
    texts = ["A: bus bus"] * 2 + ["bus zon zon", "zon zon zon"]
    index, vocabulary, joined, _ = corpus(texts, participants=[1, 4, 2, 1])
    hits = find(index, parse_query("bus"))
    n_words = words_per_fragment(index, vocabulary)
    table = spread(index, hits, n_words, joined, "category").set_index("category")
    assert table.loc["actie", "n_hits"] == 4
    assert table.loc["actie", "per_1000"] == pytest.approx(1000 * 4 / 6, abs=0.01)
    assert table.loc["beleving", "per_1000"] == pytest.approx(1000 / 6, abs=0.01)
    assert table.loc["actie", "persons"] == 5
    assert table.loc["beleving", ["n_conversations", "persons"]].tolist() == [1, 2]
    assert table.loc["suggestie", "n_hits"] == 0


def test_languages_are_named_in_words():
    """Who reads "tr" does not know what it stands for."""
    index, vocabulary, joined, _ = corpus(["bus zon", "bus"])
    joined["language"] = ["tr", None]
    n_words = words_per_fragment(index, vocabulary)
    hits = find(index, parse_query("bus"))
    table = spread(index, hits, n_words, joined, "language")
    assert sorted(table["language"]) == ["Turks", "onbekend"]


SOURCE = Provenance("R0001", "alle fragmenten", Size(99, 99, 40, 99), "2009-12-01", fictional=True)


@pytest.mark.parametrize(("high", "named"), [(3.0, ("actie",)), (None, ()), (6.0, ())])
def test_a_title_names_the_highest_only_where_all_margins_are_known(high, named):
    """A value of a few uitdagers has no margin: it may well be higher."""
    table = pd.DataFrame(
        {
            "category": ["actie", "beleving", "suggestie"],
            "n_hits": [90, 20, 2],
            "n_words": [9000, 9000, 900],
            "per_1000": [10.0, 2.2, 2.2],
            "low_1000": [5.0, 1.0, 1.0],
            "high_1000": [15.0, 3.0, high],
        }
    )
    joined = pd.DataFrame(
        {
            "conversation_id": [f"g{n}" for n in range(60)],
            "uitdager_id": [f"U{n}" for n in range(60)],
            "participants": 1,
        }
    )
    assert spread_figure(table, "category", "“bus”", joined, SOURCE).named == named
