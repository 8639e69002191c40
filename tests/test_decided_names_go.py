"""A word that people call a name is gone everywhere after the next run, but for older runs."""

from __future__ import annotations

import pytest

from pipeline.decisions import Decision, DecisionLog, Kind
from pipeline.decisions.entry import IS_NAME, IS_NO_NAME
from pipeline.run import run
from tests.conftest import settings_in, warm_store

pytestmark = pytest.mark.slow

WORD = "kwibbel"
NOTE = (
    "gesprek;datum;notitie\n"
    "U01-1;12/09/2009;Kwibbel. De bus naar het station is altijd vol.\n"
    "U01-2;13/09/2009;De bus komt altijd te laat en niemand zegt iets.\n"
)


def holding(folder):
    """The files in which the word stands, in any case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path for path in files if WORD.encode() in path.read_bytes().lower()}


def test_a_kept_word_that_is_a_name_stays_only_in_older_runs(tmp_path, warm_cache):
    """Not in a cache either; and taking back that it is none hides it again everywhere."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "U01.csv").write_text(NOTE, encoding="utf-8")
    processed = warm_store(tmp_path, warm_cache)
    paths = {"PROCESSED": processed, "RAW": tmp_path / "raw"}
    settings = settings_in(
        tmp_path, **{f"GENKS_PATHS__{name}": str(path) for name, path in paths.items()}
    )
    first = run(settings).run
    (word,) = first.table("doubts").itertuples()
    assert (word.action, word.word) == ("kept", "Kwibbel")
    cache = processed / "cache"
    assert {path.name.split("-")[0] for path in holding(cache)} >= {"names", "tokens"}

    log = DecisionLog(tmp_path / "decisions" / "beslissingen.sqlite")
    log.append(Decision("An", Kind.WORD, word.word_id, "kept", IS_NO_NAME))
    second = run(settings).run
    log.append(Decision("An", Kind.WORD, word.word_id, "kept", IS_NAME))
    third = run(settings).run
    assert "[naam 1]" in " ".join(third.table("notes")["text"])
    left = holding(tmp_path / "processed") | holding(tmp_path / "decisions")
    older = [first.folder, second.folder]
    assert [path for path in left if not any(path.is_relative_to(one) for one in older)] == []
