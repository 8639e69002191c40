"""What can be kept of page Woorden: one workbook with all that it shows."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.keep import EXCEL, File, offer_files
from explorer.widgets.word_lists import key_words, segment_in_address
from explorer.widgets.words import Asked
from pipeline.analysis.collocates import collocates
from pipeline.analysis.concordance import Order, lines, order_hits
from pipeline.analysis.word_spread import SEGMENTS, spread
from pipeline.analysis.words import column, value_words
from pipeline.export.words_excel import MOST_LINES, WordReport, words_xlsx


def keep_words(asked: Asked) -> None:
    """The workbook of this query, made when asked for."""
    order = st.query_params.get(state.QUERY_ORDER, Order.RIGHT)
    order = Order(order) if order in set(Order) else Order.RIGHT
    segment = segment_in_address(asked.view)
    footer = asked.source.footer

    def make() -> bytes:
        return words_xlsx(_report(asked, order, segment), footer, dt.datetime.now(dt.UTC))

    name = re.sub(r"\W+", "_", f"woorden_{asked.query}".casefold()).strip("_")
    file = File("Woorden (Excel)", "xlsx", EXCEL, make)
    offer_files((file,), name, footer, "bewaar-woorden", "Bewaar alles over deze woorden")


def _report(asked: Asked, order: Order, segment: tuple[str, str] | None) -> WordReport:
    words, fragments = asked.words, asked.fragments.set_index("fragment_id")
    numbers = order_hits(words.index, asked.hits, order, asked.fragments)[:MOST_LINES]
    selected = asked.view.selected
    return WordReport(
        phrase=asked.told,
        lines=lines(words.index, asked.hits, numbers, asked.texts),
        fragments=fragments,
        spreads={
            name: spread(words.index, asked.hits, words.n_words, selected, name)
            for name in SEGMENTS
            if len(selected[name].unique()) > 1
        },
        around=collocates(words.index, words.vocabulary, asked.hits, asked.speakers),
        marking=key_words(asked, *segment) if segment else pd.DataFrame(),
        marked=f"{column(segment[0])} {value_words(*segment)}" if segment else "",
    )
