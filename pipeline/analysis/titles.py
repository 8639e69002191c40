"""What a figure may say at its head: a message where the figures carry it, else what it asks.

A title names the largest only where it is the largest. Shares have margins: values whose margins
overlap that of the largest are named with it, and the difference is called too small. Counts are
of the notes at hand and have no margin: only equals are named together. From few conversations or
uitdagers (`counts.too_few`) nothing is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.counts import Size, too_few
from pipeline.analysis.words import UNKNOWN, all_of, any_of, column, date_words, number, percent
from pipeline.schema import Actor, Category

NOTHING = "Nog niets te zien: geen enkel fragment past bij deze keuze"
_NOTABLE = 0.02  # a smaller part of the city is no news
_MOST_NAMES = 3
_TOO_CLOSE = "het verschil is te klein om er één te kiezen"
_SPOKEN: dict[str, str] = {
    Category.EXPERIENCE: "belevingen",
    Category.FRUSTRATION: "frustraties",
    Category.SUGGESTION: "suggesties",
    Category.ACTION: "acties",
    Actor.EDUCATION: "het onderwijs",
    Actor.CITY: "de stad",
    Actor.INHABITANTS: "Genkenaren",
}


@dataclass(frozen=True)
class Title:
    """A message and the values that it names; `question` tells of no value at all."""

    text: str
    question: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """How a title about one kind of value is said; `one` and `more` have room for the values."""

    question: str
    one: str
    more: str
    none: str


SHARES = {
    "category": Wording(
        "Welke soorten hoorden we?",
        "{} komen het vaakst voor",
        f"{{}} komen het vaakst voor: {_TOO_CLOSE}",
        "Geen soort komt duidelijk vaker voor dan de andere",
    ),
    "valence": Wording(
        "Met welk gevoel spraken mensen?",
        "Het gevoel is het vaakst {}",
        f"Het gevoel is het vaakst {{}}: {_TOO_CLOSE}",
        "Geen gevoel komt duidelijk vaker voor dan de andere",
    ),
    "actor": Wording(
        "Wie wordt aangesproken of betrokken?",
        "Het vaakst aangesproken of betrokken: {}",
        f"Het vaakst aangesproken of betrokken: {{}}; {_TOO_CLOSE}",
        "Geen actor wordt duidelijk vaker aangesproken of betrokken dan de andere",
    ),
}
COUNTS = {
    "question": Wording(
        "Op welke vragen kwam er antwoord?",
        "{} krijgt meer antwoorden dan elke andere vraag",
        "{} krijgen even veel antwoorden, meer dan elke andere vraag",
        "Geen vraag krijgt meer antwoorden dan alle andere",
    ),
    "theme_label": Wording(
        "Waarover gaat het?",
        "{} is het grootste thema",
        "{} zijn de grootste thema's, even groot",
        "Geen thema is groter dan alle andere",
    ),
    "neighbourhood": Wording(
        "Uit welke wijken komen de fragmenten?",
        "{} leverde meer fragmenten dan elke andere wijk",
        "{} leverden even veel fragmenten, meer dan elke andere wijk",
        "Geen wijk leverde meer fragmenten dan alle andere",
    ),
    "week": Wording(
        "Wanneer waren de gesprekken?",
        "De drukste week begon op {}",
        "De drukste weken begonnen op {}, even druk",
        "Geen week was drukker dan alle andere",
    ),
}


def share_title(table: pd.DataFrame, name: str, size: Size) -> Title:
    """The title of shares with low and high (`counts.shares_by`)."""
    words = SHARES[name]
    known = table[(table[name] != UNKNOWN) & (table["n_fragments"] > 0)]
    if known.empty:
        return Title(NOTHING, words.question)
    if reason := too_few(size):
        return _only_asked(words.question, reason)
    known = known.sort_values("share", ascending=False, kind="stable")
    top = known.iloc[0]
    near = [str(value) for value in known.loc[~(known["high"] < top["low"]), name]]
    spoken = (any_of if name == "valence" else all_of)(_SPOKEN.get(value, value) for value in near)
    spoken = f"{spoken[:1].upper()}{spoken[1:]}" if words.one.startswith("{") else spoken
    if len(near) == 1:
        part = f"{percent(float(top['share']))} van de fragmenten"
        return Title(f"{words.one.format(spoken)} ({part})", words.question, tuple(near))
    if len(near) == len(known):
        return Title(words.none, words.question)
    return Title(words.more.format(spoken), words.question, tuple(near))


def count_title(table: pd.DataFrame, name: str, size: Size) -> Title:
    """The title of counts of fragments by theme, neighbourhood, question or week."""
    words = COUNTS[name]
    most = table["n_fragments"].max() if len(table) else 0
    if not most:
        return Title(NOTHING, words.question)
    if reason := too_few(size):
        return _only_asked(words.question, reason)
    top = table.loc[table["n_fragments"] == most, name].tolist()
    if len(top) > _MOST_NAMES:
        return Title(words.none, words.question)
    said = (words.one if len(top) == 1 else words.more).format(
        all_of(_shown(name, value) for value in top)
    )
    return Title(said, words.question, tuple(map(str, top)))


def coverage_title(table: pd.DataFrame, attribute: str, size: Size) -> Title:
    """The title of who spoke beside the reference (`coverage.coverage`).

    Who was not heard at all is said; "minder dan verwacht" only where the whole margin lies below
    the reference, and never that who spoke is like the city: a wide margin is no likeness.
    """
    name = {"age_group": "leeftijd"}.get(attribute, column(attribute))
    question = f"Wie sprak er, naar {name}?"
    if table.empty:
        return Title(NOTHING, question)
    compared = table[table["reference_share"] >= _NOTABLE]
    if compared.empty or not table["persons"].sum():
        return Title(question, question)
    if reason := too_few(size):
        return _only_asked(question, reason)
    if compared["high"].isna().all():
        return _only_asked(question, "Te weinig uitdagers om te vergelijken")
    silent = compared[compared["persons"] == 0]
    less = compared[compared["high"] < compared["reference_share"]]
    for found, said in ((silent, "hoorden we nog niet"), (less, "hoorden we minder dan verwacht")):
        if len(found):
            named = found.sort_values("difference", kind="stable")["value"].astype("str").tolist()
            return Title(f"{_first(named)} {said} ({name})", question, tuple(named))
    unit = "wijk" if attribute == "neighbourhood" else "groep"
    return Title(f"Geen enkele {unit} hoorden we duidelijk minder dan verwacht ({name})", question)


def _only_asked(question: str, reason: str) -> Title:
    text = f"{question} {reason}"
    return Title(text, text)


def _shown(name: str, value: object) -> str:
    if name == "week":
        return date_words(value)
    return str(value) if name == "neighbourhood" else f"\u201c{value}\u201d"


def _first(names: Sequence[str]) -> str:
    """All names, or three and how many more."""
    if len(names) <= _MOST_NAMES:
        return all_of(names)
    return all_of([*names[:_MOST_NAMES], f"nog {number(len(names) - _MOST_NAMES)}"])
