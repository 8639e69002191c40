"""What page Thema's reads of proposals: those that wait for a person, made ready to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from explorer.data import BY_RIGHTS, Corpus, Source, Viewer, read_table, state_of
from explorer.widgets.frame import Room, View
from pipeline.decisions import Decision
from pipeline.decisions.proposals import open_proposals
from pipeline.schema import ProposalKind, ThemeStatus

CONFIRM = "confirm"  # a theme that a run made, of which no person said anything yet
KINDS = (
    ProposalKind.MERGE.value,
    ProposalKind.SPLIT.value,
    ProposalKind.MOVE.value,
    ProposalKind.NEW.value,
    CONFIRM,
)


@dataclass(frozen=True, eq=False)
class Card:
    """One proposal. `card_id`: its id, or that of the theme to confirm; `fragment_ids`: what moves.

    `theme_id`: the theme that it is about, `other_id` the one that would take its fragments.
    """

    card_id: str
    kind: str
    theme_id: str | None
    other_id: str | None
    name: str
    keywords: tuple[str, ...]
    fragment_ids: tuple[str, ...]
    examples: tuple[str, ...]
    strength: float | None
    stability: float | None
    reason: str


def read_cards(room: Room, source: Source, corpus: Corpus) -> tuple[Card, ...]:
    """The proposals on the whole run that nobody accepted or put aside; the clearest first."""
    return _cards(room.viewer, source, corpus, state_of(room.decisions, room.run).dismissed)


def cards_of(view: View) -> tuple[Card, ...]:
    """The same for a page about the material."""
    return read_cards(view.room, view.source, view.corpus)


def count_kinds(cards: tuple[Card, ...]) -> dict[str, int]:
    """How many of each kind there are, in the order of KINDS."""
    found = Counter(card.kind for card in cards)
    return {kind: found[kind] for kind in KINDS if found[kind]}


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def _cards(
    viewer: Viewer, source: Source, _corpus: Corpus, _dismissed: tuple[Decision, ...]
) -> tuple[Card, ...]:
    table = read_table(viewer, source.processed, source.run_id, "theme_proposals")
    rows = open_proposals(table, _corpus.joined, _corpus.themes, _dismissed)
    cards = [_of_row(row) for row in rows.to_dict("records")]
    cards.sort(key=lambda card: (KINDS.index(card.kind), -(card.strength or 0), card.card_id))
    return (*cards, *_unconfirmed(_corpus))


def _of_row(row: Mapping[Hashable, Any]) -> Card:  # Any: each column has its own kind
    def text(name: str) -> str | None:
        return row[name] if isinstance(row[name], str) else None

    stability = row["stability"]
    return Card(
        card_id=str(row["proposal_id"]),
        kind=str(row["kind"]),
        theme_id=text("theme_id"),
        other_id=text("other_id"),
        name=text("label") or "",
        keywords=tuple(row["keywords"]),
        fragment_ids=tuple(row["fragment_ids"]),
        examples=tuple(row["examples"]),
        strength=float(row["strength"]),
        stability=None if pd.isna(stability) else float(stability),
        reason=str(row["reason"]),
    )


def _unconfirmed(corpus: Corpus) -> list[Card]:
    """Themes that a run made and of which nobody said anything, the largest first."""
    themes = corpus.themes
    waiting = themes[(themes["status"] == ThemeStatus.PROPOSED) & (themes["n_fragments"] > 0)]
    waiting = waiting.sort_values(["n_fragments", "theme_id"], ascending=[False, True])
    ids = corpus.joined.groupby("theme_id")["fragment_id"].agg(tuple)
    return [
        Card(
            card_id=str(row["theme_id"]),
            kind=CONFIRM,
            theme_id=str(row["theme_id"]),
            other_id=None,
            name=str(row["label"]),
            keywords=tuple(row["keywords"]),
            fragment_ids=ids[row["theme_id"]],
            examples=tuple(row["examples"]),
            strength=None,
            stability=None if pd.isna(row["stability"]) else float(row["stability"]),
            reason="een run vond deze groep; nog niemand gaf ze een naam",
        )
        for row in waiting.to_dict("records")
    ]
