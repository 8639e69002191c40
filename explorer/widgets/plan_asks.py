"""What people ask for and what they offer: alike ones together, each a click from a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from explorer import data, state
from explorer.paging import Paging
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.quotes import to_note
from explorer.widgets.to_measure import NO_NAME, make_measure, new_title
from pipeline.analysis.small import MARK, WARNING
from pipeline.analysis.words import counted, number
from pipeline.plan.asks import Ask
from pipeline.plan.evidence import ASKED, OFFERED, refer, taken_up
from pipeline.schema import Category

_READING = 420  # pixels
_VERBS = {Category.SUGGESTION: "vragen dit", Category.ACTION: "bieden dit aan"}
_ONLY_LEFT = "Nog in geen maatregel"
_ALL = "Alle"


def show_asks(view: PlanView) -> None:
    """Suggestions, those that most uitdagers brought first."""
    st.markdown(
        "**Wat vragen mensen?**  \n:gray[Suggesties die op elkaar lijken staan samen. De computer "
        "stelt de groepen voor; lees ze voor je er een maatregel van maakt.]"
    )
    _list(view, ASKED, Category.SUGGESTION)


def show_offers(view: PlanView) -> None:
    """Acties: what inhabitants already do or want to do."""
    st.markdown(
        "**Wat doen mensen zelf al, of willen ze doen?**  \n:gray[Dit is al op tafel gelegd: een "
        "maatregel kan hier op verder bouwen.]"
    )
    _list(view, OFFERED, Category.ACTION)


def _list(view: PlanView, categories: tuple[str, ...], kind: str) -> None:
    with st.spinner("Even kijken wat op elkaar lijkt …"):
        asks = data.read_asks(view.room.viewer, view.source, categories, view.corpus)
    taken = taken_up(view.found)
    left = [ask for ask in asks if not all(one in taken for one in ask.fragment_ids)]
    which = st.segmented_control(
        "Welke",
        (_ONLY_LEFT, _ALL),
        default=_ONLY_LEFT,
        required=True,
        key=f"{state.PLAN_CHOICE}welke.{kind}",
        label_visibility="collapsed",
    )
    shown = left if which == _ONLY_LEFT else asks
    n_left = sum(one not in taken for ask in asks for one in ask.fragment_ids)
    n_all = sum(len(ask.fragment_ids) for ask in asks)
    st.caption(f"{number(n_left)} van {number(n_all)} zitten nog in geen maatregel.")
    if not shown:
        st.info("Hier is niets (meer) te tonen.", icon=":material/check:")
        return
    key = f"{state.PLAN_ASKS_PAGE}.{kind}"
    paging = Paging(len(shown), int(st.session_state.get(key) or 1))
    rows = view.corpus.joined.set_index("fragment_id", drop=False)
    for pair in _pairs(list(paging.cut(shown))):
        for place, ask in zip(st.columns(2, gap="small"), pair, strict=False):
            with place:
                _ask(view, ask, rows, taken)
    if any(ask.size.small for ask in paging.cut(shown)):
        st.caption(plain(f"{MARK} {WARNING}"))
    if paging.n_pages > 1:
        st.pagination(paging.n_pages, default=paging.page, key=key)


def _ask(view: PlanView, ask: Ask, rows: pd.DataFrame, taken: Mapping[str, Sequence[str]]) -> None:
    mine = rows.loc[list(ask.fragment_ids)]
    with st.container(border=True, gap="xsmall", height="stretch"):
        kind = escape(str(mine["category"].iloc[0]))
        st.html(
            f'<blockquote class="genks-quote small genks-{kind}"><p>{escape(ask.text)}</p>'
            f"<footer>{escape(_who(ask, kind))} · {escape(ask.theme_label)}</footer></blockquote>"
        )
        measures = sorted({one for name in ask.fragment_ids for one in taken.get(name, ())})
        if measures:
            st.caption(f"Zit al in {', '.join(measures)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if len(mine) > 1:
                with st.popover(f"Lees alle {len(mine)}"), st.container(height=_READING):
                    for row in mine.to_dict("records"):
                        st.markdown(plain(row["text"]))
                        to_note(str(row["note_id"]))
            else:
                to_note(str(mine["note_id"].iloc[0]), "Notitie")
            named = bool(view.room.viewer.name)
            if st.button(
                "Maak er een maatregel van",
                key=f"{state.PLAN_TO}groep.{ask.fragment_ids[0]}",
                icon=":material/add_task:",
                disabled=not named,
                help=None if named else NO_NAME,
            ):
                evidence = refer(mine, view.corpus.joined)
                make_measure(view.room, new_title(ask.theme_label), evidence)


def _who(ask: Ask, kind: str) -> str:
    mark = f" {MARK}" if ask.size.small else ""
    if len(ask.fragment_ids) == 1:
        return f"één keer gezegd{mark}"
    fragments = counted(len(ask.fragment_ids), "fragment", "fragmenten")
    uitdagers = counted(ask.size.n_uitdagers, "uitdager", "uitdagers")
    return f"{fragments} van {uitdagers} {_VERBS[Category(kind)]}{mark}"


def _pairs(asks: list[Ask]) -> list[list[Ask]]:
    return [asks[first : first + 2] for first in range(0, len(asks), 2)]
