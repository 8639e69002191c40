"""Mending a fragment where it stands: one dialog a page, opened by a pen or a link in its address.

The address holds the fragment (`herstel=`), so that a page with many fragments has one dialog, and
the back button closes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import Room
from explorer.widgets.labels import CORRECTABLE, keep_label, labels_of
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.words import OVERIG, VALUES, column, date_words
from pipeline.decisions import Decision
from pipeline.decisions.entry import LABEL_VALUES, NO_THEME, THEME

_THEME_KEY = f"{state.MENDER}thema."


def offer_mender(room: Room) -> None:
    """The dialog, where the address asks for it; once on a page, at its end."""
    wanted = st.query_params.get(state.QUERY_MEND)
    if not wanted or room.run is None:
        return
    run = room.run
    source = data.source_of(run, room.decisions, room.settings.path(room.settings.paths.processed))
    corpus = data.read_corpus(room.viewer, source, data.state_of(room.decisions, run))
    found = corpus.joined[corpus.joined["fragment_id"] == wanted].to_dict("records")
    if not found:
        _close()
        st.warning("Dit fragment zit niet meer in deze run.", icon=":material/search_off:")
        return
    fragment = {str(name): value for name, value in found[0].items()}
    _dialog(room, fragment, corpus.open_names, data.review_below(run.manifest))


def _close() -> None:
    st.query_params.pop(state.QUERY_MEND, None)


@st.dialog("Wat klopt er niet?", width="medium", on_dismiss=_close)
def _dialog(
    room: Room, fragment: Mapping[str, object], themes: Mapping[str, str], below: float
) -> None:
    """Drawn anew by itself at each word: the page behind it follows when the dialog closes."""
    text, language = escape(str(fragment["text"])), fragment["language"]
    st.html(
        f'<blockquote class="genks-quote small genks-{fragment["category"]}">'
        f'<p lang="{language}">{text}</p></blockquote>'
    )
    if not room.viewer.name:
        st.warning(NO_NAME)
        return
    said = data.state_of(data.read_decisions(room.viewer, room.settings), room.run)
    standing = {
        label: decision
        for (fragment_id, label), decision in said.labels.items()
        if fragment_id == fragment["fragment_id"]
    }
    origins = {label.name: label.origin for label in labels_of(fragment, below)}
    for name in (*CORRECTABLE, "voice"):
        value = fragment[name] if isinstance(fragment[name], str) else ""
        origin = origins.get(name, "" if value else "nog niet gezegd")
        _row(room, fragment, name, *_now(standing.get(name), str(value), origin))
    _theme(room, fragment, themes, standing.get(THEME))
    st.caption("Wat je kiest, geldt meteen en blijft staan. Terugdraaien kan op Logboek.")


def _now(decision: Decision | None, value: str, origin: str) -> tuple[str, str]:
    """The value that stands, and where it came from in words."""
    if decision is None:
        return value, origin
    return decision.value, f"gezet door {decision.who} op {date_words(decision.at[:10])}"


def _row(room: Room, fragment: Mapping[str, object], name: str, value: str, origin: str) -> None:
    st.html(_head(column(name), origin))
    with st.container(horizontal=True, gap="small"):
        for one in LABEL_VALUES[name]:
            st.button(
                VALUES.get(one, str(one)),
                key=f"{state.MENDER}{fragment['fragment_id']}.{name}.{one}",
                type="primary" if one == value else "secondary",
                on_click=keep_label,
                args=(room, fragment, name, str(one)),
            )


def _theme(
    room: Room,
    fragment: Mapping[str, object],
    themes: Mapping[str, str],
    decision: Decision | None,
) -> None:
    given = str(fragment["theme_id"]) if isinstance(fragment["theme_id"], str) else NO_THEME
    now, origin = _now(decision if decision and _stands(decision, themes) else None, given, "")
    options = [*sorted(themes, key=lambda one: themes[one].casefold()), NO_THEME]
    st.html(_head(column(THEME), origin))
    key = f"{_THEME_KEY}{fragment['fragment_id']}.{now}"
    st.selectbox(
        "Thema",
        options,
        index=options.index(now) if now in options else None,
        format_func=lambda one: themes.get(one, OVERIG),
        key=key,
        label_visibility="collapsed",
        on_change=_keep_theme,
        args=(room, fragment, themes, key),
    )


def _stands(decision: Decision, themes: Mapping[str, str]) -> bool:
    return decision.value in {*themes, NO_THEME}


def _keep_theme(
    room: Room, fragment: Mapping[str, object], themes: Mapping[str, str], key: str
) -> None:
    value = st.session_state.get(key)
    if value:
        keep_label(room, fragment, THEME, str(value), themes.get(str(value), OVERIG))


def _head(name: str, origin: str) -> str:
    about = f" <span>{escape(origin)}</span>" if origin else ""
    return f'<p class="genks-mend"><b>{escape(name.capitalize())}</b>{about}</p>'
