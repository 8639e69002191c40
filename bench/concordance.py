"""How fast the words of 25,000 fragments answer: `python bench/concordance.py RUNS_FOLDER`.

The fragments and words of the published run are drawn with replacement until there are 25,000
fragments, indexed as a run does, and asked a dozen things through what page Woorden calls.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.analysis.concordance import Order, find, lines, order_hits
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.word_query import parse_query
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


def ask(index: WordIndex, joined: pd.DataFrame, texts: dict[str, str], query: str) -> int:
    """One page of a query under a filter, sorted on the right neighbour; the number of hits."""
    hits = find(index, parse_query(query), index.mask(joined["fragment_id"].tolist()))
    order = order_hits(index, hits, Order.RIGHT, joined)
    lines(index, hits, order[:PAGE], texts)
    return len(hits)


def milliseconds(action: Callable[[], object], times: int = 3) -> float:
    """The slowest of some repeats."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        spent.append(1000 * (time.perf_counter() - start))
    return max(spent)


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
    texts = dict(zip(joined["fragment_id"], joined["text"], strict=True))
    half = joined[joined["valence"] != "neutraal"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        start = time.perf_counter()
        build_index(path, joined, tokens)
        seconds = time.perf_counter() - start
        print(f"{len(joined)} fragments, {len(tokens)} tokens: built in {seconds:.1f} s, "
              f"{path.stat().st_size / 1e6:.1f} MB")  # fmt: skip
        print(f"open: {milliseconds(lambda: read_words(path)):.0f} ms")
        index = read_words(path)
        assert index is not None  # noqa: S101 - just built
        for query in QUERIES:
            n_hits = ask(index, half, texts, query)
            spent = milliseconds(lambda query=query: ask(index, half, texts, query))  # type: ignore[misc]
            searched = milliseconds(lambda query=query: search(path, query))  # type: ignore[misc]
            print(f"{query:14} {n_hits:7d} hits {spent:6.0f} ms   (search {searched:4.0f} ms)")


if __name__ == "__main__":
    main()
