"""What changed between two runs as a Word document, to hand on before a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.analysis import changes_tables as tables
from pipeline.analysis.figure import FICTIONAL
from pipeline.analysis.theme_changes import FEW_PERSONS, Comparison
from pipeline.analysis.words import column, counted, number, percent
from pipeline.compare import LABELS, by_model
from pipeline.export import word
from pipeline.export.changes import Changes
from pipeline.export.charts import to_png
from pipeline.export.hide import HIDDEN, hide_small, without_small
from pipeline.export.word_picture import add_picture

_NOT_SHOWN = "–"
_HAPPENED = {
    "theme_label": 0.26,
    "change": 0.16,
    "reason": 0.32,
    "n_before": 0.13,
    "n_after": 0.13,
}
_SIZES = {
    "theme_label": 0.34,
    "n_before": 0.13,
    "n_after": 0.13,
    "share_before": 0.12,
    "share_after": 0.1,
    "judgement": 0.18,
}
_MOVED = {"from_theme": 0.28, "to_theme": 0.28, "n_fragments": 0.14, "reason": 0.3}
_SHARES = {"share_before", "share_after"}
_HOW_TO_READ = (
    "Groter of kleiner staat er alleen waar het verschil in aandeel meer is dan toeval (95 % zeker "
    "voor alle thema's samen, met de uitdager als eenheid). Deze gesprekken zijn geen steekproef: "
    "zeg “in de gesprekken”, niet “de inwoners”."
)


def changes_docx(changes: Changes) -> bytes:
    """The sentence, the picture and the tables; equal runs give equal bytes."""
    found, source = changes.themes, tables.source_of(changes.themes)
    created = dt.datetime.fromisoformat(found.now.finished)
    title = "Wat is er veranderd?"
    document = word.new_document(f"{found.now.campaign} {title}", source.footer, created)
    lines = [f"{found.now.campaign} · voor wie meewerkt aan de gesprekken", source.footer]
    word.add_title(
        document, title, [f"Let op: {FICTIONAL}.", *lines] if source.fictional else lines
    )
    word.add_heading(document, "De zin voor op de vergadering", 1)
    word.add_text(document, changes.sentence, style="Quote")
    _write_themes(document, found)
    _write_moved(document, found)
    _write_labels(document, changes)
    return word.to_bytes(document, created)


def _write_themes(document: Any, found: Comparison) -> None:
    word.add_heading(document, "De thema's, voordien en nu", 1)
    figure = without_small(tables.growth_figure(found))
    if not figure.empty:
        caption = "Fragmenten per thema, nu en voordien"
        add_picture(document, to_png(figure), caption, _spoken(figure.data, figure.spoken))
    happened = tables.happened(found)
    if len(happened):
        _write(document, "Nieuw, weg of anders genoemd", happened, _HAPPENED)
    _write(document, "Gegroeid en gekrompen", tables.sizes(found), _SIZES)
    word.add_text(document, _HOW_TO_READ, style="Caption")


def _spoken(data: pd.DataFrame, words: str) -> str:
    bars = zip(data["theme_label"], data["from_to"], strict=True)
    return " ".join([words, *(f"{name}: {said}." for name, said in bars)])


def _write_moved(document: Any, found: Comparison) -> None:
    word.add_heading(document, "Verhuisd", 1)
    moved = tables.moved(found)
    if moved.empty:
        word.add_text(document, "Geen enkel gepubliceerd fragment veranderde van thema.")
        return
    _write(document, "Gepubliceerde fragmenten in een ander thema", moved, _MOVED)


def _write_labels(document: Any, changes: Changes) -> None:
    word.add_heading(document, "Andere etiketten", 1)
    labels = changes.labels[changes.labels["before"] != changes.labels["after"]]
    if labels.empty:
        word.add_text(document, "Geen enkel etiket werd anders.")
        return
    model = by_model(labels)
    rows = []
    for label in (*LABELS, "voice"):
        mine = labels["label"] == label
        counts = [int((mine & who).sum()) for who in (model, ~model)]
        if any(counts):
            rows.append((column(label), *(number(n) for n in counts)))
    caption = counted(len(labels), "etiket werd anders", "etiketten werden anders")
    headers = ("etiket", "door het model", "door mensen en formulieren")
    word.add_table(document, caption, headers, rows, (0.4, 0.3, 0.3))


def _write(document: Any, caption: str, table: pd.DataFrame, widths: Mapping[str, float]) -> None:
    """The columns with their widths of a table as it may leave, and a line on what is not shown."""
    shared = hide_small(table)
    rows = [[_cell(name, row) for name in widths] for row in shared.to_dict("records")]
    heads = [column(name) for name in widths]
    word.add_table(document, caption, heads, rows, tuple(widths.values()))
    if shared["persons"].isna().any():
        word.add_text(document, f"{_NOT_SHOWN}: {HIDDEN}.", style="Caption")


def _cell(name: str, row: dict[Any, Any]) -> str:
    """Hidden figures are missing values; a judgement on them tells nothing of them either."""
    value = row[name]
    if name == "judgement":
        return FEW_PERSONS if pd.isna(row["persons"]) else str(value)
    if pd.isna(value):
        return _NOT_SHOWN
    if name in _SHARES:
        return percent(value, 1)
    return value if isinstance(value, str) else number(value)
