"""A proposal in plain words: what it would do, and how sure the program is of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from explorer.proposals import CONFIRM, Card
from explorer.widgets.plain import plain
from pipeline.analysis.themes import FAIR, FIRM
from pipeline.analysis.words import OVERIG, counted, number
from pipeline.schema import ProposalKind

KIND_WORDS = {
    ProposalKind.MERGE.value: "Samenvoegen",
    ProposalKind.SPLIT.value: "Splitsen",
    ProposalKind.MOVE.value: "Verhuizen",
    ProposalKind.NEW.value: "Nieuw thema",
    CONFIRM: "Te bevestigen",
}
_CLEAR, _RATHER, _SOME = 0.8, 0.6, 0.3


def sentence(card: Card, names: Mapping[str, str], joined: pd.DataFrame) -> str:
    """What would happen, in one line of Markdown."""
    n_moving = len(card.fragment_ids)
    moving = counted(n_moving, "fragment", "fragmenten")
    verb = "verhuist" if n_moving == 1 else "verhuizen"
    source, target = _name(names, card.theme_id), _name(names, card.other_id)
    sizes = joined["theme_id"].value_counts()
    here, there = (int(sizes.get(one, 0)) for one in (card.theme_id, card.other_id))
    if card.kind == CONFIRM:
        return f"{_bold(card.name)} is een groep van {moving}. Is dit een thema?"
    if card.kind == ProposalKind.MERGE:
        total = counted(here + there, "fragment", "fragmenten")
        return f"{source} ({number(here)}) gaat op in {target} ({number(there)}): samen {total}."
    if card.kind == ProposalKind.SPLIT:
        of_all = f"{number(n_moving)} van de {counted(here, 'fragment', 'fragmenten')} van {source}"
        return f"{of_all} worden een eigen thema: {_bold(card.name)}."
    if card.kind == ProposalKind.MOVE:
        return f"{moving} {verb} van {source} naar {target}."
    become = "wordt" if n_moving == 1 else "worden"
    return f"{moving} {become} een nieuw thema: {_bold(card.name)}."


def sureness(card: Card) -> str:
    """The reason, and how clear and how firm it is."""
    said = [f"{card.reason[:1].upper()}{card.reason[1:]}."]
    if card.strength is not None:
        said.append(f"Aanwijzing: {_clear_words(card.strength)}.")
    if card.stability is not None:
        said.append(_firm_words(card.stability))
    return plain(" ".join(said))


def _clear_words(strength: float) -> str:
    if strength >= _CLEAR:
        return "heel duidelijk"
    if strength >= _RATHER:
        return "duidelijk"
    return "niet zo duidelijk" if strength >= _SOME else "zwak"


def _firm_words(stability: float) -> str:
    if stability >= FIRM:
        return "Stevig: bij opnieuw indelen komt de groep terug."
    if stability >= FAIR:
        return "Redelijk vast: bij opnieuw indelen komt de groep grotendeels terug."
    return "Wankel: bij opnieuw indelen verschuift er veel."


def _name(names: Mapping[str, str], theme_id: str | None) -> str:
    return _bold(names.get(theme_id, theme_id) if theme_id else OVERIG)


def _bold(name: str) -> str:
    return f"**{plain(name)}**"
