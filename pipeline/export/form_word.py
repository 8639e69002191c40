"""The form as a document: one table a conversation, with the four boxes in their colours."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from pathlib import Path
from typing import Any

from pipeline.export.form_words import BOXES, CONSENT, HOW_WORD, NO_NAMES, Box, Field, form_fields
from pipeline.settings import Campaign

CONVERSATIONS = 10
FEW_CHOICES = 6
_LABEL_CM = 5.2
_VALUE_CM = 11.8
_BOX_CM = 2.7
_ROW_CM = 0.75
_INK = "1A1A1A"
_GREY = "55524B"
_GROUND = "F3F1EC"


def write_word_form(path: Path, campaign: Campaign) -> None:
    """Writes the document; a conversation's table stands on its own page."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.title = f"{campaign.title} Gespreksformulier"
    document.core_properties.created = dt.datetime.combine(campaign.start, dt.time())
    document.core_properties.author = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.name = "Liberation Sans"
    document.styles["Normal"].font.size = Pt(10.5)
    fields = form_fields(campaign)
    _write_promise(section.header, campaign)
    _write_choices(section.footer, fields)
    for new_page in (False, True):
        _write_heading(document, new_page=new_page)
        _write_conversation(document, fields)
    _repeat_last(document, CONVERSATIONS - 2)
    document.save(str(path))


def _write_promise(header: Any, campaign: Campaign) -> None:
    """Above every page, where nobody types and no reader looks for notes: what to say and how."""
    from docx.shared import Pt

    title = header.paragraphs[0].add_run(f"{campaign.title} Gespreksformulier")
    title.bold, title.font.size = True, Pt(16)
    for text, strong in ((CONSENT, False), (NO_NAMES, True), (HOW_WORD, False)):
        run = header.add_paragraph().add_run(text)
        run.bold, run.font.size = strong, Pt(9)


def _write_choices(footer: Any, fields: tuple[Field, ...]) -> None:
    """Below every page: what to choose from."""
    from docx.shared import Pt

    paragraph = footer.paragraphs[0]
    for field in fields:
        if len(field.choices) > FEW_CHOICES:
            name = paragraph.add_run(f"{field.heading}: ")
            name.bold, name.font.size = True, Pt(8)
            paragraph.add_run(", ".join(field.choices) + ". ").font.size = Pt(8)


def _write_heading(document: Any, *, new_page: bool) -> None:
    """Begins a conversation, also for the reader; it carries no number, for the table asks it."""
    from docx.shared import Pt, RGBColor

    heading = document.add_heading("Gesprek", 1)
    heading.paragraph_format.page_break_before = new_page
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(6)
    heading.runs[0].font.color.rgb = RGBColor.from_string(_INK)
    heading.runs[0].font.name = "Liberation Sans"


def _write_conversation(document: Any, fields: tuple[Field, ...]) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Cm

    table = document.add_table(rows=len(fields) + len(BOXES), cols=2, style="Table Grid")
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Cm(_LABEL_CM), Cm(_VALUE_CM)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(_LABEL_CM), Cm(_VALUE_CM)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    for row, field in zip(table.rows, fields, strict=False):
        row.height = Cm(_ROW_CM)
        _label(row.cells[0], field.heading, _short_hint(field), _GROUND, _GREY)
    for row, box in zip(table.rows[len(fields) :], BOXES, strict=True):
        row.height = Cm(_BOX_CM)
        _box_label(row.cells[0], box)


def _repeat_last(document: Any, times: int) -> None:
    """The heading and the table at the end again, as copies: quicker than to write each anew."""
    end = document.element.body.sectPr
    table = end.getprevious()
    pair = (table.getprevious(), table)
    for _ in range(times):
        for element in pair:
            end.addprevious(deepcopy(element))


def _short_hint(field: Field) -> str:
    """The choices where they are few; else the example of the hint."""
    if field.choices and len(field.choices) <= FEW_CHOICES:
        return " · ".join(field.choices)
    return field.hint.rstrip(".")


def _box_label(cell: Any, box: Box) -> None:
    _label(cell, box.heading, box.explanation.rstrip("."), box.colour[1:], box.ink[1:], box.ink[1:])


def _label(
    cell: Any, heading: str, hint: str, ground: str, small_ink: str, ink: str = _INK
) -> None:
    """A heading with a hint in brackets: what stands in brackets is no part of a heading."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    name = paragraph.add_run(heading)
    name.bold, name.font.color.rgb = True, RGBColor.from_string(ink)
    small = paragraph.add_run(f" ({hint})")
    small.font.size, small.font.color.rgb = Pt(8), RGBColor.from_string(small_ink)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), ground)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no cell colour
