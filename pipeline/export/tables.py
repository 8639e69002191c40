"""Tables as CSV and workbooks: Dutch headers, no formula, small cells hidden, a Leeswijzer."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.analysis.meanings import MEANINGS
from pipeline.analysis.words import VALUES, column, counted
from pipeline.export.hide import HIDDEN, hide_small

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_CELL = 32_767
_WIDEST = 60
_FILLED, _LINE_POINTS, _TALLEST = 0.95, 15.0, 400.0  # share of a line; Excel allows 409 points
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_SHARES = {
    *("share", "low", "high", "reference_share", "difference"),
    *("share_before", "share_after"),
}
_DROPPED = ("small", "hidden")


def to_csv(table: pd.DataFrame, footer: str) -> bytes:
    """UTF-8 with byte order mark, semicolons and decimal commas, as a Belgian Excel opens it.

    The footer stands after an empty line. A text that a spreadsheet would take for a formula gets
    an apostrophe in front.
    """
    shown = _shown(table)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_neutral(name) for name in shown.columns])
    for row in shown.itertuples(index=False):
        writer.writerow([_csv_cell(value) for value in row])
    writer.writerows([[], [_neutral(footer)]])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(
    sheets: Mapping[str, pd.DataFrame], footer: str, created: dt.datetime, about: str = ""
) -> bytes:
    """A workbook: a sheet a table and a Leeswijzer; equal input gives equal bytes.

    The Leeswijzer says what the sheets are `about` and where they come from (`footer`). Texts are
    written as texts whatever they start with; numbers and dates stay what they are.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False})
    book.set_properties({"created": created.replace(tzinfo=None), "author": "De Genks?"})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "share": book.add_format({"num_format": "0.0%", "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        "before": book.add_format(
            {"text_wrap": True, "valign": "top", "align": "right", "indent": 1}
        ),
    }
    names = _sheet_names(list(sheets))
    for name, table in zip(names, sheets.values(), strict=True):
        _write_sheet(book.add_worksheet(name), table, formats)
    guide = _guide(dict(zip(names, sheets.values(), strict=True)), footer, about)
    _write_sheet(book.add_worksheet("Leeswijzer"), guide, formats)
    book.close()
    return out.getvalue()


def _write_sheet(sheet: Any, table: pd.DataFrame, formats: dict[str, Any]) -> None:
    shown = _shown(table)
    widths = [_width(name, shown[name].tolist()) for name in shown.columns]
    for row, cells in enumerate(shown.itertuples(index=False), start=1):
        sheet.set_row(row, _height(cells, widths))
    for place, (name, original) in enumerate(zip(shown.columns, _kept(table), strict=True)):
        values = shown[name].tolist()
        kind = _kind(original, table[original])
        sheet.set_column(place, place, widths[place])
        sheet.write_string(0, place, name, formats["head"])
        for row, value in enumerate(values, start=1):
            _write_cell(sheet, (row, place), value, kind, formats)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if len(shown.columns):
        sheet.autofilter(0, 0, max(1, len(shown)), len(shown.columns) - 1)


def _write_cell(
    sheet: Any, cell: tuple[int, int], value: Any, kind: str, formats: dict[str, Any]
) -> None:
    if value is None or value is pd.NA or (not isinstance(value, str) and pd.isna(value)):
        sheet.write_blank(*cell, None, formats["text"])
    elif isinstance(value, pd.Timestamp):
        sheet.write_datetime(*cell, value.to_pydatetime().replace(tzinfo=None), formats["date"])
    elif isinstance(value, str):
        plain = "before" if kind == "before" else "text"
        style = formats["mark" if value.startswith(_FORMULA_STARTS) else plain]
        sheet.write_string(*cell, value[:_LONGEST_CELL], style)
    else:
        sheet.write_number(*cell, float(value), formats[kind])


def _guide(sheets: Mapping[str, pd.DataFrame], footer: str, about: str) -> pd.DataFrame:
    rows = [("Waarover dit gaat", about)] if about else []
    rows.append(("Waar dit vandaan komt", footer))
    rows += [
        (f"Blad {name}", counted(len(table), "rij", "rijen")) for name, table in sheets.items()
    ]
    rows.append(("Lege cijfers", f"Verborgen: {HIDDEN}."))
    columns = dict.fromkeys(name for table in sheets.values() for name in _kept(table))
    rows += [(f"Kolom {column(name)}", MEANINGS[name]) for name in columns if name in MEANINGS]
    return pd.DataFrame(rows, columns=["onderwerp", "uitleg"])


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """Small cells hidden, Dutch headers and words, lists as one text, yes and no as ja and nee."""
    safe = hide_small(table)[_kept(table)]
    shown = pd.DataFrame(
        {name: [_word(name, value) for value in safe[name]] for name in _kept(table)}, dtype=object
    )
    headers = [column(name) for name in safe.columns]
    shown.columns = pd.Index(
        [h if headers.count(h) == 1 else f"{h} ({n})" for h, n in zip(headers, safe, strict=True)]
    )
    return shown


def _kept(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table.columns if name not in _DROPPED]


def _word(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    coded = isinstance(value, str) and (name.endswith("_source") or name == "status")
    return VALUES.get(value, value) if coded else value


def _csv_cell(value: Any) -> str:
    if value is None or value is pd.NA or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, str):
        return _neutral(value)
    return format(float(value), ".10g").replace(".", ",")


def _neutral(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _kind(name: str, values: pd.Series) -> str:
    if name in _SHARES:
        return "share"
    if name == "left":  # what stands before a word ends at it
        return "before"
    return "count" if pd.api.types.is_integer_dtype(values) else "text"


def _width(name: str, values: list[Any]) -> float:
    longest = max((len(str(value)) for value in values[:500]), default=0)
    return min(_WIDEST, max(len(name) + 3, longest + 2, 10))


def _height(cells: Iterable[Any], widths: Sequence[float]) -> float:
    """Points that the wrapped text of a row needs; not every program finds that out itself."""
    texts = ((str(cell), width) for cell, width in zip(cells, widths, strict=True))
    n_lines = max((_n_lines(text, int(width * _FILLED)) for text, width in texts), default=1)
    return min(_TALLEST, _LINE_POINTS * n_lines)


def _n_lines(text: str, width: int) -> int:
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n"))


def _sheet_names(titles: list[str]) -> list[str]:
    """Names that Excel takes: 31 characters, no forbidden ones, none twice, none Leeswijzer."""
    names: list[str] = []
    taken = {"leeswijzer"}
    for title in titles:
        bare = _SHEET_FORBIDDEN.sub(" ", title).strip("' ") or "Blad"
        name, number = bare[:31].strip("' "), 2
        while name.casefold() in taken:
            name, number = f"{bare[:27].strip()} {number}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
