"""What asks for attention in a run: work that waits, and figures that rest on little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pipeline.analysis.counts import FEWEST_CONVERSATIONS, FEWEST_UITDAGERS, size_of
from pipeline.analysis.joined import REVIEWED
from pipeline.analysis.themes import CARRIED_BY_FEW, theme_list
from pipeline.analysis.time import without_date
from pipeline.analysis.words import column, counted, number, percent
from pipeline.schema import ThemeStatus

_MOST_NAMES = 5


@dataclass(frozen=True)
class Attention:
    """One point: a sentence, how many things it is about, and where on the screen it is mended."""

    key: str
    sentence: str
    count: int
    where: Literal["Notities", "Inlezen", "Thema's", "Overzicht"]


def attention(
    joined: pd.DataFrame,
    themes: pd.DataFrame,
    rejects: pd.DataFrame,
    never_visited: list[str],
    n_proposals: int = 0,
) -> list[Attention]:
    """The points of a run, what is lost first; an empty list when all is well.

    `never_visited` are the neighbourhoods of which nobody spoke (`coverage.never_visited`);
    `n_proposals`: what the machine would change in the themes and waits for a person.
    """
    points = [
        *_rejects(rejects),
        *_basis(joined),
        *_silent(never_visited),
        *_reviews(joined),
        *_themes(joined, themes),
        _proposals(n_proposals),
    ]
    return [point for point in points if point.count > 0]


def _rejects(rejects: pd.DataFrame) -> list[Attention]:
    rows = counted(len(rejects), "stuk kon", "stukken konden")
    sentence = f"{rows} niet gelezen worden; bij elk staat waarom en wat je kan doen."
    return [Attention("rejects", sentence, len(rejects), "Inlezen")]


def _basis(joined: pd.DataFrame) -> list[Attention]:
    size, points = size_of(joined), []
    if 0 < size.n_uitdagers < FEWEST_UITDAGERS:
        found = counted(size.n_uitdagers, "uitdager", "uitdagers")
        sentence = f"Er zijn notities van maar {found}: aandelen krijgen geen marge."
        points.append(Attention("few_uitdagers", sentence, size.n_uitdagers, "Overzicht"))
    if 0 < size.n_conversations < FEWEST_CONVERSATIONS:
        found = counted(size.n_conversations, "gesprek", "gesprekken")
        sentence = f"Er zijn maar {found}: te weinig om te vergelijken."
        points.append(Attention("few_conversations", sentence, size.n_conversations, "Overzicht"))
    undated = without_date(joined)
    sentence = f"{counted(undated, 'fragment heeft', 'fragmenten hebben')} geen datum."
    points.append(Attention("undated", sentence, undated, "Notities"))
    return points


def _silent(never_visited: list[str]) -> list[Attention]:
    names = ", ".join(never_visited[:_MOST_NAMES])
    more = len(never_visited) - _MOST_NAMES
    names += f" en nog {number(more)}" if more > 0 else ""
    sentence = f"Uit deze wijken is er nog geen gesprek: {names}."
    return [Attention("never_visited", sentence, len(never_visited), "Overzicht")]


def _reviews(joined: pd.DataFrame) -> list[Attention]:
    points = []
    for label in REVIEWED:
        waiting = int(joined[f"{label}_review"].sum())
        share = percent(waiting / len(joined)) if len(joined) else ""
        found = counted(waiting, "fragment", "fragmenten")
        sentence = f"Bij {found} ({share}) is de zekerheid over {column(label)} klein: te bekijken."
        points.append(Attention(f"review_{label}", sentence, waiting, "Notities"))
    return points


def _themes(joined: pd.DataFrame, themes: pd.DataFrame) -> list[Attention]:
    table = theme_list(joined, themes)
    few = int(table["n_uitdagers"].between(1, CARRIED_BY_FEW).sum())
    unnamed = int((themes["status"] == ThemeStatus.PROPOSED).sum())
    carried = counted(few, "thema wordt", "thema's worden")
    proposed = counted(unnamed, "voorgesteld thema heeft", "voorgestelde thema's hebben")
    return [
        Attention(
            "carried_by_few",
            f"{carried} gedragen door één of twee uitdagers: voorzichtig met besluiten.",
            few,
            "Thema's",
        ),
        Attention(
            "unnamed",
            f"{proposed} nog geen naam van een mens: lees en geef een naam.",
            unnamed,
            "Thema's",
        ),
    ]


def _proposals(n_proposals: int) -> Attention:
    said = counted(n_proposals, "verandering", "veranderingen")
    sentence = f"Het programma stelt {said} aan de thema's voor: aanvaard of leg weg."
    return Attention("proposals", sentence, n_proposals, "Thema's")
