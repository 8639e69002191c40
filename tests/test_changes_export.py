"""What changed as Word, and `genks runs --vergelijk`."""

from __future__ import annotations

import io
import json

import docx
import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.analysis.moves import APART
from pipeline.export.changes import ancestors, read_changes, run_before
from pipeline.export.changes_word import changes_docx
from pipeline.store import RunStore
from tests.comparisons import ids_of, in_theme, some_tables, with_more
from tests.conftest import ROOT
from tests.runs import publish_run

pytestmark = pytest.mark.slow  # whole documents

FIRST, SECOND = "R0001-aaaaaaaa", "R0002-bbbbbbbb"


@pytest.fixture
def store(tmp_path):
    """A theme of one person; then new notes, and three fragments that a person moved."""
    first = some_tables()
    alone = first["conversations"].query("participants == 1")["conversation_id"].iloc[0]
    rest = in_theme(first["fragments"], ids_of(first, "T004"), "T003", "model")
    mine = rest.loc[rest["conversation_id"] == alone, "fragment_id"]
    first |= {"fragments": in_theme(rest, mine, "T004", "model")}
    chosen = ids_of(first, "T001", 9)
    more = with_more(in_theme(first["fragments"], chosen, "T002"), "T001", 20)
    publish_run(tmp_path / "processed", first, FIRST)
    publish_run(tmp_path / "processed", first | {"fragments": more}, SECOND, previous_run_id=FIRST)
    return RunStore(tmp_path / "processed")


@pytest.fixture
def genks(store, monkeypatch, tmp_path):
    monkeypatch.setenv("GENKS_PATHS__PROCESSED", str(store.processed))
    monkeypatch.setenv("GENKS_PATHS__DECISIONS", str(tmp_path / "decisions"))

    def call(*arguments):
        with_settings = [*map(str, arguments), "--settings", str(ROOT / "genks.toml")]
        return CliRunner().invoke(app, with_settings)

    return call


def words_of(content):
    document = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    footer = document.sections[0].footer.paragraphs
    return texts + [paragraph.text for paragraph in footer]


def test_the_document_holds_sentence_picture_and_tables(store):
    """With both runs and the mark at its foot, and a picture that can be read without seeing."""
    changes = read_changes(store, SECOND, FIRST)
    content = changes_docx(changes)
    words = words_of(content)
    assert changes.sentence in words
    assert f"Run {SECOND} · tegenover run {FIRST}" in "\n".join(words)
    assert "voorbeelddata, fictief" in words[-2]
    assert "iemand besliste dit" in words
    document = docx.Document(io.BytesIO(content))
    (shape,) = document.inline_shapes
    assert "Thema 2: 25 → 34." in shape._inline.docPr.get("descr")
    assert "SEQ Figuur" in document.element.xml
    assert changes_docx(changes) == content


def test_few_persons_are_hidden(store):
    """The theme of one person: no figure of it, nor of what would give it away."""
    document = docx.Document(io.BytesIO(changes_docx(read_changes(store, SECOND, FIRST))))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    hidden = [row for row in rows if row[1:3] == ["–", "–"]]
    assert "Thema 4" in [row[0] for row in hidden]
    assert len(hidden) > 1
    assert all(row[-1] == "te weinig personen" for row in hidden)


def test_the_command_writes_it(genks, tmp_path):
    """Against the run before or the one that is named; mistakes are told in Dutch."""
    out = tmp_path / "uit" / "wijzigingen.docx"
    assert genks("export", "wijzigingen", "--out", out).exit_code == 0
    first = out.read_bytes()
    assert genks("export", "wijzigingen", "--tegen", FIRST, "--out", out).exit_code == 0
    assert out.read_bytes() == first
    mistakes = {
        ("wijzigingen", "--out", tmp_path / "w.pdf"): ".docx",
        ("wijzigingen", "--tegen", "R9", "--out", out): "bestaat niet",
        ("wijzigingen", "--tegen", SECOND, "--out", out): "met zichzelf",
        ("wijzigingen", "--run", FIRST, "--out", out): "de eerste",
        ("actieplan", "--tegen", FIRST, "--out", tmp_path / "a.docx"): "--tegen",
    }
    for arguments, words in mistakes.items():
        answer = genks("export", *arguments)
        assert answer.exit_code == 2
        assert words in answer.output


def test_runs_are_compared_with_their_themes(genks):
    """Counts, themes and the sentence, for a script and for people."""
    record = json.loads(genks("runs", "--vergelijk", FIRST, SECOND, "--json").output)
    assert set(record) == {"zin", "tellingen", "thema's"}
    assert record["thema's"][-1]["thema"] == "Overig"
    shown = " ".join(genks("runs", "--vergelijk", FIRST, SECOND).output.split())
    assert "gepubliceerde fragmenten veranderden van thema" in shown


def test_the_run_before_is_the_one_it_grew_from(store):
    """Else, where that is gone, the last that is older; the first run has none."""
    tables = some_tables(30)
    third = publish_run(store.processed, tables, "R0003-cccccccc", previous_run_id=FIRST)
    assert run_before(store, third) == FIRST
    assert ancestors(store, third) == [FIRST]
    fourth = publish_run(store.processed, tables, "R0004-dddddddd", previous_run_id="R0000-weg")
    assert run_before(store, fourth) == "R0003-cccccccc"
    assert run_before(store, store.read(FIRST)) is None
    apart = read_changes(store, "R0004-dddddddd", SECOND)
    assert not apart.with_carried
    assert set(apart.themes.pairs["reason"]) == {APART}
