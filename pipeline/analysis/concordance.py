"""Keyword in context: where words stand, with what is left and right of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.analysis.word_query import Reach, Slot
from pipeline.wordindex import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONTEXT = 90  # characters on each side of a hit
_KEY_BITS, _NEIGHBOURS = 20, 3


class Order(StrEnum):
    """How the lines of a concordance are sorted."""

    RIGHT = "rechts"
    LEFT = "links"
    DATE = "datum"
    THEME = "thema"


@dataclass(frozen=True, eq=False)
class Hits:
    """Where a row of `n_slots` words stands: the place of its first word in the index, ascending.

    `by_part` says of each hit that a word was found only as part of a compound.
    """

    places: NDArray[np.int64]
    by_part: NDArray[np.bool_]
    n_slots: int

    def __len__(self) -> int:
        return len(self.places)


def find(
    index: WordIndex, slots: tuple[Slot, ...], within: NDArray[np.bool_] | None = None
) -> Hits:
    """All places where the slots are filled by words in a row of one fragment.

    `within` (n_fragments) says which fragments count; None: all. An empty row of slots is found
    nowhere.
    """
    if not slots:
        return Hits(np.empty(0, np.int64), np.empty(0, np.bool_), 0)
    fitting = [_fitting(index, slot) for slot in slots]
    rarest = min(range(len(slots)), key=lambda n: int(index.sizes[fitting[n].any_way].sum()))
    places = index.places(np.flatnonzero(fitting[rarest].any_way)) - rarest
    places = places[(places >= 0) & (places + len(slots) <= len(index.stream))]
    places = places[index.owners[places] == index.owners[places + len(slots) - 1]]
    if within is not None:
        places = places[within[index.owners[places]]]
    by_part = np.zeros(len(places), dtype=np.bool_)
    for number, types in enumerate(fitting):
        keep = types.any_way[index.stream[places + number]]
        places, by_part = places[keep], by_part[keep]
        by_part |= ~types.directly[index.stream[places + number]]
    return Hits(places, by_part, len(slots))


def order_hits(
    index: WordIndex, hits: Hits, order: Order, fragments: pd.DataFrame
) -> NDArray[np.int64]:
    """The numbers of the hits in this order; `fragments` gives date and theme_label by their id."""
    if order in {Order.LEFT, Order.RIGHT}:
        return np.argsort(_neighbour_key(index, hits, order), kind="stable")
    column = "date" if order == Order.DATE else "theme_label"
    values = fragments.set_index("fragment_id")[column].reindex(index.fragment_ids)
    codes = values.rank(method="dense", na_option="bottom").to_numpy()
    return np.argsort(codes[index.owners[hits.places]], kind="stable")


def lines(
    index: WordIndex, hits: Hits, chosen: NDArray[np.int64], texts: Mapping[str, str]
) -> pd.DataFrame:
    """fragment_id, left, hit and right of the chosen hits; together a piece of the text.

    left and right are cut at a word, at most 90 characters from the hit.
    """
    rows = []
    for place in hits.places[chosen].tolist():
        fragment_id = index.fragment_ids[int(index.owners[place])]
        text = texts[fragment_id]
        start, end = int(index.starts[place]), int(index.ends[place + hits.n_slots - 1])
        left, right = _left_of(text[:start]), _right_of(text[end:])
        rows.append((fragment_id, left, text[start:end], right))
    return pd.DataFrame(rows, columns=["fragment_id", "left", "hit", "right"], dtype="str")


@dataclass(frozen=True, eq=False)
class _Fitting:
    """Which types fit a slot, (n_types): in any way, and without looking into compounds."""

    any_way: NDArray[np.bool_]
    directly: NDArray[np.bool_]


def _fitting(index: WordIndex, slot: Slot) -> _Fitting:
    """A placeholder is no word: only a slot that asks for it finds it."""
    types = index.types
    if slot.is_any:
        directly = any_way = np.ones(len(types), dtype=np.bool_)
    elif slot.is_pattern:
        pattern = re.compile(".*".join(map(re.escape, slot.text.split("*"))))
        directly = np.array([bool(pattern.fullmatch(form)) for form in types["folded"]], np.bool_)
        any_way = directly
    else:
        directly, any_way = _word_types(index, slot)
    if not slot.text.startswith("["):
        is_word = ~types["lemma"].str.startswith("[").to_numpy(dtype=np.bool_)
        directly, any_way = directly & is_word, any_way & is_word
    if slot.classes:
        of_class = types["pos"].isin(slot.classes).to_numpy(dtype=np.bool_)
        directly, any_way = directly & of_class, any_way & of_class
    return _Fitting(any_way, directly)


def _word_types(index: WordIndex, slot: Slot) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The types of a word by its form and lemma, and with those whose parts hold it."""
    types = index.types
    same_form = (types["folded"] == slot.text).to_numpy(dtype=np.bool_)
    if slot.reach == Reach.EXACT:
        return same_form, same_form
    lemmas = {slot.text, *types.loc[same_form, "lemma"]}
    directly = same_form | types["lemma"].isin(lemmas).to_numpy(dtype=np.bool_)
    if slot.reach == Reach.FORMS:
        return directly, directly
    compound = np.flatnonzero((types["parts"] != "").to_numpy(dtype=np.bool_))
    held = [not lemmas.isdisjoint(parts.split()) for parts in types["parts"].iloc[compound]]
    any_way = directly.copy()
    any_way[compound[np.array(held, dtype=np.bool_)]] = True
    return directly, any_way


def _neighbour_key(index: WordIndex, hits: Hits, order: Order) -> NDArray[np.int64]:
    """A number a hit that sorts as the three words beside it do; the end of a fragment first."""
    key = np.zeros(len(hits), dtype=np.int64)
    owners = index.owners[hits.places] if len(hits) else np.empty(0, np.int32)
    for distance in range(1, _NEIGHBOURS + 1):
        step = hits.n_slots - 1 + distance if order == Order.RIGHT else -distance
        place = hits.places + step
        inside = (place >= 0) & (place < len(index.stream))
        place = np.where(inside, place, 0)
        inside &= index.owners[place] == owners if len(hits) else inside
        word = np.where(inside, index.ranks[index.stream[place]] + 1, 0)
        key = (key << _KEY_BITS) | word
    return key


def _left_of(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    cut = text[-CONTEXT:]
    return cut[cut.find(" ") + 1 :] if " " in cut.rstrip() else cut


def _right_of(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    cut = text[:CONTEXT]
    return cut[: cut.rfind(" ")] if " " in cut.lstrip() else cut
