"""What the program proposes to do with the themes: a card each, to accept, adapt or put aside."""

from __future__ import annotations

import streamlit as st

from explorer import state
from explorer.curating import entry_of, keep, keep_new, show_done
from explorer.data import Corpus, Source, read_decisions, state_of
from explorer.paging import Paging
from explorer.proposals import CONFIRM, Card, cards_of, count_kinds, read_cards
from explorer.widgets.address import one_of, to_address
from explorer.widgets.frame import Room, View, plain_head
from explorer.widgets.history import show_entry
from explorer.widgets.labels import words
from explorer.widgets.pages import page_of, turn_pages
from explorer.widgets.preview import show_sides
from explorer.widgets.proposal_adapt import adapt
from explorer.widgets.proposal_words import KIND_WORDS, sentence, sureness
from explorer.widgets.theme import name_refusal
from explorer.widgets.to_measure import NO_NAME
from pipeline.analysis.words import counted
from pipeline.decisions.curate import Proposal, Word, accept, confirm, dismiss, retire
from pipeline.schema import ProposalKind

PROPOSALS = "voorstellen"  # in the address, as a view of page Thema's
THEMES_FILE = "explorer/pages/themas.py"
_ALL = "alle"
_A_PAGE = 5  # proposals; each takes half a screen
_MAKES = (ProposalKind.NEW, ProposalKind.SPLIT)


def proposals_button(view: View) -> None:
    """The way to the proposals, with how many wait; nothing where none do or were put aside."""
    waiting = len(cards_of(view))
    if waiting or state_of(view.room.decisions, view.room.run).dismissed:
        st.button(
            f"Wat het programma voorstelt ({waiting})",
            icon=":material/lightbulb:",
            key=f"{state.PROPOSALS}naar",
            on_click=_open,
        )


def tell_waiting(room: Room, source: Source, corpus: Corpus) -> None:
    """On another page: how many proposals wait, and the way to them."""
    waiting = len(read_cards(room, source, corpus))
    if not waiting:
        return
    said = counted(waiting, "voorstel", "voorstellen")
    st.page_link(
        THEMES_FILE,
        label=f"Het programma heeft {said} voor de thema's: aanvaard of leg weg",
        icon=":material/lightbulb:",
        query_params={state.QUERY_VIEW: PROPOSALS},
    )


def show_proposals(view: View) -> None:
    """The list of proposals, or the one that is being adapted."""
    cards = cards_of(view)
    asked = st.query_params.get(state.QUERY_PROPOSAL)
    found = next((card for card in cards if card.card_id == asked), None)
    plain_head("Wat stelt het programma voor?", view.room)
    show_done(view.room)
    if found:
        st.button("Alle voorstellen", icon=":material/arrow_back:", on_click=_back)
        _say(view, found)
        if not view.room.viewer.name:
            st.warning(NO_NAME)
            return
        adapt(view, found, _why(view))
        _aside_button(view, found, f"{state.PROPOSALS}weg")
        return
    st.button("Alle thema's", icon=":material/arrow_back:", on_click=_close)
    if not cards:
        st.success("Er wacht geen enkel voorstel op jou.", icon=":material/check:")
        _show_aside(view.room)
        return
    n_waiting = counted(len(cards), "voorstel wacht", "voorstellen wachten")
    st.markdown(
        f"Zelf verandert het programma niets: jij beslist. {n_waiting}, over alle fragmenten, "
        "welk filter er ook staat."
    )
    if not view.room.viewer.name:
        st.warning(NO_NAME)
    _why(view)
    mine = _of_kind(cards)
    paging = Paging(len(mine), page_of(state.PROPOSALS_PAGE), _A_PAGE)
    for card in paging.cut(mine):
        _show(view, card)
    turn_pages(paging, state.PROPOSALS_PAGE)
    _show_aside(view.room)


def _show_aside(room: Room) -> None:
    """What was put aside and still is: the last first, to take back."""
    aside = state_of(room.decisions, room.run).dismissed[::-1]
    if not aside:
        return
    with st.expander(f"Weggelegd ({len(aside)})"):
        paging = Paging(len(aside), page_of(state.PROPOSALS_ASIDE), _A_PAGE)
        for decision in paging.cut(list(aside)):
            show_entry(room, decision, stands=True)
        turn_pages(paging, state.PROPOSALS_ASIDE)


def _why(view: View) -> str:
    if not view.room.viewer.name:
        return ""
    return st.text_input(
        "Waarom, of waar besproken? (mag leeg; komt bij wat je nu beslist)",
        key=state.CURATE_WHY,
        max_chars=200,
    ).strip()


def _of_kind(cards: tuple[Card, ...]) -> list[Card]:
    counts = count_kinds(cards)
    options = [_ALL, *counts]
    one_of(state.PROPOSALS_KIND, state.QUERY_KIND, options)
    chosen = st.segmented_control(
        "Welke voorstellen?",
        options,
        format_func=lambda kind: (
            f"Alle ({len(cards)})" if kind == _ALL else f"{KIND_WORDS[kind]} ({counts[kind]})"
        ),
        key=state.PROPOSALS_KIND,
        required=True,
        label_visibility="collapsed",
        on_change=_to_kind,
    )
    return [card for card in cards if chosen in {_ALL, card.kind}]


