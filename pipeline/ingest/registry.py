"""The registry of uitdagers and the reference figures of the population, beside the raw files.

Names of the registry stay in memory (to find a code in a file name, and for the pseudonymiser); the
table has codes and characteristics only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from pipeline.errors import DeliveryError
from pipeline.ingest.content import Content, Grid
from pipeline.ingest.neighbourhoods import match_neighbourhood
from pipeline.ingest.parsed import clean, fold, is_empty
from pipeline.ingest.profile import parse_profile
from pipeline.ingest.readers.delimited import read_delimited
from pipeline.ingest.readers.spreadsheet import read_spreadsheet
from pipeline.ingest.safety import check_file
from pipeline.schema import PROFILE_ATTRIBUTES, Reference, Uitdagers
from pipeline.settings import IngestOptions

_HEADERS = {
    "uitdager_id": "code uitdager nr nummer uitdagerscode uitdagernummer id codeuitdager",
    "name": "naam volledigenaam naamuitdager naamenvoornaam voornaamennaam familienaam achternaam",
    "first_name": "voornaam",
    "education": "opleiding diploma opleidingsniveau scholing",
    "gender": "geslacht mv vm mvx gender",
    "age_group": "leeftijd leeftijdsgroep leeftijdscategorie",
    "origin": "etniciteit herkomst afkomst achtergrond nationaliteit etnischeafkomst",
    "engagement": "engagement engagementen inzet vereniging",
    "neighbourhood": "wijk buurt woonwijk",
    "marital_status": "burgerlijkestaat burgerlijkestand gezinssituatie",
    "work": "werksituatie werk statuut beroepssituatie",
    "job_or_passion": "jobofpassie job passie beroep hobby jobpassie beroepofpassie joboferpassie",
    "contacts": "contacten contact netwerk",
    "years_in_genk": "jareningenk jarengenk aantaljareningenk woontingenksinds",
}
_REFERENCE_HEADERS = {
    "attribute": "kenmerk attribuut variabele attribute",
    "value": "waarde groep categorie klasse value",
    "share": "aandeel percentage procent share deel",
    "source": "bron source herkomstcijfer",
}
_ATTRIBUTES = {
    "leeftijd": "age_group",
    "leeftijdsgroep": "age_group",
    "geslacht": "gender",
    "herkomst": "origin",
    "etniciteit": "origin",
    "afkomst": "origin",
    "opleiding": "education",
    "werk": "work",
    "werksituatie": "work",
    "jareningenk": "years_in_genk",
    "wijk": "neighbourhood",
    "buurt": "neighbourhood",
} | {name: name for name in (*PROFILE_ATTRIBUTES, "neighbourhood")}
_HEADER_WITHIN_ROWS = 20
_MOST_TOTAL = 1.02  # shares are rounded
_CODE = re.compile(r"(?:uitdager|uitd|u)?[\s.\-_]*0*(\d{1,3})(?:\.0+)?")


@dataclass(frozen=True)
class Registry:
    """`names`: name as in the registry -> uitdager_id. Raw: never written anywhere."""

    uitdagers: DataFrame[Uitdagers]
    names: dict[str, str] = field(default_factory=dict)


EMPTY_REGISTRY = Registry(DataFrame[Uitdagers](Uitdagers.empty()))


@dataclass(frozen=True)
class _Row:
    """The cells of one row by field, with its place in the file."""

    place: str
    cells: dict[str, str]


def read_registry(path: Path) -> Registry:
    """The 64 by code: a workbook or text table with a column Code and, if possible, Naam.

    Raises:
        DeliveryError: when the file cannot be read, has no codes, or gives a code twice.
    """
    rows = _rows(path, _HEADERS, {"uitdager_id"}, "een kolom Code (U01, U02, ...)")
    found: dict[str, str] = {}
    people: list[tuple[str, _Row]] = []
    for row in rows:
        code = _CODE.fullmatch(fold(row.cells.get("uitdager_id", "")))
        if code is None or int(code.group(1)) == 0:
            if not row.cells.get("uitdager_id") and not _name(row):
                continue
            raise DeliveryError(f"{path.name}, {row.place}: geen geldige code; schrijf ze als U07.")
        uitdager_id = f"U{int(code.group(1)):02d}"
        if uitdager_id in found:
            raise DeliveryError(
                f"{path.name}, {row.place}: code {uitdager_id} stond al in {found[uitdager_id]}; "
                "geef elke uitdager een eigen code."
            )
        found[uitdager_id] = row.place
        people.append((uitdager_id, row))
    names: dict[str, str] = {}
    for uitdager_id, row in people:
        if _name(row):
            names.setdefault(_name(row), uitdager_id)
    columns = list(Uitdagers.to_schema().columns)
    records = [_characteristics(uitdager_id, row, names, columns) for uitdager_id, row in people]
    table = pd.DataFrame(records, columns=columns)
    return Registry(
        DataFrame[Uitdagers](table.sort_values("uitdager_id", ignore_index=True)), names
    )


def _name(row: _Row) -> str:
    return f"{row.cells.get('first_name', '')} {row.cells.get('name', '')}".strip()


def _characteristics(
    uitdager_id: str, row: _Row, names: Mapping[str, str], columns: list[str]
) -> dict[str, str | None]:
    """The row without its name; a value that holds a name of the registry is left out."""
    record: dict[str, str | None] = {"uitdager_id": uitdager_id}
    for column in columns[1:]:
        text = row.cells.get(column, "")
        if (is_empty(text) and fold(text) != "geen") or any(
            fold(name) in fold(text) for name in names
        ):
            record[column] = None
        else:
            record[column] = _value(column, text) or text
    return record


def _value(attribute: str, text: str) -> str | None:
    """The value of our tables where the text means one."""
    if attribute == "neighbourhood":
        return match_neighbourhood(text, {}).value
    if attribute in PROFILE_ATTRIBUTES:
        return parse_profile(attribute, text, 1).single
    return None


def read_reference(path: Path) -> DataFrame[Reference]:
    """Shares of the population (0 to 1) by attribute and value; a file of percentages is divided.

    A row without a share is still to be filled in, and is left out.

    Raises:
        DeliveryError: naming the row of an unknown attribute, a value or share that cannot be.
    """
    rows = _rows(
        path,
        _REFERENCE_HEADERS,
        {"attribute", "value", "share"},
        "kolommen kenmerk, waarde en aandeel",
    )
    rows = [row for row in rows if row.cells.get("share")]
    shares = [_share(path, row) for row in rows]
    scale = 100 if any(share > 1 for share in shares) else 1
    records: list[dict[str, object]] = []
    for row, share in zip(rows, shares, strict=True):
        attribute, value = _reference_value(path, row)
        if any((attribute, value) == (record["attribute"], record["value"]) for record in records):
            raise DeliveryError(
                f"{path.name}, {row.place}: deze waarde staat er twee keer; haal één regel weg."
            )
        percent = "%" in row.cells["share"]
        records.append(
            {
                "attribute": attribute,
                "value": value,
                "share": share if percent else share / scale,
                "source": row.cells.get("source") or "bron niet vermeld",
            }
        )
    table = pd.DataFrame(records, columns=list(Reference.to_schema().columns))
    _check_totals(path, table)
    return DataFrame[Reference](table)


def _share(path: Path, row: _Row) -> float:
    text = row.cells.get("share", "").replace(" ", "").replace(",", ".")
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:  # noqa: PLR2004 - per cent
        raise DeliveryError(
            f"{path.name}, {row.place}: het aandeel is geen getal van 0 tot 1 of van 0 tot 100 %; "
            "schrijf bv. 0,15 of 15%."
        )
    return number / 100 if text.endswith("%") else number


def _reference_value(path: Path, row: _Row) -> tuple[str, str]:
    attribute = _ATTRIBUTES.get(_squeeze(row.cells.get("attribute", "")))
    if attribute is None:
        raise DeliveryError(
            f"{path.name}, {row.place}: onbekend kenmerk; kies uit leeftijd, geslacht, herkomst, "
            "opleiding, werksituatie, jaren in Genk of wijk."
        )
    text = row.cells.get("value", "")
    value = _value(attribute, text)
    if attribute == "neighbourhood":
        value = value or text
    if not value:
        raise DeliveryError(
            f"{path.name}, {row.place}: onbekende waarde bij {row.cells['attribute']}; "
            "gebruik dezelfde groepen als in het gespreksformulier."
        )
    return attribute, value


def _check_totals(path: Path, table: pd.DataFrame) -> None:
    totals = table.groupby("attribute", sort=True)["share"].sum()
    for attribute, total in totals.items():
        if total > _MOST_TOTAL:
            raise DeliveryError(
                f"{path.name}: de aandelen van {attribute} zijn samen {total:.2f}; "
                "ze mogen samen hoogstens 1 (100 %) zijn."
            )


def _rows(path: Path, headers: Mapping[str, str], required: set[str], expected: str) -> list[_Row]:
    """The rows below the first line that holds the required headings."""
    field_of = {word: name for name, words in headers.items() for word in words.split()}
    for grid in _grids(path):
        for at, row in enumerate(grid.rows[:_HEADER_WITHIN_ROWS]):
            fields = [field_of.get(_squeeze(clean(cell))) for cell in row]
            if required <= set(fields):
                return list(_below(grid, at, fields))
    raise DeliveryError(f"{path.name}: hierin ontbreekt {expected}; zet die boven de tabel.")


def _below(grid: Grid, at: int, fields: list[str | None]) -> Iterator[_Row]:
    for index in range(at + 1, len(grid.rows)):
        cells: dict[str, str] = {}
        for name, cell in zip(fields, grid.rows[index], strict=False):
            if name is not None and not cells.get(name):
                cells[name] = clean(cell)
        yield _Row(grid.place(index), cells)


def _grids(path: Path) -> list[Grid]:
    options = IngestOptions()
    verdict = check_file(path, options)
    readers: dict[str | None, Callable[[Path, IngestOptions], Content]] = {
        "spreadsheet": read_spreadsheet,
        "delimited": read_delimited,
    }
    reader = readers.get(verdict.kind)
    if reader is None:
        reason = verdict.reason or "hier hoort een werkboek (.xlsx, .ods) of een tabel (.csv)."
        raise DeliveryError(f"{path.name}: {reason}")
    return [block for block in reader(path, options).blocks if isinstance(block, Grid)]


def _squeeze(text: str) -> str:
    """A heading as its letters only: "Jaren in Genk:" is jareningenk."""
    return re.sub(r"[^a-z_]", "", fold(text))
