"""The form as a workbook: a row a conversation, choices as lists, a sheet Leeswijzer beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from pipeline.export.form_words import BOXES, CONSENT, HOW, NO_NAMES, Field, form_fields
from pipeline.settings import Campaign

CONVERSATION_ROWS = 150
HEADER_ROW = 5  # counted from 0
_BOX_WIDTH = 42
_INK = "#1A1A1A"
_GROUND = "#F3F1EC"
_LINE = "#C9C4BA"


def write_excel_form(path: Path, campaign: Campaign) -> None:
    """Writes the workbook; the same campaign gives the same bytes."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    created = dt.datetime.combine(campaign.start, dt.time(), tzinfo=dt.UTC)
    workbook.set_properties({"title": f"{campaign.title} gespreksformulier", "created": created})
    sheet = workbook.add_worksheet("Gesprekken")
    guide = workbook.add_worksheet("Leeswijzer")
    lists = workbook.add_worksheet("Lijsten")
    fields = form_fields(campaign)
    _write_top(workbook, sheet, campaign, len(fields))
    _write_header(workbook, sheet, fields)
    _write_rows(workbook, sheet, fields)
    _add_choices(sheet, lists, fields)
    _limit_cells(sheet, campaign, fields)
    _write_guide(workbook, guide, fields)
    _set_up_print(sheet, campaign, len(fields) + len(BOXES))
    lists.hide()
    workbook.close()


def _write_top(workbook: Any, sheet: Any, campaign: Campaign, n_fields: int) -> None:
    """Title, promise and way of working, above the header and always in sight of who scrolls up."""
    sheet.hide_gridlines(2)
    title = workbook.add_format({"bold": True, "font_size": 18, "font_color": _INK})
    plain = workbook.add_format({"text_wrap": True, "valign": "vcenter", "font_color": _INK})
    strong = workbook.add_format(
        {"text_wrap": True, "valign": "vcenter", "bold": True, "bg_color": _GROUND, "indent": 1}
    )
    sheet.write(0, 0, f"{campaign.title} Gespreksformulier", title)
    sheet.set_row(0, 30)
    for row, text, style, height in (
        (1, CONSENT, strong, 36),
        (2, NO_NAMES, strong, 22),
        (3, HOW, plain, 36),
    ):
        sheet.merge_range(row, 0, row, n_fields + 1, text, style)
        sheet.set_row(row, height)


def _write_header(workbook: Any, sheet: Any, fields: tuple[Field, ...]) -> None:
    look = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": _LINE}
    hint = workbook.add_format({**look, "valign": "top", "font_size": 9, "font_color": "#55524B"})
    head = workbook.add_format(
        {**look, "bold": True, "bg_color": "#3B3A36", "font_color": "#FFFFFF"}
    )
    for column, field in enumerate(fields):
        sheet.write(HEADER_ROW - 1, column, field.hint, hint)
        sheet.write(HEADER_ROW, column, field.heading, head)
        sheet.set_column(column, column, field.width)
    for column, box in enumerate(BOXES, start=len(fields)):
        colours = {"bg_color": box.colour, "font_color": box.ink, "font_size": 12}
        sheet.write(HEADER_ROW - 1, column, box.explanation, hint)
        sheet.write(
            HEADER_ROW, column, box.heading, workbook.add_format({**look, "bold": True, **colours})
        )
        sheet.set_column(column, column, _BOX_WIDTH)
    sheet.set_row(HEADER_ROW - 1, 52)
    sheet.set_row(HEADER_ROW, 32)
    sheet.freeze_panes(HEADER_ROW + 1, 1)


