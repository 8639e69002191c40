"""The language of each fragment, among the languages that are spoken at Genk's tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.schema import LANGUAGES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_DUTCH = "nl"
_MIN_WORDS = 4
_SHORT = 6  # words below which a text must look more clearly foreign
_MIN_PROBABILITY = 0.6  # below it a text that looks foreign stays Dutch; see bench/language.py
_MIN_PROBABILITY_SHORT = 0.7
_PLACEHOLDER = re.compile(r"\[\w+(?: \d+)?\]")


def detect_languages(texts: Sequence[str]) -> list[str]:
    """A code of `schema.LANGUAGES` for each text.

    Dutch where there are fewer than four words, and where another language is not clearly more
    probable: a Dutch note with a foreign name in it must not be lost to its language.
    """
    languages = {text: _detect(text) for text in dict.fromkeys(texts)}
    return [languages[text] for text in texts]


def _detect(text: str) -> str:
    words = _PLACEHOLDER.sub(" ", text).split()
    if len(words) < _MIN_WORDS:
        return _DUTCH
    language, probability = _identifier().classify(" ".join(words))
    least = _MIN_PROBABILITY_SHORT if len(words) < _SHORT else _MIN_PROBABILITY
    return str(language) if probability >= least else _DUTCH


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # reads 5 MB

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
