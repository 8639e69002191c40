"""How fast the words of 25,000 fragments answer: `python bench/concordance.py RUNS_FOLDER`.

The fragments and words of the published run are drawn with replacement until there are 25,000
fragments, indexed as a run does, and asked a dozen things through what page Woorden calls.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.analysis.collocates import collocates
from pipeline.analysis.concordance import Hits, Order, find, lines, order_hits
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.keyness import keyness
from pipeline.analysis.persons import read_speakers
from pipeline.analysis.similar import similar
from pipeline.analysis.vocabulary import Vocabulary, read_vocabulary, words_per_fragment
from pipeline.analysis.word_query import parse_query
from pipeline.analysis.word_spread import spread
from pipeline.search import build_index, read_words, search
from pipeline.store import Run, RunStore
from pipeline.wordindex import WordIndex

QUERIES = (
    "wonen", "vuil", "de", "niet", "*", "*feest*", "be*", '"de bus"', "geen werk", "veel * te",
    "te [ADJ]", "de [NOUN] van", "[naam]", "buurt feest",
)  # fmt: skip
PAGE = 25


def resample(run: Run, n_fragments: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Joined fragments and their tokens, drawn from a run under new ids."""
    fragments, conversations = run.table("fragments"), run.table("conversations")
    joined = join_fragments(fragments, conversations, run.table("profiles"), run.table("themes"))
    drawn = np.random.default_rng(seed).integers(len(joined), size=n_fragments)
    sample = joined.iloc[drawn].reset_index(drop=True)
    ids = pd.Series([f"F{number:07d}" for number in range(n_fragments)], dtype="str")
    names = pd.DataFrame({"fragment_id": sample["fragment_id"], "new": ids})
    tokens = names.merge(run.table("tokens"), on="fragment_id")
    tokens = tokens.assign(fragment_id=tokens["new"]).drop(columns="new")
    return sample.assign(fragment_id=ids), tokens


@dataclass(frozen=True)
class Material:
    """What page Woorden has at hand under a filter."""

    index: WordIndex
    vocabulary: Vocabulary
    joined: pd.DataFrame
    texts: dict[str, str]

    def ask(self, query: str) -> int:
        """A page of lines, sorted on the right neighbour; the number of hits."""
        hits = self.hits(query)
        order = order_hits(self.index, hits, Order.RIGHT, self.joined)
        lines(self.index, hits, order[:PAGE], self.texts)
        return len(hits)

    def hits(self, query: str) -> Hits:
        """Where the query stands in what the filter lets through."""
        within = self.index.mask(self.joined["fragment_id"].tolist())
        return find(self.index, parse_query(query), within)

    def collocates(self, query: str) -> None:
        """The words around the query."""
        speakers = read_speakers(self.index, self.joined)
        collocates(self.index, self.vocabulary, self.hits(query), speakers)

    def spread(self, query: str) -> None:
        """Where the query falls, by theme."""
        n_words = words_per_fragment(self.index, self.vocabulary)
        spread(self.index, self.hits(query), n_words, self.joined, "theme_label")

    def keyness(self) -> None:
        """The words of frustraties against the rest."""
        speakers = read_speakers(self.index, self.joined)
        mine = self.joined.loc[self.joined["category"] == "frustratie", "fragment_id"]
        keyness(self.index, self.vocabulary, speakers, self.index.mask(mine.tolist()))


def milliseconds(action: Callable[[], object], times: int = 3) -> float:
    """The slowest of some repeats."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        spent.append(1000 * (time.perf_counter() - start))
    return max(spent)


def measure(path: Path, joined: pd.DataFrame) -> None:
    """Ask the index at `path` everything, under a filter of two feelings."""
    index = read_words(path)
    if index is None:
        raise SystemExit(f"{path}: no words")
    texts = dict(zip(joined["fragment_id"], joined["text"], strict=True))
    half = joined[joined["valence"] != "neutraal"]
    material = Material(index, read_vocabulary(index), half, texts)
    print("                  hits   lines   around   where  (search), in ms")
    for query in QUERIES:
        n_hits = material.ask(query)
        spent = [
            milliseconds(partial(action, query))
            for action in (material.ask, material.collocates, material.spread)
        ]
        searched = milliseconds(partial(search, path, query))
        figures = "  ".join(f"{one:6.0f}" for one in spent)
        print(f"{query:14} {n_hits:7d}  {figures}  ({searched:.0f})")
    print(f"marking words: {milliseconds(material.keyness):.0f} ms")


def main() -> None:
    """Read the command line, build the index and ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("processed", type=Path)
    parser.add_argument("--fragments", type=int, default=25_000)
    chosen = parser.parse_args()
    run = RunStore(chosen.processed).current()
    if run is None:
        raise SystemExit(f"{chosen.processed}: no published run")
    joined, tokens = resample(run, chosen.fragments, seed=2009)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        seconds = milliseconds(partial(build_index, path, joined, tokens), times=1) / 1000
        size = path.stat().st_size / 1e6
        print(f"{len(joined)} fragments, {len(tokens)} tokens: {seconds:.1f} s, {size:.1f} MB")
        print(f"open: {milliseconds(partial(read_words, path)):.0f} ms")
        measure(path, joined)
    drawn = np.random.default_rng(1).normal(size=(chosen.fragments, 512)).astype(np.float32)
    ids = joined["fragment_id"].tolist()
    print(f"similar fragments: {milliseconds(partial(similar, ids, drawn, ids[0])):.0f} ms")


if __name__ == "__main__":
    main()
