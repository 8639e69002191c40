"""A text cut into words with what the name finder asks of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.language.privacy.words import (
    fold,
    is_dutch,
    is_dutch_part,
    load_words,
    looks_like_surname,
)

_WORD = re.compile(
    r"\[[a-z]+(?: \d+)?\]|[^\W\d_][̀-ͯ]*(?:[^\W\d_]|[̀-ͯ]|['’](?=[^\W\d_]{2,})|-(?=[^\W\d_]))*"
    r"|\d+"
)
_SENTENCE_END = re.compile(r"[.!?…:;*•>\n\r|=/]|^\s*[-–]|(?:^|\s)[\"“„«'‘(\[-]+$")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_RARE = 5
_KNOWN = 200
_PET_ENDINGS = ("ke", "ske", "eke", "je", "tje", "ken", "kes", "y", "cik", "cuk", "can")
_SHORTEST_TRADE = 6
_TRADE_ENDINGS = (
    "leraar", "lerares", "meester", "juf", "houder", "houdster", "werker", "werkster", "leider",
    "leidster", "trainer", "coach", "dienst", "man", "vrouw", "baas", "kind", "kinderen", "tje",
    "tjes", "heid", "ing", "schap", "lijk", "isch", "sel",
)  # fmt: skip
_OF_PLACE = ("se", "s", "enaar", "enaars", "naar", "naars", "er", "ers", "aar", "aars")
_SHORTEST_PLACE = 5
_SHOUT_LETTERS = 12
_SHOUT_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Form:
    """What can be said of a word without its neighbours."""

    folded: str
    stem_length: int  # letters without the possessive 's
    capital: bool
    acronym: bool
    first_name: bool  # bears a first name and no other meaning
    maybe_first_name: bool  # a first name that is a word too
    surname: bool
    dutch: bool
    kept: bool
    trade: bool  # ends as a word for people does: turnleraar, dispatcher


@dataclass(slots=True)
class Token:
    """A word, where it stands, and what stands before it."""

    start: int
    end: int
    form: Form
    gap: str  # the text between the previous word and this one
    opens: bool  # first of a sentence, a quote or a line
    blocked: bool = field(default=False)
    foreign: bool = field(default=False)  # in a sentence that is not Dutch


@lru_cache(maxsize=65536)
def describe(word: str) -> Form:
    """The form of a word; possessives count as their name."""
    words = load_words()
    bare = _without_suffix(word)
    folded = fold(bare)
    if folded not in words.first_names and not is_known_plain(folded):
        bare, folded = _without_genitive(bare, folded)
    count = words.first_names.get(folded, 0) or _pet_name_count(folded)
    parts = folded.split("-")
    if len(parts) > 1 and not count and all(words.first_names.get(p, 0) > _RARE for p in parts):
        count = _RARE + 1
    unclear = _is_unclear(folded, count, capital=word[0].isupper())
    kept = folded in words.keep or parts[0] in {"sint", "st", "santa"}
    if len(parts) > 1 and not count:
        kept = kept or any(part in words.keep or part in words.place_endings for part in parts)
    joined = folded.replace("'", "")
    kept = kept or _is_of_place(folded)
    elided = folded.startswith("d'") and word[2:3].isupper() and looks_like_surname(joined)
    able = bool(count) and len(folded) > 1 and folded not in words.function_words
    return Form(
        folded=folded,
        stem_length=len(bare),
        capital=word[0].isupper() or elided,
        acronym=any(p.isupper() and len(p) > 1 for p in word.split("-")),
        first_name=able and not unclear and not kept,
        maybe_first_name=able and (unclear or (kept and count > _KNOWN)),
        surname=looks_like_surname(joined) or _is_van_name(folded),
        dutch=_is_ordinary(folded) or _is_ordinary(bare.lower()),
        kept=kept,
        trade=len(folded) > _SHORTEST_TRADE and folded.endswith(_TRADE_ENDINGS),
    )


def _is_of_place(folded: str) -> bool:
    """Brusselse, Hasseltenaar, Kempens: what is made of the name of a place."""
    words = load_words()
    if folded in words.surnames or folded in words.first_names:
        return False
    bases = (folded.removesuffix(ending) for ending in _OF_PLACE if folded.endswith(ending))
    return any(len(base) >= _SHORTEST_PLACE and base in words.keep for base in bases)


def _is_unclear(folded: str, count: int, *, capital: bool) -> bool:
    """Whether a first name means something else in this form."""
    words = load_words()
    if folded in words.capital_names:
        return not capital
    return folded in words.ambiguous or (count <= _RARE * 12 and is_dutch(folded))


def _without_suffix(word: str) -> str:
    """Fatma's and the Turkish Fatma'nın are Fatma; D'Angelo is itself."""
    bare = _POSSESSIVE.sub("", word)
    stem = re.split("['’]", bare, maxsplit=1)[0]
    if stem != bare and load_words().first_names.get(fold(stem), 0) > _RARE:
        return stem
    return bare


def _is_ordinary(word: str) -> bool:
    """Whether a word is Dutch; a known surname only where the dictionary has it, uncut."""
    return is_dutch_part(word) if word in load_words().surnames else is_dutch(word)


def is_known_plain(folded: str) -> bool:
    """Whether a word is Dutch or a surname as it stands."""
    return is_dutch(folded) or looks_like_surname(folded)


def _pet_name_count(folded: str) -> int:
    """Jefke, Mariëtteke, Fonske: how many bear the name behind the pet name."""
    if is_dutch(folded):
        return 0
    counts = load_words().first_names
    stems = [folded.removesuffix(ending) for ending in _PET_ENDINGS if folded.endswith(ending)]
    if folded.endswith("etje"):  # Polletje, Annetje
        stems += [folded[:-5]] if folded[-5:-4] == folded[-6:-5] else []
    return max((counts.get(stem, 0) for stem in stems if len(stem) > 1), default=0)


def _without_genitive(bare: str, folded: str) -> tuple[str, str]:
    """Jans fiets is the bike of Jan: the s goes where the rest is a first name."""
    shorter = folded.removesuffix("s")
    if (
        folded not in load_words().keep
        and shorter != folded
        and load_words().first_names.get(shorter, 0) > _RARE * 20
    ):
        return bare[:-1], shorter
    return bare, folded


def _is_van_name(folded: str) -> bool:
    return folded.startswith(("vand", "vans", "vanh", "verm", "verh")) and not is_dutch(folded)


def cut_tokens(text: str) -> tuple[list[Token], bool]:
    """The words of a text, and whether it is written in capitals throughout."""
    tokens: list[Token] = []
    previous = 0
    for match in _WORD.finditer(text):
        gap = text[previous : match.start()]
        opens = (
            not tokens or (len(gap) > 1 and _SENTENCE_END.search(gap) is not None) or "\n" in gap
        )
        word = match.group()
        token = Token(match.start(), match.end(), describe(word), gap, opens)
        if word[0] == "[" or word[0].isdigit():
            token.blocked = True
        tokens.append(token)
        previous = match.end()
    return tokens, _is_shouted(text)


def _is_shouted(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    if upper < _SHOUT_LETTERS:
        return False
    return upper > _SHOUT_SHARE * sum(map(str.isalpha, text))
