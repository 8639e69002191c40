"""Writing in a measure: its fields, the quotes that everybody may read, and what it rests on."""

from __future__ import annotations

import dataclasses
from typing import Literal

import streamlit as st

from explorer import state
from explorer.widgets.days import ask_day
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.saving import may_write, opened, save
from pipeline.analysis.quotes import pick_quotes
from pipeline.analysis.words import counted
from pipeline.plan.measures import Evidence, Fields, Measure, Owner
from pipeline.plan.record import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    change_measure,
    remove_evidence,
)
from pipeline.schema import Actor, CostClass, MeasureStatus

_MOST_OWNERS = 8
_MOST_QUOTES = 12


def edit_fields(view: PlanView, measure: Measure) -> None:
    """All fields of a measure in one form."""
    if not may_write(view):
        return
    base = opened(view, measure, "veld", "titel")
    with st.form(f"{base.prefix}vorm", border=False, enter_to_submit=False):
        after = _fields(view, base.fields, base.prefix)
        if st.form_submit_button("Bewaar de maatregel", type="primary"):
            if name := _without_actor(base.fields, base.prefix):
                st.error(f"Kies bij {plain(name)} ook een actor. Er is nog niets bewaard.")
                return
            who, number = view.room.viewer.name, measure.measure_id
            save(
                view,
                measure,
                "veld",
                lambda log: change_measure(log, who, number, base.fields, after, base.seen),
            )


def _fields(view: PlanView, now: Fields, prefix: str) -> Fields:
    def text(label: str, name: str, value: str, hint: str = "") -> str:
        key = f"{prefix}{name}"
        box = st.text_area(
            label, value, key=key, max_chars=LONGEST_TEXT, height=80, help=hint or None
        )
        return str(box or "").strip()

    title = st.text_input("Titel", now.title, key=f"{prefix}titel", max_chars=LONGEST_TITLE)
    what = text("Wat gaat er gebeuren?", "wat", now.what)
    why = text("Waarom? Wat hoorden we?", "waarom", now.why)
    owners = _owners(now, prefix)
    helpers = text("Wie helpt mee?", "helpt", now.helpers)
    places = list(view.room.settings.campaign.neighbourhoods)
    neighbourhoods = st.multiselect(
        "In welke wijken?",
        list(dict.fromkeys([*places, *now.neighbourhoods])),
        list(now.neighbourhoods),
        key=f"{prefix}wijken",
        placeholder="Heel de stad",
        select_all=False,
    )
    costs = list(CostClass)
    cost = st.selectbox("Wat kost het?", costs, costs.index(now.cost), key=f"{prefix}kosten")
    campaign = view.room.settings.campaign
    left, right = st.columns(2, gap="small")
    with left:
        start = ask_day("Begint op", now.start, campaign, f"{prefix}begin")
    with right:
        end = ask_day("Klaar tegen", now.end, campaign, f"{prefix}einde")
    first_step = text("Eerste stap", "stap", now.first_step)
    indicator = text("Waaraan zien we dat het werkt?", "zien", now.indicator)
    statuses = list(MeasureStatus)
    status = st.selectbox("Status", statuses, statuses.index(now.status), key=f"{prefix}status")
    note = text(
        "Eigen nota",
        "nota",
        now.private_note,
        "Alleen voor de projectgroep: geen uitvoer toont dit.",
    )
    return dataclasses.replace(
        now,
        title=title.strip(),
        what=what,
        why=why,
        owners=owners,
        helpers=helpers,
        neighbourhoods=tuple(neighbourhoods),
        cost=cost,
        start=start,
        end=end,
        first_step=first_step,
        indicator=indicator,
        status=status,
        private_note=note,
    )


