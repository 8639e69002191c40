"""The date of a conversation as people and programs write it; the day before the month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from numbers import Real

from pipeline.ingest.parsed import Parsed, clean, fold, is_empty

_EXCEL_DAY_ZERO = dt.date(
    1899, 12, 30
)  # right from 1 March 1900 on; Excel knows a 29 February 1900
_EXCEL_LAST = 73_050  # the end of 2099: larger numbers are no days
_ORDER = "schrijf dag/maand/jaar, bv. {example}"
_MONTHS = {
    1: "januari jan january janvier ocak",
    2: "februari feb febr february fevrier",
    3: "maart mrt mar maa march mars mart",
    4: "april apr avril nisan",
    5: "mei may mai",
    6: "juni jun june juin",
    7: "juli jul july juillet",
    8: "augustus aug august aout",
    9: "september sep sept septembre septembr",
    10: "oktober okt oct october octobre",
    11: "november nov novembre",
    12: "december dec decembre",
}
_MONTH_OF = {word: number for number, names in _MONTHS.items() for word in names.split()}
_NOISE = re.compile(
    r"\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|ma|di|din|wo|woe|do|don|vr"
    r"|vrij|za|zat|zo|zon|op|de|den|dd|datum|ca|rond|omstreeks|gesprek|van|in|om"
    r"|voormiddag|namiddag|ochtend|(?:s)?(?:morgen|middag|avond)s?)\b\.?"
)
_TIME = re.compile(
    r"[t\s,]+\d{1,2}\s*(?:[:.h]\s*\d{2}(?::\d{2}(?:\.\d+)?)?|\s*u(?:ur)?(?:\s*\d{2})?)\s*"
    r"(?:u(?:ur)?)?\s*(?:z|[+-]\d{2}:?\d{2})?$"
)
_ISO = re.compile(r"(\d{4})\s*[-/., ]+\s*(\d{1,2})\s*[-/., ]+\s*(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/., ]+\s*(\d{1,2})(?:\s*[-/., ]+\s*'?(\d{4}|\d{2}))?")
_WORDED = re.compile(
    r"(\d{1,2})(?:(?:ste|de|e)\b)?[\s\-./]*([a-z]+)\.?[\s\-./,]*(?:'?(\d{4}|\d{2}))?"
)
_COMPACT = re.compile(r"(\d{2})(\d{2})(20\d{2}|19\d{2})")
_COMPACT_ISO = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_MONTHS_A_YEAR = 12
# A conversation of several days, or on one of several: the first day counts.
_RANGE = re.compile(
    r"(?<=\d)\s*(?:-|t/m|tot(?: en met)?|en|&)\s*\d{1,2}(?=\s+[a-z])"
    r"|(?<=[\da-z])(?:\s+-\s+|\s*t/m\s*|\s+(?:tot(?: en met)?|en|&)\s+)\d.*$"
)
_SHOWABLE = re.compile(r"[\d\s/.\-:']{1,10}")


def parse_date(value: object, start: dt.date, end: dt.date) -> Parsed[dt.date]:
    """The day that a cell gives: a date, an Excel serial, or text.

    A date without a year takes the year that puts it in the period, where only one does. An
    impossible date or one outside the period gives a problem and no value.
    """
    if isinstance(value, bool):
        return Parsed(None, _expected("", start))
    text = clean(value)
    if is_empty(text) and not isinstance(value, int | float):
        return Parsed(None)
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return _inside(day, start, end)
    if isinstance(value, Real) or re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return _from_serial(text, start, end)
    return _from_text(text, start, end)


def is_month_first(values: Sequence[str]) -> bool:
    """Whether dates with slashes are American: a number above 12 stands second, and never first."""
    found = [match for value in values if (match := _SLASHED.fullmatch(value.strip()))]
    second = any(int(match.group(2)) > _MONTHS_A_YEAR for match in found)
    return second and not any(int(match.group(1)) > _MONTHS_A_YEAR for match in found)


def day_before_month(value: str) -> str:
    """9/25/2009 as 25/9/2009; any other text as it is."""
    return _SLASHED.sub(r"\2/\1/\3", value.strip())


def _from_serial(text: str, start: dt.date, end: dt.date) -> Parsed[dt.date]:
    if not text:
        return Parsed(None)
    number = float(text.replace(",", "."))
    if 1 <= number <= _EXCEL_LAST:
        return _inside(_EXCEL_DAY_ZERO + dt.timedelta(days=int(number)), start, end)
    if number == int(number):
        return _from_text(str(int(number)), start, end)
    return Parsed(None, _expected("", start))


@lru_cache(maxsize=4096)
def _from_text(text: str, start: dt.date, end: dt.date) -> Parsed[dt.date]:
    folded = re.sub(r"\([^)]*\)", " ", fold(text))
    folded = re.sub(r"(?<!\w)'s(?=\s)", " ", folded)
    folded = re.sub(r"\s+", " ", _NOISE.sub(" ", folded)).strip(" ,;:.")
    folded = _TIME.sub("", folded).strip(" ,;:.")
    for pattern, order in (
        (_COMPACT_ISO, (3, 2, 1)),
        (_COMPACT, (1, 2, 3)),
        (_ISO, (3, 2, 1)),
        (_NUMERIC, (1, 2, 3)),
        (_WORDED, (1, 2, 3)),
    ):
        match = pattern.fullmatch(folded)
        if match is not None:
            day, month, year = (match.group(group) for group in order)
            return _from_parts(day, month, year, start, end)
    first = _RANGE.sub("", folded)
    if first != folded:
        return _from_text(first, start, end)
    return Parsed(None, _expected(text, start))


def _from_parts(
    day: str, month: str, year: str | None, start: dt.date, end: dt.date
) -> Parsed[dt.date]:
    number = int(month) if month.isdigit() else _MONTH_OF.get(month)
    parts = [part for part in (day, month, year) if part]
    shown = ("/" if month.isdigit() else " ").join(parts)
    if number is None:
        return Parsed(None, _expected("", start))
    if year is not None:
        century = 2000 if len(year) == len("09") else 0
        found = _day(int(day), number, int(year) + century)
        if found is None and month.isdigit():
            swapped = _day(number, int(day), int(year) + century)
            found = swapped if swapped is not None and start <= swapped <= end else None
        return _inside(found, start, end) if found else Parsed(None, _impossible(shown, start))
    possible = [_day(int(day), number, candidate) for candidate in range(start.year, end.year + 1)]
    days = [found for found in possible if found is not None]
    inside = [found for found in days if start <= found <= end]
    if len(inside) == 1:
        return Parsed(inside[0])
    if inside:
        return Parsed(None, f"datum {shown} past in meer dan één jaar; schrijf het jaar erbij")
    return _inside(days[0], start, end) if days else Parsed(None, _impossible(shown, start))


def _day(day: int, month: int, year: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _inside(day: dt.date, start: dt.date, end: dt.date) -> Parsed[dt.date]:
    if start <= day <= end:
        return Parsed(day)
    period = f"{start:%d/%m/%Y} tot {end:%d/%m/%Y}"
    return Parsed(
        None, f"datum {day:%d/%m/%Y} valt buiten de periode van de gesprekken ({period}); kijk na"
    )


def _impossible(shown: str, start: dt.date) -> str:
    return f"datum {shown} bestaat niet; {_ORDER.format(example=f'{start:%d/%m/%Y}')}"


def _expected(text: str, start: dt.date) -> str:
    shown = f" ({text})" if text and _SHOWABLE.fullmatch(text) else ""
    return f"geen leesbare datum{shown}; {_ORDER.format(example=f'{start:%d/%m/%Y}')}"
