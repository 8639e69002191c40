"""Topic discovery with BERTopic; the only module that imports it, and only when it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pipeline.themes.cluster import ConsensusClusterer, SpectralReduction, cluster_stability

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FILLER = "zonderwoorden"  # stands in for a fragment without content words; never a keyword
_SECOND_FILLER = "geenwoorden"
N_WORDS = 60  # more than are shown: some are dropped as near-duplicates or too rare


@dataclass(frozen=True)
class Discovery:
    """Clusters of one discovery.

    `labels`: (n_documents,), 0 is the largest; `words`: per cluster lemmas, best first;
    `stability`: per cluster, 0 to 1.
    """

    labels: npt.NDArray[np.int64]
    words: dict[int, list[str]]
    stability: dict[int, float]


def discover_topics(
    documents: Sequence[str],
    features: npt.NDArray[np.float32],
    n_topics: int,
    min_size: int,
    seed: int,
    graph: csr_matrix,
) -> Discovery:
    """BERTopic on our features, with our graph reduction and consensus clusterer.

    `documents`: content lemmas separated by spaces, in the order of `features`; `graph`: which of
    them are neighbours (n_documents, n_documents).
    """
    reduction = SpectralReduction(n_topics, graph)
    model = _model(reduction, ConsensusClusterer(n_topics, min_size, seed))
    # A copy: some BERTopic modes write into the array that they are given.
    topics, _ = model.fit_transform(_filled(documents), embeddings=features.copy())
    labels = np.asarray(topics, np.int64)
    stability = cluster_stability(reduction.embedding_, labels, seed)
    return Discovery(labels=labels, words=_words(model), stability=stability)


def describe_topics(
    documents: Sequence[str], features: npt.NDArray[np.float32], labels: npt.NDArray[np.int64]
) -> dict[int, list[str]]:
    """BERTopic's class-based TF-IDF words for clusters that are already there, -1 aside."""
    from bertopic.dimensionality import BaseDimensionalityReduction

    model = _model(BaseDimensionalityReduction(), _Given(labels))
    topics, _ = model.fit_transform(_filled(documents), embeddings=features.copy())
    # BERTopic renumbers by size; any member leads back to the label that we gave.
    own = {int(topic): int(label) for topic, label in zip(topics, labels, strict=True)}
    return {own[topic]: words for topic, words in _words(model).items()}


class _Given:
    """A clusterer whose clusters are known beforehand."""

    def __init__(self, labels: npt.NDArray[np.int64]) -> None:
        self.labels_ = labels

    def fit(self, rows: object, y: object = None) -> _Given:
        del rows, y
        return self


def _model(reduction: object, clusterer: object) -> Any:  # BERTopic ships no types
    from bertopic import BERTopic
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    return BERTopic(
        language="multilingual",  # "english" would strip accents and Turkish letters
        umap_model=reduction,
        hdbscan_model=clusterer,
        vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
        ctfidf_model=ClassTfidfTransformer(),
        top_n_words=N_WORDS,
    )


def _filled(documents: Sequence[str]) -> list[str]:
    """No empty document, and more than one word in all: BERTopic fails on either."""
    first = f"{FILLER} {_SECOND_FILLER}"
    return [document or FILLER for document in documents[:-1]] + [f"{documents[-1]} {first}"]


def _words(model: Any) -> dict[int, list[str]]:
    return {
        int(topic): [word for word, _ in pairs if word not in {"", FILLER, _SECOND_FILLER}]
        for topic, pairs in model.get_topics().items()
        if topic >= 0
    }
