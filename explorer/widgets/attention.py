"""What asks for attention, each point with the way to where it is mended."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.proposals import CONFIRM, cards_of
from explorer.widgets.frame import View
from explorer.widgets.plain import plain
from explorer.widgets.proposals import PROPOSALS
from pipeline.analysis.attention import Attention, attention
from pipeline.analysis.coverage import coverage, never_visited
from pipeline.analysis.filters import Filter, to_query
from pipeline.analysis.joined import REVIEWED

_PROPOSED: dict[str, dict[str, list[str]]] = {
    "proposals": {},
    "unnamed": {state.QUERY_KIND: [CONFIRM]},
}
PAGES = {
    "Notities": "explorer/pages/notities.py",
    "Inlezen": "explorer/pages/inlezen.py",
    "Thema's": "explorer/pages/themas.py",
}


def show_attention(view: View) -> None:
    """The points of the whole run, whatever the filter."""
    everyone = view.table("conversations"), view.table("profiles"), view.table("reference")
    silent = never_visited(coverage(*everyone, "neighbourhood"))
    points = attention(
        view.corpus.joined,
        view.corpus.themes,
        view.table("rejects"),
        silent,
        sum(card.kind != CONFIRM for card in cards_of(view)),
    )
    if not points:
        st.success("Alles is in orde: er wacht niets op jou.", icon=":material/check:")
    for point in points:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(point.sentence))
            if point.where in PAGES:
                st.page_link(
                    PAGES[point.where], label=f"Naar {point.where}", query_params=_where(point)
                )


def _where(point: Attention) -> dict[str, list[str]]:
    """What to put in the address to see what is to be looked at, where there is something."""
    if kind := _PROPOSED.get(point.key):
        return {state.QUERY_VIEW: [PROPOSALS], **kind}
    label = point.key.removeprefix("review_")
    return to_query(Filter(review=(label,) if label in REVIEWED else ()))
