"""An entry of the log on the screen: what was decided, by whom and when, and taking it back."""

from __future__ import annotations

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from explorer.widgets.saving import open_anew
from pipeline.analysis.words import VALUES, column, counted, date_words
from pipeline.decisions import Decision, Kind, log_of
from pipeline.decisions.entry import DEPENDS, IS_NAME, IS_NO_NAME, JUDGEMENTS
from pipeline.errors import DecisionError
from pipeline.plan.describe import describe
from pipeline.plan.fold import NEW, PLAN_KINDS
from pipeline.schema import Manifest

_DONE = "Teruggedraaid."
_END = "9999"  # after every moment


def show_entry(room: Room, decision: Decision, *, stands: bool) -> None:
    """One decision; a button takes it back while it stands."""
    with st.container(border=True, gap="small"):
        undone = "" if stands or decision.kind is Kind.UNDO else " (teruggedraaid)"
        said = decision_words(decision, _word_of(room, decision))
        st.markdown(f"**{decision.decision_id}. {plain(said)}**{undone}")
        if decision.text and decision.kind in JUDGEMENTS:
            st.markdown(f"“{plain(decision.text)}”")
        why = f" · {plain(decision.why)}" if decision.why else ""
        moment = f"{date_words(decision.at[:10])} om {plain(decision.at[11:16])}"
        st.caption(f"{plain(decision.who)}, {moment}{why}")
        if stands and decision.kind is Kind.MEASURE and decision.field == NEW:
            with st.popover("Draai terug", icon=":material/undo:"):
                st.markdown(
                    "Dan gaat de hele maatregel uit het plan, met haar antwoorden. In Logboek kan "
                    "je ze weer terugzetten."
                )
                _take_back(room, decision, "Ja, haal ze uit het plan")
        elif stands:
            back = "Zet terug" if decision.kind is Kind.UNDO else "Draai terug"
            _take_back(room, decision, back)


def _take_back(room: Room, decision: Decision, label: str) -> None:
    st.button(
        label,
        key=f"{state.LOG_UNDO}{decision.decision_id}",
        icon=":material/undo:",
        on_click=_undo,
        args=(room, decision),
        disabled=not room.viewer.name,
        help=None if room.viewer.name else "Vul eerst in de zijbalk je naam in.",
    )


def _word_of(room: Room, decision: Decision) -> str:
    """The word of a decision while it stands in the published run as a word in doubt."""
    if decision.kind is not Kind.WORD or decision.field == "removed" or room.run is None:
        return ""
    processed = room.settings.path(room.settings.paths.processed)
    doubts = data.read_table(room.viewer, processed, room.run.run_id, "doubts")
    mine = doubts.loc[doubts["word_id"] == decision.subject, "word"].dropna()
    return "" if mine.empty else str(mine.iloc[0])


def decision_words(decision: Decision, word: str = "") -> str:
    """What was decided, in one line; `word` is what it was about, where that may be shown."""
    if decision.kind in JUDGEMENTS:
        said = f"{column(decision.field)} is {VALUES.get(decision.value, decision.value)}"
        return f"{said}, blind gecodeerd" if decision.kind is Kind.CODING else said
    if decision.kind is Kind.THEME_NAME:
        return f"thema {decision.subject} heet {decision.value}"
    if decision.kind is Kind.WORD:
        return word_words(decision, word)
    if decision.kind in PLAN_KINDS:
        return f"maatregel {describe(decision)}"
    return f"beslissing {decision.subject} teruggedraaid"


def word_words(decision: Decision, word: str = "") -> str:
    """What was decided of a word that may be a name."""
    happened = "weg was" if decision.field == "removed" else "bleef staan"
    named = word or f"een woord dat {happened},"
    if decision.value == IS_NAME:
        return f"{named} is een naam: overal weg"
    if decision.value == IS_NO_NAME:
        return f"{named} is geen naam: blijft overal staan"
    return f"{named} hangt van de zin af"


def word_changes(room: Room, manifest: Manifest, against: Manifest | None) -> str:
    """How many words this run treats otherwise than run `against`, and how many the next will.

    What was taken back before a run began counts for nothing in it, after it counts again.
    """
    before = against.started if against else ""
    earlier, then, now = (
        _verdicts([one for one in room.decisions if one.at < moment])
        for moment in (before, manifest.started, _END)
    )
    said = []
    if done := _n_different(earlier, then):
        said.append(
            f"{_decisions(done)} sindsdien verwerkt."
            if before
            else f"{_decisions(done)} in deze run verwerkt."
        )
    if waiting := _n_different(then, now):
        said.append(f"{_decisions(waiting)} nog niet verwerkt: dat gebeurt in de volgende run.")
    return " ".join(said)


def _verdicts(decisions: list[Decision]) -> dict[str, str]:
    """What a run does with each word; one that hangs on its sentence is left to the program."""
    words = data.state_of(decisions).words
    return {word_id: one.value for word_id, one in words.items() if one.value != DEPENDS}


def _n_different(before: dict[str, str], after: dict[str, str]) -> int:
    return sum(before.get(word_id) != after.get(word_id) for word_id in before | after)


def _decisions(n: int) -> str:
    verb = "is" if n == 1 else "zijn"
    return f"{counted(n, 'beslissing', 'beslissingen')} over woorden {verb}"


def _undo(room: Room, decision: Decision) -> None:
    try:
        log_of(room.settings).undo(decision.decision_id, room.viewer.name)
        notice = _DONE
        if decision.kind in (*JUDGEMENTS, Kind.THEME_NAME, Kind.WORD):
            notice += " Was dit al verwerkt, dan zie je het na de volgende verwerking."
        open_anew()
    except DecisionError as error:
        notice = str(error)
    st.session_state[state.APP_NOTICE] = notice
