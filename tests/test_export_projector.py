"""A deck as one page for the projector."""

from __future__ import annotations

import dataclasses
import re

import pytest
from lxml import html

from pipeline.export.projector import to_projector
from tests.decks import make_deck, make_deck_anew

pytestmark = pytest.mark.slow  # whole documents


@pytest.fixture(scope="module")
def deck():
    """A full deck."""
    return make_deck()


@pytest.fixture(scope="module")
def page(deck):
    """The page, read as a browser reads it."""
    return html.fromstring(to_projector(deck).decode("utf-8"))


def test_every_slide_is_a_section_with_its_title(deck, page):
    """In order, each with a heading, its quotes and its source."""
    sections = page.xpath("//section")
    assert len(sections) == len(deck.slides)
    for slide, section in zip(deck.slides, sections, strict=True):
        (heading,) = section.xpath(".//h1")
        assert " ".join(heading.text_content().split()) == slide.heading
        quotes = [quote.text_content() for quote in section.xpath(".//blockquote/p")]
        assert quotes == [quote.shown for quote in slide.quotes]
        assert slide.footer in section.text_content()
        assert deck.mark in section.text_content()
    assert page.get("lang") == "nl"


def test_charts_speak_their_figures(deck, page):
    """A drawing in the page, with role and label; every bar is in both."""
    drawings = page.xpath("//figure/*[local-name()='svg']")
    figures = [slide.figure for slide in deck.slides if slide.figure is not None]
    assert len(drawings) == len(figures)
    for drawing, figure in zip(drawings, figures, strict=True):
        assert drawing.get("role") == "img"
        for name, value in zip(figure.data[figure.y], figure.data[figure.x], strict=True):
            assert f"{name}: {value}" in drawing.get("aria-label")
        assert set(re.findall(r'font-size="(\d+)px"', html.tostring(drawing).decode())) == {"24"}


def test_the_page_needs_nothing_else(deck):
    """No address of anything outside, and the browser is told to fetch nothing."""
    text = to_projector(deck).decode("utf-8")
    assert "default-src 'none'" in text
    elsewhere = re.findall(r"(?:src|href)=|url\(|@import|https?://(?!www\.w3\.org)", text)
    assert elsewhere == []


def test_equal_decks_give_equal_bytes(deck):
    """Nothing of today is in it."""
    assert to_projector(deck) == to_projector(make_deck_anew())


@pytest.mark.parametrize("n_fragments", [0, 1, 30])
def test_little_material_gives_a_page_too(n_fragments):
    """An empty run, one fragment and a few conversations."""
    deck = make_deck(n_fragments)
    page = html.fromstring(to_projector(deck).decode("utf-8"))
    assert len(page.xpath("//section")) == len(deck.slides)


def test_what_people_wrote_is_text_and_nothing_else():
    """A quote with markup stands there as it was written."""
    deck = make_deck()
    place = next(i for i, slide in enumerate(deck.slides) if slide.quotes)
    slide = deck.slides[place]
    wild = dataclasses.replace(slide.quotes[0], text="<script>alert(1)</script> & <b>luid</b>")
    slides = list(deck.slides)
    slides[place] = dataclasses.replace(slide, quotes=(wild,))
    page = html.fromstring(to_projector(dataclasses.replace(deck, slides=tuple(slides))).decode())
    (quote,) = page.xpath("//section")[place].xpath(".//blockquote/p")
    assert quote.text_content() == wild.shown
    assert len(page.xpath("//script")) == 1
