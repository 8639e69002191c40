"""The log goes to JSON lines and back: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.decisions import Decision, DecisionLog, Kind, fold, in_force
from pipeline.decisions.exchange import Imported, export_log, import_log
from pipeline.errors import DecisionError
from pipeline.plan.fold import check_readable


def label(subject="f1", value="suggestie", **changes):
    values = {"who": "An", "kind": Kind.LABEL, "subject": subject, "field": "category"}
    return Decision(**{**values, "value": value, **changes})


def log_with(path, *decisions):
    log = DecisionLog(path)
    log.append_all(lambda _: decisions)
    return log


def standing(log):
    decisions = log.read()
    numbers = in_force(decisions)
    return sorted(
        (d.who, d.kind, d.subject, d.value)
        for d in decisions
        if d.decision_id in numbers and d.kind is not Kind.UNDO
    )


@given(st.lists(st.sampled_from(["label", "again", "undo"]), max_size=10), st.data())
def test_out_and_in_again_gives_the_same_words(tmp_path_factory, kinds, data):
    """Into an empty log: the same entries; into one with others: those too; twice is once."""
    folder = tmp_path_factory.mktemp("exchange")
    here = DecisionLog(folder / "here.sqlite")
    for number, kind in enumerate(kinds, start=1):
        before = here.read()
        if kind == "undo" and in_force(before):
            here.undo(data.draw(st.sampled_from(sorted(in_force(before)))), "An")
        else:
            here.append(label("f1" if kind == "again" else f"f{number}"))
    file = folder / "kopie.jsonl"
    assert export_log(here, file) == len(here.read())
    empty = DecisionLog(folder / "leeg.sqlite")
    import_log(empty, file)
    assert [asdict(d) for d in empty.read()] == [asdict(d) for d in here.read()]
    other = log_with(folder / "ander.sqlite", label("g1", who="Emre"), label("g2", who="Emre"))
    before = standing(other)
    import_log(other, file)
    assert standing(other) == sorted(before + standing(here))
    n_all = len(other.read())
    assert import_log(other, file) == Imported(0, len(here.read()))
    export_log(other, file)
    import_log(here, file)
    assert standing(here) == standing(other)
    assert len(here.read()) == n_all == len(other.read())


def test_what_was_said_later_stands_whatever_came_in_first(tmp_path):
    """An import adds earlier words at the end; they do not overrule later ones."""
    early, late = "2009-09-01T10:00:00+00:00", "2009-10-01T10:00:00+00:00"
    here = log_with(tmp_path / "a.sqlite", label(value="actie", at=late))
    there = log_with(tmp_path / "b.sqlite", label(value="beleving", at=early, who="Emre"))
    export_log(there, tmp_path / "b.jsonl")
    import_log(here, tmp_path / "b.jsonl")
    assert fold(here.read()).labels[("f1", "category")].value == "actie"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "klacht"}, "klacht"),
        ({"kind": "mening"}, "geen soort beslissing"),
        ({"who": " "}, "naam"),
        ({"who": 7}, "who"),
        ({"decision_id": 1}, "nummer 1"),
        ({"decision_id": "2"}, "decision_id"),
        ({"at": "gisteren"}, "gisteren"),
        ({"at": "2009-09-12T10:00:00"}, "tijdzone"),
        ({"kind": "undo", "subject": "9"}, "beslissing 9"),
        ({"kind": "measure", "field": "new", "value": "{"}, "niet te lezen"),
        ({"extra": 1}, "precies"),
    ],
)
def test_a_wrong_line_stops_everything_and_is_named(tmp_path, change, said):
    """The message holds the file and the line; nothing of the file came in."""
    good = asdict(label(at="2009-09-12T10:00:00+00:00", decision_id=1))
    wrong = {**good, "decision_id": 2, **change}
    file = tmp_path / "fout.jsonl"
    file.write_text(f"{json.dumps(good)}\n\n{json.dumps(wrong)}\n", encoding="utf-8")
    log = DecisionLog(tmp_path / "log.sqlite")
    with pytest.raises(DecisionError, match=r"fout\.jsonl, regel 3") as error:
        import_log(log, file, check_readable)
    assert said in str(error.value)
    assert log.read() == []


@pytest.mark.parametrize(
    "content", [b"{\n", b"\xff\xfe\n", b'"' + b"x" * 300_000 + b'"\n'], ids=["json", "utf8", "long"]
)
def test_a_file_that_is_no_export_is_told_in_dutch(tmp_path, content):
    """No traceback: the line, what is wrong, and that nothing was added."""
    file = tmp_path / "fout.jsonl"
    file.write_bytes(content)
    with pytest.raises(DecisionError, match="regel 1"):
        import_log(DecisionLog(tmp_path / "log.sqlite"), file)


def test_two_measures_with_one_number_are_not_mixed(tmp_path):
    """A measure that has another's number here is refused, and nothing comes in."""
    measure = Decision("An", Kind.MEASURE, "M001", "new", '{"title": "Banken"}')
    here = log_with(tmp_path / "a.sqlite", replace(measure, value='{"title": "Bussen"}'))
    export_log(log_with(tmp_path / "b.sqlite", label(), measure), tmp_path / "b.jsonl")
    with pytest.raises(DecisionError, match="M001"):
        import_log(here, tmp_path / "b.jsonl", check_readable)
    assert len(here.read()) == 1


