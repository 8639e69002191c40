"""A deck as one page for the projector: no server, no network, full screen by the keyboard."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from pipeline.export import slides
from pipeline.export.projector_chart import to_slide_svg
from pipeline.plan.deck import Deck, Slide

if TYPE_CHECKING:
    from markupsafe import Markup

_WIDTH, _TITLE_HEIGHT, _BODY_HEIGHT = 880, 102, 344  # points
_CHART_WIDTH, _BESIDE_CHART, _BESIDE_BIG, _BIG_WIDTH = 444, 388, 470, 358
_HEAD_OF_CHART = {True: 70, False: 40}  # a subtitle of two lines beside something, else of one
_STRIPE = 22


def to_projector(deck: Deck) -> bytes:
    """The page as UTF-8; equal decks give equal bytes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("pipeline.export", "templates")
    room = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = room.get_template("projector.html.jinja").render(
        deck=deck,
        drawings=_drawing,
        colour_of=slides.colour_of,
        caption_of=slides.caption_of,
        sizes=SimpleNamespace(
            title=_title_points, quotes=_quote_points, lines=_line_points, big=_big_points
        ),
    )
    return page.encode("utf-8")


def _drawing(slide: Slide) -> Markup | str:
    from markupsafe import Markup

    if slide.figure is None:
        return ""
    width = _CHART_WIDTH if slide.two else _WIDTH
    height = _BODY_HEIGHT - _HEAD_OF_CHART[slide.two]
    return Markup(to_slide_svg(slide.figure, width, height))  # noqa: S704 - our own drawing


def _title_points(slide: Slide, *, cover: bool) -> int:
    return slides.COVER_POINTS if cover else slides.title_points(slide, _WIDTH, _TITLE_HEIGHT)


def _quote_points(slide: Slide) -> int:
    return slides.quote_points(slide.quotes, _width(slide) - _STRIPE, _BODY_HEIGHT)


def _line_points(slide: Slide, *, cover: bool) -> int:
    if cover:
        return slides.SUBTITLE_POINTS
    return slides.line_points(slide.lines, _width(slide), _BODY_HEIGHT)


def _width(slide: Slide) -> int:
    """Room for what stands on the right, or alone."""
    if not slide.two:
        return _WIDTH
    return _BESIDE_CHART if slide.figure is not None else _BESIDE_BIG


def _big_points(slide: Slide) -> int:
    return slides.big_points([one.value for one in slide.big], _BIG_WIDTH)
