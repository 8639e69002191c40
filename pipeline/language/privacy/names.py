"""Names of private people, found by rules that a person can follow.

A word is taken as a name when it is a first name that means nothing else, when a title or kin word
stands before it, when it is a capital word inside a sentence that no list knows, or when it is on
the registry. From there the name is followed to its surname.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.language.privacy.beginnings import begins_name
from pipeline.language.privacy.extents import end_of_name, extend_name
from pipeline.language.privacy.foreign import mark_foreign
from pipeline.language.privacy.kept import block_kept
from pipeline.language.privacy.reading import Reading
from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.tokens import Token, cut_tokens
from pipeline.language.privacy.words import Phrases, fold_words, index_phrases, is_dutch, load_words

_SHORTEST_PART = 3


@dataclass(frozen=True)
class NameBook:
    """What a run adds to the lists: the registry's names, and phrases that must stay."""

    full_names: Phrases
    parts: frozenset[str]
    keep: Phrases


def make_book(names: Collection[str], keep: Collection[str]) -> NameBook:
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
    return NameBook(index_phrases(names), frozenset(parts), merged)


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


def find_names(text: str, book: NameBook) -> list[Span]:
    """Spans of names in the shadow of a text, in order, without overlap."""
    tokens, shouted = cut_tokens(text)
    block_kept(tokens, book.keep, shouted=shouted)
    registered = _find_registered(tokens, book)
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
    return spans


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
