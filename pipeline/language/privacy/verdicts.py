"""What people said of a word: it is a name, or it is none; known by a keyed hash only."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.ids import keyed_id
from pipeline.language.privacy.doubts import KEPT, REMOVED


def word_id(key: str, action: str, word: str) -> str:
    """The id of a folded word. A removed word has another id than the same word where it was kept.

    Else the table of doubts would tell, by a word that stands in one note, what was removed from
    another.
    """
    return keyed_id(key, "word", action, word)


@dataclass(frozen=True)
class Verdicts:
    """Ids of words that are names, and of words that are none; both empty: nobody said a thing."""

    key: str = ""
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    _known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def of(self, word: str) -> str:
        """`name`, `word` or nothing, for a folded word; where people said both it is a name."""
        if not (self.names or self.words):
            return ""
        if word not in self._known:
            ids = {word_id(self.key, action, word) for action in (KEPT, REMOVED)}
            said = "word" if ids & self.words else ""
            self._known[word] = "name" if ids & self.names else said
        return self._known[word]
