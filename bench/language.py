"""How often `detect_languages` is right: `python bench/language.py FILE...`.

A FILE is a tab-separated table with a column `text`, named after its language (tur_Latn.tsv; in a
folder whose name ends in -nl: Dutch), or JSON lines with Dutch notes under `tekst`. Each text is
also cut short, since notes are.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from pipeline.language.detect import detect_languages

CODES = {
    "arb": "ar",
    "ell": "el",
    "eng": "en",
    "fra": "fr",
    "ita": "it",
    "pol": "pl",
    "spa": "es",
    "tur": "tr",
}
LENGTHS = (4, 6, 8, 12, 1000)  # words


def read_texts(path: Path) -> tuple[str, list[str]]:
    """Language code and texts of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        return "nl", [json.loads(line)["tekst"] for line in lines]
    language = "nl" if path.parent.name.endswith("-nl") else CODES[path.name[:3]]
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return language, [row["text"] for row in table]


def main() -> None:
    """Print the share that is right, by language and number of words."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for argument in sys.argv[1:]:
        path = Path(argument)
        language, found = read_texts(path)
        texts[f"{language} {path.stem}"] += found
    for name, group in texts.items():
        shares = []
        for length in LENGTHS:
            short = [" ".join(text.split()[:length]) for text in group]
            right = detect_languages(short).count(name.split()[0])
            shares.append(f"{length} words {right / len(group):.4f}")
        print(f"{name:16s} n {len(group):5d}  {'  '.join(shares)}")
    everything = [text for group in texts.values() for text in group]
    start = time.perf_counter()
    detect_languages(everything)
    print(f"{len(everything) / (time.perf_counter() - start):.0f} texts a second")


if __name__ == "__main__":
    main()
