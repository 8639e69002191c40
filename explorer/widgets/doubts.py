"""A word that may be a name: where it stands, why it is doubtful, and the buttons to decide."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer import data, state
from explorer.memory import HERE_ONLY
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from explorer.widgets.quotes import to_note
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.doubts import DoubtfulWord, Sentence
from pipeline.analysis.words import counted
from pipeline.decisions import Decision, Kind, log_of
from pipeline.decisions.entry import DEPENDS, IS_NAME, IS_NO_NAME
from pipeline.errors import GenksError

_NOTICES = {
    IS_NAME: "Bewaard: het is een naam. Vanaf de volgende verwerking is hij overal weg.",
    IS_NO_NAME: "Bewaard: het is geen naam. Vanaf de volgende verwerking blijft het overal staan.",
    DEPENDS: "Bewaard: het hangt van de zin af. Er verandert niets.",
}
_OLDER_RUNS = " In oudere runs blijft hij staan tot je hun map in data/processed/runs verwijdert."


def show_doubt(room: Room, doubt: DoubtfulWord) -> None:
    """The word in up to three sentences, and what a person can say of it."""
    with st.container(border=True, gap="small"):
        where = f"{counted(doubt.n_notes, 'notitie', 'notities')}, "
        where += counted(doubt.n_uitdagers, "uitdager", "uitdagers")
        what = "Een woord dat weg is" if doubt.is_removed else f"“{plain(doubt.word)}” bleef staan"
        st.markdown(f"**{what}** · {where}")
        for number, sentence in enumerate(doubt.sentences):
            show_sentence(sentence)
            with st.container(key=f"{state.NAMES_NOTE}{doubt.word_id}.{number}"):
                to_note(sentence.note_id)
        st.caption(f"Twijfel: {doubt.reason}. Wat het programma deed, is {doubt.certainty}.")
        _decide(room, doubt)
        if doubt.is_removed and room.settings.explorer.address in HERE_ONLY:
            _show_what_stood(room, doubt)


def show_sentence(sentence: Sentence) -> None:
    """The sentence with its word marked."""
    text = f"{escape(sentence.before)}<mark>{escape(sentence.marked)}</mark>"
    st.html(f'<p class="genks-text">{text}{escape(sentence.after)}</p>')


def _decide(room: Room, doubt: DoubtfulWord) -> None:
    labels = {
        IS_NAME: "Een naam: laat weg" if doubt.is_removed else "Een naam: haal overal weg",
        IS_NO_NAME: "Geen naam: zet overal terug" if doubt.is_removed else "Geen naam: laat staan",
        DEPENDS: "Hangt van de zin af",
    }
    with st.container(horizontal=True, gap="small"):
        for value, label in labels.items():
            st.button(
                label,
                key=f"{state.NAMES_SAY}{doubt.word_id}.{value}",
                on_click=_keep,
                args=(room, doubt, value),
                disabled=not room.viewer.name,
                help=None if room.viewer.name else NO_NAME,
            )


def _keep(room: Room, doubt: DoubtfulWord, value: str) -> None:
    decision = Decision(
        who=room.viewer.name,
        kind=Kind.WORD,
        subject=doubt.word_id,
        field="removed" if doubt.is_removed else "kept",
        value=value,
    )
    try:
        log_of(room.settings).append(decision)
        notice = f"{_NOTICES[value]} Terugdraaien kan bij Beslist."
        if value == IS_NAME and not doubt.is_removed:
            notice += _OLDER_RUNS
    except GenksError as error:
        notice = str(error)
    st.session_state[state.APP_NOTICE] = notice


def _show_what_stood(room: Room, doubt: DoubtfulWord) -> None:
    """On request, and only on this screen: the next click takes it away again.

    An explorer that others can reach does not offer it.
    """
    wanted = st.button(
        "Toon wat er stond",
        key=f"{state.NAMES_SHOW}{doubt.word_id}",
        icon=":material/visibility:",
        type="tertiary",
        help="Leest de aangeleverde bestanden opnieuw. Het wordt nergens bewaard.",
    )
    if not wanted:
        return
    from pipeline.reveal import what_stood  # reads deliveries, only when asked

    note_ids = {sentence.note_id for sentence in doubt.sentences}
    first_seen = room.run.manifest.first_seen if room.run else {}
    said = data.state_of(room.decisions)
    try:
        with st.spinner("De aangeleverde bestanden worden gelezen…"):
            stood = what_stood(room.settings, said, doubt.word_id, note_ids, first_seen)
    except GenksError as error:
        st.warning(plain(error), icon=":material/folder_off:")
        return
    if stood:
        words = ", ".join(f"“{plain(word)}”" for word in stood)
        st.info(f"Er stond {words}. Dit wordt nergens bewaard.", icon=":material/visibility:")
    else:
        st.warning(
            "Het woord is niet terug te vinden: er is sinds deze run anders aangeleverd of over "
            "andere woorden beslist. Verwerk eerst opnieuw.",
            icon=":material/sync_problem:",
        )
