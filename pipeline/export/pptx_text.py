"""Texts on a page of a presentation: lines, quotes, big figures and the footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.analysis.figure import ACCENT
from pipeline.analysis.quotes import Quote
from pipeline.export import slides
from pipeline.export.chart_style import INK, QUIET
from pipeline.export.pptx_parts import Box, describe_shape
from pipeline.plan.deck import Big

FICTION = "#6B4500"  # as on the screen
_STRIPE, _BESIDE_STRIPE = 6, 16  # points
_MARK_WIDTH = 190
_IN_ONE_COLUMN = 2


@dataclass(frozen=True)
class Page:
    """A page being filled; `point` is how many EMU a point of our page is on it."""

    page: Any  # python-pptx ships no types
    point: float
    font: str | None

    def emu(self, points: float) -> int:
        """So many points of our page."""
        return int(points * self.point)


@dataclass(frozen=True)
class Line:
    """A paragraph, with the room after it in points."""

    text: str
    points: float
    colour: str = INK
    bold: bool = False
    after: float = 0


def write(page: Page, frame: Any, lines: Sequence[Line]) -> None:
    """The lines in a frame that has its place."""
    from pptx.dml.color import RGBColor
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.enum.text import PP_ALIGN

    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, page.emu(line.after)
        run = paragraph.add_run()
        run.text, run.font.bold = line.text, line.bold
        run.font.size, run.font.language_id = page.emu(line.points), MSO_LANGUAGE_ID.BELGIAN_DUTCH
        run.font.color.rgb = RGBColor.from_string(line.colour[1:])
        if page.font:
            run.font.name = page.font


def text_box(page: Page, box: Box, lines: Sequence[Line], name: str, anchor: str = "MIDDLE") -> Any:
    """A new frame without margins of its own."""
    from pptx.enum.text import MSO_ANCHOR

    shape = page.page.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = name
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR[anchor]
    write(page, frame, lines)
    return shape


def add_lines(page: Page, box: Box, lines: Sequence[str]) -> None:
    """What is said, line by line."""
    points = slides.line_points(lines, box.width / page.point, box.height / page.point)
    text_box(page, box, plain_lines(lines, points), "Tekst")


def plain_lines(lines: Sequence[str], points: float) -> list[Line]:
    """Lines of one size, with room between."""
    return [Line(text, points, after=points / 2) for text in lines]


def add_quotes(page: Page, box: Box, quotes: Sequence[Quote]) -> None:
    """Quotes below each other, with the colour of their soort beside them and its word below."""
    beside = page.emu(_STRIPE + _BESIDE_STRIPE)
    width = (box.width - beside) / page.point
    points = slides.quote_points(quotes, width, box.height / page.point)
    for quote, place in zip(quotes, box.grid(1, len(quotes)), strict=True):
        gap = page.emu(slides.GAP) if len(quotes) > 1 else 0
        stripe = Box(place.left, place.top, page.emu(_STRIPE), place.height - gap)
        add_stripe(page, stripe, slides.colour_of(quote.category), "Kleur van de soort")
        text = Box(place.left + beside, place.top, place.width - beside, place.height - gap)
        caption = Line(slides.caption_of(quote), slides.SMALLEST_POINTS, QUIET)
        text_box(page, text, [Line(quote.shown, points, after=6), caption], "Citaat")


def add_big(page: Page, box: Box, figures: Sequence[Big]) -> None:
    """Figures in two columns, or below each other where there are one or two."""
    n_columns = 1 if len(figures) <= _IN_ONE_COLUMN or box.width < page.emu(500) else 2
    places = box.grid(n_columns, -(-len(figures) // n_columns))
    width = places[0].width / page.point
    points = slides.big_points([one.value for one in figures], width)
    for one, place in zip(figures, places, strict=False):
        lines = [
            Line(one.value, points, ACCENT, bold=True),
            Line(one.meaning, slides.LINE_POINTS),
        ]
        text_box(page, place, lines, "Cijfer")


def add_footer(page: Page, box: Box, footer: str, mark: str) -> None:
    """Where the slide comes from, and on the right, larger, that the data are fictional."""
    room = page.emu(_MARK_WIDTH) if mark else 0
    left = Box(box.left, box.top, box.width - room, box.height)
    text_box(page, left, [Line(footer, slides.FOOTER_POINTS, QUIET)], "Bron", "BOTTOM")
    if mark:
        right = Box(box.left + box.width - room, box.top, room, box.height)
        line = Line(mark, slides.MARK_POINTS, FICTION, bold=True)
        shape = text_box(page, right, [line], "Voorbeelddata", "BOTTOM")
        _align_right(shape)


def add_stripe(page: Page, box: Box, colour: str, name: str) -> None:
    """A coloured bar that says nothing."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE

    kind = MSO_SHAPE.RECTANGLE
    shape = page.page.shapes.add_shape(kind, box.left, box.top, box.width, box.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour[1:])
    shape.line.fill.background()
    shape.element.remove(shape.element.xpath("p:style")[0])  # the theme would give it a shadow
    describe_shape(shape, name)


def _align_right(shape: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
