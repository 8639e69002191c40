"""A deck as a PowerPoint, opened again."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile

import docx
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches, Pt

from pipeline.errors import OutputError
from pipeline.export.powerpoint import to_powerpoint, write_first_telling
from pipeline.plan.deck import Slide
from tests.decks import CAMPAIGN, make_deck, material_from
from tests.runs import make_tables

pytestmark = pytest.mark.slow  # whole documents

EMU_PER_POINT = 12_700


@pytest.fixture(scope="module")
def deck():
    """A full deck."""
    return make_deck()


@pytest.fixture(scope="module")
def pages(deck):
    """The deck as slides, opened again."""
    return Presentation(io.BytesIO(to_powerpoint(deck)))


def charts_of(page):
    return [shape for shape in page.shapes if shape.has_chart]


def runs_of(page):
    for shape in page.shapes:
        if shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    yield shape, run


def test_every_slide_has_its_title_in_the_place_of_titles(deck, pages):
    """So that the outline and a screen reader find it."""
    titles = [page.shapes.title.text.replace("\n", " ") for page in pages.slides]
    assert titles == [slide.heading for slide in deck.slides]
    assert pages.slide_width / pages.slide_height == pytest.approx(16 / 9)


def test_a_slide_may_say_all_in_its_title(deck):
    """Of few conversations there is sometimes nothing to show below it."""
    alone = dataclasses.replace(deck, slides=(deck.slides[0], Slide("Er was een gesprek")))
    pages = Presentation(io.BytesIO(to_powerpoint(alone)))
    assert pages.slides[1].shapes.title.text == "Er was een gesprek"


def test_charts_are_native_and_hold_the_figures(deck, pages):
    """Names and values of each chart are those of its figure; alt text says them too."""
    n_charts = 0
    for slide, page in zip(deck.slides, pages.slides, strict=True):
        shapes = charts_of(page)
        assert len(shapes) == (slide.figure is not None)
        for shape in shapes:
            n_charts += 1
            plot = shape.chart.plots[0]
            data = slide.figure.data
            assert list(plot.categories) == data[slide.figure.y].tolist()
            assert list(plot.series[0].values) == data[slide.figure.x].tolist()
            assert not shape.chart.has_legend
            assert plot.has_data_labels
            described = shape.element.xpath(".//p:cNvPr")[0].get("descr")
            assert all(str(name) in described for name in plot.categories)
    assert n_charts >= 6


def test_letters_can_be_read_from_afar(pages):
    """At least 24 points everywhere, the source at least 12."""
    for page in pages.slides:
        for shape, run in runs_of(page):
            least = 12 if shape.name in {"Bron", "Voorbeelddata"} else 24
            assert run.font.size >= Pt(least), run.text
        for shape in charts_of(page):
            plot = shape.chart.plots[0]
            assert min(shape.chart.font.size, plot.data_labels.font.size) >= Pt(24)


def test_nothing_stands_outside_the_slide(pages):
    """Every part is on the page."""
    for page in pages.slides:
        for shape in page.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= pages.slide_width
            assert shape.top + shape.height <= pages.slide_height


def test_the_mark_and_the_source_stand_on_every_slide(deck, pages):
    """Fictional data are called so; the notes end with the run and what was counted."""
    for slide, page in zip(deck.slides, pages.slides, strict=True):
        said = [run.text for _, run in runs_of(page)]
        assert deck.mark in said
        assert slide.footer in said
        assert page.notes_slide.notes_text_frame.text == slide.notes
    real = Presentation(io.BytesIO(to_powerpoint(make_deck(fictional=False))))
    assert not any("fictief" in run.text for page in real.slides for _, run in runs_of(page))


def test_equal_decks_give_equal_bytes(deck):
    """No time of today in the file or in the workbooks of its charts."""
    files = [to_powerpoint(deck) for _ in range(2)]
    assert hashlib.sha256(files[0]).digest() == hashlib.sha256(files[1]).digest()
    with zipfile.ZipFile(io.BytesIO(files[0])) as archive:
        workbooks = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert workbooks
        for name in workbooks:
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                assert b"2009-12-01T10:00:30Z" in book.read("docProps/core.xml")


@pytest.mark.parametrize("n_fragments", [0, 1, 30])
def test_little_material_gives_slides_too(n_fragments):
    """An empty run, one fragment and a few conversations can be opened."""
    deck = make_deck(n_fragments)
    assert len(Presentation(io.BytesIO(to_powerpoint(deck))).slides) == len(deck.slides)


@pytest.mark.parametrize("suffix", ["pptx", "potx"])
def test_the_template_of_the_city_is_used(deck, tmp_path, suffix):
    """Its page and layouts stay, its own slides go; also of another size, and as .potx."""
    template = Presentation()
    template.slide_width, template.slide_height = Inches(10), Inches(5.625)
    template.slides.add_slide(template.slide_layouts[6])
    file = tmp_path / f"stad.{suffix}"
    template.save(file)
    if suffix == "potx":
        file.write_bytes(_as_template(file.read_bytes()))
    pages = Presentation(io.BytesIO(to_powerpoint(deck, file)))
    assert len(pages.slides) == len(deck.slides)
    assert pages.slide_width == Inches(10)
    assert all(page.shapes.title.text for page in pages.slides)


def test_a_file_that_is_no_template_is_refused(deck, tmp_path):
    """No archive, a Word document, or slides without a title: the message says what to give."""
    words, bare = io.BytesIO(), io.BytesIO()
    docx.Document().save(words)
    untitled = Presentation()
    for layout in untitled.slide_layouts:
        for place in layout.placeholders:
            place.element.getparent().remove(place.element)
    untitled.save(bare)
    refused = {
        b"geen presentatie": "is geen sjabloon",
        words.getvalue(): "is geen sjabloon",
        bare.getvalue(): "geen indeling met een titel",
    }
    file = tmp_path / "stad.pptx"
    for content, message in refused.items():
        file.write_bytes(content)
        with pytest.raises(OutputError, match=rf"stad\.pptx .*{message}"):
            to_powerpoint(deck, file)


def test_a_title_that_leaves_no_room_is_moved(deck, tmp_path):
    """A template with its titles low and narrow: what is told still stands on the page."""
    template = Presentation()
    for layout in template.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.type == PP_PLACEHOLDER.TITLE:
                place.left, place.top = Inches(7), Inches(5)
                place.width, place.height = Inches(2), Inches(2)
    template.save(tmp_path / "stad.pptx")
    pages = Presentation(io.BytesIO(to_powerpoint(deck, tmp_path / "stad.pptx")))
    for page in list(pages.slides)[1:]:
        title = page.shapes.title
        assert title.width > pages.slide_width / 2
        others = [shape for shape in page.shapes if shape.shape_id != title.shape_id]
        assert all(shape.top >= title.top + title.height for shape in others)


def test_the_name_of_the_file_says_what_it_becomes(tmp_path):
    """.pptx slides, .html a page for the projector, anything else a message."""
    material = material_from(make_tables(60))
    slides = write_first_telling(material, CAMPAIGN, tmp_path / "uit" / "terug.pptx")
    page = write_first_telling(material, CAMPAIGN, tmp_path / "terug.html")
    assert slides.read_bytes().startswith(b"PK")
    assert page.read_bytes().startswith(b"<!doctype html>")
    with pytest.raises(OutputError, match="projector"):
        write_first_telling(material, CAMPAIGN, tmp_path / "terug.docx")
    assert not (tmp_path / "terug.docx").exists()


def _as_template(content):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"presentation.main+xml", b"template.main+xml")
            after.writestr(name, part)
    return out.getvalue()
