"""The words in which the `genks` command answers: summaries and tables for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.compare import compare_counts
from pipeline.errors import StoreError
from pipeline.settings import PUBLIC_KEY_WARNING
from pipeline.store import Run, RunStore

if TYPE_CHECKING:
    from pipeline.export.changes import Changes
    from pipeline.run import Outcome

COUNTS = {
    "files": "bestanden",
    "conversations": "gesprekken",
    "uitdagers": "uitdagers",
    "notes_delivered": "notities aangeleverd",
    "notes_repeated": "dubbel aangeleverd (telt één keer)",
    "notes_replaced": "vervangen door een nieuwere aflevering",
    "notes_rejected": "niet bruikbaar",
    "notes": "notities",
    "fragments": "fragmenten",
    "themes": "thema's",
}


def number(value: float) -> str:
    """A number as people write it here: 1.420 or 12,5."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def published(store: RunStore) -> Run:
    """The published run.

    Raises:
        StoreError: there is none yet.
    """
    run = store.current()
    if run is None:
        raise StoreError("Er is nog geen run. Begin met 'genks run'.")
    return run


def warn_of_key(*, is_open: bool) -> None:
    """Beside the answer, so that a script still reads its JSON."""
    if is_open:
        typer.echo(f"Let op. {PUBLIC_KEY_WARNING}", err=True)


def run_record(outcome: Outcome) -> dict[str, object]:
    """The result of a run for a script."""
    manifest = outcome.run.manifest
    return {
        "run_id": manifest.run_id,
        "is_new": outcome.is_new,
        "counts": manifest.counts,
        "seconds": manifest.seconds,
        "quality": manifest.quality,
        "rejects": outcome.run.table("rejects").to_dict(orient="records"),
    }


def print_run(console: Console, outcome: Outcome) -> None:
    """What came in and out, what was rejected and why, the themes, the seconds, what is next."""
    manifest = outcome.run.manifest
    if not outcome.is_new:
        console.print("Er is niets nieuws sinds de vorige run; die blijft staan.", style="bold")
    _print_table(console, _counts_table(manifest.counts), f"Run {manifest.run_id}")
    rejects = outcome.run.table("rejects")
    if not rejects.empty:
        _print_table(console, _rejects_table(rejects), f"Niet (helemaal) gelezen: {len(rejects)}")
        console.print("Welk bestand is dat? Typ [bold]genks check MAP[/bold]: dat toont de namen.")
    _print_table(console, _themes_table(outcome.run), "Thema's")
    seconds = pd.DataFrame(manifest.seconds.items(), columns=["stap", "seconden"])
    seconds["seconden"] = seconds["seconden"].map(number)
    _print_table(console, seconds, f"Samen {number(round(sum(manifest.seconds.values()), 1))} s")
    console.print("Open de verkenner met [bold]make explore[/bold] of [bold]genks explore[/bold].")


def run_list(store: RunStore) -> pd.DataFrame:
    """A row a run, newest first: id, whether it is published, when, and its main counts."""
    current = store.current_id()
    rows: list[dict[str, object]] = []
    for run_id in reversed(store.run_ids()):
        try:
            manifest = store.read(run_id).manifest
        except StoreError:
            rows.append({"run": run_id, "gepubliceerd": "niet leesbaar"})
            continue
        rows.append(
            {
                "run": run_id,
                "gepubliceerd": "ja" if run_id == current else "",
                "klaar": manifest.finished,
                **{COUNTS[key]: manifest.counts.get(key, 0) for key in ("notes", "fragments")},
                "thema's": manifest.counts.get("themes", 0),
            }
        )
    return pd.DataFrame(rows, dtype=object).fillna("")


def show_comparison(
    console: Console, store: RunStore, before: str, after: str, *, as_json: bool
) -> None:
    """Two runs beside each other: their counts, their themes, and the sentence that sums up."""
    from pipeline.export.changes import read_changes

    counts = _counts_compared(store, before, after)
    changes = read_changes(store, after, before)
    themes = _themes_compared(changes)
    if as_json:
        parts = {"tellingen": counts, "thema's": themes}
        record = {name: table.to_dict(orient="records") for name, table in parts.items()}
        typer.echo(json.dumps({"zin": changes.sentence, **record}, ensure_ascii=False))
        return
    _print_table(console, counts, f"{before} en {after}")
    _print_table(console, themes, "Thema's")
    console.print(escape(changes.sentence), highlight=False)


