"""The words that the pseudonymiser knows: first names, surnames, titles, and what must stay."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import simplemma

from pipeline.resources.first_names import load_first_names
from pipeline.resources.gazetteer import load_gazetteer

_ROOM = "pipeline.resources"
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_SHORTEST_PART = 3
_NICKNAME_COUNT = 100
_SHORTEST_ENDING = 4

Phrases = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Words:
    """All lists, folded. `first_names` gives how many Belgians bear a name."""

    first_names: dict[str, int]
    surnames: frozenset[str]
    surname_endings: tuple[str, ...]
    titles: frozenset[str]
    strong_titles: frozenset[str]
    owners: frozenset[str]
    particles: frozenset[str]
    ambiguous: frozenset[str]
    function_words: frozenset[str]
    capital_names: frozenset[str]
    speech_verbs: frozenset[str]
    keep: frozenset[str]  # with the places
    places: frozenset[str]
    keep_phrases: Phrases
    org_words: frozenset[str]
    offices: frozenset[str]
    place_endings: tuple[str, ...]
    person_verbs: frozenset[str]
    plate_words: frozenset[str]
    streets: frozenset[str]
    no_streets: frozenset[str]
    colloquial: frozenset[str]
    small_names: frozenset[str]  # small words that some bear as their name
    surnames_after_de: frozenset[str]
    foreign_small: frozenset[str]  # words that show a sentence of another language
    dutch_small: frozenset[str]
    never_alone: frozenset[str]  # titles, particles and small words


def fold_text(text: str) -> str:
    """The text without case, accents and curly apostrophes."""
    lowered = unicodedata.normalize("NFKD", text.lower()).translate(_LETTERS)
    return "".join(c for c in lowered if not unicodedata.combining(c)).replace("’", "'")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The same of a word, remembered: Ayşe, AYŞE and ayse are one."""
    return fold_text(word)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase, split at everything that is no letter or digit."""
    plain = "".join(c if c.isalnum() or c == "'" else " " for c in fold(text))
    return tuple(plain.split())


def index_phrases(phrases: Iterable[str]) -> Phrases:
    """Phrases by their first word, the longest first; a hyphen parts words and joins them."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        for words in {fold_words(phrase), tuple(fold(phrase).split())}:
            if words:
                found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


@cache
def load_words() -> Words:
    """The lists of pipeline/resources, read once."""
    folder = resources.files(_ROOM)
    lists: dict[str, str] = tomllib.loads((folder / "privacy.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(fold(word) for word in text.split()) for name, text in lists.items()}
    colloquial = (folder / "colloquial.txt").read_text(encoding="utf-8").split()
    return Words(
        first_names=_read_first_names(sets["nicknames"]),
        surnames=sets["surnames"],
        surname_endings=tuple(sorted(sets["surname_endings"])),
        titles=sets["titles"],
        strong_titles=sets["strong_titles"],
        owners=sets["owners"],
        particles=sets["particles"],
        ambiguous=sets["ambiguous"],
        function_words=sets["function_words"],
        capital_names=sets["capital_names"],
        speech_verbs=sets["speech_verbs"],
        keep=sets["keep"] | sets["places"],
        places=sets["places"],
        keep_phrases=index_phrases([*lists["keep_phrases"].splitlines(), *load_gazetteer().names]),
        org_words=sets["org_words"],
        offices=sets["offices"],
        place_endings=tuple(sorted(sets["place_endings"])),
        person_verbs=sets["person_verbs"],
        plate_words=sets["plate_words"],
        streets=sets["streets"] | {fold(street) for street in load_gazetteer().streets},
        no_streets=sets["no_streets"],
        colloquial=frozenset(fold(word) for word in colloquial),
        small_names=sets["small_names"],
        surnames_after_de=sets["surnames_after_de"],
        foreign_small=sets["foreign_small"],
        dutch_small=sets["dutch_small"],
        never_alone=sets["titles"] | sets["particles"] | sets["function_words"],
    )


def _read_first_names(nicknames: frozenset[str]) -> dict[str, int]:
    """The table of first names; a nickname counts as one that some bear."""
    counts = dict.fromkeys(nicknames, _NICKNAME_COUNT)
    for written, count in load_first_names().items():
        name = fold(written)
        counts[name] = counts.get(name, 0) + count
    return counts


@lru_cache(maxsize=65536)
def is_dutch(word: str) -> bool:
    """Whether a folded lower-case word is an ordinary Dutch one, compounds included."""
    words = load_words()
    if word in words.colloquial or simplemma.is_known(word, "nl"):
        return True
    if "-" in word:
        return all(is_dutch(part) for part in word.split("-") if part)
    return any(
        is_dutch_part(word[:cut]) and is_dutch_part(word[cut:].removeprefix("s"))
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_ENDING + 1)
    )


def is_dutch_part(word: str) -> bool:
    """Whether a piece of a compound is a Dutch word long enough to count."""
    return len(word) >= _SHORTEST_PART and (
        word in load_words().colloquial or simplemma.is_known(word, "nl")
    )


@lru_cache(maxsize=65536)
def looks_like_surname(word: str) -> bool:
    """Whether a folded word is a known surname or ends as surnames of some origin do."""
    words = load_words()
    return word in words.surnames or (
        len(word) > _SHORTEST_ENDING + 1 and word.endswith(words.surname_endings)
    )
