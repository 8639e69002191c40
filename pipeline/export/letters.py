"""`genks export brieven`: a letter in Word to each neighbourhood and each uitdager.

Files are named by code and neighbourhood. A name stands in a letter only where the caller gives it,
at the time of printing; no run and no cache holds it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.words import date_words
from pipeline.export import word
from pipeline.export.archive import zip_files
from pipeline.export.fed import fed_by_neighbourhood
from pipeline.export.letter_words import Letter, neighbourhood_letter, uitdager_letter
from pipeline.plan.material import Material
from pipeline.plan.overview import latest_day, left_over

_GREETING = "Hartelijke groet,"


@dataclass(frozen=True)
class _Paper:
    """What all letters have in common."""

    campaign: str
    footer: str
    mark: str
    day: str
    created: dt.datetime


def write_letters(
    material: Material, folder: Path, names: Mapping[str, str] | None = None
) -> list[Path]:
    """Write every letter to `folder`; `names`: uitdager_id -> name, as it is to be printed."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file_name, content in _letters(material, names or {}):
        paths.append(folder / file_name)
        paths[-1].write_bytes(content)
    return paths


def letters_zip(material: Material) -> bytes:
    """Every letter, by code, in one archive; equal material gives equal bytes."""
    created = dt.datetime.fromisoformat(material.manifest.finished)
    return zip_files(dict(_letters(material, {})), created)


def _letters(material: Material, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    paper = _paper(material)
    for letter in _told(material, names):
        yield f"brief-{letter.key}.docx", _drawn(letter, paper)


def _told(material: Material, names: Mapping[str, str]) -> Iterator[Letter]:
    fed = fed_by_neighbourhood(material)
    places = sorted(set(material.joined["neighbourhood"].dropna()))
    for place, key in zip(places, _keys(places), strict=True):
        yield neighbourhood_letter(place, f"wijk-{key}", material, fed)
    n_left = left_over(material)["uitdager_id"].value_counts()
    for code in sorted(set(material.joined["uitdager_id"].dropna())):
        yield uitdager_letter(code, material, int(n_left.get(code, 0)), names.get(code, ""))


def _paper(material: Material) -> _Paper:
    source, campaign = material.source, material.manifest.campaign
    mark = FICTIONAL if source.fictional else ""
    parts = [campaign, f"run {source.run_id}, {date_words(source.date)}", mark]
    return _Paper(
        campaign=campaign,
        footer=" · ".join(part for part in parts if part),
        mark=mark,
        day=date_words(latest_day(material)),
        created=dt.datetime.fromisoformat(material.manifest.finished),
    )


def _drawn(letter: Letter, paper: _Paper) -> bytes:
    document = word.new_document(f"{paper.campaign} {letter.title}", paper.footer, paper.created)
    if paper.mark:
        word.add_text(document, f"Let op: {paper.mark}.", style="Subtitle")
    word.add_text(document, "", bold=paper.campaign)
    word.add_text(document, letter.to)
    word.add_text(document, f"Stand van zaken op {paper.day}")
    word.add_heading(document, letter.title, 1)
    for text in (letter.greeting, *letter.opening):
        word.add_text(document, text)
    for entry in letter.entries:
        word.add_heading(document, entry.title, 2)
        word.keep_with_next(word.add_text(document, entry.became))
        for line in entry.lines:
            word.add_text(document, line, style="List Bullet")
    word.add_heading(document, "Hoe het verder gaat", 2)
    for text in (*letter.closing, _GREETING):
        word.keep_with_next(word.add_text(document, text))
    word.add_text(document, f"De projectgroep van {paper.campaign}")
    return word.to_bytes(document, paper.created)


def _keys(places: Iterable[str]) -> list[str]:
    """Names of neighbourhoods as they can stand in a file name, each once."""
    keys: list[str] = []
    for place in places:
        bare = unicodedata.normalize("NFKD", place).encode("ascii", "ignore").decode()
        key = bare = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-") or "zonder-naam"
        number = 2
        while key in keys:
            key, number = f"{bare}-{number}", number + 1
        keys.append(key)
    return keys