def _show(view: View, card: Card) -> None:
    with st.container(border=True, gap="small"):
        _say(view, card)
        joined, target = view.corpus.joined, card.other_id
        moving = joined["fragment_id"].isin(card.fragment_ids)
        beside = joined["theme_id"] == (target or card.theme_id)
        beside = beside & ~moving
        name = view.corpus.theme_names.get(target or card.theme_id or "", "")
        show_sides(view, moving, beside if beside.any() else None, name, card.examples)
        with st.container(horizontal=True, vertical_alignment="center"):
            _buttons(view, card)


def _say(view: View, card: Card) -> None:
    said = sentence(card, view.corpus.theme_names, view.corpus.joined)
    st.markdown(f":gray-badge[{KIND_WORDS[card.kind]}] {said}")
    st.caption(sureness(card))
    if card.keywords:
        st.html(words(card.keywords))


def _buttons(view: View, card: Card) -> None:
    """What writes is a callback: a page that is drawn anew halfway would lose a click."""
    key = f"{state.PROPOSALS}{card.card_id}"
    st.button(
        "Aanvaard",
        key=f"{key}.ja",
        type="primary",
        disabled=not view.room.viewer.name,
        on_click=_accept,
        args=(view, card),
    )
    st.button("Pas aan", key=f"{key}.aan", on_click=_adapt, args=(card.card_id,))
    _aside_button(view, card, f"{key}.weg")
    if refusal := st.session_state.pop(f"{key}.nee", None):
        st.error(refusal)


def _aside_button(view: View, card: Card, key: str) -> None:
    st.button(
        "Leg weg",
        key=key,
        disabled=not view.room.viewer.name,
        help=_aside_words(card),
        on_click=_put_aside,
        args=(view, card),
    )


def _aside_words(card: Card) -> str:
    if card.kind == CONFIRM:
        return "Dan is dit geen thema: de fragmenten gaan naar Overig."
    return "Het komt alleen terug als het over duidelijk andere fragmenten gaat."


def _accept(view: View, card: Card) -> None:
    room, corpus, word = view.room, view.corpus, _word()
    if _is_overtaken(view):
        return
    said = f"Aanvaard: {plain_sentence(view, card)}"
    if card.kind == CONFIRM:
        keep(room, [confirm(word, entry_of(corpus, card.card_id))], said)
        return
    refusal = name_refusal(corpus.theme_names, "", card.name) if card.kind in _MAKES else None
    if refusal:
        key = f"{state.PROPOSALS}{card.card_id}.nee"
        st.session_state[key] = f"{refusal} Dat kan bij “Pas aan”."
        return
    proposal = Proposal(
        kind=ProposalKind(card.kind),
        theme=entry_of(corpus, card.theme_id) if card.theme_id else None,
        other=entry_of(corpus, card.other_id) if card.other_id else None,
        name=card.name,
        rows=corpus.joined[corpus.joined["fragment_id"].isin(card.fragment_ids)],
    )
    if card.kind in _MAKES:
        keep_new(room, lambda used: accept(word, proposal, used), said)
    else:
        keep(room, accept(word, proposal, ())([]), said)


def _put_aside(view: View, card: Card) -> None:
    """Put a proposal aside; a theme that nobody wants is closed."""
    if _is_overtaken(view):
        return
    word = _word()
    decision = dismiss(
        word, card.card_id, card.kind, (card.theme_id, card.other_id), card.fragment_ids
    )
    said = f"Weggelegd: {plain_sentence(view, card)}"
    if card.kind == CONFIRM:
        decision = retire(word, entry_of(view.corpus, card.card_id))
        said = f"Afgesloten: {card.name}. De fragmenten staan in Overig."
    if keep(view.room, [decision], said):
        _back()


def _word() -> Word:
    """Who decides, and why: as it stands in the boxes now."""
    who, why = (str(st.session_state.get(key, "")) for key in (state.APP_NAME, state.CURATE_WHY))
    return Word(who.strip(), why.strip())


def _is_overtaken(view: View) -> bool:
    """Whether something was decided since the page was drawn, or the name was wiped out.

    By another, or by a second click: a callback holds what stood on the page then.
    """
    room = view.room
    if not _word().who:
        return True
    if read_decisions(room.viewer, room.settings) == room.decisions:
        return False
    st.session_state[state.APP_NOTICE] = "Er is intussen iets beslist: kijk even of dit nog klopt."
    return True


def plain_sentence(view: View, card: Card) -> str:
    """The same sentence without marks, for a notice."""
    said = sentence(card, view.corpus.theme_names, view.corpus.joined)
    return said.replace("**", "").replace("\\", "").replace(" Is dit een thema?", "")


def _open() -> None:
    st.query_params[state.QUERY_VIEW] = PROPOSALS


def _close() -> None:
    for name in (state.QUERY_VIEW, state.QUERY_PROPOSAL, state.QUERY_KIND):
        st.query_params.pop(name, None)


def _adapt(card_id: str) -> None:
    st.query_params[state.QUERY_PROPOSAL] = card_id


def _back() -> None:
    st.query_params.pop(state.QUERY_PROPOSAL, None)


def _to_kind() -> None:
    st.session_state.pop(state.PROPOSALS_PAGE, None)
    to_address(state.PROPOSALS_KIND, state.QUERY_KIND)
