"""Learn the weights of the cues: `python bench/fit_split.py [--write]`.

Prints precision, recall and F1 of the whole splitter at several thresholds, on notes whose cuts
the weights have not seen: ten folds, five times over, and each half of the notes by the other.
With --write the weights of all notes go into resources/split.toml.
"""

from __future__ import annotations

import sys
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.language import cues
from pipeline.language.learn_cues import (
    Places,
    Weights,
    deal,
    learn_weights,
    weighed_places,
    weights_without,
)
from pipeline.language.split_quality import score, thoughts
from pipeline.resources.gold import load_long_notes

RESOURCE = Path(cues.__file__).parent.parent / "resources" / "split.toml"
SEED = 2009
THRESHOLDS = (0.35, 0.4, 0.45, 0.5)
SMALLEST = 0.005  # a weight under it is left out


def main() -> None:
    """Print figures; write the weights when asked."""
    notes = load_long_notes()
    places = weighed_places(notes)
    print(f"weighed {len(places.is_cut)}, of which cuts {places.is_cut.sum()}")
    half = np.array([blake2b(note.text.encode()).digest()[0] % 2 for note in notes])
    _print("from the other half", places, [half])
    _print("ten folds", places, deal(len(notes), SEED))
    if "--write" in sys.argv:
        write(places, learn_weights(places))


def _print(name: str, places: Places, deals: list[NDArray[np.int64]]) -> None:
    notes = load_long_notes()
    learned = [weights_without(places, fold) for fold in deals]
    for threshold in THRESHOLDS:
        found = score(
            (note, thoughts(weights, threshold))
            for of_note in learned
            for note, weights in zip(notes, of_note, strict=True)
        )
        print(
            f"{name}, cut above {threshold}: "
            f"precision {found.precision:.3f}  recall {found.recall:.3f}  F1 {found.f1:.3f}"
        )


def write(places: Places, weights: Weights) -> None:
    """Replace the weights in split.toml, the one that moves most first."""
    head = RESOURCE.read_text(encoding="utf-8").partition("\n[weights]\n")[0].rstrip()
    spread = dict(zip(places.names, places.cues.std(axis=0), strict=True))
    names = sorted(places.names, key=lambda name: -abs(weights[name] * spread[name]))
    lines = [f"{name} = {weights[name]:.2f}" for name in names if abs(weights[name]) >= SMALLEST]
    table = "\n".join(["[weights]", f"start_value = {weights['start_value']:.2f}", *lines])
    RESOURCE.write_text(f"{head}\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