def _write_rows(workbook: Any, sheet: Any, fields: tuple[Field, ...]) -> None:
    """Empty cells with lines; text wraps, so that bullets stay below each other."""
    look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": _LINE}
    text = workbook.add_format({**look, "num_format": "@"})
    day = workbook.add_format({**look, "num_format": "dd/mm/yyyy", "align": "left"})
    number = workbook.add_format({**look, "num_format": "0", "align": "left"})
    formats = {"Datum": day, "Aantal deelnemers": number, "Jaren in Genk": number}
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + CONVERSATION_ROWS):
        sheet.set_row(row, 62)
        for column in range(len(fields) + len(BOXES)):
            heading = fields[column].heading if column < len(fields) else ""
            sheet.write_blank(row, column, None, formats.get(heading, text))


def _add_choices(sheet: Any, lists: Any, fields: tuple[Field, ...]) -> None:
    """A list to choose from; only a neighbourhood must be one of the list."""
    first, last = HEADER_ROW + 1, HEADER_ROW + CONVERSATION_ROWS
    for column, field in enumerate(fields):
        if not field.choices:
            continue
        lists.write_column(0, column, [field.heading, *field.choices])
        letter = chr(ord("A") + column)
        sheet.data_validation(
            first,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": f"=Lijsten!${letter}$2:${letter}${len(field.choices) + 1}",
                "input_title": field.heading,
                "input_message": field.hint,
                "error_type": "warning" if field.heading == "Wijk" else "information",
                "error_title": "Staat niet in de lijst",
                "error_message": "Dat mag, als je het zo bedoelt. Kijk de schrijfwijze na.",
            },
        )


def _limit_cells(sheet: Any, campaign: Campaign, fields: tuple[Field, ...]) -> None:
    """A date within the period and a number that can be: wrong ones are refused on the spot."""
    first, last = HEADER_ROW + 1, HEADER_ROW + CONVERSATION_ROWS
    column = {field.heading: number for number, field in enumerate(fields)}
    period = f"van {campaign.start:%d/%m/%Y} tot {campaign.end:%d/%m/%Y}"
    rules: dict[str, dict[str, object]] = {
        "Datum": {"validate": "date", "minimum": campaign.start, "maximum": campaign.end},
        "Aantal deelnemers": {"validate": "integer", "minimum": 1, "maximum": 500},
        "Jaren in Genk": {"validate": "integer", "minimum": 0, "maximum": 110},
    }
    messages = {
        "Datum": f"Schrijf dag/maand/jaar, {period}.",
        "Aantal deelnemers": "Schrijf een geheel getal, zonder jezelf.",
        "Jaren in Genk": "Schrijf een geheel getal, of laat leeg bij een tafel.",
    }
    for heading, rule in rules.items():
        at = column[heading]
        texts = {"input_title": heading, "input_message": messages[heading]}
        texts |= {"error_title": "Dit kan niet", "error_message": messages[heading]}
        sheet.data_validation(first, at, last, at, {**rule, "criteria": "between", **texts})


def _write_guide(workbook: Any, guide: Any, fields: tuple[Field, ...]) -> None:
    title = workbook.add_format({"bold": True, "font_size": 16})
    head = workbook.add_format({"bold": True, "valign": "top"})
    body = workbook.add_format({"text_wrap": True, "valign": "top"})
    guide.hide_gridlines(2)
    guide.set_column(0, 0, 22)
    guide.set_column(1, 1, 90)
    guide.write(0, 0, "Leeswijzer", title)
    lines = [("Toestemming", CONSENT), ("Geen namen", NO_NAMES), ("Zo vul je in", HOW)]
    lines += [(box.heading, box.explanation) for box in BOXES]
    lines += [(field.heading, field.hint) for field in fields]
    for row, (name, text) in enumerate(lines, start=2):
        guide.write(row, 0, name, head)
        guide.write(row, 1, text, body)


def _set_up_print(sheet: Any, campaign: Campaign, n_columns: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, HEADER_ROW + CONVERSATION_ROWS, n_columns - 1)
    sheet.set_footer(f"&L{campaign.title} gespreksformulier, geen namen&RBlad &P van &N")
