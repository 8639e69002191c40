"""Places of Genk from gazetteer.toml: neighbourhoods, and words that are never a person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Gazetteer:
    """`neighbourhoods`: name -> other spellings; the rest are names as written, sorted."""

    neighbourhoods: Mapping[str, tuple[str, ...]]
    streets: tuple[str, ...]
    institutions: tuple[str, ...]
    firms: tuple[str, ...]
    schools: tuple[str, ...]
    associations: tuple[str, ...]
    public_places: tuple[str, ...]
    municipalities: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and spelling, longest first, so that the first that fits is the fullest."""
        spellings = {alias for aliases in self.neighbourhoods.values() for alias in aliases}
        listed = {
            *self.neighbourhoods,
            *spellings,
            *self.streets,
            *self.institutions,
            *self.firms,
            *self.schools,
            *self.associations,
            *self.public_places,
            *self.municipalities,
        }
        return tuple(sorted(listed, key=lambda name: (-len(name), name)))

    @property
    def places(self) -> tuple[str, ...]:
        """Quarters in all their spellings, streets and towns, as written."""
        spellings = (alias for aliases in self.neighbourhoods.values() for alias in aliases)
        return (*self.neighbourhoods, *spellings, *self.streets, *self.municipalities)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that the package brings."""
    text = files("pipeline.resources").joinpath("gazetteer.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    neighbourhoods = {name: tuple(words) for name, words in table.pop("neighbourhoods").items()}
    return Gazetteer(
        neighbourhoods, **{kind: tuple(sorted(names["names"])) for kind, names in table.items()}
    )
