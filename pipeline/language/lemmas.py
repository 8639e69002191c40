"""Dutch and Flemish words to their dictionary form, one word at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pipeline.resources.words import lemma_exceptions

_MIN_STEM = 3  # letters
_DIMINUTIVES = ("eke", "ske", "ke")


@functools.cache
def lemma_of(word: str) -> str:
    """The lemma of a word, lower case; simplemma's dictionary after our own list of exceptions.

    A Flemish diminutive (boekske, fotoke) goes back to its word where the dictionary has that. A
    word that may be a noun or the stem of a verb (fiets, lift, huur) stays as it is: the nouns are
    what notes are about.
    """
    import simplemma  # reads its dictionary

    form = word.lower().replace("’", "'")
    exception = lemma_exceptions().get(form)
    if exception:
        return exception
    if not simplemma.is_known(form, lang="nl"):
        form = _without_diminutive(form, functools.partial(simplemma.is_known, lang="nl"))
    lemma = simplemma.lemmatize(form, lang="nl").lower().replace("_", "")
    return form if lemma in _infinitives(form) else lemma


def _without_diminutive(form: str, is_known: Callable[[str], bool]) -> str:
    for ending in _DIMINUTIVES:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= _MIN_STEM and is_known(stem):
            return stem
    return form


def _infinitives(stem: str) -> set[str]:
    """What a regular verb with this stem would be: lift, les, huur, boete -> liften, lessen, ..."""
    closed = stem + stem[-1:] + "en"
    opened = stem[:-2] + stem[-1:] + "en" if stem[-3:-2] == stem[-2:-1] else closed
    return {stem + "en", closed, opened, stem + "n"}
