"""The laws of the theme register: published stays, order is moot, ids are for ever."""

import string

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.schema import SafeFragments
from pipeline.settings import ThemeOptions
from pipeline.themes import PublishedThemes, ThemeResult, assign_themes

pytestmark = pytest.mark.slow  # laws over many runs

SUBJECTS = [
    ["bus", "halte", "chauffeur", "rit"],
    ["school", "juf", "klas", "les"],
    ["woning", "huur", "schimmel", "muur"],
    ["werk", "interim", "fabriek", "ploeg"],
    ["park", "boom", "gras", "vijver"],
]
OPTIONS = ThemeOptions(n_themes=3, min_size=4)
LAW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def make_material(numbers, subjects=(0, 1, 2)):
    """Fragments, tokens and vectors: each speaks of one subject and lies near its corner."""
    rows, words, vectors = [], [], []
    for number in numbers:
        subject = subjects[number % len(subjects)]
        chance = np.random.default_rng(number)
        said = [str(word) for word in chance.choice(SUBJECTS[subject], 3, replace=False)]
        # A word of its own keeps the texts distinct.
        said.append("".join(chance.choice(list(string.ascii_lowercase), 6)))
        key = f"{(number * 7919) % 10007:05d}"
        rows.append(
            {
                "fragment_id": key,
                "note_id": key,
                "conversation_id": f"C{number % 9}",
                "uitdager_id": f"U{number % 5:02d}",
                "start": 0,
                "end": len(" ".join(said)),
                "text": " ".join(said),
                "language": "nl",
            }
        )
        at = 0
        for position, word in enumerate(said):
            words.append((key, position, at, at + len(word), word, word, None, None, None))
            at += len(word) + 1
        vectors.append(np.eye(16)[subject] + chance.normal(0, 0.15, 16))
    columns = ["fragment_id", "position", "start", "end", "text", "lemma", "parts", "pos", "entity"]
    return (
        pd.DataFrame(rows, columns=list(SafeFragments.to_schema().columns)),
        pd.DataFrame(words, columns=columns),
        np.asarray(vectors, np.float16).reshape(-1, 16),
    )


def run(material, previous=None, options=OPTIONS) -> ThemeResult:
    """The stage on a material."""
    return assign_themes(*material, previous, options, 2009)


def publish(result: ThemeResult) -> PublishedThemes:
    """What the next run gets."""
    return PublishedThemes(result.themes, result.placements)


@pytest.fixture(scope="module")
def first():
    """A first run on ninety fragments of three subjects, and its material."""
    material = make_material(range(90))
    return material, run(material)


@LAW
@given(
    added=st.lists(st.integers(100, 900), min_size=1, max_size=25, unique=True), odd=st.booleans()
)
def test_adding_fragments_moves_no_published_one(first, added, odd):
    """Theme (also none), source, probability and place of a published fragment stay."""
    material, before = first
    more = make_material([*range(90), *added], (0, 1, 2, 3) if odd else (0, 1, 2))
    # The ninety keep their own subjects whatever the new ones speak of.
    joined = tuple(
        pd.concat(
            [old, new[new["fragment_id"].isin(set(new["fragment_id"]) - set(old["fragment_id"]))]]
        )
        for old, new in zip(material[:2], more[:2], strict=True)
    )
    joined = (*joined, np.concatenate([material[2], more[2][90:]]))
    after = run(joined, publish(before))
    kept = after.placements[after.placements["fragment_id"].isin(material[0]["fragment_id"])]
    columns = ["fragment_id", "theme_id", "theme_source", "theme_probability", "x", "y"]
    pd.testing.assert_frame_equal(
        kept[columns].reset_index(drop=True), before.placements[columns].reset_index(drop=True)
    )
    assert len(after.placements) == 90 + len(added)


@LAW
@given(seed=st.integers(0, 1000))
def test_row_order_does_not_matter(first, seed):
    """Shuffled fragments, tokens and vectors give the same tables."""
    (fragments, tokens, vectors), before = first
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(fragments))
    shuffled = (
        fragments.iloc[order],
        tokens.iloc[chance.permutation(len(tokens))],
        vectors[order],
    )
    after = run(shuffled)
    pd.testing.assert_frame_equal(after.placements, before.placements)
    pd.testing.assert_frame_equal(after.themes, before.themes)


@LAW
@given(gone=st.lists(st.integers(0, 89), min_size=1, max_size=80, unique=True))
def test_ids_and_labels_outlive_their_fragments(first, gone):
    """A theme whose fragments all went keeps its row with 0, and its id is not given again."""
    _, before = first
    fewer = make_material([number for number in range(90) if number not in gone])
    after = run(fewer, publish(before))
    assert after.themes["theme_id"].tolist() == before.themes["theme_id"].tolist()
    assert after.themes["label"].tolist() == before.themes["label"].tolist()
    assert after.themes["n_fragments"].sum() == after.placements["theme_id"].notna().sum()


def test_twice_the_same_is_the_same(first):
    """The stage run twice on the same inputs gives equal results."""
    material, before = first
    again = run(material)
    pd.testing.assert_frame_equal(again.placements, before.placements)
    pd.testing.assert_frame_equal(again.themes, before.themes)
    later = [run(material, publish(before)) for _ in range(2)]
    pd.testing.assert_frame_equal(later[0].placements, before.placements)
    pd.testing.assert_frame_equal(later[0].themes, later[1].themes)


def test_new_themes_get_fresh_ids(first):
    """A subject that nobody spoke of becomes a new proposed theme with the next id."""
    material, before = first
    fragments, tokens, vectors = make_material(range(200, 230), (3,))
    grown = (
        pd.concat([material[0], fragments]),
        pd.concat([material[1], tokens]),
        np.concatenate([material[2], vectors]),
    )
    # Thirty of one kind at once: with a high bar none is forced into a known theme.
    after = run(grown, publish(before), options=ThemeOptions(min_size=4, assign_above=0.9))
    new = after.themes[~after.themes["theme_id"].isin(before.themes["theme_id"])]
    assert new["theme_id"].tolist()[0] == f"T{len(before.themes) + 1:03d}"
    assert set(new["status"]) == {"proposed"}
    placed = after.placements[after.placements["theme_id"].isin(new["theme_id"])]
    assert set(placed["fragment_id"]) <= set(fragments["fragment_id"])
