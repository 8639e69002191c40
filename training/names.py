"""Names of people and places in the treebank's sentences: silver labels, and new names put in.

The trees say what is a name (PROPN, with flat beneath it), not of what. A name that starts with a
first name borne in Belgium and is no place is of a person; a name that is a place of the lists is
one; any other is marked "?", so that the recogniser learns nothing from it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy import blank
from spacy.language import Language

from training.treebank import Sentence, Word

_MANY = 50  # Belgians with a first name, from which on it says something
_SHARE_OF_TABLE = 0.5  # of the names that are put in; the others of one origin each
_SHARE_FIRST, _SHARE_LAST = 0.3, 0.1  # a first name or a surname alone; else both
_SHARE_LOWER = 0.15
_FLAT = ("flat", "fixed")
_SLOTS = ("{voornaam}", "{naam}", "{achternaam}")
_SLOT = re.compile("(" + "|".join(map(re.escape, _SLOTS)) + ")")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_NO_NAMES = frozenset((*_MONTHS, *_DAYS, "pasen", "kerstmis"))


@dataclass(frozen=True)
class Names:
    """What is known of names: first names with how many bear them, surnames by origin, places."""

    first: Mapping[str, int]
    # First names and surnames by origin; under "table" all first names that some bear.
    by_origin: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    places: frozenset[str]
    surnames: frozenset[str]


def name_spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The places (start, end) of runs of PROPN words that are one name in the tree."""
    start = None
    for place, word in enumerate([*sentence, None]):
        belongs = (
            word is not None
            and start is not None
            and word.relation.split(":")[0] in _FLAT
            and word.head is not None
            and start <= word.head < place
        )
        if belongs:
            continue
        if start is not None:
            yield start, place
        start = place if word is not None and word.upos == "PROPN" else None


def with_entities(sentence: Sentence, names: Names) -> Sentence:
    """The sentence with PER, LOC or "?" at each name."""
    words = list(sentence)
    for start, end in name_spans(sentence):
        kind = _kind([word.form for word in sentence[start:end]], names)
        words[start:end] = [replace(word, entity=kind) for word in sentence[start:end]]
    return tuple(words)


def _kind(forms: Sequence[str], names: Names) -> str:
    whole = " ".join(forms)
    if whole.lower() in _NO_NAMES:
        return ""
    if whole in names.places:
        return "LOC"
    if names.first.get(forms[0], 0) >= _MANY and forms[0] not in names.places:
        return "PER" if len(forms) > 1 or names.first[forms[0]] >= 10 * _MANY else "?"
    return "PER" if len(forms) == 1 and whole in names.surnames else "?"


def filled(sentence: Sentence, names: Names, chance: random.Random) -> Sentence | None:
    """The sentence with another name, of any origin, for each person; None where there is none."""
    words: list[Word] = []
    changed = False
    spans = {start: end for start, end in name_spans(sentence) if sentence[start].entity == "PER"}
    place = 0
    while place < len(sentence):
        if place in spans:
            words += _another(sentence[place : spans[place]], names, chance)
            place = spans[place]
            changed = True
        else:
            words.append(sentence[place])
            place += 1
    return tuple(words) if changed else None


def _origin(names: Names, chance: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First names and surnames of one origin; for half of the names, of the table of all."""
    if chance.random() < _SHARE_OF_TABLE:
        return names.by_origin["table"]
    return names.by_origin[chance.choice(sorted(names.by_origin))]


def _another(old: Sequence[Word], names: Names, chance: random.Random) -> Iterator[Word]:
    first, last = _origin(names, chance)
    shape = chance.random()
    if shape < _SHARE_FIRST:
        forms = [chance.choice(first)]
    elif shape < _SHARE_FIRST + _SHARE_LAST:
        forms = chance.choice(last).split()
    else:
        forms = [chance.choice(first), *chance.choice(last).split()]
    lower = chance.random() < _SHARE_LOWER
    for place, (form, following) in enumerate(pairwise([*forms, None])):
        yield replace(
            old[0],
            form=str(form).lower() if lower else str(form),
            lemma=str(form),
            relation=old[0].relation if place == 0 else "flat",
            space_after=True if following else old[-1].space_after,
        )


def read_templates(path: Path) -> list[str]:
    """The sentences of a file, one a line, without comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def fill_template(template: str, names: Names, chance: random.Random) -> Sentence:
    """The sentence with a name at each {voornaam}, {achternaam} and {naam}, and its places marked.

    The words have no tags: nothing but names can be learned from them.
    """
    words: list[Word] = []
    for piece in _SLOT.split(template):
        if piece.startswith(" ") and words:
            words[-1] = replace(words[-1], space_after=True)
        words += _slot(piece, names, chance) if piece in _SLOTS else _cut(piece, names)
    return tuple(words)


def _slot(slot: str, names: Names, chance: random.Random) -> list[Word]:
    first, last = _origin(names, chance)
    forms = [chance.choice(first)] if slot in _SLOTS[:2] else []
    forms += chance.choice(last).split() if slot in _SLOTS[1:] else []
    words = [_untagged(form, "PER", space_after=True) for form in forms]
    return [*words[:-1], replace(words[-1], space_after=False)]


def _cut(text: str, names: Names) -> Iterator[Word]:
    for token in _tokeniser().make_doc(text.lstrip()):
        kind = "LOC" if token.text in names.places else ""
        yield _untagged(token.text, kind, space_after=bool(token.whitespace_))


@cache
def _tokeniser() -> Language:
    return blank("nl")


def _untagged(form: str, kind: str, *, space_after: bool) -> Word:
    return Word(form, form, "", "", "", None, space_after=space_after, entity=kind)
