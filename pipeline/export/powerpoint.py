"""A deck as a PowerPoint: real titles, charts that can be edited, notes for who speaks."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.analysis.figure import ACCENT, Figure
from pipeline.errors import OutputError
from pipeline.export import slides
from pipeline.export.chart_style import QUIET
from pipeline.export.pptx_chart import add_chart
from pipeline.export.pptx_parts import FONT, Box, layout_of, open_pages, settle, subtitle_of
from pipeline.export.pptx_text import (
    Line,
    Page,
    add_big,
    add_footer,
    add_lines,
    add_quotes,
    add_stripe,
    plain_lines,
    text_box,
    write,
)
from pipeline.export.projector import to_projector
from pipeline.plan.deck import Deck, Slide
from pipeline.plan.material import Material
from pipeline.plan.telling import first_telling
from pipeline.settings import Campaign

_ACROSS = 960  # points of our page
_FOOTER, _GAP, _BETWEEN = 32, 12, 26
_CAPTION = 64  # two lines
_BAND = 20  # along the cover
_TITLE, _MARGIN = 100, 40
_LOWEST_TITLE, _NARROWEST_TITLE = 0.4, 0.5  # of the height and the width of the page
_CHART_SHARE, _BIG_SHARE = 0.52, 0.42


def write_first_telling(material: Material, campaign: Campaign, path: Path) -> Path:
    """The first word given back, as slides (FILE.pptx) or as a page for the projector (FILE.html).

    Raises:
        OutputError: the name of the file ends in something else.
    """
    makers: dict[str, Callable[[Deck], bytes]] = {".pptx": to_powerpoint, ".html": to_projector}
    make = makers.get(path.suffix.lower())
    if make is None:
        raise OutputError(
            f"{path.name}: de eerste terugkoppeling wordt een PowerPoint (bv. terug.pptx) of een "
            "bladzijde voor de projector (bv. terug.html); kies een van die twee."
        )
    content = make(first_telling(material, campaign))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def to_powerpoint(deck: Deck, template: Path | None = None) -> bytes:
    """The slides; equal decks give equal bytes. `template`: the city's own .pptx or .potx.

    Raises:
        OutputError: the template is no presentation.
    """
    pages = open_pages(template)
    font = FONT if template is None else None
    for number, slide in enumerate(deck.slides):
        layout = layout_of(pages, cover=number == 0)
        page = Page(pages.slides.add_slide(layout), pages.slide_width / _ACROSS, font)
        title = page.page.shapes.title
        if number:
            _leave_room(page, title, pages)
        below = title.top + title.height + page.emu(_GAP)
        end = pages.slide_height - page.emu(_FOOTER + _GAP)
        footer = Box(title.left, end, title.width, page.emu(_FOOTER))
        room = Box(title.left, below, title.width, end - page.emu(_GAP) - below)
        if number == 0 and template is None:
            band = Box(0, 0, page.emu(_BAND), pages.slide_height)
            add_stripe(page, band, ACCENT, "Band")
        _fill(page, slide, room, cover=number == 0)
        add_footer(page, footer, slide.footer, deck.mark)
    about = pages.core_properties
    about.title, about.author, about.last_modified_by = deck.title, "De Genks?", "De Genks?"
    about.language, about.revision, about.keywords, about.comments = "nl-BE", 1, "", deck.mark
    about.created = about.modified = deck.created.replace(tzinfo=None)
    out = io.BytesIO()
    pages.save(out)
    return settle(out.getvalue(), deck.created)


def _leave_room(page: Page, title: Any, pages: Any) -> None:
    """A title that stands narrow or low, as in some layouts, goes to the top in full width."""
    low = title.top + title.height > _LOWEST_TITLE * pages.slide_height
    if low or title.width < _NARROWEST_TITLE * pages.slide_width:
        title.left, title.width = page.emu(_MARGIN), page.emu(_ACROSS - 2 * _MARGIN)
        title.top, title.height = page.emu(_GAP), page.emu(_TITLE)


def _fill(page: Page, slide: Slide, room: Box, *, cover: bool) -> None:
    title, subtitle = page.page.shapes.title, subtitle_of(page.page)
    points = slides.COVER_POINTS
    if not cover:
        width, height = title.width / page.point, title.height / page.point
        points = slides.title_points(slide, width, height)
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    lines = [Line(slide.lead, slides.LEAD_POINTS, ACCENT)] if slide.lead else []
    write(page, title.text_frame, [*lines, Line(slide.title, points, bold=True)])
    page.page.notes_slide.notes_text_frame.text = slide.notes
    if cover and subtitle is not None:
        subtitle.text_frame.margin_left = 0
        write(page, subtitle.text_frame, plain_lines(slide.lines, slides.SUBTITLE_POINTS))
        return
    if subtitle is not None:
        subtitle.element.getparent().remove(subtitle.element)
    parts = _parts(page, slide)
    places = [room][: len(parts)]  # none on a slide that says all in its title
    if len(parts) > 1:
        share = _CHART_SHARE if slide.figure is not None else _BIG_SHARE
        places = list(room.columns(share, page.emu(_BETWEEN)))
    for draw, place in zip(parts, places, strict=False):
        draw(place)


def _parts(page: Page, slide: Slide) -> list[Callable[[Box], None]]:
    """What draws the one or two kinds of things on the slide, the left one first."""
    parts: list[Callable[[Box], None]] = []
    if slide.figure is not None:
        parts.append(partial(_picture, page, slide.figure))
    elif slide.big:
        parts.append(partial(add_big, page, figures=slide.big))
    if slide.quotes:
        parts.append(partial(add_quotes, page, quotes=slide.quotes))
    elif slide.lines:
        parts.append(partial(add_lines, page, lines=slide.lines))
    return parts


def _picture(page: Page, figure: Figure, box: Box) -> None:
    head, chart = box.below(page.emu(_CAPTION))
    text_box(
        page,
        head,
        [Line(figure.subtitle, slides.SMALLEST_POINTS, QUIET)],
        "Wat er geteld is",
        "TOP",
    )
    add_chart(page, figure, chart)
