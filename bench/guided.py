"""How well themes are learned from ten confirmed fragments each: macro-F1 on the other notes.

    python bench/guided.py [--precise] [--examples 10] [--draws 4]

The examples of each draw are picked by chance; the labelled notes keep company without labels.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from pipeline.learning import company_of, load_embedder, meant, shipped_lessons
from pipeline.resources.gold import LONG_BATCH, load_gold
from pipeline.settings import LanguageOptions
from pipeline.themes.graph import graph_of, likeness
from pipeline.themes.guided import examples_of, judge_guided

CACHE = Path("data/processed/cache")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--precise", action="store_true", help="with the second encoder beside")
    parser.add_argument("--examples", type=int, default=10)
    parser.add_argument("--draws", type=int, default=4)
    asked = parser.parse_args()
    embedder = load_embedder(LanguageOptions(precise=asked.precise), CACHE)
    gold = [note for note in load_gold() if note.batch != LONG_BATCH]
    own = [note.text for note in gold]
    beside = company_of(shipped_lessons(embedder)).without(own)
    texts = [*own, *beside.texts]
    vectors = np.concatenate([meant(embedder.senses(own)), beside.vectors])
    n_own = len(own)
    alike = likeness(texts, ["nl"] * len(texts), vectors, n_own)
    graph = graph_of(alike, n_own)
    names, truth = np.unique([note.theme for note in gold], return_inverse=True)
    ids = [str(row) for row in range(n_own)]
    scores = []
    for draw in range(asked.draws):
        order = np.random.default_rng(draw).permutation(n_own)
        known = [order[truth[order] == theme][: asked.examples] for theme in range(len(names))]
        seen = np.concatenate(known)
        confirmed = {ids[row]: int(truth[row]) for row in seen}
        judged = judge_guided(alike, graph, examples_of(ids, confirmed), len(names))
        rest = np.setdiff1d(np.arange(n_own), seen)
        right = judged.best[rest] == truth[rest]
        scores.append(f1_score(truth[rest], judged.best[rest], average="macro"))
        print(
            f"draw {draw}: macro-F1 {scores[-1]:.3f}, right {right.mean():.3f}, "
            f"mean probability {judged.probability[rest].mean():.3f}"
        )
    print(f"{len(names)} themes, {asked.examples} examples each: macro-F1 {np.mean(scores):.3f}")


if __name__ == "__main__":
    main()
