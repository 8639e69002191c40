"""With which run the published one is compared; the choice lives in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer import state
from explorer.widgets.address import one_of, to_address
from pipeline.analysis.words import counted, date_words
from pipeline.schema import Manifest

PATH = "wijzigingen"


def choose_against(run: Manifest, others: Sequence[Manifest]) -> Manifest:
    """The run that is chosen among `others`, the first unless the address names one."""
    by_id = {one.run_id: one for one in others}
    one_of(state.CHANGES_AGAINST, state.QUERY_AGAINST, list(by_id))
    chosen = st.selectbox(
        "Vergelijk met",
        list(by_id),
        format_func=lambda run_id: _words(by_id[run_id], run),
        key=state.CHANGES_AGAINST,
        on_change=to_address,
        args=(
            *(state.CHANGES_AGAINST, state.QUERY_AGAINST),
            *(state.QUERY_CELL, state.QUERY_FRAGMENTS, state.QUERY_PAGE),
        ),
    )
    return by_id[str(chosen)]


def _words(one: Manifest, run: Manifest) -> str:
    size = counted(one.counts.get("fragments", 0), "fragment", "fragmenten")
    which = ", de run ervoor" if one.run_id == run.previous_run_id else ""
    moment = f"{date_words(one.finished[:10])}, {one.finished[11:16].replace(':', '.')} uur"
    return f"{moment} · {size} · run {one.run_id}{which}"


def here() -> dict[str, str]:
    """What the address of this page holds besides what is open on it."""
    against = st.query_params.get(state.QUERY_AGAINST)
    return {state.QUERY_AGAINST: against} if against else {}
