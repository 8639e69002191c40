"""Typed placeholders in place of what was found; one person keeps one number in a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.language.privacy.spans import Span
from pipeline.language.privacy.words import fold_words, load_words


@dataclass(frozen=True)
class Persons:
    """Which person a name belongs to: names as folded words -> number from 1."""

    numbers: dict[tuple[str, ...], int]

    def number(self, name: str) -> int:
        """The number of a name that was given to `number_persons`."""
        return self.numbers[_key(name)]


def _key(name: str) -> tuple[str, ...]:
    return fold_words(name) or (name,)


def number_persons(names: Sequence[str], taken: Iterable[int] = ()) -> Persons:
    """Numbers in the order of the names; a part follows the one full name that holds it.

    `taken` are numbers that the texts already use.
    """
    keys = list(dict.fromkeys(_key(name) for name in names))
    full = [key for key in keys if len(key) > 1]
    persons: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in keys:
        persons[key] = _person_of(key, full)
    used = set(taken)
    numbers: dict[tuple[str, ...], int] = {}
    following = 1
    for key in keys:
        person = persons[key]
        if person not in numbers:
            while following in used:
                following += 1
            numbers[person] = following
            used.add(following)
        numbers[key] = numbers[person]
    return Persons(numbers)


def _person_of(key: tuple[str, ...], full: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The one full name that this part or shortened name can stand for, else the name itself."""
    if len(key) > 1:
        holders = [name for name in full if _shortens(key, name)]
    else:
        small = load_words().particles
        whole = [name for name in full if not any(_shortens(name, other) for other in full)]
        holders = [name for name in whole if key[0] in name and key[0] not in small]
    return holders[0] if len(holders) == 1 else key


def _shortens(short: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name is another with initials: J. Peeters and Jan P. are Jan Peeters."""
    if short == name or len(short) != len(name):
        return False
    pairs = list(zip(short, name, strict=True))
    fits = all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in pairs)
    return fits and any(a == b for a, b in pairs)


def place_holders(text: str, spans: Sequence[Span], persons: Persons) -> list[str]:
    """The placeholder of each span."""
    return [
        f"[naam {persons.number(text[span.start : span.end])}]"
        if span.kind == "naam"
        else f"[{span.kind}]"
        for span in spans
    ]
