"""How well `fragment_spans` cuts: `python bench/split.py LONG.jsonl [NOTES.jsonl]`.

LONG holds notes that were cut by hand (`tekst`, `fragmenten` with a `tekst` each). A boundary is
the place where the next fragment begins; white space and bullets before it do not count. NOTES
holds notes of one thought each: the share that stays whole. The weights have seen LONG: what
they do on notes that they have not seen is told by fit_split.py.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.language.sentences import split_sentences
from pipeline.language.split import fragment_spans

_LEADING = re.compile(r"[\s\-–•*/|]*(?:\(?\w{1,2}[.)]\s+)?")


def read_notes(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def gold_boundaries(note: dict[str, Any]) -> set[int]:
    """Offsets where the second and later hand-cut fragments begin."""
    starts, position = set(), 0
    for fragment in note["fragmenten"]:
        position = note["tekst"].index(fragment["tekst"], position)
        starts.add(position)
        position += len(fragment["tekst"])
    return starts - {min(starts)}


def boundaries(text: str, starts: list[int]) -> set[int]:
    """Offsets of all starts but the first, moved over white space and bullets."""
    found = (_LEADING.match(text, start) for start in starts[1:])
    return {match.end() for match in found if match}


def score(notes: list[dict[str, Any]], cut: Callable[[str], list[int]]) -> str:
    """Precision, recall and F1 of the boundaries that `cut` (text -> starts) finds."""
    right = found = wanted = 0
    for note in notes:
        gold = gold_boundaries(note)
        ours = boundaries(note["tekst"], cut(note["tekst"]))
        right, found, wanted = right + len(gold & ours), found + len(ours), wanted + len(gold)
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * right / max(found + wanted, 1)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  n {len(notes)}"


def _thoughts(text: str) -> list[int]:
    return [start for start, _ in fragment_spans(text)]


def _sentences(text: str) -> list[int]:
    return [sentence.start for sentence in split_sentences(text)]


def main() -> None:
    """Print the figures."""
    notes = read_notes(Path(sys.argv[1]))
    print(f"thoughts   {score(notes, _thoughts)}")
    print(f"sentences  {score(notes, _sentences)}")
    for path in sys.argv[2:]:
        texts = [note["tekst"] for note in read_notes(Path(path))]
        whole = sum(len(fragment_spans(text)) == 1 for text in texts)
        print(f"{Path(path).name}: {whole / len(texts):.3f} of {len(texts)} notes stay whole")


if __name__ == "__main__":
    main()
