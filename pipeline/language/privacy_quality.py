"""How well the pseudonymiser does: spans found, traps kept, words replaced without need.

A span is found when none of its letters and digits is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.language.privacy.cleaning import find_together
from pipeline.language.privacy.doubt_table import CERTAINTY, OFTEN
from pipeline.language.privacy.doubts import REMOVED, Reason
from pipeline.language.privacy.names import Found, NameBook
from pipeline.resources.privacy_notes import PrivacyNote

_WORD = re.compile(r"\w+")
_Z = 1.96  # of a 95 % interval


@dataclass
class Tally:
    """How many of how many."""

    found: int = 0
    total: int = 0

    def add(self, *, found: bool) -> None:
        """Counts one more."""
        self.total += 1
        self.found += found

    @property
    def share(self) -> float:
        """Found of all, 0 to 1; 1 of nothing."""
        return self.found / self.total if self.total else 1.0

    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share (Wilson 1927), as if each were drawn by itself."""
        if not self.total:
            return 0.0, 1.0
        n, share = self.total, self.share
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * (share * (1 - share) / n + _Z**2 / (4 * n * n)) ** 0.5
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class DoubtfulWord:
    """In how many places a word is doubtful, why, and where what happened is wrong."""

    n_places: int = 0
    n_errors: int = 0
    reasons: set[str] = field(default_factory=set)

    @property
    def is_shown(self) -> bool:
        """Whether page Namen would show it: see `doubt_table`."""
        return self.reasons != {Reason.OFTEN} or self.n_places >= OFTEN

    @property
    def rank(self) -> tuple[int, float]:
        """Its place on the page: most notes first, the least sure first among equals."""
        return -self.n_places, min(CERTAINTY[Reason(reason)] for reason in self.reasons)


@dataclass
class Quality:
    """What was found in some notes; `wrong` counts words replaced without need among all words.

    `missed`, `lost` and `false` give the examples as (substring, note). `reasons`: how often what
    happened to a doubtful word was right; `doubts`: the doubtful words by word and action;
    `n_errors`: words of missed spans that stay, and words that go without need.
    """

    spans: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    origins: dict[str, Tally] = field(default_factory=dict)
    traps: Tally = field(default_factory=Tally)
    reasons: dict[str, Tally] = field(default_factory=dict)
    doubts: dict[tuple[str, str], DoubtfulWord] = field(default_factory=dict)
    n_errors: int = 0
    wrong: Tally = field(default_factory=Tally)
    n_notes: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    false: list[tuple[str, str]] = field(default_factory=list)


def measure_privacy(notes: Iterable[PrivacyNote], book: NameBook) -> Quality:
    """Recall of spans by kind and origin, traps kept, false hits, each note by itself."""
    quality = Quality()
    for note in notes:
        _judge(note, book, quality)
    return quality


def measure_series(notes: Sequence[PrivacyNote], book: NameBook) -> dict[str, Quality]:
    """The same for each series of notes, in the order in which they come."""
    names = dict.fromkeys(note.series for note in notes)
    return {
        name: measure_privacy([note for note in notes if note.series == name], book)
        for name in names
    }


def _judge(note: PrivacyNote, book: NameBook, quality: Quality) -> None:
    text = note.text
    found = find_together({0: text}, book)[0]
    hidden = _hidden_places(text, found)
    protected = _mark(text, note.keep, None)
    own = _mark(text, [span.text for span in note.spans], protected)
    quality.n_notes += 1
    _judge_doubts(found, own, hidden, quality, text)
    _judge_spans(note, hidden, protected, quality)
    for part in note.keep:
        places = _places(text, part)
        stays = not any(hidden[i] and not own[i] for s, e in places for i in range(s, e))
        quality.traps.add(found=stays)
        if not stays:
            quality.lost.append((part, text))
    for word in _WORD.finditer(text):
        wrong = hidden[word.start()] and not own[word.start()]
        quality.wrong.add(found=wrong)
        if wrong:
            quality.false.append((word.group(), text))


def _judge_spans(
    note: PrivacyNote, hidden: list[bool], protected: list[bool], quality: Quality
) -> None:
    text = note.text
    for span in note.spans:
        places = _free_places(text, span.text, protected)
        found = all(hidden[i] or not text[i].isalnum() for s, e in places for i in range(s, e))
        quality.spans.add(found=found)
        for key, tallies in ((span.kind, quality.kinds), (span.origin, quality.origins)):
            if key:
                tallies.setdefault(key, Tally()).add(found=found)
        if not found:
            quality.missed.append((span.text, text))


def _judge_doubts(
    found: Found, own: list[bool], hidden: list[bool], quality: Quality, text: str
) -> None:
    """Counts the doubts, and the words that were wrongly kept or removed."""
    for doubt in found.doubts:
        right = own[doubt.start] == (doubt.action == REMOVED)
        quality.reasons.setdefault(doubt.reason, Tally()).add(found=right)
        word = quality.doubts.setdefault((doubt.word, doubt.action), DoubtfulWord())
        word.n_places += 1
        word.n_errors += not right
        word.reasons.add(doubt.reason)
    starts = [match.start() for match in _WORD.finditer(text)]
    quality.n_errors += sum(own[i] != hidden[i] for i in starts)


def _hidden_places(text: str, found: Found) -> list[bool]:
    """For each character whether it is replaced."""
    hidden = [False] * len(text)
    for span in found.spans:
        hidden[span.start : span.end] = [True] * (span.end - span.start)
    return hidden


def _places(text: str, part: str) -> list[tuple[int, int]]:
    """Where a substring stands: as whole words where it does so."""
    inner = re.escape(part)
    whole = [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){inner}(?!\w)", text)]
    return whole or [(m.start(), m.end()) for m in re.finditer(inner, text)]


def _mark(text: str, parts: Iterable[str], protected: list[bool] | None) -> list[bool]:
    """For each character whether it lies in one of the parts, outside what is protected."""
    marked = [False] * len(text)
    for part in parts:
        for start, end in _free_places(text, part, protected):
            marked[start:end] = [True] * (end - start)
    return marked


def _free_places(text: str, part: str, protected: list[bool] | None) -> list[tuple[int, int]]:
    """Where the part stands by itself: Maarten outside Sint-Maarten, if it does so anywhere."""
    places = _places(text, part)
    free = [p for p in places if protected is None or not all(protected[p[0] : p[1]])]
    return free or places
