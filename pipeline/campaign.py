"""`genks start NAAM`: an empty campaign, with its own key, settings, templates and forms."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import secrets
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.export.form import write_forms
from pipeline.export.form_words import form_fields
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.settings import FILE_NAME, Campaign, load_settings

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_KEY_BYTES = 32
_FOLDERS = ("data/raw", "data/processed", "data/decisions")
_REGISTRY_HEADINGS = (
    *("Code", "Naam", "Opleiding", "Geslacht", "Leeftijd", "Etniciteit", "Engagement", "Wijk"),
    *("Burgerlijke staat", "Werksituatie", "Job of passie", "Contacten", "Jaren in Genk"),
)
_REFERENCE_FIELDS = {
    "Leeftijd": "leeftijd",
    "Geslacht": "geslacht",
    "Herkomst": "herkomst",
    "Opleiding": "opleiding",
    "Werksituatie": "werksituatie",
    "Wijk": "wijk",
}
_NO_PART_OF_A_POPULATION = {"gemengd", "x"}


def start_campaign(
    folder: Path,
    name: str,
    title: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> list[Path]:
    """Makes `folder/name` and gives the files in it; without a period it is the current year.

    Raises:
        SettingsError: when the name cannot be a folder, the period runs backwards, or something
            lies there already. Nothing is ever overwritten.
    """
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"De naam {name!r} kan niet; gebruik letters, cijfers en streepjes, bv. genk-2010."
        )
    year = dt.datetime.now(tz=dt.UTC).year
    start, end = start or dt.date(year, 1, 1), end or dt.date(year, 12, 31)
    if end < start:
        raise SettingsError(f"De periode eindigt ({end}) voor ze begint ({start}); draai ze om.")
    root = folder / name
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise SettingsError(
            f"{root} bestaat al; kies een andere naam of map. Er is niets gewijzigd."
        )
    for part in _FOLDERS:
        (root / part).mkdir(parents=True, exist_ok=True)
    values = {"title": title or name, "name": name, "start": f"{start}", "end": f"{end}"}
    return _fill(root, values)


def _fill(root: Path, values: Mapping[str, str]) -> list[Path]:
    settings, guide = root / FILE_NAME, root / "LEESMIJ.md"
    registry, reference = root / "data/uitdagers.xlsx", root / "data/bevolking.csv"
    quoted = {name: _quote(values[name]) for name in ("title", "name")}
    places = "\n".join(
        f"{_quote(name)} = [{', '.join(map(_quote, spellings))}]"
        for name, spellings in load_gazetteer().neighbourhoods.items()
    )
    own = {"key": _quote(secrets.token_urlsafe(_KEY_BYTES)), "neighbourhoods": places}
    _write(settings, "campaign.toml", {**values, **quoted, **own})
    _write(guide, "leesmij_campagne.md", values)
    campaign = load_settings(settings, environment={}).campaign
    _write_registry(registry)
    reference.write_text(_reference_template(campaign), encoding="utf-8-sig", newline="")
    (root / ".gitignore").write_text("# Hierin staan namen en de sleutel.\n*\n", encoding="utf-8")
    return [settings, guide, registry, reference, *write_forms(root / "formulieren", campaign)]


def _quote(text: str) -> str:
    """A basic string of TOML, which JSON strings are too."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, template: str, values: Mapping[str, str]) -> None:
    text = files("pipeline.resources").joinpath(template).read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    path.write_text(text, encoding="utf-8")


def _write_registry(path: Path) -> None:
    """Headings only; a code and a name each, then what the uitdagers were sought by."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("uitdagers")
    bold = workbook.add_format({"bold": True, "bg_color": "#3B3A36", "font_color": "#FFFFFF"})
    sheet.write_row(0, 0, _REGISTRY_HEADINGS, bold)
    sheet.set_column(0, len(_REGISTRY_HEADINGS) - 1, 18)
    sheet.freeze_panes(1, 1)
    workbook.close()


def _reference_template(campaign: Campaign) -> str:
    """A line a group, with the share still to be filled in; a line without share does not count."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(["kenmerk", "waarde", "aandeel", "bron"])
    for field in form_fields(campaign):
        for value in field.choices if field.heading in _REFERENCE_FIELDS else ():
            if value not in _NO_PART_OF_A_POPULATION:
                writer.writerow([_REFERENCE_FIELDS[field.heading], value, "", ""])
    return target.getvalue()
