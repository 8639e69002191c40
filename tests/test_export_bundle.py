"""`genks export`: the folder that is handed on."""

import hashlib
import re

import pandas as pd
import pytest

from pipeline.analysis.counts import size_of
from pipeline.analysis.figure import provenance
from pipeline.analysis.figures import neighbourhoods_figure
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.small import shared_places
from pipeline.export.bundle import export_run, fragments_table
from pipeline.export.hide import without_small
from tests.runs import make_manifest, make_tables, publish_run


def test_fragments_leave_without_a_profile():
    """No age, origin, gender, conversation or uitdager; months instead of days."""
    tables = make_tables(90)
    names = ("fragments", "conversations", "profiles", "themes")
    table = fragments_table(join_fragments(*(tables[name] for name in names)))
    personal = {"age_group", "origin", "gender", "uitdager_id", "conversation_id", "date"}
    assert not personal & set(table.columns)
    assert table["month"].str.fullmatch(r"[a-z]+ \d{4}").all()
    assert len(table) == 90


def test_a_neighbourhood_of_few_persons_is_not_named():
    """One conversation with one person in a wijk: the wijk becomes onbekend."""
    tables = make_tables(90)
    conversations = tables["conversations"]
    conversations.loc[0, ["neighbourhood", "participants"]] = ["Driehoeven", 1]
    names = ("fragments", "conversations", "profiles", "themes")
    table = fragments_table(join_fragments(*(tables[name] for name in names)))
    assert "Driehoeven" not in set(table["neighbourhood"])
    assert "onbekend" in set(table["neighbourhood"])


def test_a_single_small_neighbourhood_is_not_known_from_the_others():
    """With it goes the one that hides beside it in the figure, and no other."""
    joined = pd.DataFrame({"neighbourhood": ["Termien"] * 40 + ["Centrum"] * 9 + ["Camerlo"] * 3})
    joined["conversation_id"] = [f"c{i:03d}" for i in joined.index]
    joined = joined.assign(uitdager_id="U01", participants=1)
    named = set(shared_places(joined).dropna())
    assert named == {"Termien"}
    figure = neighbourhoods_figure(joined, provenance(make_manifest(), size_of(joined)))
    assert set(without_small(figure).data["neighbourhood"]) == named


@pytest.mark.slow
def test_an_export_is_complete_marked_and_equal_on_repeat(tmp_path):
    """Charts, tables, quotes that are fragments letter by letter; fictional; the same bytes."""
    tables = make_tables(60)
    run = publish_run(tmp_path / "processed", tables)
    first = export_run(run, tmp_path / "een")
    second = export_run(run, tmp_path / "twee")
    digests = [[hashlib.sha256(path.read_bytes()).digest() for path in paths] for paths in
               (first, second)]  # fmt: skip
    assert digests[0] == digests[1]
    names = {path.relative_to(tmp_path / "een").as_posix() for path in first}
    assert {"LEESMIJ.md", "vragen.md", "tabellen/fragmenten.csv", "tabellen/themas.xlsx"} <= names
    assert {"grafieken/soorten.png", "grafieken/soorten.svg", "grafieken/soorten.xlsx"} <= names
    for path in first:
        if path.suffix in {".md", ".csv", ".svg"}:
            assert "fictief" in path.read_text(encoding="utf-8")
    texts = tables["fragments"].set_index("fragment_id")["text"]
    content = (tmp_path / "een" / "vragen.md").read_text(encoding="utf-8")
    quotes = re.findall(
        r"^> \u201c(.*)\u201d\n> \(.*fragment (\w+)\)$", content, flags=re.MULTILINE
    )
    assert len(quotes) > 6
    assert all(text in texts[fragment_id] for text, fragment_id in quotes)


@pytest.mark.slow
def test_an_empty_run_is_exported_too(tmp_path):
    """No fragments: the same files, which say that there is nothing yet."""
    run = publish_run(tmp_path / "processed", make_tables(0))
    paths = export_run(run, tmp_path / "uit")
    assert len(paths) > 30
