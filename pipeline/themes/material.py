"""What the stage works on: fragments and vectors in order of id, so that row order is moot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pandera.typing import DataFrame

from pipeline.ids import normalise
from pipeline.schema import SafeFragments
from pipeline.themes.features import Floats, build_features
from pipeline.themes.graph import Alike, graph_of, likeness

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Company:
    """Dutch texts that help to see what belongs together and get no theme themselves.

    `vectors`: (n_texts, n_dimensions), of the encoder that made those of the fragments.
    """

    texts: list[str]
    vectors: npt.NDArray[np.float16]

    def without(self, texts: Sequence[str]) -> Company:
        """The same less the texts that are given: those speak for themselves."""
        own = {normalise(text) for text in texts}
        rows = [row for row, text in enumerate(self.texts) if normalise(text) not in own]
        return Company([self.texts[row] for row in rows], self.vectors[rows])


@dataclass(frozen=True)
class Material:
    """Fragments in order of id, with vectors (n_fragments, n_dimensions) in the same order."""

    fragments: DataFrame[SafeFragments]
    vectors: npt.NDArray[np.float16]
    seed: int

    @property
    def ids(self) -> list[str]:
        """The fragment ids, in order."""
        return [str(each) for each in self.fragments["fragment_id"].tolist()]

    def part(self, rows: npt.NDArray[np.int64]) -> Material:
        """The same for some rows, in the order given."""
        fragments = DataFrame[SafeFragments](self.fragments.iloc[rows].reset_index(drop=True))
        return Material(fragments, self.vectors[rows], self.seed)

    def distinct(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first row of each distinct text, and for each row the place of its text in those.

        A text that was pasted twenty times must not become a theme by itself.
        """
        _, first, inverse = np.unique(
            np.asarray([normalise(text) for text in self.fragments["text"]], dtype=np.str_),
            return_index=True,
            return_inverse=True,
        )
        order = np.argsort(first, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        return first[order], rank[inverse]

    def features(self) -> Floats:
        """What mapping and the map of fragments look at, (n_fragments, d), unit rows."""
        texts, languages = self.fragments["text"].tolist(), self.fragments["language"].tolist()
        return build_features(texts, self.vectors, languages, self.seed)

    def graph(self, company: Company | None = None) -> csr_matrix:
        """Which fragments are neighbours, (n_fragments, n_fragments), in such company."""
        return graph_of(self.alike(company), len(self.fragments))

    def alike(self, company: Company | None = None) -> Alike:
        """How alike the fragments are, and the company behind them."""
        texts, vectors = self.fragments["text"].tolist(), self.vectors
        languages = self.fragments["language"].tolist()
        n_own = len(texts)
        if company is not None:
            others = company.without(texts)
            texts += others.texts
            languages += ["nl"] * len(others.texts)
            vectors = np.concatenate([vectors, others.vectors])
        return likeness(texts, languages, vectors, n_own)


def gather(
    fragments: DataFrame[SafeFragments], vectors: npt.NDArray[np.float16], seed: int
) -> Material:
    """The material in order of fragment id.

    Raises:
        ValueError: when the number of vectors is not the number of fragments.
    """
    if len(fragments) != len(vectors):
        message = f"{len(fragments)} fragments and {len(vectors)} vectors; give one a fragment"
        raise ValueError(message)
    checked = SafeFragments.validate(fragments.reset_index(drop=True))
    order = np.argsort(checked["fragment_id"].to_numpy(dtype=np.str_), kind="stable")
    # scikit-learn takes seeds below 2**32, and the stage adds small numbers to it.
    return Material(checked, vectors, seed % 2**31).part(order)
