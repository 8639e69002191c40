"""A large delivery, grown from the example's folder by rule.

`python bench/grow.py OUT --notes 25000`, then `genks run --raw OUT`.
Other conversations, uitdager codes U01 to U64, and notes whose sentences are recombined within
their soort; written as real deliveries (a workbook with a note a row, a form with four boxes, a
CSV in Windows-1252). The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).parent.parent / "data" / "raw" / "voorbeeld"
N_UITDAGERS = 64
N_PROFILE = 11  # number, date, wijk, leeftijd, ..., techniek: the first columns of every shape
HEADER: tuple[str, ...] = (
    "Gespreksnummer",
    "Datum",
    "Wijk",
    "Leeftijd",
    "Geslacht",
    "Herkomst",
    "Opleiding",
    "Werksituatie",
    "Jaren in Genk",
    "Aantal deelnemers",
    "Techniek",
)
KINDS = ("beleving", "frustratie", "suggestie", "actie")
BOXES = dict(zip(("belevingen", "frustraties", "suggesties", "acties"), KINDS, strict=True))
FIRST_DAY, N_DAYS = dt.date(2009, 7, 1), 150
CREATED = dt.datetime(2009, 12, 1)  # noqa: DTZ001 - a workbook's own time has no zone
NOTES_PER_CONVERSATION = (1, 6)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass
class Material:
    """What grows: profiles of conversations, and sentences of the notes whose soort was given."""

    profiles: list[list[str]] = field(default_factory=list)
    sentences: dict[str, list[str]] = field(
        default_factory=lambda: {kind: [] for kind in ("", *KINDS)}
    )

    def add(self, kind: str, text: str) -> None:
        """The sentences of one note."""
        parts = [part for part in _SENTENCE_END.split(text.strip()) if part]
        if kind.lower() in KINDS:
            self.sentences.setdefault(kind.lower(), []).extend(parts)


@dataclass(frozen=True)
class Conversation:
    """A made conversation: its profile columns and its notes with their soort."""

    columns: list[str]
    notes: list[tuple[str, str]]


def grow(example: Path, out: Path, n_notes: int, seed: int) -> int:
    """Write a delivery of `n_notes` notes to `out`; the number of files.

    The registry and the reference of the example are copied beside the deliveries.
    """
    chance = random.Random(seed)  # noqa: S311 - a measurement, no secret
    material = read_example(example)
    out.mkdir(parents=True, exist_ok=True)
    for name in ("uitdagers.xlsx", "bevolking.csv"):
        if (example / name).is_file():
            shutil.copy(example / name, out / name)
    shares = [n_notes // N_UITDAGERS + (i < n_notes % N_UITDAGERS) for i in range(N_UITDAGERS)]
    writers = (write_list, write_form, write_csv)
    for i, share in enumerate(shares):
        code = f"U{i + 1:02d}"
        conversations = list(_conversations(code, share, material, chance))
        writers[i % len(writers)](out, code, conversations)
    return len(shares)


def read_example(folder: Path) -> Material:
    """Profiles and sentences of the spreadsheets and CSV files below `folder`."""
    material = Material()
    for path in sorted(folder.rglob("U[0-9]*")):
        rows = _rows(path)
        start = next((i for i, row in enumerate(rows) if sum(map(bool, row)) > N_PROFILE), None)
        if start is None:
            continue
        header = [title.lower() for title in rows[start]]
        for row in rows[start + 1 :]:
            material.profiles.append(row[:N_PROFILE])
            for kind, text in _notes(header, row):
                material.add(kind, text)
    return material


def write_list(out: Path, code: str, conversations: Sequence[Conversation]) -> None:
    """A workbook with a note a row; the soort filled in for about half."""
    rows = [
        [*conversation.columns, text, kind if place % 2 else ""]
        for conversation in conversations
        for place, (kind, text) in enumerate(conversation.notes)
    ]
    _write_book(out / f"{code}_notities.xlsx", [[*HEADER, "Notitie", "Soort"], *rows])


def write_form(out: Path, code: str, conversations: Sequence[Conversation]) -> None:
    """A workbook with a title line, a conversation a row, and bullets in four boxes."""
    rows: list[list[str]] = [["Stadsgesprekken: gespreksformulier"], []]
    rows.append([*HEADER, *(box.capitalize() for box in BOXES)])
    for conversation in conversations:
        boxes = ["\n".join(f"- {t}" for k, t in conversation.notes if k == kind) for kind in KINDS]
        rows.append([*conversation.columns, *boxes])
    _write_book(out / f"{code}_gespreksformulier.xlsx", rows)


def write_csv(out: Path, code: str, conversations: Sequence[Conversation]) -> None:
    """Semicolons, Windows-1252, other column names."""
    with (out / f"{code}_export.csv").open(
        "w", encoding="cp1252", errors="replace", newline=""
    ) as file:
        writer = csv.writer(file, delimiter=";")
        names = "gesprek nr;datum gesprek;buurt;leeftijdsgroep;m/v;afkomst;diploma;statuut;"
        names += "jaren Genk;deelnemers;methode;nota;type"
        writer.writerow(names.split(";"))
        for conversation in conversations:
            for kind, text in conversation.notes:
                writer.writerow([*conversation.columns, text, kind.upper()])


def _conversations(
    code: str, n_notes: int, material: Material, chance: random.Random
) -> Iterator[Conversation]:
    number = 0
    while n_notes > 0:
        number += 1
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(N_DAYS))
        profile = chance.choice(material.profiles)
        size = min(n_notes, chance.randint(*NOTES_PER_CONVERSATION))
        notes = [_note(material, chance) for _ in range(size)]
        yield Conversation([f"{code}-{number:03d}", f"{day:%d/%m/%Y}", *profile[2:]], notes)
        n_notes -= size


def _note(material: Material, chance: random.Random) -> tuple[str, str]:
    """A soort and one to three sentences that the example's notes of that soort hold."""
    kind = chance.choice(KINDS)
    size = chance.choices((1, 2, 3), weights=(3, 5, 2))[0]
    return kind, " ".join(chance.sample(material.sentences[kind], size))


def _rows(path: Path) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    if path.suffix == ".csv":
        with path.open(encoding="cp1252", newline="") as file:
            return list(csv.reader(file, delimiter=";"))
    if path.suffix not in {".xlsx", ".ods"}:
        return []
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _notes(header: list[str], row: list[str]) -> Iterator[tuple[str, str]]:
    boxes = [place for place, title in enumerate(header) if title in BOXES]
    if boxes:
        for place in boxes:
            for line in row[place].splitlines():
                yield BOXES[header[place]], line.removeprefix("- ")
    else:
        kind = row[N_PROFILE + 1] if len(row) > N_PROFILE + 1 else ""
        yield kind, row[N_PROFILE]


def _text(value: Any) -> str:  # a cell may hold a number, a date or a text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _write_book(path: Path, rows: Sequence[Sequence[str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("notities")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)


def main() -> None:
    """Read the command line and grow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--example", type=Path, default=EXAMPLE)
    parser.add_argument("--notes", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=2009)
    chosen = parser.parse_args()
    n_files = grow(chosen.example, chosen.out, chosen.notes, chosen.seed)
    print(f"{n_files} bestanden met {chosen.notes} notities in {chosen.out}")


if __name__ == "__main__":
    main()
