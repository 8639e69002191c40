"""What people said since the run is laid over it: seen at once, counts and all."""

from __future__ import annotations

from pipeline.analysis.joined import join_fragments
from pipeline.analysis.themes import theme_list
from pipeline.decisions import Decision, Kind, State
from pipeline.decisions.overlay import as_seen, with_counts
from tests.runs import make_tables


def said(fragment_id, **labels):
    return State(
        {
            (fragment_id, name): Decision("An", Kind.LABEL, fragment_id, name, value)
            for name, value in labels.items()
        }
    )


def test_voice_and_theme_are_laid_over_the_run():
    """A person's word: source person, probability 1; nothing else changes."""
    tables = make_tables(60)
    before = tables["fragments"]
    one = str(before["fragment_id"].iloc[0])
    state = said(one, voice="paraphrase", theme="T004", tense="toekomst")
    after = as_seen(tables, state).fragments
    row = after.iloc[0]
    assert (row["voice"], row["theme_id"], row["tense"]) == ("paraphrase", "T004", "toekomst")
    assert (row["theme_source"], row["theme_probability"]) == ("person", 1.0)
    assert after.iloc[1:].equals(before.iloc[1:])
    assert before["voice"].isna().all()


def test_no_theme_is_a_word_too():
    """Overig takes a fragment out of its theme, and out of the examples of that theme."""
    tables = make_tables(60)
    themes = tables["themes"]
    example = themes.set_index("theme_id").loc["T001", "examples"][0]
    seen = as_seen(tables, said(example, theme="overig"))
    assert seen.fragments.set_index("fragment_id")["theme_id"].isna()[example]
    counted = seen.themes.set_index("theme_id").loc["T001"]
    assert counted["n_fragments"] == themes.set_index("theme_id").loc["T001", "n_fragments"] - 1
    assert example not in counted["examples"]


def test_a_theme_that_is_not_in_the_register_changes_nothing():
    """A word from before a rebuild is not taken for another theme."""
    tables = make_tables(60)
    one = str(tables["fragments"]["fragment_id"].iloc[0])
    after = as_seen(tables, said(one, theme="T999")).fragments
    assert after.equals(tables["fragments"])


def test_the_counts_of_themes_follow_on_the_screen():
    """The list of themes of the explorer counts what people moved."""
    tables = make_tables(60)
    fragments, themes = tables["fragments"], tables["themes"]
    one = str(fragments.loc[fragments["theme_id"] == "T001", "fragment_id"].iloc[0])

    def sizes(rows):
        joined = join_fragments(rows, tables["conversations"], tables["profiles"], themes)
        return theme_list(joined, themes).set_index("theme_id")["n_fragments"]

    before, state = sizes(fragments), said(one, theme="T002")
    after = sizes(as_seen(tables, state).fragments)
    assert (after - before)[["T001", "T002", "T003"]].tolist() == [-1, 1, 0]


def test_counts_are_those_of_the_run_where_nobody_spoke():
    """Counting anew gives what the run counted."""
    tables = make_tables(60)
    assert with_counts(tables["themes"], tables["fragments"]).equals(tables["themes"])
