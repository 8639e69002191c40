"""Overzicht: what we heard, in the words of the six questions."""

from __future__ import annotations

import streamlit as st

from explorer.widgets.figures import show_figures
from explorer.widgets.frame import View, enter, head, look, stop_when_empty
from explorer.widgets.quotes import show_quotes
from pipeline.analysis.overview import overview
from pipeline.analysis.questions import Answer, answer_questions
from pipeline.analysis.words import number, percent


def _questions(view: View) -> None:
    answers = answer_questions(view.selected, view.corpus.themes)
    st.subheader("De zes vragen van de campagne", anchor=False)
    for tab, answer in zip(st.tabs([a.rule.title for a in answers]), answers, strict=True):
        with tab:
            _answer(answer)


def _answer(answer: Answer) -> None:
    st.html(
        f'<p class="genks-line">{answer.size.words} ({percent(answer.share)}): {answer.rule.rule}.</p>'
    )
    show_quotes(answer.quotes)


room = enter()
view = look(room)
head("Wat hoorden we in Genk?", view)
stop_when_empty(view)
heads = overview(view.selected, view.table("rejects"))
show_figures(
    [
        (number(heads.size.n_conversations), "gesprekken"),
        (number(heads.size.persons), "mensen namen deel"),
        (number(heads.size.n_fragments), f"fragmenten uit {number(heads.n_notes)} notities"),
        (number(heads.size.n_uitdagers), "uitdagers"),
    ]
)
_questions(view)
