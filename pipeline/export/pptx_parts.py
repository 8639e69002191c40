"""Parts of a presentation that python-pptx has no word for: its page, marks, and settled bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.export.archive import zip_files

Shape = Any  # python-pptx ships no types
FONT = "Arial"  # also where Liberation Sans, of the same width, is not installed
_WIDTH, _HEIGHT = 12_192_000, 6_858_000  # 13.33 by 7.5 inches
_TITLES, _SUBTITLE = (1, 3), 4  # PP_PLACEHOLDER: TITLE and CENTER_TITLE, SUBTITLE
_AROUND = (13, 15, 16)  # slide number, footer, date
_TEMPLATE_TYPE = b"presentationml.template.main+xml"
_SLIDES_TYPE = b"presentationml.presentation.main+xml"
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_WHITE = {  # by cover or not, by kind of place: left, top, width, height
    False: {1: (508_000, 240_000, 11_176_000, 1_300_000)},
    True: {
        3: (762_000, 1_100_000, 10_922_000, 2_100_000),
        4: (762_000, 3_500_000, 10_922_000, 1_600_000),
    },
}
_MOST_BYTES = 250_000_000  # of a presentation, unpacked
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


@dataclass(frozen=True)
class Box:
    """A place on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    def columns(self, share: float, gap: int) -> tuple[Box, Box]:
        """Two beside each other, the left one of this share."""
        left = int((self.width - gap) * share)
        second = self.left + left + gap
        return (
            Box(self.left, self.top, left, self.height),
            Box(second, self.top, self.left + self.width - second, self.height),
        )

    def below(self, height: int) -> tuple[Box, Box]:
        """A strip of this height, and what is below it."""
        rest = Box(self.left, self.top + height, self.width, self.height - height)
        return Box(self.left, self.top, self.width, height), rest

    def grid(self, n_columns: int, n_rows: int) -> list[Box]:
        """Equal parts, row by row."""
        width, height = self.width // n_columns, self.height // n_rows
        return [
            Box(self.left + column * width, self.top + row * height, width, height)
            for row in range(n_rows)
            for column in range(n_columns)
        ]


def open_pages(template: Path | None) -> Any:
    """An empty presentation: of the template, else white 16:9 pages.

    Raises:
        OutputError: the template is no presentation.
    """
    from pptx import Presentation

    if template is None:
        return _white_pages(Presentation())
    try:
        content = template.read_bytes()
        pages = Presentation(io.BytesIO(_as_slides(content)))
    except (OSError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile):
        raise OutputError(
            f"{template.name} is geen sjabloon van PowerPoint; geef een bestand .pptx of .potx."
        ) from None
    if not any(_has_title(layout) for layout in pages.slide_layouts):
        raise OutputError(
            f"{template.name} heeft geen indeling met een titel; kies een ander sjabloon, of voeg "
            "er in PowerPoint een toe (Beeld, Diamodel)."
        )
    _without_slides(pages)
    return pages


def layout_of(pages: Any, *, cover: bool) -> Any:
    """The layout with a title and as little else as there is; for the cover with a subtitle."""

    def fitness(layout: Any) -> tuple[bool, bool, int]:
        types = [int(one.placeholder_format.type) for one in layout.placeholders]
        others = [one for one in types if one not in (*_TITLES, *_AROUND, _SUBTITLE)]
        return not _has_title(layout), (_SUBTITLE in types) != cover, len(others)

    return min(pages.slide_layouts, key=fitness)


def _has_title(layout: Any) -> bool:
    return any(int(one.placeholder_format.type) in _TITLES for one in layout.placeholders)


def subtitle_of(slide: Any) -> Shape | None:
    """The place of the subtitle; other empty places but the title go."""
    found = None
    for one in list(slide.placeholders):
        kind = int(one.placeholder_format.type)
        if kind == _SUBTITLE:
            found = one
        elif kind not in _TITLES:
            one.element.getparent().remove(one.element)
    return found


def describe_shape(shape: Shape, name: str, words: str = "") -> None:
    """Its name in the list of parts, and words for who does not see it; without: decoration."""
    from lxml import etree

    properties = shape.element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", words)
    if not words:
        properties.append(etree.fromstring(_DECORATIVE))


def settle(content: bytes, created: dt.datetime) -> bytes:
    """The same package with the moments of `created`, also of the workbooks inside its charts."""
    moment = created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    files = _unpack(content)
    for name, part in files.items():
        if name.endswith(".xlsx"):
            files[name] = settle(part, created)
        elif name == "docProps/core.xml":
            files[name] = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", part)
    return zip_files(files, created)


def _unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
            raise ValueError("too large once unpacked")
        return {name: archive.read(name) for name in archive.namelist()}


def _white_pages(pages: Any) -> Any:
    """The default pages at 16:9 in our letter, title on the left, without a picture of them."""
    from pptx.enum.text import MSO_ANCHOR

    wider = _WIDTH / pages.slide_width
    master = pages.slide_masters[0]
    for place in (master, *master.slide_layouts):
        for shape in place.placeholders:
            left, width = shape.left, shape.width
            shape.left, shape.width = int(left * wider), int(width * wider)
    pages.slide_width, pages.slide_height = _WIDTH, _HEIGHT
    for latin in master.element.xpath("//a:latin"):
        latin.set("typeface", FONT)
    for cover in (True, False):
        for shape in layout_of(pages, cover=cover).placeholders:
            kind = int(shape.placeholder_format.type)
            if kind in _WHITE[cover]:
                shape.left, shape.top, shape.width, shape.height = _WHITE[cover][kind]
                anchor = MSO_ANCHOR.TOP if kind == _SUBTITLE else MSO_ANCHOR.BOTTOM
                shape.text_frame.vertical_anchor = anchor if cover else MSO_ANCHOR.MIDDLE
    _drop(pages.part.package, "thumbnail")
    return pages


def _without_slides(pages: Any) -> None:
    for one in list(pages.slides._sldIdLst):  # noqa: SLF001 - python-pptx cannot remove a slide
        pages.part.drop_rel(one.rId)
        one.getparent().remove(one)


def _drop(package: Any, kind: str) -> None:
    for name, relation in list(package._rels.items()):  # noqa: SLF001 - no public way to them
        if relation.reltype.endswith(f"/{kind}"):
            package.drop_rel(name)


def _as_slides(content: bytes) -> bytes:
    """A template is read as the presentation that it is, but for one word of its contents."""
    files = _unpack(content)
    name = "[Content_Types].xml"
    files[name] = files[name].replace(_TEMPLATE_TYPE, _SLIDES_TYPE)
    return zip_files(files, dt.datetime(1980, 1, 1, tzinfo=dt.UTC))
