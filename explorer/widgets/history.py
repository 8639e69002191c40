"""An entry of the log on the screen: what was decided, by whom and when, and taking it back."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from explorer.widgets.saving import open_anew
from explorer.widgets.theme_words import is_of_theme, named, names_now, theme_words
from pipeline.analysis.words import VALUES, column, counted, date_words
from pipeline.decisions import Decision, DecisionLog, Kind, log_of
from pipeline.decisions.actions import Action
from pipeline.decisions.entry import DEPENDS, IS_NAME, IS_NO_NAME, JUDGEMENTS, THEME
from pipeline.errors import DecisionError
from pipeline.plan.describe import describe
from pipeline.plan.fold import NEW, PLAN_KINDS
from pipeline.schema import Manifest

_DONE = "Teruggedraaid."
_END = "9999"  # after every moment


def show_entry(room: Room, decision: Decision, *, stands: bool) -> None:
    """One decision; a button takes it back while it stands."""
    show_action(room, Action((decision,)), {decision.decision_id} if stands else set())


def show_action(room: Room, action: Action, standing: AbstractSet[int]) -> None:
    """What was decided at once; a button takes all of it back that is among `standing`."""
    decision = action.first
    mine = [number for number in action.numbers if number in standing]
    with st.container(border=True, gap="small"):
        undone = "" if mine or decision.kind is Kind.UNDO else " (teruggedraaid)"
        said = _action_words(room, action)
        st.markdown(f"**{decision.decision_id}. {plain(said)}**{undone}")
        if decision.text and decision.kind in JUDGEMENTS and len(action.decisions) == 1:
            st.markdown(f"“{plain(decision.text)}”")
        why = f" · {plain(decision.why)}" if decision.why else ""
        moment = f"{date_words(decision.at[:10])} om {plain(decision.at[11:16])}"
        st.caption(f"{plain(decision.who)}, {moment}{why}")
        if mine and decision.kind is Kind.MEASURE and decision.field == NEW:
            with st.popover("Draai terug", icon=":material/undo:"):
                st.markdown(
                    "Dan gaat de hele maatregel uit het plan, met haar antwoorden. In Logboek kan "
                    "je ze weer terugzetten."
                )
                _take_back(room, decision, mine, "Ja, haal ze uit het plan")
        elif mine:
            back = "Zet terug" if decision.kind is Kind.UNDO else "Draai terug"
            _take_back(room, decision, mine, back)


def _action_words(room: Room, action: Action) -> str:
    decision = action.first
    if is_of_theme(decision):
        return theme_words(action, names_now(room))
    if decision.kind is Kind.UNDO and len(action.decisions) > 1:
        of_all = sorted(int(one.subject) for one in action.decisions)
        return f"beslissingen {of_all[0]} tot {of_all[-1]} teruggedraaid"
    if decision.field == THEME and decision.kind in JUDGEMENTS:
        said = f"{column(THEME)} is {named(decision.value, names_now(room))}"
        return f"{said}, blind gecodeerd" if decision.kind is Kind.CODING else said
    return decision_words(decision, _word_of(room, decision))


def _take_back(room: Room, decision: Decision, numbers: list[int], label: str) -> None:
    st.button(
        label,
        key=f"{state.LOG_UNDO}{decision.decision_id}",
        icon=":material/undo:",
        on_click=_undo,
        args=(room, decision, numbers),
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


def _undo(room: Room, decision: Decision, numbers: list[int]) -> None:
    try:
        _undo_all(log_of(room.settings), numbers, room.viewer.name)
        notice = _DONE
        kept_in_run = decision.kind in (*JUDGEMENTS, Kind.WORD) and decision.field != THEME
        if kept_in_run:
            notice += " Was dit al verwerkt, dan zie je het na de volgende verwerking."
        if decision.kind is Kind.PROPOSAL:
            notice += " Vond de laatste verwerking dit voorstel niet, dan kan het later terugkomen."
        st.session_state.pop(state.CURATE_DONE, None)  # what it offers to undo may be this
        open_anew()
    except DecisionError as error:
        notice = str(error)
    st.session_state[state.APP_NOTICE] = notice


def _undo_all(log: DecisionLog, numbers: list[int], who: str) -> None:
    if len(numbers) == 1:
        log.undo(numbers[0], who)
    else:
        log.undo_all(numbers, who)
