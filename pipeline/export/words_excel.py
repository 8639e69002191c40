"""Words in context as a workbook: the lines, where they are used, what stands around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import SMALL_PERSONS
from pipeline.analysis.small import shared_values
from pipeline.analysis.words import UNKNOWN, column, month_words
from pipeline.export.tables import to_xlsx

MOST_LINES = 5000
_LABELS = ("category", "valence", "theme_label", "neighbourhood")


@dataclass(frozen=True, eq=False)
class WordReport:
    """`lines` as of `concordance.lines`, `fragments` those that hold a hit, by their id.

    `spreads`: the table of `word_spread.spread` by segment; `around`: collocates; `marking`: key
    words of what `marked` names ("thema Wonen").
    """

    phrase: str
    lines: pd.DataFrame
    fragments: pd.DataFrame
    spreads: Mapping[str, pd.DataFrame]
    around: pd.DataFrame
    marking: pd.DataFrame
    marked: str


def words_xlsx(report: WordReport, footer: str, created: dt.datetime) -> bytes:
    """The report as a workbook; equal input gives equal bytes.

    Words of fewer than five persons are left out of the lists, and the lines name no value that the
    sheet of its column hides: who counts the lines would have its figures back.
    """
    sheets = {"In hun zin": _lines(report)}
    sheets |= {f"Per {column(name)}": table for name, table in report.spreads.items()}
    sheets["Woorden errond"] = _shared(report.around)
    about = (
        f"In welke woorden mensen spreken over {report.phrase}: elke plaats in zijn zin (hoogstens "
        f"{MOST_LINES}), waar het vaakst, en welke woorden er vaak vlak bij staan."
    )
    if report.marked:
        sheets["Kenmerkend"] = _shared(report.marking)
        about += f" Kenmerkend: woorden die vaker vallen bij {report.marked} dan bij de rest."
    about += f" Woorden van minder dan {SMALL_PERSONS} personen staan niet in deze lijsten."
    return to_xlsx(sheets, footer, created, about)


def _lines(report: WordReport) -> pd.DataFrame:
    rows = report.lines.head(MOST_LINES)
    fragments = report.fragments.reset_index()
    known = pd.DataFrame({name: shared_values(fragments, name) for name in _LABELS})
    known = known.fillna(UNKNOWN).set_index(report.fragments.index)
    known["month"] = [UNKNOWN if pd.isna(d) else month_words(d) for d in report.fragments["date"]]
    beside = known.loc[rows["fragment_id"]]
    said = pd.DataFrame({name: rows[name].str.strip() for name in ("left", "hit", "right")})
    table = pd.concat([said, beside.reset_index(drop=True)], axis=1)
    return table.assign(fragment_id=rows["fragment_id"].to_numpy())


def _shared(table: pd.DataFrame) -> pd.DataFrame:
    shared = table[table["persons"] >= SMALL_PERSONS].reset_index(drop=True)
    figures = [name for name in shared.columns if pd.api.types.is_float_dtype(shared[name])]
    shared[figures] = shared[figures].round(2)
    return shared
