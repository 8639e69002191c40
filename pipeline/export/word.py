"""The parts of a Word document: set-up, headings, tables with captions, quotes, page numbers."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.export.archive import with_steady_times

FONT = "Liberation Sans"
INK, QUIET, LINE, GROUND, ACCENT = "1A1A1A", "4A4F57", "B8BEC6", "E8EEF4", "1F4E79"
TEXT_CM = 17.0  # A4 less two margins of 2 cm
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_SIZES = {
    "Normal": 10.5,
    "Title": 24,
    "Subtitle": 11,
    "Heading 1": 16,
    "Heading 2": 13,
    "Heading 3": 11,
    "Caption": 9,
    "Quote": 12,
    "Footer": 8,
}


def new_document(title: str, footer: str, created: dt.datetime) -> Any:
    """An empty A4 document in Dutch; every page has the footer and its number."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = plain(title), "", ""
    properties.language, properties.revision = "nl-BE", 1
    properties.created = properties.modified = created.replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(2), Cm(2.2), Cm(0.9)
    _set_styles(document)
    _write_footer(section.footer, footer)
    return document


def to_bytes(document: Any, created: dt.datetime) -> bytes:
    """The document as a file; equal content gives equal bytes."""
    out = io.BytesIO()
    document.save(out)
    return with_steady_times(out.getvalue(), created)


def add_title(document: Any, title: str, lines: Iterable[str]) -> None:
    """The title, and below it the lines that say what this is."""
    _add_paragraph(document, "Title").add_run(plain(title))
    for line in lines:
        add_text(document, line, style="Subtitle")


def add_heading(document: Any, text: str, level: int) -> None:
    """A real heading, so that a reader can walk through the document."""
    _add_paragraph(document, f"Heading {level}").add_run(plain(text))


def add_text(document: Any, text: str, *, bold: str = "", style: str | None = None) -> Any:
    """A paragraph, with `bold` words before it."""
    paragraph = _add_paragraph(document, style)
    if bold:
        paragraph.add_run(f"{plain(bold)} ").bold = True
    paragraph.add_run(plain(text))
    return paragraph


def keep_with_next(paragraph: Any) -> None:
    """No page ends between this paragraph and what follows."""
    paragraph.paragraph_format.keep_with_next = True


def add_quote(document: Any, text: str, caption: str) -> None:
    """A quote, with what may be said of it on its own line."""
    from docx.shared import Pt, RGBColor

    paragraph = _add_paragraph(document, "Quote")
    paragraph.add_run(plain(text))
    paragraph.add_run().add_break()
    said = paragraph.add_run(plain(caption))
    said.font.size, said.italic = Pt(9), False
    said.font.color.rgb = RGBColor.from_string(QUIET)


def add_table(
    document: Any,
    caption: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
) -> None:
    """A table below its numbered caption; its header stands again on every page.

    `widths` are shares of the width of the text.
    """
    add_caption(document, "Tabel", caption)
    table = document.add_table(rows=1, cols=len(headers))
    table.autofit = False
    _draw_lines(table)
    _fill(table.rows[0], headers, bold=True)
    _mark(table.rows[0], "w:tblHeader")
    keep_with_next(table.rows[0].cells[0].paragraphs[0])
    for row in rows:
        _fill(table.add_row(), row)
    for row in table.rows:
        _keep_whole(row)
    _set_widths(table, widths)
    _space_after(document)


def add_facts(document: Any, facts: Sequence[tuple[str, str]]) -> None:
    """Two columns without a header: what it is, and its value."""
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    _draw_lines(table)
    for name, value in facts:
        row = table.add_row()
        _fill(row, (name, value))
        row.cells[0].paragraphs[0].runs[0].bold = True
        _keep_whole(row)
    for row in table.rows[:-1]:
        keep_with_next(row.cells[0].paragraphs[0])
    _set_widths(table, (0.24, 0.76))
    _space_after(document)


def plain(text: str) -> str:
    """The text without characters that a document cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _add_paragraph(document: Any, style: str | None) -> Any:
    """A paragraph by the id of its style: to look a style up by its name takes milliseconds."""
    paragraph = document.add_paragraph()
    if style is not None:
        paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 - see above
    return paragraph


def _set_styles(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, points in _SIZES.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]
        style.font.name, style.font.size = FONT, Pt(points)
        style.font.color.rgb = RGBColor.from_string(INK)
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = RGBColor.from_string(ACCENT)
    for name in ("Footer", "Caption", "Subtitle"):
        document.styles[name].font.color.rgb = RGBColor.from_string(QUIET)
    subtitle = document.styles["Subtitle"]
    subtitle.font.italic, subtitle.paragraph_format.space_after = False, Pt(2)
    subtitle.element.rPr.remove_all("w:spacing")
    document.styles["Title"].element.get_or_add_pPr().remove_all("w:pBdr")
    quote = document.styles["Quote"].paragraph_format
    quote.left_indent, quote.space_after = Pt(14), Pt(8)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(22)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(16)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-BE")


def _write_footer(footer: Any, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    footer.paragraphs[0].add_run(plain(text))
    page = footer.add_paragraph(style="Footer")
    page.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page.add_run("Bladzijde ")
    _add_field(page, "PAGE")
    page.add_run(" van ")
    _add_field(page, "NUMPAGES")


def add_caption(document: Any, kind: str, text: str) -> None:
    """The caption of what follows, numbered among those of its kind: "Tabel 1. Alles"."""
    from docx.shared import Pt

    paragraph = _add_paragraph(document, "Caption")
    paragraph.add_run(f"{kind} ")
    code = f"SEQ {kind}"
    before = document.element.xpath(f'count(//w:fldSimple[starts-with(@w:instr, "{code}")])')
    _add_field(paragraph, code, str(int(before) + 1))
    paragraph.add_run(f". {plain(text)}")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6), Pt(3)


def _add_field(paragraph: Any, code: str, shown: str = "1") -> None:
    """A number that the word processor keeps right."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _draw_lines(table: Any) -> None:
    """Thin grey lines between rows, none between columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no borders
    after = [one for one in properties if one.tag in {qn("w:tblLayout"), qn("w:tblLook")}]
    after[0].addprevious(borders)  # Word wants them in this order


def _fill(row: Any, texts: Sequence[str], *, bold: bool = False) -> None:
    from docx.shared import Pt

    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(plain(text))
        run.bold, run.font.size = bold, Pt(9.5)
        if bold:
            _shade(cell)


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), GROUND)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no cell colour


def _keep_whole(row: Any) -> None:
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has neither


def _set_widths(table: Any, shares: Sequence[float]) -> None:
    from docx.shared import Cm

    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Cm(TEXT_CM * share)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(TEXT_CM * share)


def _space_after(document: Any) -> None:
    from docx.shared import Pt

    gap = document.add_paragraph()
    gap.paragraph_format.space_after = gap.paragraph_format.space_before = Pt(0)
    gap.paragraph_format.line_spacing = Pt(8)
