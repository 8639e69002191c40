"""How well themes are found: ours beside BERTopic's default, NMF, LDA and k-means.

    python bench/themes.py GOLD.jsonl... [--precise] [--dekamer CSV] [--sib FOLDER]
        [--only METHOD] [--seeds 3] [--scale 25000]

GOLD holds `tekst` and `thema` a line; dekamer and SIB-200 are public sets that nobody here wrote.
The labels are a yardstick: they choose among methods and never enter a run. The texts of the
labelled notes, without labels, keep each set company, as in a run. All methods see the same
vectors and are asked for as many themes as people used; BERTopic's default finds its own number.
AMI is of all texts placed (what a method leaves out goes to the nearest centre); NPMI of pairs
among a theme's ten words over the texts; diversity is the share of distinct words.
BERTopic's default needs packages that are not in the lock: pip install umap-learn hdbscan
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from pipeline.learning import company_of, load_embedder, meant, shipped_lessons
from pipeline.resources.words import stopwords
from pipeline.settings import LanguageOptions, ThemeOptions
from pipeline.themes.cluster import ConsensusClusterer, SpectralReduction, cluster_stability
from pipeline.themes.features import build_features
from pipeline.themes.graph import neighbour_graph
from pipeline.themes.material import Company
from pipeline.themes.membership import learn_membership
from pipeline.themes.propose import MOST_OTHER_SHARE

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
CACHE = Path("data/processed/cache")
N_WORDS = 10
NEEDED = "BERTopic's default needs: pip install umap-learn hdbscan (not in the lock)"


@dataclass(frozen=True)
class Yardstick:
    """Texts with the theme that people gave them."""

    name: str
    texts: list[str]
    truth: list[str]


@dataclass(frozen=True)
class Views:
    """What the methods look at: texts and vectors, rows alike, and the company."""

    texts: list[str]
    vectors: npt.NDArray[np.float16]
    company: Company
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


def graph_of(views: Views) -> csr_matrix:
    """The pipeline's graph of the texts in their company."""
    beside = views.company.without(views.texts)
    texts = [*views.texts, *beside.texts]
    vectors = np.concatenate([views.vectors, beside.vectors])
    return neighbour_graph(texts, ["nl"] * len(texts), vectors, len(views.texts))


def ours(views: Views, seed: int) -> Labels:
    """The clusterer of the pipeline; -1 for what a first run would call Overig."""
    graph, wide = graph_of(views), views.vectors.astype(np.float32)
    rows = SpectralReduction(views.n_clusters, graph).fit(wide).embedding_
    return ConsensusClusterer(views.n_clusters, 2, seed).fit(rows).labels_


def ours_with_other(views: Views, labels: Labels) -> Labels:
    """The same, and -1 for what a first run would call Overig."""
    features = build_features(views.texts, views.vectors, ["nl"] * len(labels), 0)
    sure = learn_membership(features, labels, int(labels.max()) + 1).probability_of(
        features, labels
    )
    floor = min(ThemeOptions().assign_above, float(np.quantile(sure, MOST_OTHER_SHARE)))
    return np.where(sure >= floor, labels, -1)


def bertopic_default(views: Views, seed: int) -> Labels:
    """UMAP and HDBSCAN with the settings that BERTopic takes by itself, seeded."""
    try:
        import hdbscan
        import umap
    except ImportError as error:
        raise SystemExit(NEEDED) from error
    reducer = umap.UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    plane = reducer.fit_transform(views.vectors.astype(np.float32))
    found = hdbscan.HDBSCAN(min_cluster_size=10, cluster_selection_method="eom").fit_predict(plane)
    return np.asarray(found)


def k_means(views: Views, seed: int) -> Labels:
    """One run of k-means on the vectors."""
    model = KMeans(views.n_clusters, n_init=1, random_state=seed)
    return np.asarray(model.fit_predict(views.vectors.astype(np.float32)))


def word_nmf(views: Views, seed: int) -> Labels:
    """TF-IDF and non-negative matrix factorisation."""
    words = TfidfVectorizer(stop_words=sorted(stopwords()), min_df=2, max_df=0.3)
    counts = words.fit_transform(views.texts)
    return np.asarray(NMF(views.n_clusters, random_state=seed).fit_transform(counts).argmax(axis=1))


def word_lda(views: Views, seed: int) -> Labels:
    """Latent Dirichlet allocation on word counts."""
    words = CountVectorizer(stop_words=sorted(stopwords()), min_df=2, max_df=0.3)
    model = LatentDirichletAllocation(views.n_clusters, random_state=seed)
    return np.asarray(model.fit_transform(words.fit_transform(views.texts)).argmax(axis=1))


METHODS: dict[str, Callable[[Views, int], Labels]] = {
    "ours": ours,
    "BERTopic default": bertopic_default,
    "k-means": k_means,
    "TF-IDF + NMF": word_nmf,
    "LDA": word_lda,
}


def all_placed(views: Views, labels: Labels) -> Labels:
    """What was left out joins the cluster with the nearest centre."""
    names = np.unique(labels[labels >= 0])
    if not len(names):
        return labels
    wide = views.vectors.astype(np.float32)
    centres = np.stack([wide[labels == name].mean(axis=0) for name in names])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return np.where(labels < 0, names[(wide @ centres.T).argmax(axis=1)], labels)


