"""The words of a run as arrays, made to be asked: which stand where, and what stands beside them.

A word form with its lemma, parts and word class is a *type*; the run is one long row of types,
fragment after fragment, without punctuation. Where a type stands is looked up in lists that are
sorted by type, as corpus workbenches do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

TYPE_COLUMNS = ("form", "folded", "lemma", "parts", "pos")
_MARKS = ".,;:!?()[]'’‘\"*«»…-"


@dataclass(frozen=True, eq=False)
class WordIndex:
    """`types`: a row a type, sorted by its folded form; `fragment_ids`: in the order of the row.

    `stream`, `starts`, `ends` (n_words): the type of each word and its place in the text of its
    fragment; `bounds` (n_fragments + 1): where the words of each fragment begin in the row.
    """

    types: pd.DataFrame
    fragment_ids: list[str]
    stream: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    bounds: NDArray[np.int64]

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """The number of the fragment of each word, (n_words)."""
        return np.repeat(np.arange(len(self.fragment_ids), dtype=np.int32), np.diff(self.bounds))

    @cached_property
    def _by_type(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The places of all words, type after type, and where each type begins in them."""
        sizes = np.bincount(self.stream, minlength=len(self.types))
        return np.argsort(self.stream, kind="stable"), np.concatenate([[0], np.cumsum(sizes)])

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How often each type occurs, (n_types)."""
        return np.diff(self._by_type[1])

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each type in the alphabet, (n_types); equal for the same folded form."""
        folded = self.types["folded"]
        return (folded != folded.shift()).to_numpy(dtype=np.int64).cumsum()

    @cached_property
    def numbers(self) -> pd.Index:
        """From the id of a fragment to its number."""
        return pd.Index(self.fragment_ids)

    def places(self, types: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of all words of these types, in the order of the row."""
        order, starts = self._by_type
        found = [order[starts[one] : starts[one + 1]] for one in types]
        return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)

    def mask(self, fragment_ids: Sequence[str]) -> NDArray[np.bool_]:
        """Which fragments are among these, (n_fragments)."""
        chosen = np.zeros(len(self.fragment_ids), dtype=np.bool_)
        numbers = self.numbers.get_indexer(pd.Index(fragment_ids))
        chosen[numbers[numbers >= 0]] = True
        return chosen

    @property
    def has_classes(self) -> bool:
        """Whether the word classes are known in this run."""
        return bool((self.types["pos"] != "").any())


def build_words(fragment_ids: Sequence[str], tokens: pd.DataFrame) -> WordIndex:
    """The index of these fragments; `tokens` as in schema.Tokens, in any order of fragments."""
    ids = list(fragment_ids)
    number = pd.Index(ids).get_indexer(pd.Index(tokens["fragment_id"]))
    is_word = tokens["text"].str.contains(r"[^\W_]", regex=True).to_numpy(dtype=np.bool_)
    kept = tokens[is_word & (number >= 0)]
    owners = number[is_word & (number >= 0)]
    order = np.lexsort((kept["position"].to_numpy(), owners))
    kept, owners = kept.iloc[order], owners[order]
    types, stream = _types(kept)
    return WordIndex(
        types=types,
        fragment_ids=ids,
        stream=stream,
        starts=kept["start"].to_numpy(dtype=np.int32),
        ends=kept["end"].to_numpy(dtype=np.int32),
        bounds=np.searchsorted(owners, np.arange(len(ids) + 1)).astype(np.int64),
    )


def fold(text: str) -> str:
    """Lower case without accents and without marks at the ends, as a search sees a word."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().strip(_MARKS)


def _types(kept: pd.DataFrame) -> tuple[pd.DataFrame, NDArray[np.int32]]:
    """The types, sorted by folded form, and which of them each word is."""
    codes = np.zeros(len(kept), dtype=np.int64)
    values: dict[str, NDArray[np.object_]] = {}
    for name in ("text", "lemma", "parts", "pos"):
        own, distinct = pd.factorize(kept[name], use_na_sentinel=False)
        codes, combined = pd.factorize(codes * (len(distinct) + 1) + own)
        values = {had: one[combined // (len(distinct) + 1)] for had, one in values.items()}
        values[name] = np.asarray(distinct, dtype=object)[combined % (len(distinct) + 1)]
    types = pd.DataFrame(values, dtype="object").fillna("").rename(columns={"text": "form"})
    types["folded"] = [fold(form) for form in types["form"]]
    is_placeholder = types["lemma"].str.startswith("[")
    types["lemma"] = types["lemma"].where(is_placeholder, types["lemma"].map(fold))
    types["parts"] = [" ".join(map(fold, parts.split())) for parts in types["parts"]]
    types = types[list(TYPE_COLUMNS)]
    order = types.sort_values(["folded", "form", "lemma", "parts", "pos"], kind="stable").index
    rank = np.empty(len(order), dtype=np.int32)
    rank[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    return types.loc[order].reset_index(drop=True), rank[codes]
