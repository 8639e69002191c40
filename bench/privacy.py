"""What the pseudonymiser misses and replaces without need, one by one, and its speed.

    python bench/privacy.py [GOLD ...]

GOLD are folders with marked notes besides those of the package. `genks evaluate --privacy` gives
the shares.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.language.privacy.cleaning import look
from pipeline.language.privacy.names import NameBook, make_book
from pipeline.language.privacy_fill import fill_first_names, fill_origins
from pipeline.language.privacy_quality import measure_series
from pipeline.resources.privacy_notes import PrivacyNote, load_privacy_notes, read_privacy_notes


def show_errors(notes: Sequence[PrivacyNote], book: NameBook) -> None:
    """Prints each span that was missed, trap that was lost and word that was replaced."""
    for name, quality in measure_series(notes, book).items():
        print(f"\n{name}: {quality.spans.found} of {quality.spans.total}")
        errors = {"MISS": quality.missed, "TRAP": quality.lost, "FALSE": quality.false}
        for kind, pairs in errors.items():
            print(*(f"  {kind} {part} | {text[:200]}" for part, text in pairs), sep="\n")


def measure_speed(notes: Sequence[PrivacyNote], book: NameBook) -> None:
    """Notes of 25 words a second, on one core, each text once."""
    words = " ".join(note.text for note in notes).split()
    texts = [" ".join(words[i : i + 25]) for i in range(0, len(words) - 25, 25)]
    started = time.perf_counter()
    for text in texts:
        look(text, book)
    seconds = time.perf_counter() - started
    print(f"\nspeed: {len(texts)} notes of 25 words, {len(texts) / seconds:,.0f} a second")


def main() -> None:
    """Prints all errors, then the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*")
    book = make_book((), ())
    notes = load_privacy_notes()
    notes += [note for folder in parser.parse_args().gold for note in read_privacy_notes(folder)]
    for some in (notes, fill_origins(300, 2009), fill_first_names(300, 2009)):
        show_errors(some, book)
    measure_speed(notes, book)


if __name__ == "__main__":
    main()
