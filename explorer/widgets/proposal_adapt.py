"""A proposal made to fit: another name, other fragments, another theme to go to."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep
from explorer.proposals import CONFIRM, Card
from explorer.widgets.bench_panels import Aim, merge_panel, move_panel
from explorer.widgets.frame import View
from explorer.widgets.preview import show_sides
from explorer.widgets.theme import name_refusal
from pipeline.analysis.moving import MADE
from pipeline.decisions.curate import Word, rename
from pipeline.decisions.entry import MAX_NAME_LENGTH
from pipeline.schema import ProposalKind


def adapt(view: View, card: Card, why: str) -> None:
    """What can be changed of this proposal before it is accepted."""
    word = Word(view.room.viewer.name, why)
    joined = view.corpus.joined
    rows = joined[joined["fragment_id"].isin(card.fragment_ids)]
    if card.kind == CONFIRM:
        show_sides(view, joined["theme_id"] == card.card_id, None, "", card.examples)
        _name(view, card, word)
    elif card.kind == ProposalKind.MERGE and card.theme_id:
        merge_panel(view, card.theme_id, word, card.other_id)
    else:
        aim = Aim(card.fragment_ids, card.other_id or MADE, card.name)
        st.caption("Haal het vinkje weg bij wat er niet bij hoort.")
        move_panel(view, rows, card.card_id, word, aim)


def _name(view: View, card: Card, word: Word) -> None:
    name = st.text_input(
        "Hoe noemen jullie dit?",
        card.name,
        max_chars=MAX_NAME_LENGTH,
        key=f"{state.PROPOSALS}{card.card_id}.naam",
    )
    if not st.button("Bewaar de naam en bevestig", type="primary"):
        return
    if refusal := name_refusal(view.corpus.theme_names, card.card_id, name):
        st.error(refusal)
        return
    said = f"Bevestigd: dit thema heet nu {name.strip()}."
    if keep(view.room, [rename(word, entry_of(view.corpus, card.card_id), name)], said):
        st.query_params.pop(state.QUERY_PROPOSAL, None)
        st.rerun()
