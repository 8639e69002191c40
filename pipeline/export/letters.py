"""`genks export brieven`: a letter in Word to each neighbourhood and each uitdager.

Files are named by code and neighbourhood. A name stands in a letter only where the caller gives it,
at the time of printing; no run and no cache holds it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.words import date_words
from pipeline.export import word
from pipeline.export.archive import zip_files
from pipeline.export.fed import fed_by_neighbourhood
from pipeline.export.letter_words import Letter, neighbourhood_letter, uitdager_letter
from pipeline.plan.material import Material
from pipeline.plan.overview import latest_day

_GREETING = "Hartelijke groet,"


def write_letters(
    material: Material, folder: Path, names: Mapping[str, str] | None = None
) -> list[Path]:
    """Write every letter to `folder`; `names`: uitdager_id -> name, as it is to be printed."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for letter in _letters(material, names or {}):
        path = folder / _file_name(letter)
        path.write_bytes(_drawn(letter, material))
        paths.append(path)
    return paths


def letters_zip(material: Material) -> bytes:
    """Every letter, by code, in one archive; equal material gives equal bytes."""
    created = dt.datetime.fromisoformat(material.manifest.finished)
    letters = _letters(material, {})
    return zip_files({_file_name(one): _drawn(one, material) for one in letters}, created)


def _letters(material: Material, names: Mapping[str, str]) -> Iterator[Letter]:
    fed = fed_by_neighbourhood(material)
    places = sorted(set(material.joined["neighbourhood"].dropna()))
    for place, key in zip(places, _keys(places), strict=True):
        yield neighbourhood_letter(place, f"wijk-{key}", material, fed)
    for uitdager_id in sorted(set(material.joined["uitdager_id"].dropna())):
        yield uitdager_letter(uitdager_id, material, names.get(uitdager_id, ""))


def _file_name(letter: Letter) -> str:
    return f"brief-{letter.key}.docx"


def _drawn(letter: Letter, material: Material) -> bytes:
    source, campaign = material.source, material.manifest.campaign
    created = dt.datetime.fromisoformat(material.manifest.finished)
    mark = [FICTIONAL] if source.fictional else []
    footer = " · ".join([campaign, f"run {source.run_id}, {date_words(source.date)}", *mark])
    document = word.new_document(f"{campaign} {letter.title}", footer, created)
    _write_head(document, letter, material)
    word.add_heading(document, letter.title, 1)
    word.add_text(document, letter.greeting)
    for text in letter.opening:
        word.add_text(document, text)
    for entry in letter.entries:
        word.add_heading(document, entry.title, 2)
        word.keep_with_next(word.add_text(document, entry.became))
        for line in entry.lines:
            word.add_text(document, line, style="List Bullet")
    word.add_heading(document, "Hoe het verder gaat", 2)
    for text in (*letter.closing, _GREETING):
        word.keep_with_next(word.add_text(document, text))
    word.add_text(document, f"De projectgroep van {campaign}")
    return word.to_bytes(document, created)


def _write_head(document: Any, letter: Letter, material: Material) -> None:
    """Who writes, to whom, and of which day it tells."""
    if material.source.fictional:
        word.add_text(document, f"Let op: {FICTIONAL}.", style="Subtitle")
    word.add_text(document, "", bold=material.manifest.campaign)
    word.add_text(document, letter.to)
    word.add_text(document, f"Stand van zaken op {date_words(latest_day(material))}")


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
