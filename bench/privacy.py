"""How well the pseudonymiser does: recall by kind and origin, traps kept, false hits, speed.

    python bench/privacy.py GOLD [--half 0|1] [--misses]

GOLD is a folder with privacy.jsonl, notes.jsonl, more.jsonl and long.jsonl. A span is found when
none of its letters and digits is left. `--half` takes the texts of one parity, so that rules can
be made on one half and judged on the other.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from pipeline.language.privacy.names import NameBook, make_book
from pipeline.language.pseudonymise import find_spans

SURNAMES = {
    "vlaams": (
        "Peeters Janssens|Van den Broeck|De Smet|Schrijvers|"
        "Vanheusden|Bollansée|Theuwissen|Lowette|Knevels"
    ),
    "turks": "Yılmaz|Özdemir|Kocabaş|Tütüncü|Karabulut|Çiftçi|Gökçe|Akgün|Bozdağ|Türkoğlu",
    "italiaans": (
        "Di Lorenzo|Cannizzaro|Scalzo|D'Agostino|Lo Bianco|Tedesco|Zito|Spagnolo|Fazio|Cusumano"
    ),
    "marokkaans": (
        "El Haddadi|Benmoussa|Aït Lahcen|Bouhlal|El Kaddouri|Azzouz|Chakroun|Ouchene|Lamrini"
    ),
    "pools": "Kaczmarek|Sobczak|Gołębiowski|Czerwińska|Pietrzak|Walczak|Wilk|Baran|Lis",
    "grieks": (
        "Anastasiou|Karagiannis|Triantafyllou|Xenakis|Makris|Stavridis|Kalogeropoulos|Pantelidis"
    ),
    "spaans": "Delgado Vega|Cabrera|Fuentes|Ibáñez|Quintana|Arias|Peña|Santos",
}
FIRST = {
    "vlaams": "Jan|Lieve|Hilde|Jos|Griet|Wouter|Bart|Annemie|Ludo|Rita|Stijn|Mieke",
    "turks": ("Ayşe|Mehmet|Gülsüm|Hüseyin|Elif|Serkan|Zeliha|Yusuf|Havva|Bünyamin|Songül|Tolga"),
    "italiaans": (
        "Salvatore|Giuseppina|Calogero|Nunzia|Carmelo|Rosaria|Gaetano|Concetta|Luca|Donatella"
    ),
    "marokkaans": "Fatiha|Abdelkader|Naima|Hicham|Soumaya|Brahim|Zohra|Ilias|Khadija|Mimoun",
    "pools": "Grażyna|Zbigniew|Wojciech|Halina|Bogdan|Małgorzata|Krystyna|Stanisław",
    "grieks": "Panagiotis|Vasiliki|Stavroula|Dimitris|Eleftheria|Kostas|Fotini|Spiros",
    "spaans": "Encarnación|Paco|Montserrat|Jesús|Pilar|Joaquín|Consuelo|Ramón",
}
TEMPLATES = (
    "{full} geeft elke woensdag huiswerkbegeleiding in het buurthuis.",
    "Vorige week nog met {first} gesproken over de vuilzakken in onze straat.",
    "mevr. {last} van hiernaast durft 's avonds niet meer buiten",
    "Onze {first} vindt geen werk, al drie jaar niet.",
    "De sleutel ligt bij {full}, die doet de deur open.",
    "{first} zegt dat de bus te laat komt.",
    "We hebben {first} en haar man uitgenodigd voor het feest.",
    "Volgens dhr. {last} wordt het plein nooit gekuist.",
    "{lower} heeft dat ook gezien en is boos op de stad",
    "Contact: {full}. Ze kan ook in het weekend.",
)
Note = tuple[str, list[tuple[str, str, str]], list[str]]


@dataclass
class Score:
    """Found and all, by kind or origin; the sentences of what was missed."""

    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[str] = field(default_factory=list)

    def add(self, keys: list[str], *, found: bool, example: str) -> None:
        """Counts one span under each key."""
        for key in keys:
            self.total[key] += 1
            self.found[key] += found
        if not found:
            self.misses.append(example)

    def show(self, title: str) -> None:
        """Prints a line for each key."""
        print(f"\n{title}")
        for key in sorted(self.total):
            share = self.found[key] / self.total[key]
            print(f"  {key:24} {self.found[key]:5} / {self.total[key]:5}  {share:.3f}")


def read_notes(path: Path, half: int | None) -> list[Note]:
    """Texts with their spans (text, kind, origin) and what must stay."""
    notes: list[Note] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        text = row["tekst"]
        if half is not None and hashlib.sha256(text.encode()).digest()[0] % 2 != half:
            continue
        spans = [
            (p["tekst"], p["soort"], p.get("herkomst") or "")
            if isinstance(p, dict)
            else (p, "", "")
            for p in row["pii"]
        ]
        notes.append((text, spans, row.get("houden", [])))
    return notes


def hidden_places(text: str, book: NameBook) -> list[bool]:
    """For each character whether it is replaced."""
    hidden = [False] * len(text)
    for span in find_spans(text, book):
        hidden[span.start : span.end] = [True] * (span.end - span.start)
    return hidden


def _places(text: str, part: str) -> list[tuple[int, int]]:
    return [
        (m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    ] or [(m.start(), m.end()) for m in re.finditer(re.escape(part), text)]


def mark(text: str, parts: list[str], *, outside: list[bool] | None = None) -> list[bool]:
    """For each character whether it lies in one of the parts; `outside` what to leave out."""
    marked = [False] * len(text)
    for part in parts:
        for start, end in _free_places(text, part, outside):
            marked[start:end] = [True] * (end - start)
    return marked


def _free_places(text: str, part: str, outside: list[bool] | None) -> list[tuple[int, int]]:
    places = _places(text, part)
    free = [p for p in places if outside is None or not all(outside[p[0] : p[1]])]
    return free or places


def judge_note(note: Note, book: NameBook, recall: Score, traps: Score) -> list[str]:
    """Counts the spans and traps of one note; gives the words that were replaced wrongly."""
    text, spans, keep = note
    hidden = hidden_places(text, book)
    protected = mark(text, keep)
    own = mark(text, [part for part, _, _ in spans], outside=protected)
    for part, kind, origin in spans:
        places = _free_places(text, part, protected)
        found = all(hidden[i] or not text[i].isalnum() for s, e in places for i in range(s, e))
        keys = ["alle", *([kind] if kind else []), *([f"naam {origin}"] if origin else [])]
        recall.add(keys, found=found, example=f"{part} | {text}")
    for part in keep:
        places = _places(text, part)
        stays = not any(hidden[i] and not own[i] for s, e in places for i in range(s, e))
        traps.add(["houden"], found=stays, example=f"{part} | {text}")
    words = re.finditer(r"\w+", text)
    return [f"{m.group()} | {text}" for m in words if hidden[m.start()] and not own[m.start()]]


def measure_gold(title: str, notes: list[Note], book: NameBook, *, show_misses: bool) -> None:
    """Recall of spans, traps kept, and the share of other words that were replaced."""
    recall, traps = Score(), Score()
    wrong = [word for note in notes for word in judge_note(note, book, recall, traps)]
    words = sum(len(re.findall(r"\w+", text)) for text, _, _ in notes)
    recall.show(f"{title}: recall of spans")
    traps.show(f"{title}: traps")
    print(f"  false hits {len(wrong)} of {words} words: {len(wrong) / max(words, 1):.4f}")
    if show_misses:
        for name, lines in (("MISS", recall.misses), ("TRAP", traps.misses), ("FALSE", wrong)):
            print(*(f"  {name} {line[:230]}" for line in lines), sep="\n")


def measure_templates(book: NameBook, *, show_misses: bool) -> None:
    """Recall by origin on sentences filled with names, and by how common a first name is."""
    chance = random.Random(2009)  # noqa: S311 (a measurement, no secret)
    score = Score()
    for origin, firsts in FIRST.items():
        for _ in range(300):
            _fill_one(chance, score, book, origin, firsts.split("|"), SURNAMES[origin].split("|"))
    table = resources.files("pipeline.resources") / "firstnames.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    for row in chance.sample(rows, 1500):
        band = "tabel 100+" if int(row["total"]) >= 100 else "tabel onder 100"  # noqa: PLR2004
        _fill_one(chance, score, book, band, [row["name"]], ["Jaspers"])
    score.show("filled templates: recall by origin")
    if show_misses:
        print(*(f"  MISS {line}" for line in score.misses[:60]), sep="\n")


def _fill_one(
    chance: random.Random,
    score: Score,
    book: NameBook,
    key: str,
    firsts: list[str],
    lasts: list[str],
) -> None:
    first, last = chance.choice(firsts), chance.choice(lasts)
    template = chance.choice(TEMPLATES)
    names = {"first": first, "last": last, "full": f"{first} {last}", "lower": first.lower()}
    text = template.format(**names)
    hidden = hidden_places(text, book)
    for slot, name in names.items():
        if "{" + slot + "}" in template:
            start = text.index(name)
            ok = all(hidden[i] or not text[i].isalnum() for i in range(start, start + len(name)))
            score.add([key], found=ok, example=text)


def measure_speed(notes: list[Note], book: NameBook) -> None:
    """Notes of 25 words a second, on one core, each text once."""
    words = " ".join(text for text, _, _ in notes).split()
    texts = [" ".join(words[i : i + 25]) for i in range(0, len(words) - 25, 25)]
    started = time.perf_counter()
    for text in texts:
        find_spans(text, book)
    seconds = time.perf_counter() - started
    print(f"\nspeed: {len(texts)} notes of 25 words, {len(texts) / seconds:,.0f} a second")


def main() -> None:
    """Prints all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    book = make_book((), ())
    everything: list[Note] = []
    for name in ("privacy", "notes", "more", "long"):
        path = given.gold / f"{name}.jsonl"
        if path.is_file():
            notes = read_notes(path, given.half)
            measure_gold(name, notes, book, show_misses=given.misses)
            everything += notes
    measure_templates(book, show_misses=given.misses)
    measure_speed(everything, book)


if __name__ == "__main__":
    main()