def _owners(now: Fields, prefix: str) -> tuple[Owner, ...]:
    """A row an owner, and an empty one to add another; who has no actor goes."""
    st.markdown("Wie trekt het?")
    rows: list[Owner | None] = [*now.owners, None]
    found: list[Owner] = []
    for number, owner in enumerate(rows[:_MOST_OWNERS]):
        one, two, three = st.columns((3, 4, 4), gap="small")
        shown: Literal["visible", "collapsed"] = "visible" if number == 0 else "collapsed"
        names = ["", *map(str, Actor)]
        actor = one.selectbox(
            "Actor",
            names,
            names.index(str(owner.actor)) if owner else 0,
            key=f"{prefix}actor.{number}",
            format_func=lambda name: name or "kies …",
            label_visibility=shown,
        )
        organisation = two.text_input(
            "Organisatie",
            owner.organisation if owner else "",
            key=f"{prefix}organisatie.{number}",
            label_visibility=shown,
            max_chars=120,
        )
        person = three.text_input(
            "Wie daar",
            owner.person if owner else "",
            key=f"{prefix}wie.{number}",
            label_visibility=shown,
            max_chars=120,
        )
        if actor:
            typed = Owner(Actor(actor), organisation.strip(), person.strip())
            found.append(typed if owner is None else _renamed(owner, typed))
    return tuple(found)


def _renamed(before: Owner, after: Owner) -> Owner:
    """The same owner under another spelling keeps its answer; another actor is another owner."""
    if before.actor != after.actor:
        return after
    same = before.organisation == after.organisation
    return dataclasses.replace(after, known_as=before.known_as if same else before.key)


def _without_actor(now: Fields, prefix: str) -> str:
    """What was filled in on the new row without choosing an actor."""
    row = len(now.owners)
    if st.session_state.get(f"{prefix}actor.{row}"):
        return ""
    typed = (st.session_state.get(f"{prefix}{name}.{row}") for name in ("organisatie", "wie"))
    return next((text.strip() for text in typed if text and text.strip()), "")


def edit_public_quotes(view: PlanView, measure: Measure) -> None:
    """Which words of inhabitants everybody may read; none until a person chooses."""
    rows = view.found[measure.measure_id].rows
    chosen = measure.fields.public_quotes
    mine = rows["fragment_id"].isin(list(chosen))
    kept = pick_quotes(rows[mine], view.corpus.themes, len(chosen))
    candidates = kept + pick_quotes(rows[~mine], view.corpus.themes, _MOST_QUOTES)
    with st.expander(f"Citaten voor iedereen ({len(kept)} gekozen)"):
        st.caption(
            "Op de publieke pagina staan alleen de citaten die je hier aanvinkt. Lees ze nog eens: "
            "kan iemand hierin een buur herkennen?"
        )
        if len(kept) < len(chosen):
            gone = counted(len(chosen) - len(kept), "citaat zit", "citaten zitten")
            st.warning(f"Eerder gekozen, maar {gone} niet meer in deze run: kies opnieuw.")
        if not may_write(view):
            return
        base = opened(view, measure, "citaat", candidates[0].fragment_id)
        prefix = base.prefix
        with st.form(f"{prefix}vorm", border=False):
            ticked = [
                quote.fragment_id
                for quote in candidates
                if st.checkbox(
                    plain(f"{quote.shown} ({quote.caption})"),
                    quote.fragment_id in chosen,
                    key=f"{prefix}{quote.fragment_id}",
                )
            ]
            if st.form_submit_button("Bewaar de keuze"):
                after = dataclasses.replace(base.fields, public_quotes=tuple(ticked))
                who, number = view.room.viewer.name, measure.measure_id
                save(
                    view,
                    measure,
                    "citaat",
                    lambda log: change_measure(log, who, number, base.fields, after, base.seen),
                )


def remove_refs(view: PlanView, measure: Measure) -> None:
    """Take a theme or a fragment away from what the measure rests on."""
    names = view.corpus.theme_names
    evidence = measure.evidence
    refs = {
        f"thema {theme.theme_id}, {names.get(theme.theme_id, '')}": Evidence(themes=(theme,))
        for theme in evidence.themes
    } | {
        f"“{one.text[:80]}” ({one.fragment_id[:6]})": Evidence(fragments=(one,))
        for one in evidence.fragments
    }
    with st.expander("Neem iets weg dat er niet bij hoort"):
        if not may_write(view):
            return
        key = f"{state.MEASURE_FORM}{measure.measure_id}.weg"
        chosen = st.multiselect("Wat gaat weg?", list(refs), key=key, select_all=False)
        if st.button("Neem weg", key=f"{key}.doe", disabled=not chosen):
            removed = Evidence(
                tuple(one for name in chosen for one in refs[name].fragments),
                tuple(one for name in chosen for one in refs[name].themes),
            )
            who, number = view.room.viewer.name, measure.measure_id
            save(view, measure, "weg", lambda log: remove_evidence(log, who, number, removed))
