"""What people told of themes: the fragments that they confirmed, and the words that they gave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.schema import LabelSource
from pipeline.themes.material import Material

SHORTEST_BEGIN = 4  # letters of a word that may be the beginning of a longer one


@dataclass(frozen=True)
class Guide:
    """Fragment id to the number of its theme: `confirmed` by people, `placed` by the machine.

    `by_words`: those among `placed` that are there for a word that people gave.
    """

    confirmed: Mapping[str, int]
    placed: Mapping[str, int]
    by_words: Mapping[str, int]

    @property
    def speaks(self) -> bool:
        """Whether people told anything."""
        return bool(self.confirmed or self.by_words)


def guide_of(
    part: Material, published: pd.DataFrame, open_ids: Sequence[str], words: Mapping[str, str]
) -> Guide:
    """What is known of the open themes, for the fragments of `part`.

    `published`: theme_id and theme_source by fragment id. A fragment that nobody placed and that
    holds a word of one theme alone counts as placed there by the machine: it teaches, and is judged
    as any other.
    """
    number = {theme_id: place for place, theme_id in enumerate(open_ids)}
    known = published[published["theme_id"].isin(open_ids)]
    by_person = known["theme_source"] == LabelSource.PERSON
    confirmed = {str(key): number[one] for key, one in known.loc[by_person, "theme_id"].items()}
    placed = {str(key): number[one] for key, one in known.loc[~by_person, "theme_id"].items()}
    seeds = dict(_held_words(part, number, words))
    fresh = {key: theme for key, theme in seeds.items() if key not in confirmed | placed}
    return Guide(confirmed, placed | fresh, fresh)


def _held_words(
    part: Material, number: Mapping[str, int], words: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    looks = [(number[key], _pattern(said)) for key, said in words.items() if key in number and said]
    if not looks:
        return
    for fragment_id, text in zip(part.ids, part.fragments["text"].tolist(), strict=True):
        held = [theme for theme, look in looks if look.search(text)]
        if len(held) == 1:
            yield fragment_id, held[0]


def _pattern(words: str) -> re.Pattern[str]:
    """Any of the words, whole; one of four letters or more also as the start of a longer one."""
    parts = [
        re.escape(word) + ("" if len(word) >= SHORTEST_BEGIN else r"\b") for word in words.split()
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)
