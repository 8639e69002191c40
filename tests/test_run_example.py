"""The golden run: the whole chain on the example, and what its tables promise."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.run import run
from pipeline.schema import TABLES
from tests.conftest import EXAMPLE, settings_in, warm_store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def published(tmp_path_factory, warm_cache):
    folder = tmp_path_factory.mktemp("example")
    return run(settings_in(folder), EXAMPLE, warm_store(folder, warm_cache)).run


def test_everything_that_was_delivered_is_there(published):
    """40 files by 40 uitdagers: 418 conversations, 1,420 notes, nothing rejected or lost."""
    counts = published.manifest.counts
    assert counts["files"] == 40
    assert counts["conversations"] == 418
    assert counts["notes_delivered"] == counts["notes"] == 1420
    assert counts["notes_rejected"] == counts["files_rejected"] == 0
    assert published.table("fragments")["uitdager_id"].nunique() == 40
    assert len(published.table("uitdagers")) == 64


def test_every_table_has_exactly_its_columns(published):
    """The files on disk hold the columns of the design, in order."""
    for name, model in TABLES.items():
        on_disk = pd.read_parquet(published.folder / f"{name}.parquet")
        assert list(on_disk.columns) == list(model.to_schema().columns), name


def test_every_fragment_walks_back_to_its_note_file_and_row(published):
    """Offsets give back the exact substring, each note has a source, each id is known."""
    notes = published.table("notes").set_index("note_id")["text"]
    fragments = published.table("fragments")
    for row in fragments.itertuples():
        assert notes[row.note_id][row.start : row.end] == row.text
    assert set(notes.index) == set(published.table("sources")["note_id"])
    assert set(fragments["conversation_id"]) <= set(
        published.table("conversations")["conversation_id"]
    )
    assert set(published.table("tokens")["fragment_id"]) <= set(fragments["fragment_id"])
    assert published.vectors().fragment_ids == fragments["fragment_id"].tolist()


def test_what_a_form_says_stands(published):
    """A box or Soort column is the label, with its source; the rest is the model's proposal."""
    fragments = published.table("fragments")
    by_form = fragments[fragments["category_source"] == "form"]
    assert len(by_form) > 400
    assert (by_form["category_probability"] == 1).all()
    assert (fragments["category_source"] == "model").sum() > 300


def test_themes_are_proposed_and_counted(published):
    """Themes have ids, Dutch words, examples of their own, and counts that add up."""
    themes, fragments = published.table("themes"), published.table("fragments")
    assert 10 <= len(themes) <= 60
    sizes = fragments["theme_id"].value_counts()
    for theme in themes.itertuples():
        assert sizes[theme.theme_id] == theme.n_fragments
        assert theme.status == "proposed"
        assert len(theme.keywords) >= 3
        mine = set(fragments.loc[fragments["theme_id"] == theme.theme_id, "fragment_id"])
        assert set(theme.examples) <= mine
    assert fragments["theme_id"].isna().mean() < 0.3


def test_no_name_of_the_registry_is_left(published):
    """No uitdager's full name stands in any text or table."""
    registry = pd.read_excel(EXAMPLE / "uitdagers.xlsx", engine="calamine")
    for name in ("notes", "fragments", "attributes", "sources", "rejects", "uitdagers"):
        content = published.table(name).to_csv()
        for person in registry["Naam"]:
            assert person not in content