def _counts_compared(store: RunStore, before: str, after: str) -> pd.DataFrame:
    """The counts of two runs side by side, with Dutch words where there are."""
    table = compare_counts(store.read(before).manifest, store.read(after).manifest)
    table["count"] = table["count"].map(lambda name: COUNTS.get(name, name))
    return table.set_axis(["telling", before, after, "verschil"], axis="columns")


def _themes_compared(changes: Changes) -> pd.DataFrame:
    """A row a theme: what happened to it, its fragments in both runs, and its share."""
    table = changes.themes.themes
    return pd.DataFrame(
        {
            "thema": table["theme_label"],
            "wat": table["what"],
            "voordien": table["n_before"],
            "nu": table["n_after"],
            "aandeel": table["judgement"],
        }
    )


def show(
    console: Console, record: Mapping[str, object], lines: Iterable[str], *, as_json: bool
) -> None:
    """The record for a script, or the lines for a person."""
    if as_json:
        typer.echo(json.dumps(record, ensure_ascii=False, default=str))
        return
    for line in lines:
        console.print(escape(line), highlight=False)


def show_files(console: Console, paths: Sequence[Path], out: Path, *, as_json: bool) -> None:
    """Which files were written: each for a script, how many and where for a person."""
    n_files = "1 bestand staat" if len(paths) == 1 else f"{len(paths)} bestanden staan"
    line = f"Gemaakt: {out}" if paths == [out] else f"{n_files} in {out}."
    show(console, {"files": [str(path) for path in paths]}, [line], as_json=as_json)


def show_table(console: Console, table: pd.DataFrame, title: str, *, as_json: bool) -> None:
    """A table for a script or a person; an empty one says so."""
    if as_json:
        typer.echo(table.to_json(orient="records", force_ascii=False))
    elif table.empty:
        console.print("Er is nog geen run. Begin met 'genks run'.")
    else:
        _print_table(console, table, title)


def print_paths(console: Console, paths: Iterable[Path]) -> None:
    """The files that were made, a line each."""
    for path in paths:
        console.print(f"Gemaakt: {escape(str(path))}", highlight=False, soft_wrap=True)


def _rejects_table(rejects: pd.DataFrame) -> pd.DataFrame:
    """A row for each file and kind of reason: reasons that differ in a number only are one kind."""
    kinds = rejects["reason"].str.replace(r"\d+", "0", regex=True).rename("kind")
    rows = [
        (file, group["place"].iloc[0], group["reason"].iloc[0], f"{number(len(group))} keer")
        for (file, _), group in rejects.groupby(["file", kinds], sort=False)
    ]
    return pd.DataFrame(rows, columns=["bestand", "plaats (de eerste)", "reden", "hoe vaak"])


def _counts_table(counts: Mapping[str, int]) -> pd.DataFrame:
    rows = [(word, number(counts[key])) for key, word in COUNTS.items() if counts.get(key)]
    return pd.DataFrame(rows, columns=["wat", "aantal"])


def _themes_table(run: Run) -> pd.DataFrame:
    themes = run.table("themes").sort_values(["n_fragments", "theme_id"], ascending=[False, True])
    columns = ["theme_id", "label", "n_fragments", "n_conversations", "n_uitdagers"]
    names = ["thema", "naam", "fragmenten", "gesprekken", "uitdagers"]
    return themes[columns].set_axis(names, axis="columns")


def _print_table(console: Console, frame: pd.DataFrame, title: str) -> None:
    table = Table(title=title, title_justify="left")
    for name in frame.columns:
        right = pd.api.types.is_numeric_dtype(frame[name])
        table.add_column(str(name), justify="right" if right else "left")
    for row in frame.itertuples(index=False):
        table.add_row(*(escape(str(value)) for value in row))
    console.print(table)
