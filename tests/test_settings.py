"""Settings come from genks.toml and the environment; what is wrong is named with its remedy."""

import dataclasses
import datetime as dt
import tomllib
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent
FREE_TABLES = {"campaign.neighbourhoods", "campaign.key_dates", "ingest.headers"}
EXPLAINED = [ROOT / "genks.toml", ROOT / "pipeline" / "resources" / "campaign.toml"]


def keys_of_settings():
    """Every key that a file may hold, with its section."""
    keys = set()
    for field in dataclasses.fields(Settings):
        section = field.default_factory
        if field.name in {"root", "file"}:
            continue
        if isinstance(section, type):
            keys |= {f"{field.name}.{key.name}" for key in dataclasses.fields(section)}
        else:
            keys.add(field.name)
    return keys


def keys_with_comment(text):
    """Key -> whether a comment stands above it (or above the group of lines that it is in)."""
    found, section, explained = {}, "", False
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            if section in FREE_TABLES:
                found[section] = explained
        elif line.startswith("#"):
            explained = True
        elif not line.strip():
            explained = False
        elif section not in FREE_TABLES:
            name = line.split("=")[0].strip()
            found[f"{section}.{name}" if section else name] = explained
    return found


def loaded(tmp_path, text, **environment):
    path = tmp_path / "genks.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, environment)


@pytest.mark.parametrize("path", EXPLAINED, ids=lambda path: path.name)
def test_every_key_is_explained_and_no_other(path):
    """The example and the template of a new campaign show each setting, with a comment."""
    found = keys_with_comment(path.read_text(encoding="utf-8"))
    assert set(found) == keys_of_settings()
    assert [key for key, explained in found.items() if not explained] == []


def test_the_example_says_what_the_defaults_are():
    """Stages have the same values with and without the example's file."""
    example, defaults = load_settings(ROOT / "genks.toml", {}), Settings()
    for section in ("paths", "ingest", "privacy", "language", "categorise", "themes", "explorer"):
        assert getattr(example, section) == getattr(defaults, section)
    assert example.campaign.fictional
    assert (example.campaign.start, example.campaign.end) == (
        dt.date(2009, 7, 1),
        dt.date(2009, 12, 31),
    )
    assert example.campaign.key_dates["Nieuwjaarsreceptie"] == dt.date(2010, 1, 3)


def test_no_neighbourhood_is_spelled_like_another():
    """Each spelling of the example leads to one neighbourhood."""
    table = tomllib.loads((ROOT / "genks.toml").read_text(encoding="utf-8"))
    spellings = [
        spelling.casefold()
        for name, others in table["campaign"]["neighbourhoods"].items()
        for spelling in (name, *others)
    ]
    assert len(spellings) == len(set(spellings))


def test_paths_start_at_the_folder_of_the_file(tmp_path):
    """A campaign works from any folder, and wherever it is moved."""
    settings = loaded(tmp_path, '[paths]\nraw = "post"\n')
    assert settings.path(settings.paths.raw) == (tmp_path / "post").resolve()


def test_the_environment_beats_the_file(tmp_path):
    """GENKS_SECTION__KEY and the two keys at the top; other variables are left alone."""
    settings = loaded(
        tmp_path,
        "seed = 1\n[themes]\nmin_size = 9\n",
        GENKS_THEMES__MIN_SIZE="4",
        GENKS_SEED="7",
        GENKS_DATABASE_URL="sqlite://",
        HOME="/nergens",
    )
    assert (settings.themes.min_size, settings.seed) == (4, 7)
    assert settings.database_url == "sqlite://"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[themes]\nmin_size = 0\n", ("themes.min_size", "0", "2 of meer")),
        ("[themes]\nmin_sise = 5\n", ("themes.min_sise", "onbekende sleutel", "spelling")),
        ("[thema]\nx = 1\n", ("thema", "onbekende sleutel")),
        ("[categorise]\nreview_below = 3\n", ("categorise.review_below", "hoogstens 1")),
        ('[language]\nthreads = "veel"\n', ("language.threads", "veel", "geheel getal")),
        ('[language]\nmodel = "groot"\n', ("language.model", "groot", "embedded")),
        ('[campaign]\nstart = "ooit"\n', ("campaign.start", "ooit")),
        ('[campaign]\nfictional = "misschien"\n', ("campaign.fictional", "true of false")),
        ('[privacy]\nkey = "kort"\n', ("privacy.key", "minstens 16 tekens")),
        ("seed = \n", ("geen geldig TOML", "verbeter")),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_remedy(tmp_path, text, parts):
    """The message holds the file, the key, what stood there and what to do."""
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, text)
    message = str(caught.value)
    assert "genks.toml" in message
    for part in parts:
        assert part in message


def test_all_mistakes_are_told_at_once(tmp_path):
    """Nobody has to mend a file one error at a time."""
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, "[themes]\nmin_size = 0\n[explorer]\nport = 1\n")
    assert len(str(caught.value).splitlines()) == 2


def test_an_unknown_key_in_the_environment_is_an_error(tmp_path):
    """A typing error in a variable is not silently ignored."""
    with pytest.raises(SettingsError, match="min_sise"):
        loaded(tmp_path, "", GENKS_THEMES__MIN_SISE="3")


def test_a_file_that_is_not_there_is_said(tmp_path):
    """`--settings` with a wrong path gives the path and the remedy."""
    with pytest.raises(SettingsError, match="bestaat niet"):
        load_settings(tmp_path / "weg.toml", {})


def test_an_unknown_variable_is_an_error(tmp_path):
    """A misspelt GENKS_ variable is named, as a misspelt key is."""
    with pytest.raises(SettingsError, match="onbekende sleutel seeds"):
        loaded(tmp_path, "", GENKS_SEEDS="3")


def test_the_path_of_the_settings_is_no_setting(tmp_path):
    """GENKS_SETTINGS says where the file is; the settings know their file."""
    settings = loaded(tmp_path, "", GENKS_SETTINGS="elders.toml")
    assert settings.file == (tmp_path / "genks.toml").resolve()
