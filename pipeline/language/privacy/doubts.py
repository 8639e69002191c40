"""Which words the name finder is not sure of, kept or removed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.language.privacy.reading import Reading
from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.tokens import Form
from pipeline.language.privacy.words import load_words

KEPT, REMOVED = "kept", "removed"
_BORNE = 100
_WELL_BORNE = 1000
_SHORTEST = 3


class Reason(StrEnum):
    """Why a word is doubtful."""

    UNKNOWN = "unknown"  # removed: a capital inside a sentence, and no list has the word
    ENDING = "ending"  # removed: it only ends as surnames do
    WORD_TOO = "word_too"  # removed: it is a word too
    RARE = "rare"  # removed: hardly anybody bears it
    SMALL = "small"  # removed: it has no capital
    OFTEN = "often"  # removed in many conversations: perhaps somebody whom everyone knows
    NAME_TOO = "name_too"  # kept: many bear it as their name
    SMALL_NAME = "small_name"  # kept: a common name without its capital
    OPENING = "opening"  # kept: it opens a sentence, and no list has the word


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word at a place in a text; `action` is what happened to it, `word` its folded base."""

    start: int
    end: int
    word: str
    action: str
    reason: str


def find_doubts(reading: Reading, spans: Sequence[Span]) -> list[Doubt]:
    """The doubtful words of one text; `spans` are the names that were found in it, in order."""
    doubts: list[Doubt] = []
    following = 0
    for position, token in enumerate(reading.tokens):
        while following < len(spans) and spans[following].end <= token.start:
            following += 1
        span = spans[following] if following < len(spans) else None
        hidden = span is not None and span.start <= token.start
        if not _is_word(token.form) or position in reading.registered:
            continue
        reason = _why_removed(reading, position, span) if hidden else _why_kept(reading, position)
        if reason:
            end = min(token.start + token.form.stem_length, token.end)
            action = REMOVED if hidden else KEPT
            doubts.append(Doubt(token.start, end, token.form.folded, action, reason))
    return doubts


def _is_word(form: Form) -> bool:
    return (
        len(form.folded) >= _SHORTEST
        and form.folded not in load_words().never_alone
        and form.folded[0].isalpha()
    )


def _why_removed(reading: Reading, position: int, span: Span | None) -> Reason | None:
    token, words = reading.tokens[position], load_words()
    form, count = token.form, words.first_names.get(token.form.folded, 0)
    if span is None or (form.first_name and count >= _BORNE and form.capital):
        return None
    if not (span.start == token.start and span.end <= token.end + 1):
        return None if form.first_name else Reason.OFTEN  # beside a first name: surer
    if not form.capital and not (form.first_name and count >= _WELL_BORNE):
        return Reason.SMALL
    if form.maybe_first_name or form.kept or form.dutch:
        return Reason.WORD_TOO
    if form.first_name:
        return Reason.RARE if count < _BORNE else None
    if reading.previous_word(position) in words.strong_titles or form.folded in words.surnames:
        return Reason.OFTEN
    return Reason.ENDING if form.surname else Reason.UNKNOWN


def _why_kept(reading: Reading, position: int) -> Reason | None:
    token, words = reading.tokens[position], load_words()
    form = token.form
    count = words.first_names.get(form.folded, 0)
    if form.kept or form.folded in words.keep or token.foreign or reading.shouted:
        return None
    if not form.capital:
        small = form.maybe_first_name and form.folded in words.capital_names
        return Reason.SMALL_NAME if small and not token.blocked else None
    if token.blocked:
        return None
    if form.maybe_first_name and count >= _BORNE:
        return Reason.NAME_TOO
    unknown = token.opens and not (form.dutch or form.acronym or form.trade)
    return Reason.OPENING if unknown else None
