"""`genks export`: a run as a folder of pictures, tables and quotes to hand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, size_of
from pipeline.analysis.coverage import ATTRIBUTES, coverage
from pipeline.analysis.figure import FICTIONAL, Figure, Provenance, provenance
from pipeline.analysis.figures import (
    actors_figure,
    category_figure,
    coverage_figure,
    map_figure,
    neighbourhoods_figure,
    questions_figure,
    theme_categories_figure,
    themes_figure,
    time_figure,
    valence_figure,
)
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.questions import Answer, answer_questions
from pipeline.analysis.small import shared_places
from pipeline.analysis.themes import theme_list
from pipeline.analysis.words import UNKNOWN, date_words, month_words, number, percent
from pipeline.export.charts import to_excel, to_png, to_svg
from pipeline.export.tables import to_csv, to_xlsx
from pipeline.schema import Manifest

_N_QUOTES = 5
_FRAGMENT_COLUMNS = (
    "fragment_id",
    "note_id",
    "text",
    "language",
    "category",
    "category_source",
    "category_probability",
    "valence",
    "tense",
    "actor",
    "theme_id",
    "theme_label",
    "neighbourhood",
    "month",
)


class RunLike(Protocol):
    """What is needed of a run (`store.Run`)."""

    @property
    def manifest(self) -> Manifest:
        """The record of the run."""

    def table(self, name: str) -> pd.DataFrame:
        """A table of `schema.TABLES`."""


@dataclass(frozen=True)
class _Material:
    joined: pd.DataFrame
    themes: pd.DataFrame
    source: Provenance
    created: dt.datetime


def export_run(run: RunLike, folder: Path, review_below: float = 0.6) -> list[Path]:
    """Write the run's charts, tables, questions and LEESMIJ to `folder`; the paths, in order.

    Files of an earlier export with the same names are replaced. The same run gives the same
    bytes: times in the files are those of the run.
    """
    themes = run.table("themes")
    conversations, profiles = run.table("conversations"), run.table("profiles")
    joined = join_fragments(run.table("fragments"), conversations, profiles, themes, review_below)
    source = provenance(run.manifest, size_of(joined))
    created = dt.datetime.fromisoformat(run.manifest.finished)
    material = _Material(joined, themes, source, created)
    answers = answer_questions(
        joined.assign(neighbourhood=shared_places(joined)), themes, _N_QUOTES
    )
    tables = [
        coverage_figure(
            coverage(conversations, profiles, run.table("reference"), name), name, source
        )
        for name in ATTRIBUTES
    ]
    files = _charts([*_figures(material, answers), *tables], created)
    files |= _tables(material) | _questions(answers, source)
    files["LEESMIJ.md"] = _read_me(run.manifest, source, sorted(files)).encode()
    return [_write(folder / name, files[name]) for name in sorted(files)]


def fragments_table(joined: pd.DataFrame) -> pd.DataFrame:
    """The fragments to hand on: pseudonymised text and labels, and no profile of who spoke.

    A neighbourhood of which few persons spoke becomes "onbekend"; dates are months.
    """
    months = [UNKNOWN if pd.isna(date) else month_words(date) for date in joined["date"]]
    table = joined.assign(neighbourhood=shared_places(joined).fillna(UNKNOWN), month=months)
    return table[list(_FRAGMENT_COLUMNS)]


def _figures(material: _Material, answers: Sequence[Answer]) -> list[Figure]:
    joined, source = material.joined, material.source
    return [
        questions_figure(answers, source),
        category_figure(joined, source),
        valence_figure(joined, source),
        actors_figure(joined, source),
        themes_figure(joined, source),
        theme_categories_figure(joined, source),
        time_figure(joined, source),
        neighbourhoods_figure(joined, source),
        map_figure(joined, source),
    ]


def _charts(figures: Sequence[Figure], created: dt.datetime) -> dict[str, bytes]:
    files = {}
    for figure in figures:
        files[f"grafieken/{figure.key}.png"] = to_png(figure)
        files[f"grafieken/{figure.key}.svg"] = to_svg(figure).encode()
        if figure.kind != "points":
            files[f"grafieken/{figure.key}.xlsx"] = to_excel(figure, created)
    return files


def _tables(material: _Material) -> dict[str, bytes]:
    themes = theme_list(material.joined, material.themes)
    fragments = fragments_table(material.joined)
    footer, created = material.source.footer, material.created
    return {
        "tabellen/themas.csv": to_csv(themes, footer),
        "tabellen/themas.xlsx": to_xlsx({"Thema's": themes}, footer, created),
        "tabellen/fragmenten.csv": to_csv(fragments, footer),
        "tabellen/fragmenten.xlsx": to_xlsx({"Fragmenten": fragments}, footer, created),
    }


def _questions(answers: Sequence[Answer], source: Provenance) -> dict[str, bytes]:
    lines = ["# De zes vragen", "", source.footer]
    for answer in answers:
        lines += ["", f"## {answer.rule.title}", ""]
        lines += [f"{_answered(answer)}. Telt mee: {answer.rule.rule}."]
        for quote in answer.quotes:
            text = " ".join(quote.shown.split())
            lines += ["", f"> {text}", f"> ({quote.caption}; fragment {quote.fragment_id})"]
    return {"vragen.md": ("\n".join(lines) + "\n").encode()}


def _answered(answer: Answer) -> str:
    if answer.size.small:
        return f"Van minder dan {SMALL_PERSONS} personen"
    return f"{answer.size.words} ({percent(answer.share)} van alle fragmenten)"


def _read_me(manifest: Manifest, source: Provenance, names: Sequence[str]) -> str:
    mark = [f"**Let op: {FICTIONAL}.**", ""] if manifest.fictional else []
    counts = [f"- {key.replace('_', ' ')}: {number(n)}" for key, n in manifest.counts.items()]
    lines = [
        f"# {manifest.campaign}: uitvoer van run {manifest.run_id}",
        "",
        *mark,
        f"Gemaakt uit de run van {date_words(source.date)}. {source.size.words}.",
        "Namen, telefoonnummers en adressen zijn vervangen door een teken als [naam 1].",
        f"Cijfers over minder dan {SMALL_PERSONS} personen zijn verborgen.",
        "Elk citaat is letterlijk een fragment; met zijn fragment-id vind je de notitie terug.",
        "",
        "## Bestanden",
        "",
        *[f"- {name}" for name in names],
        "",
        "## Tellingen van de run",
        "",
        *counts,
    ]
    return "\n".join(lines) + "\n"


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
