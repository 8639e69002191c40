"""Woorden: in which words people speak, where they do, and what stands around them."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer import state
from explorer.paging import Paging, whole_number
from explorer.widgets.address import one_of, to_address
from explorer.widgets.charts import show_figure
from explorer.widgets.filters import write_address
from explorer.widgets.frame import enter, head, look, stop_when_empty
from explorer.widgets.kwic import show_lines
from explorer.widgets.links import follow_links
from explorer.widgets.mender import offer_mender
from explorer.widgets.word_keep import keep_words
from explorer.widgets.word_lists import offer_near, offer_words, show_collocates, show_keyness
from explorer.widgets.words import Asked, ask, ask_words, open_words, say_found
from pipeline.analysis.concordance import Order, lines, order_hits
from pipeline.analysis.word_spread import SEGMENTS, spread, spread_figure
from pipeline.analysis.words import column, number

ORDERS: dict[str, str] = {
    str(Order.RIGHT): "het woord erna",
    str(Order.LEFT): "het woord ervoor",
    str(Order.DATE): "datum",
    str(Order.THEME): "thema",
}


def _lines(asked: Asked) -> None:
    one_of(state.WORDS_ORDER, state.QUERY_ORDER, list(ORDERS))
    order = st.segmented_control(
        "Sorteer op",
        list(ORDERS),
        format_func=lambda order: ORDERS[order],
        key=state.WORDS_ORDER,
        required=True,
        on_change=to_address,
        args=(state.WORDS_ORDER, state.QUERY_ORDER, state.QUERY_PAGE),
    )
    index, selected = asked.words.index, asked.fragments
    numbers = order_hits(index, asked.hits, Order(str(order)), selected).tolist()
    paging = Paging(len(numbers), whole_number(st.query_params.get(state.QUERY_PAGE)))
    shown = selected.set_index("fragment_id")
    cut = np.array(paging.cut(numbers), dtype=np.int64)
    rows = lines(index, asked.hits, cut, asked.texts)
    show_lines(rows, shown, f"{asked.phrase}, {paging.words} van {number(len(numbers))}")
    if paging.n_pages > 1:
        st.pagination(paging.n_pages, default=paging.page, key=state.WORDS_PAGE, on_change=_turn)


def _turn() -> None:
    st.query_params[state.QUERY_PAGE] = str(st.session_state[state.WORDS_PAGE])


def _spread(asked: Asked) -> None:
    by_word = {column(name): name for name in SEGMENTS}
    chosen = one_of(state.WORDS_SEGMENT, state.QUERY_SEGMENT, list(by_word))
    st.selectbox(
        "Volgens",
        list(by_word),
        key=state.WORDS_SEGMENT,
        on_change=to_address,
        args=(state.WORDS_SEGMENT, state.QUERY_SEGMENT, state.QUERY_VALUE),
    )
    name, words = by_word[chosen], asked.words
    table = spread(words.index, asked.hits, words.n_words, asked.view.selected, name)
    show_figure(spread_figure(table, name, asked.phrase, asked.fragments, asked.source), "woorden")


VIEWS = {
    "in hun zin": _lines,
    "waar": _spread,
    "woorden errond": show_collocates,
    "kenmerkende woorden": show_keyness,
}

room = enter()
view = look(room)
query = str(st.query_params.get(state.QUERY_WORD, "")).strip()
bare = query.strip('"“”„ ')
about = f" over “{bare}”" if bare else ""
head(f"In welke woorden spreken mensen{about}?", view)
stop_when_empty(view)
words = open_words(view)
query, reach = ask_words()
asked = ask(view, words, query, reach)
if not query:
    offer_words(asked)
    show_keyness(asked)
elif not len(asked.hits):
    offer_near(asked)
else:
    say_found(asked)
    one_of(state.WORDS_VIEW, state.QUERY_VIEW, list(VIEWS))
    chosen = st.segmented_control(
        "Toon",
        list(VIEWS),
        key=state.WORDS_VIEW,
        required=True,
        label_visibility="collapsed",
        on_change=to_address,
        args=(state.WORDS_VIEW, state.QUERY_VIEW),
    )
    VIEWS[str(chosen)](asked)
    keep_words(asked)
follow_links(state.WORDS_LINKS)
offer_mender(room)
write_address(view.chosen)
