"""Results per text are kept between runs, whatever happens to the files."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cache import RecordCache, VectorCache, remembered

WRITER = """
import sys
from pathlib import Path
import numpy as np
from pipeline.cache import RecordCache, VectorCache
records = RecordCache(Path(sys.argv[1]), "m")
vectors = VectorCache(Path(sys.argv[1]), "m")
print("ready", flush=True)
for number in range(100_000):
    records.put([str(number)], [[number] * 50])
    vectors.put([str(number)], np.full((1, 512), number % 1000, dtype=np.float16))
"""


def vectors_of(*numbers):
    return np.array([[number, 0.5] for number in numbers], dtype=np.float16)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.integers() | st.text(max_size=9) | st.none()))
def test_what_is_put_is_found_again(tmp_path_factory, records):
    """By another object too, in any order; None is a record like another in a list."""
    folder = tmp_path_factory.mktemp("cache")
    RecordCache(folder, "m").put(list(records), [[value] for value in records.values()])
    texts = list(records)[::-1]
    assert RecordCache(folder, "m").get(texts) == [[records[text]] for text in texts]


def test_what_is_remembered_is_made_once(tmp_path):
    """In the order given, equal texts once, and only what no earlier object kept."""
    asked = []

    def make(texts):
        asked.append(texts)
        return [[len(text), 0.1] for text in texts]

    assert remembered(RecordCache(tmp_path, "m"), ["bb", "a", "bb"], make) == [
        [2, 0.1],
        [1, 0.1],
        [2, 0.1],
    ]
    assert remembered(RecordCache(tmp_path, "m"), ["a", "ccc"], make) == [[1, 0.1], [3, 0.1]]
    assert remembered(None, ["a", "a"], make) == [[1, 0.1], [1, 0.1]]
    assert asked == [["bb", "a"], ["ccc"], ["a"]]


def test_a_maker_that_skips_a_text_is_an_error(tmp_path):
    """No result is taken for that of another text."""
    with pytest.raises(ValueError, match="shorter"):
        remembered(RecordCache(tmp_path, "m"), ["a", "b"], lambda texts: texts[1:])


def test_vectors_come_back_exactly(tmp_path):
    """What is not there is None."""
    VectorCache(tmp_path, "m").put(["a", "b"], vectors_of(1, 2))
    found = VectorCache(tmp_path, "m").get(["b", "x", "a"])
    assert found[1] is None
    assert np.array_equal(np.array([found[0], found[2]]), vectors_of(2, 1))


def test_models_and_secrets_do_not_mix(tmp_path):
    """Another model has its own file; another secret finds nothing."""
    RecordCache(tmp_path, "m", secret="een").put(["a"], [1])
    assert RecordCache(tmp_path, "n", secret="een").get(["a"]) == [None]
    assert RecordCache(tmp_path, "m", secret="twee").get(["a"]) == [None]
    assert RecordCache(tmp_path, "m", secret="een").get(["a"]) == [1]


def test_the_text_is_not_in_the_cache(tmp_path):
    """Only its hash is."""
    RecordCache(tmp_path, "m").put(["bel mevrouw Janssen"], [1])
    VectorCache(tmp_path, "m").put(["bel mevrouw Janssen"], vectors_of(1))
    assert not any(b"Janssen" in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("place", [0, 3, 30, 200, -20, -1])
def test_a_damaged_file_costs_only_what_was_damaged(tmp_path, place):
    """A flipped byte is found by its checksum; the entry is made again, the others stay."""
    texts = [f"tekst {number}" for number in range(20)]
    RecordCache(tmp_path, "m").put(texts, texts)
    VectorCache(tmp_path, "m").put(texts, vectors_of(*range(20)))
    for path in tmp_path.iterdir():
        content = bytearray(path.read_bytes())
        content[place] ^= 0xFF
        path.write_bytes(content)
    records = RecordCache(tmp_path, "m").get(texts)
    assert records.count(None) <= 2
    assert all(found in {None, text} for found, text in zip(records, texts, strict=True))
    for number, vector in enumerate(VectorCache(tmp_path, "m").get(texts)):
        assert vector is None or np.array_equal(vector, vectors_of(number)[0])
    VectorCache(tmp_path, "m").put(texts, vectors_of(*range(20)))
    assert None not in [found is None or None for found in VectorCache(tmp_path, "m").get(["x"])]
    again = VectorCache(tmp_path, "m").get(texts)
    assert np.array_equal(np.array(again), vectors_of(*range(20)))


@pytest.mark.parametrize("kept", [0, 1, 7, 50, 300])
def test_a_torn_file_goes_on(tmp_path, kept):
    """A file that was cut off in the middle of a write takes new entries."""
    texts = [f"tekst {number}" for number in range(20)]
    RecordCache(tmp_path, "m").put(texts, texts)
    VectorCache(tmp_path, "m").put(texts, vectors_of(*range(20)))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:kept])
    RecordCache(tmp_path, "m").put(texts, texts)
    VectorCache(tmp_path, "m").put(texts, vectors_of(*range(20)))
    assert RecordCache(tmp_path, "m").get(texts) == texts
    assert np.array_equal(np.array(VectorCache(tmp_path, "m").get(texts)), vectors_of(*range(20)))


def test_unequal_lengths_are_refused(tmp_path):
    """The message gives both numbers."""
    with pytest.raises(ValueError, match="2 texts and 1 results"):
        RecordCache(tmp_path, "m").put(["a", "b"], [1])
    with pytest.raises(ValueError, match="1 texts and 2 results"):
        VectorCache(tmp_path, "m").put(["a"], vectors_of(1, 2))


@pytest.mark.slow
def test_a_kill_leaves_only_whole_entries(tmp_path):
    """Killed while it writes: what is found is right, from the first entry on."""
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        deadline = time.monotonic() + 20
        while not list(tmp_path.glob("*.vectors")) and time.monotonic() < deadline:
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
    texts = [str(number) for number in range(100_000)]
    records = [found for found in RecordCache(tmp_path, "m").get(texts) if found is not None]
    assert records == [[number] * 50 for number in range(len(records))]
    for number, vector in enumerate(VectorCache(tmp_path, "m").get(texts)):
        assert vector is None or (vector == number % 1000).all()


def test_caches_of_other_versions_go(tmp_path):
    """Only the cache of this version and those of other kinds are left."""
    for name in ("names-1", "names-2", "tokens-1"):
        RecordCache(tmp_path, name).put(["tekst"], [1])
    kept = RecordCache(tmp_path, "names-2")
    kept.forget_others("names-")
    assert kept.get(["tekst"]) == [1]
    assert RecordCache(tmp_path, "tokens-1").get(["tekst"]) == [1]
    assert RecordCache(tmp_path, "names-1").get(["tekst"]) == [None]
