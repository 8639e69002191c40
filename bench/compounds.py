"""How well compounds are told apart and cut: `python bench/compounds.py [--half test] [--show]`.

`compounds.tsv` holds words of at least seven letters of the labelled notes, drawn in a seeded
order until there were 200 compounds, with their parts by hand (`|` between cuts that are equally
good; none: no compound). Words that people would argue about, misspellings and names of people
were passed over. The rules were made on half dev.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.language.compounds import compound_of
from pipeline.language.lemmas import lemma_of

LIST = Path(__file__).with_name("compounds.tsv")


@dataclass(frozen=True)
class Word:
    """A word with the cuts that are right (none: no compound), and the one that was made."""

    text: str
    right: tuple[str, ...]
    made: str


def read_words(half: str) -> list[Word]:
    """The words of dev or test, each as the pipeline cuts it."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["half"] == half]
    return [
        Word(row["word"], tuple(filter(None, row["parts"].split("|"))), _cut(row["word"]))
        for row in rows
    ]


def show(half: str, words: list[Word], *, mistakes: bool) -> None:
    """Print the figures of one half, and on request what went wrong."""
    compounds = [word for word in words if word.right]
    made = [word for word in words if word.made]
    hits = sum(bool(word.made) for word in compounds)
    exact = sum(word.made in word.right for word in compounds)
    print(
        f"{half}: {len(compounds)} compounds, {len(words) - len(compounds)} others; "
        f"precision {hits / len(made):.3f}, recall {hits / len(compounds):.3f}, "
        f"exact parts {exact / len(compounds):.3f}"
    )
    for word in words if mistakes else []:
        if word.made not in (word.right or ("",)):
            print(f"  {word.text}: {word.made or '-'} (right: {'|'.join(word.right) or '-'})")


def _cut(text: str) -> str:
    return " ".join(compound_of(text, lemma_of(text)).parts)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    for half in (chosen.half,) if chosen.half else ("dev", "test"):
        show(half, read_words(half), mistakes=chosen.show)


if __name__ == "__main__":
    main()
