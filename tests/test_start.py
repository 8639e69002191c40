"""`genks start` makes a campaign that works at once and never touches what lies there."""

import datetime as dt

import pytest

from pipeline.campaign import start_campaign
from pipeline.errors import SettingsError
from pipeline.ingest.registry import read_reference, read_registry
from pipeline.settings import load_settings

START, END = dt.date(2011, 2, 1), dt.date(2011, 6, 30)


def test_a_new_campaign_has_all_it_needs(tmp_path):
    """Folders, settings, templates, forms and a guide; the settings load and point at them."""
    made = start_campaign(tmp_path, "genk-2011", "Genk \u201cluistert\u201d", START, END)
    root = tmp_path / "genk-2011"
    assert all(path.is_file() for path in made)
    settings = load_settings(root / "genks.toml", {})
    assert settings.campaign.title == "Genk \u201cluistert\u201d"
    assert (settings.campaign.start, settings.campaign.end) == (START, END)
    assert not settings.campaign.fictional
    assert "Waterschei" in settings.campaign.neighbourhoods
    for folder in (settings.paths.raw, settings.paths.processed, settings.paths.decisions):
        assert settings.path(folder).is_dir()
    assert "{{" not in "".join(p.read_text("utf-8") for p in made if p.suffix in {".md", ".toml"})


def test_the_templates_read_as_empty(tmp_path):
    """A run before anybody filled them in finds no uitdagers and no figures, and no fault."""
    start_campaign(tmp_path, "nieuw")
    data = tmp_path / "nieuw" / "data"
    assert read_registry(data / "uitdagers.xlsx").uitdagers.empty
    assert read_reference(data / "bevolking.csv").empty


def test_a_filled_reference_template_is_understood(tmp_path):
    """Every group that the template lists is a value of the tables."""
    start_campaign(tmp_path, "nieuw")
    path = tmp_path / "nieuw" / "data" / "bevolking.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    filled = [lines[0], *(line.replace(";;", ";0,01;") for line in lines[1:])]
    path.write_text("\n".join(filled), encoding="utf-8")
    assert len(read_reference(path)) == len(lines) - 1


def test_each_campaign_has_its_own_secret_key(tmp_path):
    """Ids of one campaign cannot be guessed from another."""
    keys = set()
    for name in ("een", "twee"):
        start_campaign(tmp_path, name)
        keys.add(load_settings(tmp_path / name / "genks.toml", {}).privacy.key)
    assert len(keys) == 2
    assert all(len(key) >= 32 for key in keys)


def test_nothing_is_overwritten(tmp_path):
    """A second start with the same name changes nothing and says so."""
    start_campaign(tmp_path, "genk")
    before = (tmp_path / "genk" / "genks.toml").read_bytes()
    with pytest.raises(SettingsError, match="bestaat al"):
        start_campaign(tmp_path, "genk")
    assert (tmp_path / "genk" / "genks.toml").read_bytes() == before


@pytest.mark.parametrize("name", ["../weg", "", "met spatie", ".", "a/b"])
def test_a_name_that_is_no_folder_is_refused(tmp_path, name):
    """The message says which signs can be used."""
    with pytest.raises(SettingsError, match="letters, cijfers"):
        start_campaign(tmp_path, name)


def test_a_period_runs_forwards(tmp_path):
    """An end before the start is refused before anything is made."""
    with pytest.raises(SettingsError, match="periode"):
        start_campaign(tmp_path, "genk", start=END, end=START)
    assert not (tmp_path / "genk").exists()
