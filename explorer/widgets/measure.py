"""One measure with what it rests on; the answers are given beside the evidence."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.widgets.alike import show_alike
from explorer.widgets.charts import show_figure
from explorer.widgets.frame import Room
from explorer.widgets.history import show_entry
from explorer.widgets.measure_answers import show_answers, show_progress
from explorer.widgets.measure_forms import edit_fields, edit_public_quotes, remove_refs
from explorer.widgets.plain import plain
from explorer.widgets.plan_view import PlanView
from explorer.widgets.quotes import NOTES_FILE, show_quotes
from explorer.widgets.saving import open_anew, save
from explorer.widgets.tables import keep_table
from pipeline.analysis import figures
from pipeline.analysis.figure import FICTIONAL, provenance
from pipeline.analysis.filters import Filter, to_query
from pipeline.analysis.quotes import pick_quotes
from pipeline.analysis.words import counted
from pipeline.decisions import in_force
from pipeline.export.bundle import fragments_table
from pipeline.plan import board
from pipeline.plan.describe import describe
from pipeline.plan.evidence import OFFERED, Support, seen_again
from pipeline.plan.fold import history_of
from pipeline.plan.measures import Measure
from pipeline.plan.record import add_evidence
from pipeline.plan.story import STATUS_SENTENCES, heard_words
from pipeline.schema import CostClass

_QUOTES, _OFFERS = 4, 2
_LOOK_SECONDS = 8.0
_TABS = ("Antwoorden", "Voortgang", "Bewerken", "Geschiedenis")


def show_measure(view: PlanView, measure: Measure) -> None:
    """Left what was said, right what is decided and done."""
    found = view.found[measure.measure_id]
    _head(view, measure)
    _others(view.room, measure.measure_id, view.seen)
    left, right = st.columns((11, 10), gap="large")
    with left:
        _about(measure)
        _evidence(view, measure, found)
    with right:
        if state.MEASURE_TAB not in st.session_state and not measure.fields.owners:
            st.session_state[state.MEASURE_TAB] = _TABS[2]
        tabs = st.tabs(list(_TABS), on_change="rerun", key=state.MEASURE_TAB)
        # Every form is drawn also when its tab is closed: what was typed in it stays.
        for tab, show in zip(tabs, (show_answers, show_progress, edit_fields), strict=False):
            with tab:
                show(view, measure)
        with tabs[-1]:
            if tabs[-1].open:
                _history(view, measure)


def _head(view: PlanView, measure: Measure) -> None:
    st.title(plain(measure.title), anchor=False)
    mark = f' <span class="genks-fictional">{FICTIONAL}</span>' if view.manifest.fictional else ""
    st.html(
        f'<p class="genks-line"><span class="genks-chip"><b>{measure.status}</b></span> '
        f"{measure.measure_id} · {STATUS_SENTENCES[measure.status]}{mark}</p>"
    )


def _about(measure: Measure) -> None:
    """What people wrote of it; empty fields are left out."""
    fields = measure.fields
    owners = ", ".join(
        owner.words + (f", {owner.person}" if owner.person else "") for owner in fields.owners
    )
    lines = {
        "Wat": fields.what,
        "Waarom": fields.why,
        "Wie trekt het": owners,
        "Wie helpt": fields.helpers,
        "Waar": ", ".join(fields.neighbourhoods),
        "Wanneer": board.period_words(measure),
        "Kosten": "" if fields.cost is CostClass.UNKNOWN else str(fields.cost),
        "Eerste stap": fields.first_step,
        "Waaraan we het zien": fields.indicator,
        "Eigen nota (gaat nergens mee naar buiten)": fields.private_note,
    }
    st.markdown(
        "  \n".join(f"**{name}:** {plain(text)}" for name, text in lines.items() if text.strip())
    )


def _evidence(view: PlanView, measure: Measure, found: Support) -> None:
    st.subheader("Wat mensen hierover zeiden", anchor=False)
    st.markdown(plain(heard_words(found)))
    if found.grown:
        _grown(view, measure, found.grown)
    for ref in found.lost_themes:
        st.warning(
            f"Thema {ref.theme_id} viel uiteen: zijn fragmenten zitten nu in andere thema's. Leg "
            "het nieuwe thema erbij, en neem dit weg.",
            icon=":material/link_off:",
        )
    if found.orphaned:
        gone = counted(len(found.orphaned), "fragment zit", "fragmenten zitten")
        st.warning(f"Verweesd: {gone} niet meer in deze run (een nieuwere aflevering verving het).")
    if not found.size.n_fragments:
        st.caption("Leg er bewijs bij vanuit Thema's, Notities of wat mensen vragen.")
        if not measure.evidence.empty:
            remove_refs(view, measure)
        return
    show_quotes(pick_quotes(found.rows, view.corpus.themes, _QUOTES), small=True)
    words = f"maatregel {measure.measure_id}"
    source = provenance(view.manifest, found.size, words)
    show_figure(figures.category_figure(found.rows, source), f"maatregel-{measure.measure_id}")
    with st.container(horizontal=True, gap="small"):
        for theme_id in found.theme_ids:
            st.page_link(
                NOTES_FILE,
                label=f"Alles van {plain(view.corpus.theme_names.get(theme_id, theme_id))}",
                icon=":material/list:",
                query_params=to_query(Filter(theme=(theme_id,))),
            )
    keep_table(fragments_table(found.rows), f"Fragmenten bij {measure.measure_id}", source.footer)
    show_alike(view, measure, found)
    edit_public_quotes(view, measure)
    remove_refs(view, measure)
    _offers(view, found)


def _grown(view: PlanView, measure: Measure, grown: int) -> None:
    more = counted(grown, "fragment", "fragmenten")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(f"Sinds je het bewijs zag, kwamen er {more} bij.", icon=":material/add:")
        if st.button(
            "Gezien", key=f"{state.MEASURE_FORM}gezien", disabled=not view.room.viewer.name
        ):
            seen = seen_again(measure.evidence, view.corpus.joined, view.corpus.register.merged)
            who, number = view.room.viewer.name, measure.measure_id
            save(view, measure, "gezien", lambda log: add_evidence(log, who, number, seen))


def _offers(view: PlanView, found: Support) -> None:
    joined = view.corpus.joined
    themes = set(found.theme_ids) | set(found.rows["theme_id"].dropna())
    offered = joined["category"].isin(OFFERED) & joined["theme_id"].isin(list(themes))
    offers = joined[offered & ~joined["fragment_id"].isin(found.fragment_ids)]
    if offers.empty:
        return
    st.subheader("Wat inwoners hier zelf al aanbieden", anchor=False)
    show_quotes(pick_quotes(offers, view.corpus.themes, _OFFERS), small=True)
    st.page_link(
        NOTES_FILE,
        label="Lees wat ze aanbieden",
        icon=":material/list:",
        query_params=to_query(Filter(category=OFFERED, theme=tuple(sorted(themes)))),
    )


def _history(view: PlanView, measure: Measure) -> None:
    st.caption("De nieuwste eerst. Niets verdwijnt: terugdraaien is een nieuwe regel.")
    now = in_force(view.room.decisions)
    for decision in history_of(view.room.decisions, measure.measure_id):
        show_entry(view.room, decision, stands=decision.decision_id in now)


@st.fragment(run_every=_LOOK_SECONDS)
def _others(room: Room, measure_id: str, seen: int) -> None:
    """Tell of what somebody else writes in this measure while it is open."""
    decisions = data.read_decisions(room.viewer, room.settings)
    news = [one for one in history_of(decisions, measure_id) if one.decision_id > seen]
    if not news:
        return
    told = "; ".join(f"{one.who}: {describe(one)}" for one in news)
    st.info(f"Intussen veranderd. {plain(told)}", icon=":material/sync:")
    st.caption("Wat je typte en nog niet bewaarde, gaat weg als je de nieuwe stand toont.")
    if st.button("Toon de nieuwe stand", key=f"{state.MEASURE_FORM}vers"):
        open_anew(measure_id)
        st.rerun()
