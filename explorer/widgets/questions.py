"""The six questions of the campaign, each answered with counts and telling quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from explorer.widgets.pen import pen
from explorer.widgets.quotes import NOTES_FILE, show_quote, show_quotes, to_note
from explorer.widgets.small import warn_of_small
from pipeline.analysis.filters import Filter, to_query
from pipeline.analysis.questions import Answer
from pipeline.analysis.quotes import Quote
from pipeline.analysis.small import MARK, small_cells
from pipeline.analysis.words import OVERIG, counted, number, percent

_MOST_GROUPS = 3


def show_answers(answers: Sequence[Answer], chosen: Filter) -> None:
    """Two beside each other; on a phone below each other. No quote leads twice."""
    shown: set[str] = set()
    for first in range(0, len(answers), 2):
        for place, answer in zip(
            st.columns(2, gap="large"), answers[first : first + 2], strict=True
        ):
            with place:
                quotes = _fresh_first(answer.quotes, shown)
                shown.update(quote.fragment_id for quote in quotes[:1])
                _card(answer, quotes, chosen)
    warn_of_small(_persons(answers))


def _card(answer: Answer, quotes: Sequence[Quote], chosen: Filter) -> None:
    with st.container(gap="small"):
        st.subheader(
            answer.rule.title, anchor=False, help=f"Hierbij tellen mee: {answer.rule.rule}."
        )
        if not quotes:
            st.caption("Hier is bij deze keuze nog geen antwoord op.")
            return
        st.html(f'<p class="genks-line">{_count_words(answer)}</p>')
        show_quote(quotes[0])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            to_note(quotes[0].note_id, "Notitie")
            pen(quotes[0].fragment_id, str(answer.rule.question))
            if len(quotes) > 1:
                with st.popover("Meer citaten"):
                    show_quotes(quotes[1:], small=True, mend=str(answer.rule.question))
            st.page_link(
                NOTES_FILE,
                label=f"Alle {number(answer.size.n_fragments)} lezen",
                icon=":material/list:",
                query_params=to_query(replace(chosen, question=(str(answer.rule.question),))),
            )


def _fresh_first(quotes: Sequence[Quote], shown: set[str]) -> list[Quote]:
    return sorted(quotes, key=lambda quote: quote.fragment_id in shown)


def _count_words(answer: Answer) -> str:
    groups, size = _most(answer), answer.size
    marks = small_cells(groups).map({True: f" {MARK}", False: ""})
    rows = zip(groups[answer.rule.grouped_by], groups["n_fragments"], marks, strict=True)
    most = ", ".join(f"{escape(str(name))} ({number(count)}{mark})" for name, count, mark in rows)
    about = f'<span class="genks-most">, vooral {most}</span>' if most else ""
    mark = f" {MARK}" if size.small else ""
    return (
        f"<b>{counted(size.n_fragments, 'fragment', 'fragmenten')}{mark}</b> "
        f"({percent(answer.share)}) "
        f"uit {counted(size.n_conversations, 'gesprek', 'gesprekken')}{about}."
    )


def _most(answer: Answer) -> pd.DataFrame:
    groups = answer.groups[answer.groups[answer.rule.grouped_by] != OVERIG]
    return groups.sort_values("n_fragments", ascending=False, kind="stable").head(_MOST_GROUPS)


def _persons(answers: Sequence[Answer]) -> pd.DataFrame:
    """The persons of every figure on the cards."""
    sizes = pd.DataFrame({"persons": [answer.size.persons for answer in answers]})
    return pd.concat([sizes, *(_most(answer)[["persons"]] for answer in answers)])
