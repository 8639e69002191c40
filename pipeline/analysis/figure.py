"""A chart as one frozen thing: tidy data, what to see, what was counted, and where it comes from.

`export.charts` draws it on the screen, as a picture and in Excel: one computation, more drawings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pipeline.analysis.counts import Size
from pipeline.analysis.words import date_words
from pipeline.schema import Category, Manifest, Valence

FICTIONAL = "voorbeelddata, fictief"

Kind = Literal["bar", "interval", "line", "small_multiples", "points"]

COLOURS: dict[str, str] = {
    Category.EXPERIENCE: "#0072B2",
    Category.FRUSTRATION: "#D55E00",
    Category.SUGGESTION: "#E69F00",
    Category.ACTION: "#009E73",
    Valence.NEGATIVE: "#B2182B",
    Valence.NEUTRAL: "#8A8A8A",
    Valence.POSITIVE: "#2166AC",
}
ACCENT = "#1F4E79"
GREY = "#8A8A8A"


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
        """One line for under a chart or a table."""
        parts = [f"Run {self.run_id}", self.filter_words, self.size.words, date_words(self.date)]
        return " · ".join([*parts, *([FICTIONAL] if self.fictional else [])])


def provenance(manifest: Manifest, size: Size, filter_words: str = "alle fragmenten") -> Provenance:
    """The provenance of figures on a run; the date is that of the run, so a repeat is equal."""
    date = manifest.finished[:10]
    return Provenance(manifest.run_id, filter_words, size, date, manifest.fictional)


@dataclass(frozen=True, eq=False)
class Figure:
    """One chart. `data` is tidy; x, y, colour, low, high and facet are names of its columns.

    bar: x a value from zero, y a word; `reference` is a column drawn as a mark across the bar.
    interval: a bar with a thin line from low to high. line: x a date, y a value.
    small_multiples: a bar chart per value of `facet`. points: x and y are coordinates.
    `scale` says how a value is written; `order` is the order of the words.
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
    order: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """There is nothing to draw."""
        return self.data.empty
