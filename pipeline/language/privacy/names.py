"""Names of private people, found by rules that a person can follow.

A word is taken as a name when it is a first name that means nothing else, when a title or kin word
stands before it, when it is a capital word inside a sentence that no list knows, or when it is on
the registry. From there the name is followed to its surname.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.language.privacy.beginnings import begins_name
from pipeline.language.privacy.doubts import Doubt, find_doubts
from pipeline.language.privacy.extents import end_of_name, extend_name
from pipeline.language.privacy.foreign import mark_foreign
from pipeline.language.privacy.kept import block_kept
from pipeline.language.privacy.reading import Reading
from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.tokens import Token, cut_tokens
from pipeline.language.privacy.verdicts import Verdicts
from pipeline.language.privacy.words import Phrases, fold_words, index_phrases, is_dutch, load_words

_SHORTEST_PART = 3


NOTHING_SAID = Verdicts()


@dataclass(frozen=True)
class Found:
    """The names in a text, in order, without overlap, and the words that are doubtful."""

    spans: list[Span]
    doubts: list[Doubt]


@dataclass(frozen=True)
class NameBook:
    """What a run adds to the lists: the registry's names, phrases that must stay, decisions."""

    full_names: Phrases
    parts: frozenset[str]
    keep: Phrases
    verdicts: Verdicts = NOTHING_SAID


def make_book(
    names: Collection[str], keep: Collection[str], verdicts: Verdicts = NOTHING_SAID
) -> NameBook:
    """The registry's names and the words to keep, ready to be looked up."""
    words = load_words()
    parts = {
        part
        for name in names
        for part in fold_words(name)
        if len(part) >= _SHORTEST_PART and part not in words.particles | words.titles
    }
    merged = dict(words.keep_phrases)
    for first, phrases in index_phrases(keep).items():
        together = {*merged.get(first, ()), *phrases}
        merged[first] = tuple(sorted(together, key=len, reverse=True))
    return NameBook(index_phrases(names), frozenset(parts), merged, verdicts)


def learn_names(book: NameBook, names: Collection[str]) -> NameBook:
    """The book with what was found in a conversation: a person named in full is known in part."""
    words = load_words()
    parts = {
        part
        for name in names
        for part in fold_words(name)
        if len(part) >= _SHORTEST_PART
        and part not in words.never_alone
        and (part in words.first_names or not is_dutch(part))
    }
    return replace(book, parts=book.parts | parts)


def find_names(text: str, book: NameBook) -> Found:
    """The names in the shadow of a text."""
    tokens, shouted = cut_tokens(text)
    block_kept(tokens, book.keep, shouted=shouted)
    said = _said(tokens, book.verdicts)
    for position in said["word"]:
        tokens[position].blocked = True
    registered = _find_registered(tokens, book) | said["name"]
    for position in registered:
        tokens[position].blocked = False
    mark_foreign(tokens)
    reading = Reading(text, tokens, shouted, registered)
    spans: list[Span] = []
    position = 0
    while position < len(tokens):
        if not tokens[position].blocked and begins_name(reading, position):
            first, last = extend_name(reading, position, spans[-1].end if spans else 0)
            spans.append(Span(tokens[first].start, end_of_name(reading, last), "naam"))
            position = last
        position += 1
    doubts = [doubt for doubt in find_doubts(reading, spans) if not book.verdicts.of(doubt.word)]
    return Found(spans, doubts)


def _said(tokens: list[Token], verdicts: Verdicts) -> dict[str, frozenset[int]]:
    """The positions of the words that people called a name, or no name."""
    if not (verdicts.names or verdicts.words):
        return {"name": frozenset(), "word": frozenset()}
    said = [verdicts.of(token.form.folded) for token in tokens]
    return {
        kind: frozenset(position for position, one in enumerate(said) if one == kind)
        for kind in ("name", "word")
    }


def _find_registered(tokens: list[Token], book: NameBook) -> frozenset[int]:
    """Positions of the registry's full names, and of their parts where these are no plain word."""
    found: set[int] = set()
    if not book.parts:
        return frozenset()
    for position, token in enumerate(tokens):
        for phrase in book.full_names.get(token.form.folded, ()):
            window = tokens[position : position + len(phrase)]
            if tuple(t.form.folded for t in window) == phrase:
                found.update(range(position, position + len(phrase)))
                break
        alone = token.form.folded in book.parts and not token.blocked
        if alone and (token.form.capital or not token.form.dutch):
            found.add(position)
    return frozenset(found)
