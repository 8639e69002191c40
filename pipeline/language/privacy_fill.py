"""Sentences filled with names: how well people of each origin, and rare names, are found."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.language.privacy.words import fold, is_dutch, load_words
from pipeline.resources.first_names import load_first_names
from pipeline.resources.privacy_notes import PrivacyNote, PrivateSpan

_SENTENCES = "sentences"
_ANYONE = "een willekeurige Belg"
_COMMON, _KNOWN = 1000, 100


@dataclass(frozen=True)
class NameLists:
    """First names and surnames of each origin, and the sentences that take them."""

    names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    sentences: tuple[str, ...]


@cache
def load_name_lists() -> NameLists:
    """The lists of privacy_names.toml."""
    text = files("pipeline.resources").joinpath("privacy_names.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    sentences = table.pop(_SENTENCES)["all"].strip().splitlines()
    split = {
        origin: (tuple(lists["first"].split("|")), tuple(lists["last"].split("|")))
        for origin, lists in table.items()
    }
    return NameLists(split, tuple(sentences))


def fill_origins(n_notes: int, seed: int) -> list[PrivacyNote]:
    """`n_notes` notes for each origin, each with a first name and a surname of it."""
    chance, lists = random.Random(seed), load_name_lists()  # noqa: S311 - no secret
    return [
        _fill(chance, lists.sentences, chance.choice(firsts), chance.choice(lasts), origin)
        for origin, (firsts, lasts) in lists.names.items()
        for _ in range(n_notes)
    ]


def fill_first_names(n_notes: int, seed: int) -> list[PrivacyNote]:
    """Notes with names of the table of first names, `n_notes` for each band of how many bear it.

    Names that are Dutch words too have a band of their own; the first band draws by how many bear
    a name, as if a Belgian were picked. The sentences hold the first name alone; each name comes
    with a capital and in lower case.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    sentences = [s for s in load_name_lists().sentences if "{first}" in s and "{full}" not in s]
    low = [sentence.replace("{first}", "{low}") for sentence in sentences]
    bands: dict[str, list[str]] = {}
    counts = sorted(load_first_names().items())
    for name, count in counts:
        bands.setdefault(_band(name, count), []).append(name)
    drawn = {band: chance.sample(names, min(n_notes, len(names))) for band, names in bands.items()}
    names, weights = [name for name, _ in counts], [count for _, count in counts]
    drawn = {_ANYONE: chance.choices(names, weights, k=n_notes)} | drawn
    notes = []
    for band, chosen in drawn.items():
        for name in chosen:
            notes.append(_fill(chance, sentences, name, "", band))
            notes.append(_fill(chance, low, name, "", f"{band}, kleine letter"))
    return notes


def _band(name: str, count: int) -> str:
    folded = fold(name)
    if is_dutch(folded) or folded in load_words().ambiguous:
        return "ook een woord"
    if count >= _COMMON:
        return "1.000 dragers of meer"
    return "100 tot 999 dragers" if count >= _KNOWN else "minder dan 100 dragers"


def _fill(
    chance: random.Random, sentences: Sequence[str], first: str, last: str, group: str
) -> PrivacyNote:
    sentence = chance.choice(sentences)
    full = f"{first} {last}"
    forms = {"first": first, "last": last, "full": full}
    forms |= {"low": first.lower(), "lowfull": full.lower()}
    used = {form for slot, form in forms.items() if "{" + slot + "}" in sentence}
    spans = tuple(PrivateSpan(form, "naam", group) for form in sorted(used))
    return PrivacyNote(sentence.format(**forms), spans, (), group)