def test_the_command_writes_and_reads(tmp_path):
    """`genks decisions export` and `import`, in words and as JSON; a missing file is a mistake."""
    (tmp_path / "genks.toml").write_text('[paths]\ndecisions = "decisions"\n', encoding="utf-8")
    log = log_with(tmp_path / "decisions" / "beslissingen.sqlite", label(), label("f2"))
    file, settings = str(tmp_path / "kopie.jsonl"), ["--settings", str(tmp_path / "genks.toml")]
    runner = CliRunner()
    done = runner.invoke(app, ["decisions", "export", file, *settings])
    assert "2 beslissingen geschreven" in done.output
    log.append(label("f3"))
    done = runner.invoke(app, ["decisions", "import", file, *settings, "--json"])
    assert json.loads(done.output) == {"new": 0, "known": 2}
    done = runner.invoke(app, ["decisions", "import", f"{file}.weg", *settings])
    assert done.exit_code == 2
    assert "kijk het pad na" in done.output


def _write(path, who, file):
    """Codings of one person, an import and a correction, while another does the same."""
    log = DecisionLog(path)
    for number in range(15):
        subject = f"f{number}"
        values = {"who": who, "subject": subject, "why": "steekproef"}
        log.append_all(
            lambda _, values=values: [
                label(kind=Kind.CODING, **values),
                label(kind=Kind.CODING, field="valence", value="positief", **values),
            ]
        )
        if number % 5 == 0:
            import_log(log, file)
    log.undo_all([max(d.decision_id for d in log.read() if d.who == who)], who)


@pytest.mark.slow
def test_two_people_and_an_import_at_once_lose_nothing(tmp_path):
    """Codings in pairs and imports from two processes: all are there, once, and undoing points."""
    away = log_with(tmp_path / "elders.sqlite", *(label(f"e{i}", who="Cas") for i in range(20)))
    away.undo(3, "Cas")
    file = tmp_path / "elders.jsonl"
    export_log(away, file)
    path = tmp_path / "log.sqlite"
    context = get_context("spawn")
    writers = [context.Process(target=_write, args=(path, who, file)) for who in ("An", "Emre")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    decisions = DecisionLog(path).read()
    assert len(decisions) == 2 * 30 + 21 + 2
    state = fold(decisions)
    assert len(state.codings) == 2 * 30 - 2
    assert {one for one, _ in state.labels if one.startswith("e")} == {
        f"e{i}" for i in range(20) if i != 2
    }
    for who in ("An", "Emre"):
        mine = [d for d in decisions if d.who == who and d.kind is Kind.CODING]
        pairs = zip(mine[::2], mine[1::2], strict=True)
        assert all(two.decision_id == one.decision_id + 1 for one, two in pairs)
