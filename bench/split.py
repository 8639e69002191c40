"""How well `fragment_spans` cuts: `python bench/split.py NOTES.jsonl`.

Boundaries on the notes that were cut by hand, as `genks evaluate` has them, and of NOTES, which
hold one thought each (`tekst`), the share that stays whole.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline.language.split import fragment_spans
from pipeline.language.split_quality import score, sentence_starts, thoughts
from pipeline.resources.gold import load_long_notes


def main() -> None:
    """Print the figures."""
    notes = load_long_notes()
    for name, cutter in (("thoughts", thoughts()), ("sentences", sentence_starts)):
        found = score((note, cutter) for note in notes)
        print(
            f"{name:10} precision {found.precision:.3f}  recall {found.recall:.3f}  "
            f"F1 {found.f1:.3f}  n {len(notes)}"
        )
    for path in map(Path, sys.argv[1:]):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["tekst"] for line in lines]
        whole = sum(len(fragment_spans(text)) == 1 for text in texts)
        print(f"{path.name}: {whole / len(texts):.3f} of {len(texts)} notes stay whole")


if __name__ == "__main__":
    main()
