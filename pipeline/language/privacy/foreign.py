"""Which sentences of a text are not Dutch: there the Dutch dictionary says nothing of a word."""

from __future__ import annotations

from pipeline.language.privacy.tokens import Token
from pipeline.language.privacy.words import load_words

_FEWEST_SMALL = 2
_FEWEST_WORDS = 4
_UNKNOWN_SHARE = 0.7
_UNKNOWN_SHARE_BESIDE = 0.5  # beside one small word of another language


def mark_foreign(tokens: list[Token]) -> None:
    """Sets `foreign` on the words of each sentence or quote in another language.

    A sentence too short to tell is taken as the whole text is.
    """
    of_text = _is_foreign(tokens)
    start = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and not tokens[end].opens:
            continue
        sentence = tokens[start:end]
        own = _is_foreign(sentence)
        if of_text if own is None else own:
            for token in sentence:
                token.foreign = True
        start = end


def _is_foreign(tokens: list[Token]) -> bool | None:
    """By the small words of other languages against Dutch ones; else by unknown words."""
    words = load_words()
    lower = [t.form for t in tokens if not t.form.capital and not t.blocked]
    everything = [t.form.folded for t in tokens]
    small = sum(word in words.foreign_small for word in everything)
    dutch = sum(word in words.dutch_small for word in everything)
    if small >= _FEWEST_SMALL or dutch >= _FEWEST_SMALL:
        return small > dutch
    if len(lower) < _FEWEST_WORDS:
        return True if small > dutch and _has_no_dutch(tokens) else None
    unknown = sum(not (f.dutch or f.first_name or f.maybe_first_name) for f in lower)
    share = _UNKNOWN_SHARE_BESIDE if small else _UNKNOWN_SHARE
    return unknown >= share * len(lower) and dutch == 0


def _has_no_dutch(tokens: list[Token]) -> bool:
    """Whether no lower-case word of the sentence is Dutch."""
    small = load_words().foreign_small
    return all(
        t.form.capital or t.blocked or not t.form.dutch or t.form.folded in small for t in tokens
    )
