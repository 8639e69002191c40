"""Which neighbourhood of the campaign a cell names."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Mapping, Sequence

from pipeline.ingest.parsed import Parsed, clean, fold, is_empty
from pipeline.resources.gazetteer import load_gazetteer

_Places = tuple[tuple[str, tuple[str, ...]], ...]  # name, other spellings

_FILLER = {
    "wijk",
    "buurt",
    "genk",
    "te",
    "in",
    "de",
    "het",
    "van",
    "3600",
    "deelgemeente",
    "stad",
    "woonwijk",
    "cite",
    "omgeving",
}
_NEAR = 0.84  # two wrong letters in a name of twelve, one in a name of six
_TIE = 0.03
_SHORTEST_FUZZY = 5
_UNKNOWN = (
    "wijk niet herkend; schrijf ze zoals in de lijst, of voeg ze toe in genks.toml "
    "bij [campaign.neighbourhoods]"
)
_SEVERAL = "meer dan één wijk in dit vak; schrijf de wijk waar het gesprek plaatsvond"


def match_neighbourhood(value: object, known: Mapping[str, Sequence[str]]) -> Parsed[str]:
    """The campaign's name for a neighbourhood. `known`: name -> other spellings.

    Without a list of its own a campaign is held against the gazetteer of Genk.
    """
    text = clean(value)
    if is_empty(text):
        return Parsed(None)
    places = known or load_gazetteer().neighbourhoods
    return _of_text(text, tuple((name, tuple(aliases)) for name, aliases in places.items()))


@functools.lru_cache(maxsize=4096)
def _of_text(text: str, places: _Places) -> Parsed[str]:
    """As `match_neighbourhood`, once for each different cell."""
    names = _spellings(places)
    wanted = _plain(text)
    if not wanted:
        return Parsed(None, _UNKNOWN)
    joined = {name.replace(" ", ""): place for name, place in names.items()}
    exact = names.get(wanted) or joined.get(wanted.replace(" ", ""))
    if exact is not None:
        return Parsed(exact)
    inside = _named_inside(wanted, names)
    if len(inside) == 1:
        return Parsed(inside[0])
    if inside:
        return Parsed(None, _SEVERAL)
    nearest = _nearest(wanted.replace(" ", ""), joined)
    return Parsed(nearest) if nearest else Parsed(None, _UNKNOWN)


@functools.lru_cache(maxsize=8)
def _spellings(known: _Places) -> Mapping[str, str]:
    """Plain spelling -> name; the names themselves beat a spelling of another."""
    found = {_plain(alias): name for name, aliases in known for alias in aliases}
    return {**found, **{_plain(name): name for name, _ in known}}


def _plain(text: str) -> str:
    parts = re.findall(r"[^\W_]+", fold(text))
    kept = [word for word in parts if word not in _FILLER]
    return " ".join(kept)


def _named_inside(wanted: str, names: Mapping[str, str]) -> list[str]:
    """The names that stand in the text as whole words; a longer name uses up what it covers."""
    rest, found = f" {wanted} ", []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if name and f" {name} " in rest:
            rest = rest.replace(f" {name} ", " | ")
            if names[name] not in found:
                found.append(names[name])
    return found


def _nearest(wanted: str, joined: Mapping[str, str]) -> str | None:
    """The one name that is nearly the same; null when two names are as near."""
    if len(wanted) < _SHORTEST_FUZZY:
        return None
    near = difflib.get_close_matches(wanted, joined, n=3, cutoff=_NEAR)
    places = list(dict.fromkeys(joined[name] for name in near))
    if len(places) > 1:
        first, second = (difflib.SequenceMatcher(None, wanted, name).ratio() for name in near[:2])
        same = joined[near[0]] == joined[near[1]]
        return places[0] if same or first - second > _TIE else None
    return places[0] if places else None
