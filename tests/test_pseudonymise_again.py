"""What the pseudonymiser remembers of conversations between runs."""

import pandas as pd

from pipeline.cache import RecordCache
from pipeline.language import pseudonymise as room
from pipeline.schema import Attributes

NOTES = pd.DataFrame(
    {
        "note_id": ["n1", "n2", "n3"],
        "conversation_id": ["c1", "c1", "c2"],
        "uitdager_id": None,
        "text": ["Mevrouw Peeters belt 0476 12 34 56.", "Peeters zwijgt.", "De bus is vol."],
    }
)


def hide(notes, cache, names=()):
    """The notes through the pseudonymiser, with a cache."""
    raw = notes.assign(category=None, valence=None, actor=None)
    return room.pseudonymise(raw, Attributes.empty(), room.Known(tuple(names)), cache)


def test_a_remembered_conversation_gives_the_same_and_is_not_read_again(tmp_path, monkeypatch):
    """The second run finds all in the cache, which holds no name and no number."""
    first = hide(NOTES, RecordCache(tmp_path, "names", "geheim"))
    assert "Peeters" not in " ".join(first.notes["text"])
    assert all(b"Peeters" not in path.read_bytes() for path in tmp_path.iterdir())
    monkeypatch.setattr(room, "clean", None)
    again = hide(NOTES, RecordCache(tmp_path, "names", "geheim"))
    pd.testing.assert_frame_equal(again.notes, first.notes)
    assert again.n_found == first.n_found


def test_another_registry_reads_the_conversation_again(tmp_path):
    """A name that the registry learned since is hidden in a conversation that was read before."""
    cache = RecordCache(tmp_path, "names", "geheim")
    notes = NOTES.assign(text=["Zyqwar vindt de bus vol.", "Dat is alles.", "De bus is vol."])
    hide(notes, cache)
    assert "Zyqwar" not in " ".join(hide(notes, cache, ["Zyqwar Abcqen"]).notes["text"])
