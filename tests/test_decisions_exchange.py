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


@pytest.mark.slow
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
        ({"value": "klacht"}, "'klacht' kan niet voor soort"),
        ({"field": "kleur"}, "geen etiket"),
        ({"text": "\ud800"}, "tekst (text) bevat een half teken"),
        ({"subject": "<b>x"}, "geen fragment"),
        ({"kind": "theme_name", "subject": "<b>x", "value": "Werk"}, "geen thema"),
        ({"kind": "theme_name", "subject": "T1", "value": "Werk"}, "geen thema"),
        ({"kind": "measure", "subject": "foo", "field": "title", "value": '"x"'}, "geen maatregel"),
        ({"kind": "measure", "subject": "M001/../x", "field": "new", "value": "{}"}, "maatregel"),
        ({"kind": "undo", "subject": "een"}, "beslissing een"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "geen moment"),
        ({"at": "2109-09-12T10:00:00+00:00"}, "moet nog komen"),
        ({"kind": "mening"}, "geen soort beslissing"),
        ({"who": " "}, "naam"),
        ({"who": 7}, "wie (who)"),
        ({"decision_id": 1}, "nummer 1"),
        ({"decision_id": "2"}, "nummer (decision_id)"),
        ({"at": "gisteren"}, "gisteren"),
        ({"at": "2009-09-12T10:00:00"}, "tijdzone"),
        ({"kind": "undo", "subject": "9"}, "beslissing 9"),
        *(
            (
                {"kind": "measure", "subject": "M001", "field": "title", "value": value},
                "niet te lezen",
            )
            for value in ("{", "[" * 60_000 + "]" * 60_000, "[" * 20 + "]" * 20, '"\\ud800"')
        ),
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
    "content",
    [b"{\n", b"\xff\xfe\n", b'"' + b"x" * 300_000 + b'"\n', b"[" * 90_000 + b"]" * 90_000],
    ids=["json", "utf8", "long", "deep"],
)
def test_a_file_that_is_no_export_is_told_in_dutch(tmp_path, content):
    """No traceback: the line, what is wrong, and that nothing was added."""
    file = tmp_path / "fout.jsonl"
    file.write_bytes(content)
    with pytest.raises(DecisionError, match="regel 1"):
        import_log(DecisionLog(tmp_path / "log.sqlite"), file)


def test_moments_are_written_in_one_way(tmp_path):
    """Whatever the time zone of a line: moments in the log sort as text, and are known again."""
    moments = ("2009-09-12T12:00:00+02:00", "2009-09-12T10:00:00Z", "20090912T100000.5+0000")
    lines = [
        json.dumps(asdict(label(f"f{number}", at=at, decision_id=number)))
        for number, at in enumerate(moments, start=1)
    ]
    file = tmp_path / "zones.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    log = DecisionLog(tmp_path / "log.sqlite")
    import_log(log, file)
    at = [one.at for one in log.read()]
    assert at == [*["2009-09-12T10:00:00+00:00"] * 2, "2009-09-12T10:00:00.500000+00:00"]
    assert import_log(log, file).n_new == 0


def test_who_speaks_now_speaks_last(tmp_path):
    """A clock that ran ahead overrules no later correction; rows of one write share a moment."""
    log = log_with(tmp_path / "log.sqlite", label(at="2109-01-01T00:00:00+00:00"))
    log.append_all(lambda _: [label(value="actie"), label(field="valence", value="positief")])
    one, *two = log.read()
    assert fold(log.read()).labels[("f1", "category")].value == "actie"
    assert {each.at for each in two} == {one.at}
    export_log(log, tmp_path / "kopie.jsonl")
    assert import_log(log, tmp_path / "kopie.jsonl") == Imported(0, 3)


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_an_export_onto_the_log_itself_is_refused(tmp_path, end):
    """Also through a link; the log stays as it was."""
    log = log_with(tmp_path / "log.sqlite", label())
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / f"log.sqlite{end}")
    for place in (tmp_path / f"log.sqlite{end}", link):
        with pytest.raises(DecisionError, match="logboek van beslissingen zelf"):
            export_log(log, place)
    assert len(log.read()) == 1


def test_an_export_replaces_only_an_export(tmp_path):
    """Another file is never overwritten, an earlier copy is."""
    log = log_with(tmp_path / "log.sqlite", label())
    file = tmp_path / "kopie.jsonl"
    for content in ("beste An,", '{"title": "x"}\n', "3", "[" * 90_000):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(DecisionError, match="geen eerdere kopie"):
            export_log(log, file)
        assert file.read_text(encoding="utf-8") == content
    with pytest.raises(DecisionError, match="Kies een andere plaats"):
        export_log(log, tmp_path)
    file.write_text("", encoding="utf-8")
    assert export_log(log, file) == 1
    log.append(label("f2"))
    assert export_log(log, file) == 2


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
