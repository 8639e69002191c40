"""Sentences of newspapers and encyclopedias as Flemish volunteers would type them.

The treebanks know no "ge", "nen" or "'t is nie waar", hardly any first person and no sloppy
typing; a tagger that never saw them takes "ge" for a verb. The tags of a changed word stay.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.treebank import Sentence, Word

# Shares: of sentences that lose articles, their stop, all capitals or the first; of words that are
# spelled otherwise, of he and she that become I and we, of diminutives, of articles that go.
_BARE, _UNSTOPPED, _LOWER, _LOWER_FIRST = 0.3, 0.4, 0.5, 0.3
_SPELLED, _TO_FIRST_PERSON, _DIMINUTIVE, _DROPPED = 0.6, 0.2, 0.4, 0.5

# By tag: a form and what may stand in its place.
_SPELLINGS: dict[str, dict[str, str]] = {
    "PRON": {
        "je": "ge ge gij",
        "jij": "ge gij",
        "jullie": "gullie gulder",
        "hij": "ge gij hij",
        "ze": "ge ze zullie",
        "het": "'t 't",
        "ik": "'k ik",
        "dat": "da",
        "wat": "wa",
        "hem": "'m em",
        "iets": "iet iets",
        "niets": "niks",
        "mijn": "mijne mijnen m'n",
        "zijn": "zijne zijnen z'n",
        "haar": "heur d'r",
        "dit": "dees dit",
        "deze": "dees dezen",
        "elkaar": "mekaar",
    },
    "DET": {
        "een": "ne nen een 'n een",
        "het": "'t het",
        "de": "den de de",
        "geen": "gene geen genen",
        "deze": "dezen dees deze",
        "die": "dieje dien die",
        "dat": "da dat",
    },
    "ADV": {
        "niet": "nie ni niet",
        "even": "efkes effe",
        "ook": "ook oek",
        "toch": "toch tog",
        "dan": "dan tan",
        "altijd": "altijd altij",
        "helemaal": "gans heel",
        "misschien": "mss misschien",
    },
    "SCONJ": {"dat": "da", "omdat": "omda", "als": "as als"},
    "ADJ": {"goed": "goe goed", "goede": "goei goeie", "kleine": "klein kleine"},
}
_ME = {"hij": "ik", "zij": "ik", "men": "wij", "ze": "we"}


def as_typed(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence in Flemish spelling and hasty typing, some of each by chance."""
    words = [_spelled(word, chance) for word in sentence]
    if chance.random() < _BARE:
        words = _without_articles(words, chance)
    if chance.random() < _UNSTOPPED:
        words = _without_stop(words)
    if chance.random() < _LOWER:
        words = [replace(word, form=word.form.lower()) for word in words]
    elif chance.random() < _LOWER_FIRST:
        words = [_lower_first(words[0]), *words[1:]]
    return tuple(words)


def _spelled(word: Word, chance: random.Random) -> Word:
    if word.form.lower() in _ME and word.upos == "PRON" and chance.random() < _TO_FIRST_PERSON:
        return _reform(word, _ME[word.form.lower()])
    choices = _SPELLINGS.get(word.upos, {}).get(word.form.lower(), "").split()
    if choices and chance.random() < _SPELLED:
        return _reform(word, chance.choice(choices))
    if (
        word.upos == "NOUN"
        and word.form.endswith(("tje", "pje", "je"))
        and chance.random() < _DIMINUTIVE
    ):
        return _reform(word, _diminutive(word.form))
    return word


def _diminutive(form: str) -> str:
    """boekje: boekske; huisje: huiske."""
    stem = form.removesuffix("je")
    if stem.endswith(("g", "k", "ng")):
        return f"{stem}ske"
    return stem.removesuffix("t") + "ke" if stem.endswith("t") else f"{stem}ke"


def _reform(word: Word, form: str) -> Word:
    if word.form[0].isupper():
        form = form[0].upper() + form[1:]
    return replace(word, form=form)


def _without_articles(words: Sequence[Word], chance: random.Random) -> list[Word]:
    """Het loket is dicht: Loket is dicht."""
    left = [word for word in words if not _droppable(word, chance)]
    if not left:
        return list(words)
    if left[0] is not words[0] and words[0].form[0].isupper():
        left[0] = replace(left[0], form=left[0].form[0].upper() + left[0].form[1:])
    return left


def _droppable(word: Word, chance: random.Random) -> bool:
    article = word.upos == "DET" and word.form.lower() in {"de", "het", "een"}
    return article and chance.random() < _DROPPED


def _without_stop(words: Sequence[Word]) -> list[Word]:
    return list(words[:-1]) if len(words) > 1 and words[-1].form == "." else list(words)


def _lower_first(word: Word) -> Word:
    return replace(word, form=word.form[0].lower() + word.form[1:])


def joined(sentences: Sequence[Sentence], chance: random.Random) -> Iterator[Sentence]:
    """The sentences as notes: one to four in a row, heads left where they were."""
    left = list(sentences)
    chance.shuffle(left)
    while left:
        n_sentences = min(len(left), chance.choice((1, 1, 2, 3, 4)))
        note: list[Word] = []
        for _ in range(n_sentences):
            words = left.pop()
            note += [*words[:-1], replace(words[-1], space_after=True)]
        yield tuple(note)
