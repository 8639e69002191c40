"""Dutch and Flemish words to their dictionary form, one word at a time."""

from __future__ import annotations

import functools

from pipeline.resources.words import lemma_exceptions

_MIN_STEM = 3  # letters
_DIMINUTIVES = ("eke", "ske", "ke")


@functools.cache
def lemma_of(word: str) -> str:
    """The lemma of a word, lower case; simplemma's dictionary after our own list of exceptions.

    A Flemish diminutive (boekske, fotoke) goes back to its word where the dictionary has that.
    """
    import simplemma  # reads its dictionary

    form = word.lower().replace("’", "'")
    exception = lemma_exceptions().get(form)
    if exception:
        return exception
    if not simplemma.is_known(form, lang="nl"):
        for ending in _DIMINUTIVES:
            stem = form.removesuffix(ending)
            if stem != form and len(stem) >= _MIN_STEM and simplemma.is_known(stem, lang="nl"):
                form = stem
                break
    return simplemma.lemmatize(form, lang="nl").lower()
