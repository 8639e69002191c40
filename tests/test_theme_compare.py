"""Themes beside each other: neighbours, what differs, words that tell them apart, small voices."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import Moment, provenance
from pipeline.analysis.figures import time_figure
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.key_words import words_apart
from pipeline.analysis.neighbours import near_ids, theme_neighbours
from pipeline.analysis.small_voices import small_voices
from pipeline.analysis.theme_compare import compare_themes, comparison_figure
from pipeline.analysis.vocabulary import read_vocabulary
from pipeline.export.charts import to_altair, to_svg
from pipeline.export.hide import without_small
from pipeline.search import read_words
from tests.runs import make_manifest, make_tables, publish_run


def _joined(n_fragments=400):
    tables = make_tables(n_fragments)
    names = ("fragments", "conversations", "profiles", "themes")
    return join_fragments(*(tables[name] for name in names))


def _source(joined):
    return provenance(make_manifest(), size_of(joined))


def test_the_nearest_theme_comes_first():
    """Two themes that say nearly the same are near; a third is not; order does not matter."""
    joined = _joined(120)
    joined["theme_id"] = [f"T00{n % 3 + 1}" for n in range(120)]
    hearts = np.array([[1, 0, 0, 0.2], [0.9, 0.3, 0, 0.2], [0, 0, 1, 0.2]])
    noise = 0.05 * np.random.default_rng(1).normal(size=(120, 4))
    vectors = hearts[np.arange(120) % 3] + noise
    ids = joined["fragment_id"].tolist()
    table = theme_neighbours(joined, ids, vectors)
    assert near_ids(table, "T001") == ["T002"]
    assert near_ids(table, "T003") == []
    assert near_ids(table, "T009") == []
    turned = theme_neighbours(joined.sample(frac=1, random_state=1), ids[::-1], vectors[::-1])
    pd.testing.assert_frame_equal(turned, table)


def test_one_theme_has_no_neighbour():
    """Nor have themes without vectors."""
    joined = _joined(30).assign(theme_id="T001")
    vectors = np.eye(30, 8)
    assert theme_neighbours(joined, joined["fragment_id"].tolist(), vectors).empty
    assert theme_neighbours(joined, [], vectors[:0]).empty
    with pytest.raises(ValueError, match="0 ids for 30 vectors"):
        theme_neighbours(joined, [], vectors)


def test_a_clear_difference_is_named_and_chance_is_not():
    """What one theme has clearly more of is in the title; with nothing clear it says that."""
    joined = _joined()
    chance = comparison_figure(joined, "T001", "T002", "category", _source(joined))
    assert chance.title == "Geen duidelijk verschil in soort"
    loud = joined["theme_id"].eq("T001") & (joined.index % 4 > 0)
    angry = joined.assign(category=joined["category"].mask(loud, "frustratie"))
    figure = comparison_figure(angry, "T001", "T002", "category", _source(angry))
    label = angry.loc[angry["theme_id"] == "T001", "theme_label"].iloc[0]
    assert figure.title.startswith(f"Bij “{label}” vaker frustratie")
    shares = figure.data.groupby("theme_label")["share"].sum()
    assert shares.tolist() == pytest.approx([1.0, 1.0])
    assert figure.data["low"].notna().all()


def test_a_value_that_one_theme_lacks_is_zero_there():
    """Both themes have the same rows, so that bars stand in pairs."""
    joined = _joined()
    lacks = joined["theme_id"].eq("T001") & joined["neighbourhood"].eq("Centrum")
    table = compare_themes(joined[~lacks], "T001", "T002", "neighbourhood")
    first, second = (part for _, part in table.groupby("theme_label", sort=False))
    assert first["neighbourhood"].tolist() == second["neighbourhood"].tolist()
    mine = first.set_index("neighbourhood").loc["Centrum"]
    assert (mine["n_fragments"], mine["share"]) == (0, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["category", "valence", "actor", "neighbourhood"])
@pytest.mark.parametrize("n_fragments", [0, 6, 400])
def test_a_comparison_can_be_drawn_and_kept(n_fragments, name):
    """Of nothing, of a few and of many; of few conversations it says so and compares nothing."""
    joined = _joined(n_fragments)
    figure = comparison_figure(joined, "T001", "T002", name, _source(joined))
    assert to_altair(figure, framed=False).to_dict(validate=False)
    assert "<svg" in to_svg(figure)
    if n_fragments == 6:
        assert figure.empty or figure.title.startswith("Te weinig gesprekken")


def test_a_title_leaves_only_where_nothing_is_hidden():
    """With a cell of one person the kept picture asks its question and tells no difference."""
    joined = _joined()
    rare = joined["theme_id"].eq("T001") & joined["category"].eq("actie")
    first = joined.index[rare][0]
    joined.loc[first, "participants"] = 1
    alone = joined[~rare | (joined.index == first)]
    figure = comparison_figure(alone, "T001", "T002", "category", _source(alone))
    assert without_small(figure).title == figure.question


def test_words_apart_are_of_several_uitdagers(tmp_path):
    """A word that one theme uses and the other not is told; a word of one uitdager is not."""
    tables = make_tables(200)
    theme = dict(
        zip(tables["fragments"]["fragment_id"], tables["fragments"]["theme_id"], strict=True)
    )
    owner = tables["fragments"].set_index("fragment_id")["uitdager_id"]
    tokens = tables["tokens"]
    first = tokens["position"] == 0
    mine = first & (tokens["fragment_id"].map(theme) == "T001")
    loud = first & (tokens["fragment_id"].map(theme) == "T002")
    loud &= tokens["fragment_id"].map(owner) == "U02"
    tokens.loc[mine, ["text", "lemma"]] = "fietspad"
    tokens.loc[loud, ["text", "lemma"]] = "zeppelin"
    run = publish_run(tmp_path, tables)
    index = read_words(run.search_path)
    names = ("fragments", "conversations", "profiles", "themes")
    joined = join_fragments(*(tables[name] for name in names))
    table = words_apart(index, read_vocabulary(index), joined, "T001", "T002")
    assert table["word"].tolist() == ["fietspad"]
    assert words_apart(index, read_vocabulary(index), joined, "T002", "T001").empty


def _angry(joined):
    """T003 made the smallest theme, and all of it negative."""
    joined = joined.copy()
    third = joined["theme_id"].eq("T003") & (joined.index % 3 > 0)
    joined.loc[third, "theme_id"] = "T001"
    joined.loc[joined["theme_id"].eq("T003"), "valence"] = "negatief"
    return joined


def test_a_small_theme_in_anger_is_a_small_voice():
    """It is told with its share and that elsewhere; a large theme in anger is none."""
    joined = _angry(_joined())
    table = small_voices(joined)
    assert table["theme_id"].tolist() == ["T003"]
    assert table["reason"].iloc[0].startswith("vaker negatief: 100")
    large = joined.assign(valence=joined["valence"].mask(joined["theme_id"].eq("T001"), "negatief"))
    assert "T001" not in set(small_voices(large)["theme_id"])


def test_a_small_theme_of_one_group_is_a_small_voice():
    """More than half from one neighbourhood, of many uitdagers; of few persons it is not told."""
    joined = _joined()
    joined["valence"] = "neutraal"
    third = joined["theme_id"].eq("T003")
    joined.loc[third & (joined.index % 3 > 0), "theme_id"] = "T001"
    third = joined["theme_id"].eq("T003")
    joined.loc[third, "neighbourhood"] = "Sledderlo"
    table = small_voices(joined)
    assert table["theme_id"].tolist() == ["T003"]
    assert table["reason"].iloc[0].startswith("vooral wijk Sledderlo: 100")
    few = joined.assign(participants=1)
    few = few[~third | few["conversation_id"].isin(few.loc[third, "conversation_id"].unique()[:4])]
    assert small_voices(few).empty


def test_without_themes_there_are_no_small_voices():
    """An empty table, with its columns."""
    assert small_voices(_joined(0)).empty
    assert small_voices(_joined(30).assign(theme_id=None)).empty


def test_runs_are_marked_on_the_weeks_that_they_lie_in():
    """A run in or just after the weeks is marked, one of years later is not."""
    joined = _joined(90)
    runs = (Moment("2009-10-01", "run R0001"), Moment("2026-01-01", "run R0002"))
    figure = time_figure(joined, _source(joined), runs)
    assert figure.moments == runs[:1]
    assert "wanneer een run gemaakt is" in figure.subtitle
    assert "run R0001" in to_svg(figure)
    assert "streepjes" not in time_figure(joined, _source(joined)).subtitle
    assert time_figure(joined.head(0), _source(joined), runs).moments == ()
