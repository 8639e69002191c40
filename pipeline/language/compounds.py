"""Dutch compounds to their parts: zwerfvuil is zwerven + vuil, stadsbestuur stad + bestuur.

No word list holds the compounds that people make while they talk. So a word is cut where both
sides are words of which Dutch builds others, and the cut whose sides do so most often is taken
(after Koehn and Knight, 2003, "Empirical methods for compound splitting").
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.language.lemmas import lemma_of
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.resources.words import compound_exceptions, compound_parts, never_first, never_last

_FEWEST_LETTERS, _FEWEST_IN_PART, _MOST_PARTS = 6, 3, 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STREET = re.compile(
    r"(?:laan|straat|weg|plein|dreef|berg|heide|veld|bos|hoven|slag|land|beek|eik)$"
)
_NAMES = re.compile(r"[^\W\d_]-[A-Z]")  # Genk-Brugge, Sint-Martinus
_SEPARABLE = frozenset(
    ("alleen", "dicht", "goed", "klaar", "leeg", "los", "open", "recht", "stil", "vast", "vrij")
)
_PART_COST = 6.0  # what a part more costs, in the units of -log(share)
_LONG_ENOUGH = 5  # letters of a word that is taken for a part because a dictionary has it


@dataclass(frozen=True)
class Compound:
    """The lemma of the whole, and the lemmas of its parts (none: it is no compound)."""

    lemma: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Cut:
    """A way to cut a word: its parts, what the last one reads as written out, and the cost."""

    cost: float
    parts: tuple[str, ...]
    lemma: str
    counted: bool = True


def read_compound(word: str) -> Compound:
    """The lemma of a lower-case word or lemma, and its parts if it is a compound.

    A plural or a diminutive that no dictionary has gets its lemma by its last part: buurtfeesten
    is buurtfeest, and buurt + feest.
    """
    known = compound_exceptions().get(word)
    if known is not None:
        return Compound(word, known)
    if len(word) < _FEWEST_LETTERS or not _WORD.fullmatch(word):
        return Compound(word)
    cut = _hyphened(word) if "-" in word else _best(word, _MOST_PARTS)
    return Compound(cut.lemma, cut.parts) if cut else Compound(word)


@functools.cache
def compound_of(text: str, lemma: str) -> Compound:
    """`read_compound` of a word as it stands in a text: a street or a quarter has no parts."""
    looks_so = (text[:1].isupper() and _STREET.search(lemma)) or _NAMES.search(text)
    if looks_so or text.isupper() or lemma in _places():
        return Compound(lemma)
    return read_compound(lemma)


@functools.cache
def _places() -> frozenset[str]:
    """Quarters, streets and towns, lower case."""
    places = load_gazetteer().places
    return frozenset(name.lower() for name in places if name[0].isupper())


def stems(infinitive: str) -> set[str]:
    """How a verb can begin a compound: spelen is speel, wassen was, verhuizen verhuis."""
    bare = infinitive.removesuffix("en")
    if len(bare) < _FEWEST_IN_PART:
        return set()
    if bare[-1] in "vz":
        bare = bare[:-1] + {"v": "f", "z": "s"}[bare[-1]]
    if bare[-1] == bare[-2]:
        return {bare[:-1]}
    opened = re.fullmatch(r"(.*[^aeiou])([aeou])([^aeiouwj])", bare)
    return {opened[1] + opened[2] * 2 + opened[3]} if opened else {bare}


def _hyphened(word: str) -> _Cut | None:
    """A word with hyphens: every piece is a word that may stand in its place."""
    *pieces, end = word.split("-")
    last = _last(end) or _best(end, 2)
    firsts = [_first(piece) or _short_first(piece) for piece in pieces]
    if last is None or None in firsts:
        return None
    parts = [part for cut in firsts if cut for part in cut.parts]
    return _Cut(0.0, (*parts, *last.parts), "-".join([*pieces, last.lemma]))


def _best(word: str, most: int) -> _Cut | None:
    return min(_cuts(word, most), key=lambda cut: cut.cost, default=None)


def _cuts(word: str, most: int) -> Iterator[_Cut]:
    for place in range(_FEWEST_IN_PART, len(word) - _FEWEST_IN_PART + 1):
        start, end = word[:place], word[place:]
        first = _first(start)
        if first is None or _derived(start, end):
            continue
        last = _last(end)
        if last is None and most > 2:  # noqa: PLR2004 - two parts are the fewest
            last = _best(end, most - 1)
        if last is not None and (len(start) > _FEWEST_IN_PART or last.counted):
            cost = first.cost + last.cost + _PART_COST
            yield _Cut(cost, (*first.parts, *last.parts), start + last.lemma)


def _derived(start: str, end: str) -> bool:
    """Whether it only looks so: cultuur holds no uur; opengaat is a verb with a particle."""
    if end in {"uur", "uren"}:
        return start.endswith("t")
    return start in _SEPARABLE and lemma_of(end).endswith(("en", "aan"))


def _first(start: str) -> _Cut | None:
    """The part that begins a compound, without the letters that link it to the next."""
    if start in never_first() or lemma_of(start) in never_first():
        return None
    plural = _plural_first(start)
    if plural:
        return plural
    parts = compound_parts()
    options = [_cost(part.first, part.lemma) for part in [parts.get(start)] if part and part.first]
    for bare in _without_link(start):
        part = parts.get(bare)
        if part and part.first and bare not in never_first():
            options.append(
                _cost(part.first, part.lemma, _LINK_COST if start[-1] == "s" else _E_COST)
            )
    if not options and lemma_of(start) == start and _in_dictionary(start):
        options.append(_cost(0, start))
    return min(options, key=lambda cut: cut.cost, default=None)


def _plural_first(start: str) -> _Cut | None:
    """mannen(koor), kinder(opvang), tomaten(saus): what is written as a plural."""
    if not start.endswith(("en", "er", "eren")) or (start[-1] == "r" and start in compound_parts()):
        return None
    lemma = lemma_of(start)
    part = compound_parts().get(lemma)
    if lemma == start or lemma in never_first() or not part or lemma.endswith("en"):
        return None
    return _cost(part.first, part.lemma, _LINK_COST) if part.first + part.last else None


def _without_link(start: str) -> Iterator[str]:
    """Without the letters of a link: stads -> stad, zonne -> zon, gedachten -> gedachte."""
    if start.endswith("s"):
        yield start[:-1]
    bare = start.removesuffix("n").removesuffix("e")
    if start.endswith(("e", "en")) and len(bare) >= _FEWEST_IN_PART:
        yield bare[:-1] if bare[-1] == bare[-2] else bare


def _short_first(piece: str) -> _Cut | None:
    """Before a hyphen also what is never a part elsewhere: gsm-nummer, oud-leerkracht."""
    return None if piece in never_first() or len(piece) < _FEWEST_IN_PART else _cost(1, piece)


def _last(end: str) -> _Cut | None:
    """The part that ends a compound, also in the plural or as a diminutive."""
    parts, lemma = compound_parts(), lemma_of(end)
    if end in never_last() or lemma in never_last():
        return None
    for form in dict.fromkeys((*_without_diminutive(end), end, lemma)):
        part = parts.get(form)
        if part and part.last and form[:2] == end[:2]:
            return _cost(part.last, part.lemma, lemma=form)
    if lemma.endswith("en") or lemma[:2] != end[:2] or not _in_dictionary(lemma):
        return _deed(end)
    return replace(_cost(0, lemma), counted=False)


def _deed(end: str) -> _Cut | None:
    """The doing of what a known verb says: zakkenophaling, of ophalen."""
    verb = end.removesuffix("ing") + "en"
    long = len(end) > _LONG_ENOUGH + len("ing") - 1 and end.endswith("ing")
    return replace(_cost(0, end), counted=False) if long and _in_dictionary(verb) else None


def _without_diminutive(end: str) -> Iterator[str]:
    """What it may be a diminutive of: zaaltje -> zaal, boekje -> boek, balletje -> bal."""
    bare = end.removesuffix("s")
    if not bare.endswith(("je", "ke")) or bare in {"meisje", "beetje", "koekje", "broodje"}:
        return
    for letters in (2, 3):
        yield bare[:-letters]
    if bare.endswith("etje"):
        yield bare[:-5]


def _in_dictionary(word: str) -> bool:
    """Whether simplemma has the word, as a lemma of some length."""
    if len(word) < _LONG_ENOUGH:
        return False
    import simplemma  # reads its dictionary

    return bool(simplemma.is_known(word, lang="nl"))


def _cost(n_words: int, part: str, more: float = 0.0, lemma: str = "") -> _Cut:
    return _Cut(more - math.log((n_words + 0.5) / _N_WORDS), (part,), lemma or part)


_N_WORDS = 60_000  # of the dictionary that the parts were counted in, compounds only
_LINK_COST, _E_COST = 0.5, 3.0
