"""Decks for tests: material in memory, and the first telling from it."""

from __future__ import annotations

import datetime as dt
from functools import cache

from pipeline.plan.fold import plan_of
from pipeline.plan.material import Material
from pipeline.plan.telling import first_telling
from pipeline.settings import Campaign
from tests.plans import joined_of
from tests.runs import make_manifest, make_tables

CAMPAIGN = Campaign(
    end=dt.date(2009, 12, 31),
    key_dates={
        "Einde van de gesprekken": dt.date(2009, 11, 30),
        "Nieuwjaarsreceptie": dt.date(2010, 1, 3),
    },
)


def material_from(tables, joined=None, **manifest):
    """A run of these tables, without a plan; `joined` in place of what the tables give."""
    rows = joined_of(tables) if joined is None else joined
    about = make_manifest(**manifest)
    return Material(about, rows, tables["themes"], tables["conversations"], plan_of([]), {})


@cache
def make_deck(n_fragments=240, **manifest):
    """The deck of `make_deck_anew`, made once: whoever changes it takes another."""
    return make_deck_anew(n_fragments, **manifest)


def make_deck_anew(n_fragments=240, **manifest):
    """The first telling of a run of so many fragments by twenty uitdagers."""
    tables = make_tables(n_fragments, n_uitdagers=20)
    return first_telling(material_from(tables, **manifest), CAMPAIGN)


def words_of(deck):
    """Everything that the deck says, to everyone and to who speaks."""
    words = []
    for slide in deck.slides:
        words += [slide.heading, *slide.lines, slide.notes, slide.footer]
        words += [f"{one.value} {one.meaning}" for one in slide.big]
        words += [f"{one.text} {one.caption}" for one in slide.quotes]
        if slide.figure is not None:
            words += [slide.figure.title, slide.figure.subtitle, *slide.figure.order]
    return "\n".join(words)
