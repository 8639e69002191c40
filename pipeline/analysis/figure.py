"""A chart as one frozen thing: tidy data, what to see, what was counted, and where it comes from.

`export.charts` draws it on the screen, as a picture and in Excel: one computation, more drawings.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS, Size
from pipeline.analysis.moods import EVEN, NEGATIVE, POSITIVE
from pipeline.analysis.words import counted, date_words
from pipeline.schema import Category, Manifest, Valence

FICTIONAL = "voorbeelddata, fictief"

Kind = Literal[
    "bar", "interval", "line", "small_multiples", "points", "curve", "matrix", "treemap", "pairs"
]

ACCENT = "#1F4E79"
GREY = "#8A8A8A"
MACHINE, PEOPLE, NOTES = "model en mens", "twee mensen", "model, voorbeelden"
COLOURS: dict[str, str] = {
    Category.EXPERIENCE: "#0072B2",
    Category.FRUSTRATION: "#D55E00",
    Category.SUGGESTION: "#E69F00",
    Category.ACTION: "#009E73",
    Valence.NEGATIVE: "#B2182B",
    Valence.NEUTRAL: "#8A8A8A",
    Valence.POSITIVE: "#2166AC",
    MACHINE: ACCENT,
    PEOPLE: GREY,
    NOTES: "#7F9DBB",
    NEGATIVE: "#F0C3C0",
    EVEN: "#E9ECEF",
    POSITIVE: "#C3D9EE",
}


@dataclass(frozen=True)
class Provenance:
    """Where figures come from: the run, the filter in words, what was counted, the run's date."""

    run_id: str
    filter_words: str
    size: Size
    date: str
    fictional: bool

    @property
    def footer(self) -> str:
        """One line for under a chart or a table.

        Of few persons it tells neither how many nor by which filter: what is kept would else say
        of them what the filter chose.
        """
        about = [self.filter_words, self.size.words]
        if self.size.small:
            about = [f"keuze van minder dan {SMALL_PERSONS} personen"]
        return _line(f"Run {self.run_id}", *about, date=self.date, fictional=self.fictional)


def provenance(manifest: Manifest, size: Size, filter_words: str = "alle fragmenten") -> Provenance:
    """The provenance of figures on a run; the date is that of the run, so a repeat is equal."""
    date = manifest.finished[:10]
    return Provenance(manifest.run_id, filter_words, size, date, manifest.fictional)


def rows_footer(manifest: Manifest, about: str, n_rows: int) -> str:
    """The line for under a table of a run that counts no fragments ("alle wijzigingen")."""
    rows, date = counted(n_rows, "rij", "rijen"), manifest.finished[:10]
    return _line(f"Run {manifest.run_id}", about, rows, date=date, fictional=manifest.fictional)


def draft_footer(about: str, n_rows: int, date: dt.date, *, fictional: bool) -> str:
    """The line for under a table of what no run has read yet."""
    rows = counted(n_rows, "rij", "rijen")
    return _line("Nog niet verwerkt", about, rows, date=date.isoformat(), fictional=fictional)


def _line(*parts: str, date: str, fictional: bool) -> str:
    return " · ".join([*parts, date_words(date), *([FICTIONAL] if fictional else [])])


@dataclass(frozen=True)
class Moment:
    """A day (as a date is written by machines) that a figure over time marks, and its word."""

    date: str
    words: str


@dataclass(frozen=True, eq=False)
class Figure:
    """One chart. `data` is tidy; x, y, colour, low, high and facet are names of its columns.

    bar: x a value from zero, y a word; `reference` is a column drawn as a mark across the bar.
    interval: a bar with a thin line from low to high. line: x a date, y a value;
    `moments` are marked on it.
    small_multiples: a bar chart per value of `facet`. points: x and y are coordinates.
    curve: x and y are numbers, low and high the margin of y, `reference` what y would best be.
    matrix: x and y are words, `colour` is the column of the count in each cell.
    pairs: bars with margins, one above the other for each of two values of `colour`.
    treemap: a box as large as x, named by y, together with those of the same `facet` if any.
    `scale` says how a value is written, `written` is a column that says it in its place; `order` is
    the order of the words.

    Where cells on few persons may not be shown (`export.charts.without_small`), the title stands
    only if it names values and all of them (`named`) are shown; else `question` stands, and
    `counted` for the subtitle: these tell of no cell. `small_rest` says that the subtitle counts
    what is not drawn and may not be told.
    """

    key: str
    kind: Kind
    data: pd.DataFrame
    x: str
    y: str
    title: str
    subtitle: str
    footer: str
    colour: str | None = None
    low: str | None = None
    high: str | None = None
    facet: str | None = None
    reference: str | None = None
    scale: Literal["number", "percent"] = "number"
    written: str | None = None
    moments: tuple[Moment, ...] = ()
    order: tuple[str, ...] = ()
    question: str = ""
    named: tuple[str, ...] = ()
    counted: str = ""
    small_rest: bool = False

    @property
    def words(self) -> str:
        """The column of what is counted: the names at the bars, or the dates of a line."""
        return self.x if self.kind == "line" else self.y

    @property
    def spoken(self) -> str:
        """Title and subtitle as sentences, for who hears the figure or has its numbers only."""
        end = "" if self.title.endswith("?") else "."
        return f"{self.title}{end} {self.subtitle}."

    @property
    def empty(self) -> bool:
        """There is nothing to draw."""
        return self.data.empty
