"""What coding by a queue gains: `python bench/coding.py [PROCESSED]` on a run of the example.

Simulated coders give the labels by hand of the example's notes. For 300 words, at random or by
doubt (the order follows the update after each twenty): the error of the machine on the fragments
that nobody coded, before and after the update. Once from the proposals of the run, once from
nothing but the shares of the classes, as where the model meets what it never learned. Then the
seconds of an update for 25,000 fragments and 300 coded ones.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.analysis.adapt import Floats, adapt, closeness, unit
from pipeline.analysis.coding import Desk, lay_out, learn
from pipeline.language.pseudonymise import pseudonymise_text
from pipeline.report import published
from pipeline.resources.gold import load_gold
from pipeline.settings import load_settings
from pipeline.store import RunStore

N_WORDS, STEP, N_REPEATS = 300, 20, 5
LABELS = ("category", "valence", "actor")
LARGE = (25_000, 512)

Numbers = NDArray[np.int64]


def main() -> None:
    """Print a line a label, order and start; then the seconds."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else load_settings().path(Path("data/processed"))
    run = published(RunStore(folder))
    by_hand = {pseudonymise_text(note.text): note for note in load_gold()}
    fragments = run.table("fragments")
    fragments = fragments[fragments["text"].isin(list(by_hand))]
    ids = fragments["fragment_id"].tolist()
    desk = lay_out(fragments, run.table("proposals"), ids, run.vectors().of(ids))
    notes = [by_hand[text] for text in fragments.set_index("fragment_id")["text"].loc[[*desk.ids]]]
    for label in LABELS:
        classes = desk.classes[label]
        truth = np.array([classes.index(getattr(note, label)) for note in notes])
        nothing = np.tile(np.bincount(truth) / len(truth), (len(truth), 1)).astype(np.float32)
        for start, shares in (("proposals", desk.shares[label]), ("nothing", nothing)):
            for order in ("random", "doubt"):
                runs = [_errors(desk, shares, truth, order, seed) for seed in range(N_REPEATS)]
                before, after = np.mean(runs, axis=0)
                print(
                    f"{label:9} from {start:9} {order:6}: error on the others "
                    f"{before:.3f} before, {after:.3f} after the update"
                )
    _seconds()


def _errors(
    desk: Desk, shares: Floats, truth: Numbers, order: str, seed: int
) -> tuple[float, float]:
    """The error on what was not coded, without and with the update."""
    chance = np.random.default_rng(seed)
    n_rows = len(truth)
    shuffled = chance.permutation(n_rows)
    rows, learned = shuffled[:STEP].tolist(), shares
    while len(rows) < N_WORDS:
        doubt = 1 - learned.max(axis=1) + chance.uniform(0, 0.01, n_rows)
        rank = shuffled if order == "random" else np.argsort(-doubt)
        coded = set(rows)
        rows += [int(row) for row in rank if row not in coded][:STEP]
        learned = adapt(shares, closeness(desk.units, rows), rows, truth[rows].tolist())
    rest = np.setdiff1d(np.arange(n_rows), rows)
    wrong = [(each[rest].argmax(axis=1) != truth[rest]).mean() for each in (shares, learned)]
    return float(wrong[0]), float(wrong[1])


def _seconds() -> None:
    """Of the update for all labels, as page Coderen does it after a word."""
    n_rows = LARGE[0]
    chance = np.random.default_rng(1)
    classes = {label: tuple(map(str, range(4))) for label in (*LABELS, "tense")}
    desk = Desk(
        ids=(),
        row_of={},
        units=unit(chance.normal(size=LARGE)),
        shares={
            label: chance.dirichlet(np.ones(4), n_rows).astype(np.float32) for label in classes
        },
        classes=classes,
        by_model={label: np.ones(n_rows, dtype=bool) for label in classes},
    )
    rows = chance.permutation(n_rows)[:N_WORDS].tolist()
    said = {label: {row: str(row % 4) for row in rows} for label in classes}
    for _ in range(N_REPEATS):
        started, busy = time.perf_counter(), time.process_time()
        learn(desk, said, rows)
        seconds, spent = time.perf_counter() - started, time.process_time() - busy
        print(f"update of {len(classes)} labels: {seconds:.3f} s, of the processor {spent:.3f} s")


if __name__ == "__main__":
    main()