def coherence(texts: Sequence[str], labels: Labels) -> tuple[float, float]:
    """NPMI of pairs of a theme's words over the texts, and the share of distinct words."""
    counter = CountVectorizer(stop_words=sorted(stopwords()), min_df=3, binary=True)
    seen = counter.fit_transform(texts).astype(np.float64)
    names = np.unique(labels[labels >= 0])
    here = np.stack([np.asarray(seen[labels == name].sum(axis=0)).ravel() for name in names])
    expected = here.sum(axis=0) * here.sum(axis=1, keepdims=True) / here.sum()
    telling = here * np.log(np.maximum(here, 0.1) / np.maximum(expected, 0.1))
    top = np.argsort(-telling, axis=1, kind="stable")[:, :N_WORDS]
    share = np.asarray(seen.mean(axis=0)).ravel()
    values = []
    for words in top:
        both = (seen[:, words].T @ seen[:, words]).toarray() / len(texts)
        for one, other in combinations(range(len(words)), 2):
            p = both[one, other]
            gain = np.log(p / (share[words[one]] * share[words[other]])) if p else 0.0
            values.append(gain / -np.log(p) if p else -1.0)
    return float(np.mean(values)), len(np.unique(top)) / top.size


def compare(yardstick: Yardstick, views: Views, seeds: int, only: str) -> None:
    """Print a row a method, means over the seeds."""
    print(f"\n{yardstick.name}: {len(views.texts)} texts, {views.n_clusters} themes")
    for name, method in METHODS.items():
        if only not in name:
            continue
        start, used = time.perf_counter(), time.process_time()
        found = [method(views, seed) for seed in range(seeds)]
        took = (time.perf_counter() - start) / seeds
        used = (time.process_time() - used) / seeds
        placed = [all_placed(views, labels) for labels in found]
        scores = [adjusted_mutual_info_score(yardstick.truth, labels) for labels in placed]
        if name == "ours":
            found = [ours_with_other(views, labels) for labels in found]
        out = np.mean([(labels < 0).mean() for labels in found])
        npmi, diversity = coherence(views.texts, placed[0])
        print(
            f"  {name:18} AMI {np.mean(scores):.3f} (sd {np.std(scores):.3f})  unplaced {out:.0%}"
            f"  NPMI {npmi:.3f}  diversity {diversity:.2f}  themes {len(np.unique(placed[0])):3}"
            f"  {took:5.1f} s ({used:.1f} s of processor)  {memory():.2f} GB",
            flush=True,
        )


def memory() -> float:
    """The most memory that this process has held, GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def measure_scale(views: Views, n_rows: int) -> None:
    """Seconds of one pass for the texts, repeated with a twist: ours and BERTopic's default."""
    chance = np.random.default_rng(0)
    rows = chance.integers(len(views.texts), size=n_rows)
    noise = chance.normal(0, 0.02, (n_rows, views.vectors.shape[1]))
    many = Views(
        [f"{views.texts[row]} {chance.integers(10_000)}" for row in rows],
        (views.vectors[rows] + noise).astype(np.float16),
        views.company,
        56,
    )
    print(f"\n{n_rows} texts", flush=True)
    for name, method in (("ours", large), ("BERTopic default", bertopic_default)):
        start, used = time.perf_counter(), time.process_time()
        method(many, 0)
        took, used = time.perf_counter() - start, time.process_time() - used
        print(
            f"  {name:18} {took:.1f} s ({used:.1f} s of processor), {memory():.2f} GB", flush=True
        )


def large(views: Views, seed: int) -> Any:
    """One pass as `propose_themes` makes it: an even part is discovered, the rest joins it."""
    from pipeline.themes.propose import MOST_TO_DISCOVER

    features = build_features(views.texts, views.vectors, ["nl"] * len(views.texts), 0)
    part = slice(None, None, -(-len(views.texts) // MOST_TO_DISCOVER))
    some = Views(views.texts[part], views.vectors[part], views.company, views.n_clusters)
    rows = SpectralReduction(views.n_clusters, graph_of(some)).fit(features[part]).embedding_
    labels = ConsensusClusterer(views.n_clusters, 5, seed).fit(rows).labels_
    start = time.perf_counter()
    cluster_stability(rows, labels, seed)
    print(f"  of which stability {time.perf_counter() - start:.1f} s")
    model = learn_membership(features[part], labels, int(labels.max()) + 1)
    return model.judge(features)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--precise", action="store_true", help="with the second encoder beside")
    parser.add_argument("--only", default="")
    parser.add_argument("--dekamer", type=Path)
    parser.add_argument("--sib", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--scale", type=int, default=0)
    asked = parser.parse_args()
    embedder = load_embedder(LanguageOptions(precise=asked.precise), CACHE)
    company = company_of(shipped_lessons(embedder))
    yardsticks = [read_gold(asked.gold)]
    if asked.dekamer:
        yardsticks.append(read_dekamer(asked.dekamer))
    if asked.sib:
        yardsticks.append(read_sib(asked.sib))
    for yardstick in yardsticks:
        vectors = meant(embedder.senses(yardstick.texts))
        views = Views(yardstick.texts, vectors, company, len(set(yardstick.truth)))
        if asked.seeds:
            compare(yardstick, views, asked.seeds, asked.only)
        if asked.scale and yardstick.name == "gold":
            measure_scale(views, asked.scale)


if __name__ == "__main__":
    main()
