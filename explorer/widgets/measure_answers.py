"""What the owners of a measure answer, and what is done: with date, by whom and why."""

from __future__ import annotations

import dataclasses

import streamlit as st

from explorer.widgets.days import ask_day, today
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.saving import may_write, opened, save
from pipeline.analysis.words import date_words
from pipeline.decisions import DecisionLog
from pipeline.plan.measures import Answer, Measure, Owner, Progress
from pipeline.plan.record import LONGEST_TEXT, Saved, add_progress, change_measure, give_answer
from pipeline.plan.story import owner_words
from pipeline.schema import Degree, MeasureStatus


def show_answers(view: PlanView, measure: Measure) -> None:
    """An owner at a time: the answer as it stands, and a form to give or change it."""
    owners = measure.fields.owners
    if not owners:
        st.info(
            "Nog niemand trekt deze maatregel. Vul bij Bewerken in wie het is: dan kan die "
            "antwoorden.",
            icon=":material/person_add:",
        )
    for owner in owners:
        answer = measure.answers.get(owner.key)
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(owner_words(owner))}**")
            if answer is None:
                st.html('<p class="genks-caution">Nog geen antwoord.</p>')
            else:
                _standing(answer)
            with st.expander("Geef het antwoord" if answer is None else "Verander het antwoord"):
                _answer_form(view, measure, owner, answer)
    for answer in measure.former:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(owner_words(answer.owner))}** :gray[trekt dit niet meer]")
            _standing(answer)


def _standing(answer: Answer) -> None:
    st.markdown(f"Kunnen ze het? **{answer.can}** · Willen ze het? **{answer.will}**")
    st.markdown(plain(answer.reason))
    st.caption(
        f"{plain(answer.by)}, {date_words(answer.date)} (genoteerd door {plain(answer.who)})"
    )


def _answer_form(view: PlanView, measure: Measure, owner: Owner, now: Answer | None) -> None:
    if not may_write(view):
        return
    form = f"antwoord.{owner.key}"
    base = opened(view, measure, form, "reden")
    prefix = base.prefix
    degrees = list(Degree)
    with st.form(f"{prefix}vorm", border=False, enter_to_submit=False):
        can = st.radio(
            "Kunnen ze het?",
            degrees,
            degrees.index(now.can) if now else None,
            horizontal=True,
            key=f"{prefix}kan",
        )
        will = st.radio(
            "Willen ze het?",
            degrees,
            degrees.index(now.will) if now else None,
            horizontal=True,
            key=f"{prefix}wil",
        )
        reason = st.text_area(
            "Waarom? (verplicht)",
            now.reason if now else "",
            key=f"{prefix}reden",
            max_chars=LONGEST_TEXT,
            height=100,
        )
        left, right = st.columns(2, gap="small")
        by = left.text_input(
            "Wie gaf dit antwoord?", now.by if now else "", key=f"{prefix}door", max_chars=120
        )
        with right:
            value = now.date if now else today()
            day = ask_day("Wanneer?", value, view.room.settings.campaign, f"{prefix}dag")
        if st.form_submit_button("Bewaar het antwoord", type="primary"):
            if can is None or will is None or day is None:
                st.error("Kies bij kan en bij wil wat het antwoord is, en vul een dag in.")
                return
            answer = Answer(owner, can, will, reason, by, day)
            who = view.room.viewer.name
            save(
                view,
                measure,
                form,
                lambda log: give_answer(log, who, measure.measure_id, answer, base.seen),
            )


def show_progress(view: PlanView, measure: Measure) -> None:
    """The steps so far, and a form for the next one with the status that it brings."""
    for step in measure.progress[::-1]:
        st.markdown(f"**{date_words(step.date)}** {plain(step.text)}")
        st.caption(f"genoteerd door {plain(step.who)}")
    if not measure.progress:
        st.caption("Er is nog geen stap genoteerd.")
    if not may_write(view):
        return
    base = opened(view, measure, "stap", "tekst")
    prefix = base.prefix
    statuses = list(MeasureStatus)
    with st.form(f"{prefix}vorm", border=False):
        text = st.text_area(
            "Wat is er gebeurd?", key=f"{prefix}tekst", max_chars=LONGEST_TEXT, height=80
        )
        left, right = st.columns(2, gap="small")
        with left:
            day = ask_day("Wanneer?", today(), view.room.settings.campaign, f"{prefix}dag")
        status = right.selectbox(
            "De maatregel is nu",
            statuses,
            statuses.index(base.fields.status),
            key=f"{prefix}status",
        )
        if st.form_submit_button("Bewaar de stap", type="primary") and day:
            after = dataclasses.replace(base.fields, status=status)
            step = Progress(day, text)
            who, number = view.room.viewer.name, measure.measure_id

            def write(log: DecisionLog) -> Saved:
                changed = change_measure(log, who, number, base.fields, after, base.seen)
                if not step.text.strip() and changed.decision_ids:
                    return changed
                added = add_progress(log, who, number, step)
                return Saved(changed.decision_ids + added.decision_ids, changed.others)

            save(view, measure, "stap", write)
