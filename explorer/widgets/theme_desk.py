"""Curating from the list of themes: proposals, a new theme, main themes, and what was closed."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.curating import keep, keep_new, show_done
from explorer.widgets.bench_name import main_names
from explorer.widgets.bench_panels import Made, make
from explorer.widgets.frame import View, plain_head
from explorer.widgets.pick import forget_choice, pick_fragments
from explorer.widgets.plain import plain
from explorer.widgets.preview import show_preview
from explorer.widgets.proposals import PROPOSALS, proposals_button, show_proposals
from explorer.widgets.theme import name_refusal
from explorer.widgets.theme_notes import back_button
from explorer.widgets.theme_words import named
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.moving import MADE
from pipeline.analysis.words import counted
from pipeline.decisions.curate import Entry, Word, make_main, rename, retire
from pipeline.decisions.entry import MAX_DEFINITION_LENGTH, MAX_NAME_LENGTH
from pipeline.decisions.register import CLOSED

NEW_THEME = "nieuw"  # in the address, as a view of page Thema's
_PLACE = "nieuw-thema"
_KEY = f"{state.BENCH}{_PLACE}"
_MAIN = f"{state.BENCH}hoofd"


def show_apart(view: View) -> bool:
    """The proposals or the form for a new theme, where the address asks for these."""
    asked = st.query_params.get(state.QUERY_VIEW)
    if asked == PROPOSALS:
        show_proposals(view)
    elif asked == NEW_THEME:
        _new_theme(view)
    return asked in {PROPOSALS, NEW_THEME}


def desk_buttons(view: View) -> None:
    """Above the list: what the program proposes, and making a theme."""
    show_done(view.room)
    with st.container(horizontal=True):
        proposals_button(view)
        st.button("Nieuw thema maken", icon=":material/add:", key=f"{_KEY}.naar", on_click=_to_new)


def show_shelf(view: View) -> None:
    """Below the list: main themes and their names, and themes that have no fragments any more."""
    mains = main_names(view.corpus)
    with st.expander(f"Hoofdthema's ({len(mains)})"):
        _mains(view, mains)
    closed = view.corpus.themes[view.corpus.themes["status"].isin(CLOSED)]
    if closed.empty:
        return
    with st.expander(f"Afgesloten en samengevoegd ({len(closed)})"):
        names = view.corpus.theme_names
        for row in closed.to_dict("records"):
            theme_id, into = str(row["theme_id"]), row["merged_into"]
            went = f"ging op in {named(into, names)}" if isinstance(into, str) else "afgesloten"
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(f"{named(theme_id, names)}: {went}"))
                back_button(view, theme_id, "Haal terug")


def _new_theme(view: View) -> None:
    """A theme by hand: its name, what it is about, and fragments that belong to it."""
    plain_head("Een nieuw thema maken", view.room)
    st.button("Alle thema's", icon=":material/arrow_back:", on_click=_leave)
    if not view.room.viewer.name:
        st.warning(NO_NAME)
        return
    name = st.text_input("Naam", max_chars=MAX_NAME_LENGTH, key=f"{_KEY}.naam")
    definition = st.text_input(
        "Waarover gaat het? (mag leeg)", max_chars=MAX_DEFINITION_LENGTH, key=f"{_KEY}.zin"
    )
    words = st.text_input(
        "Zoekwoorden: hiermee vinden nieuwe fragmenten het thema (mag leeg)",
        max_chars=MAX_DEFINITION_LENGTH,
        key=f"{_KEY}.woorden",
    )
    why = st.text_input(
        "Waarom, of waar besproken? (mag leeg)", key=state.CURATE_WHY, max_chars=200
    )
    st.markdown(
        "**Welke fragmenten horen erbij?** Zoek een woord en kies er enkele; met tien voorbeelden "
        "vindt het programma de volgende vlot. Ze verlaten het thema waar ze nu in staan."
    )
    joined = view.corpus.joined
    chosen = pick_fragments(view, joined, _PLACE)
    if chosen:
        show_preview(view, chosen, MADE, name)
    if st.button("Maak het thema", type="primary", icon=":material/add:", key=f"{_KEY}.doe"):
        rows = joined[joined["fragment_id"].isin(chosen)]
        word = Word(view.room.viewer.name, why.strip())
        if make(view, Made(name, definition, rows, words), word):
            forget_choice(_PLACE)
            _leave()
            st.rerun()


def _mains(view: View, mains: dict[str, str]) -> None:
    table = view.corpus.main_themes
    n_under = dict(zip(table["main_id"].tolist(), table["n_themes"].tolist(), strict=True))
    if not mains:
        st.caption("Er zijn nog geen hoofdthema's. Een hoofdthema neemt enkele thema's samen.")
    for main_id, name in mains.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            n_themes = counted(n_under[main_id], "thema", "thema's")
            st.markdown(f"**{plain(name)}** :gray[{n_themes}]")
            with st.popover("Wijzig", key=f"{_MAIN}.{main_id}"):
                _one_main(view, main_id, mains)
    with st.popover("Nieuw hoofdthema", icon=":material/add:", key=f"{_MAIN}.nieuw"):
        _new_main(view, mains)


def _one_main(view: View, main_id: str, mains: dict[str, str]) -> None:
    if not view.room.viewer.name:
        st.warning(NO_NAME)
        return
    key, word = f"{_MAIN}.{main_id}", Word(view.room.viewer.name)
    name = st.text_input("Naam", mains[main_id], max_chars=MAX_NAME_LENGTH, key=f"{key}.naam")
    if st.button("Bewaar de naam", type="primary", key=f"{key}.bewaar"):
        if refusal := name_refusal(mains, main_id, name):
            st.error(refusal)
        elif keep(
            view.room,
            [rename(word, Entry(main_id), name)],
            f"Dit hoofdthema heet nu {name.strip()}.",
        ):
            st.rerun()
    said = f"Afgesloten: hoofdthema {mains[main_id]}. De thema's zelf blijven."
    if st.button("Sluit af", key=f"{key}.weg") and keep(
        view.room, [retire(word, Entry(main_id))], said
    ):
        st.rerun()


def _new_main(view: View, mains: dict[str, str]) -> None:
    if not view.room.viewer.name:
        st.warning(NO_NAME)
        return
    names = view.corpus.open_names
    name = st.text_input("Naam", max_chars=MAX_NAME_LENGTH, key=f"{_MAIN}.nieuw.naam")
    under = st.multiselect(
        "Welke thema's horen eronder?",
        sorted(names, key=lambda one: names[one].casefold()),
        format_func=names.__getitem__,
        key=f"{_MAIN}.nieuw.themas",
        placeholder="Kies thema's",
    )
    if not st.button("Maak het hoofdthema", type="primary", key=f"{_MAIN}.nieuw.doe"):
        return
    if refusal := name_refusal(mains, "", name):
        st.error(refusal)
        return
    word, entries = Word(view.room.viewer.name), [Entry(str(one)) for one in under]
    if keep_new(
        view.room,
        lambda used: make_main(word, name, entries, used),
        f"Nieuw hoofdthema: {name.strip()}.",
    ):
        st.rerun()


def _to_new() -> None:
    st.query_params[state.QUERY_VIEW] = NEW_THEME


def _leave() -> None:
    st.query_params.pop(state.QUERY_VIEW, None)
