"""Slides as plain things, before PowerPoint or the projector page draws them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.analysis.figure import Figure
from pipeline.analysis.quotes import Quote


@dataclass(frozen=True)
class Big:
    """A figure that fills a part of the slide, and what it means: "418", "gesprekken"."""

    value: str
    meaning: str


@dataclass(frozen=True, eq=False)
class Slide:
    """One message, said by the title, with at most two kinds of things to see it by.

    `lead` is the question that the title answers, where there is one. `notes` is the longer story
    for who speaks; it ends with the source.
    """

    title: str
    big: tuple[Big, ...] = ()
    figure: Figure | None = None
    quotes: tuple[Quote, ...] = ()
    lines: tuple[str, ...] = ()
    notes: str = ""
    footer: str = ""
    lead: str = ""

    @property
    def heading(self) -> str:
        """The lead and the title as one text."""
        return f"{self.lead} {self.title}" if self.lead else self.title

    @property
    def two(self) -> bool:
        """Two kinds of things stand beside each other."""
        seen = self.figure is not None or bool(self.big)
        return seen and bool(self.quotes or self.lines)


@dataclass(frozen=True, eq=False)
class Deck:
    """The first slide is the cover. `mark` stands on every slide: that the data are fictional."""

    title: str
    slides: tuple[Slide, ...]
    mark: str
    created: dt.datetime

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, in the order of the slides."""
        return tuple(quote for slide in self.slides for quote in slide.quotes)
