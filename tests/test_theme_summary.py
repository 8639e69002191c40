"""A theme in a few of its own fragments."""

import numpy as np
import pytest

from pipeline.analysis.joined import join_fragments
from pipeline.analysis.summary import NEAR, summarise
from tests.runs import make_tables


def _theme(n_fragments=120):
    """The fragments of one theme, the register, and vectors in three bundles, by id."""
    tables = make_tables(n_fragments)
    names = ("fragments", "conversations", "profiles", "themes")
    joined = join_fragments(*(tables[name] for name in names))
    long = "Dit is fragment {} en het telt genoeg woorden om goed gelezen te worden."
    texts = [long.format(name) for name in joined["fragment_id"]]
    joined = joined.assign(text=texts, theme_id="T001")
    chance = np.random.default_rng(3)
    bundles = np.eye(3, 16)[np.arange(n_fragments) % 3]
    vectors = bundles + 0.05 * chance.normal(size=(n_fragments, 16))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return joined, tables["themes"], joined["fragment_id"].tolist(), vectors.astype("float32")


def test_the_quotes_cover_what_a_theme_says():
    """Of three things that a theme says, three quotes tell one each, and all is near to one."""
    joined, themes, ids, vectors = _theme()
    summary = summarise(joined, themes, ids, vectors, 3)
    bundles = {ids.index(quote.fragment_id) % 3 for quote in summary.quotes}
    assert bundles == {0, 1, 2}
    assert summary.n_near == summary.n_fragments == len(joined)


def test_the_quotes_are_of_many_voices():
    """No uitdager twice, and every soort is heard where the theme has all four."""
    joined, themes, ids, vectors = _theme()
    quotes = summarise(joined, themes, ids, vectors, 5).quotes
    chosen = joined.set_index("fragment_id").loc[[quote.fragment_id for quote in quotes]]
    assert chosen["uitdager_id"].is_unique
    assert chosen["category"].nunique() == 4
    assert (chosen["text"].to_numpy() == [quote.text for quote in quotes]).all()


def test_the_order_of_rows_and_vectors_does_not_matter():
    """Shuffled rows, and vectors of more fragments than asked, give the same quotes."""
    joined, themes, ids, vectors = _theme()
    half = joined.head(60)
    expected = summarise(half, themes, ids[:60], vectors[:60])
    turned = summarise(half.sample(frac=1, random_state=2), themes, ids[::-1], vectors[::-1])
    assert turned == expected


def test_without_vectors_there_are_quotes_all_the_same():
    """Nothing is said of nearness then; no fragment gives no quote."""
    joined, themes, _, vectors = _theme(30)
    summary = summarise(joined, themes, [], vectors[:0])
    assert len(summary.quotes) == 5
    assert summary.n_near == 0
    assert summarise(joined.head(0), themes, [], vectors[:0]).quotes == ()
    with pytest.raises(ValueError, match="0 ids for 30 vectors"):
        summarise(joined, themes, [], vectors)


def test_a_text_is_quoted_once_and_short_ones_only_where_there_are_no_others():
    """The same words twice are one quote; a theme of a few short fragments still speaks."""
    joined, themes, ids, vectors = _theme(30)
    same = joined.assign(text="De bus komt hier nooit op tijd aan.")
    assert len(summarise(same, themes, ids, vectors).quotes) == 1
    short = joined.assign(text=[f"Te laat {n}." for n in range(30)])
    mixed = short.assign(text=short["text"].where(short.index > 0, joined["text"]))
    assert summarise(mixed, themes, ids, vectors, 3).quotes[0].text == joined["text"].iloc[0]


def test_near_counts_only_what_is_alike():
    """One quote of three bundles is near to its own bundle alone."""
    joined, themes, ids, vectors = _theme()
    summary = summarise(joined, themes, ids, vectors, 1)
    own = ids.index(summary.quotes[0].fragment_id)
    assert summary.n_near == int((vectors @ vectors[own] >= NEAR).sum()) == 40
