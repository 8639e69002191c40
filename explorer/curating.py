"""Writing what people decide of themes: all of it or nothing, and taking it back at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from explorer import state
from explorer.data import BY_RIGHTS, Corpus, Viewer, read_manifest, store_of
from explorer.widgets.frame import Room
from explorer.widgets.plain import plain
from pipeline.decisions import Decision, log_of
from pipeline.decisions.curate import Decide, Entry
from pipeline.errors import DecisionError, StoreError
from pipeline.history import used_ids
from pipeline.store import RunStore

_N_EXAMPLES = 5


@dataclass(frozen=True)
class Done:
    """What was just done, so that it can be taken back: it is told where it was done."""

    numbers: tuple[int, ...]
    words: str
    address: tuple[tuple[str, str], ...] | None = None


def entry_of(corpus: Corpus, theme_id: str) -> Entry:
    """The theme with fragments that lead to it; a theme by hand has no examples of a run."""
    row = corpus.themes[corpus.themes["theme_id"] == theme_id]
    examples = list(row["examples"].iloc[0])[:_N_EXAMPLES] if len(row) else []
    if not examples:
        mine = corpus.joined["theme_id"] == theme_id
        examples = corpus.joined.loc[mine, "fragment_id"].head(_N_EXAMPLES).tolist()
    return Entry(theme_id, tuple(examples))


def keep(room: Room, decisions: Sequence[Decision], words: str) -> bool:
    """Write these; `words` tell afterwards what was done. False when it was refused, and said."""
    return _written(lambda: log_of(room.settings).append_all(lambda _: decisions), words)


def keep_new(room: Room, decide: Callable[[Collection[str]], Decide], words: str) -> bool:
    """The same for what makes a theme: `decide` gets the ids in use. No run may be busy then.

    A run that is busy gives out ids too, and would not see this one.
    """
    store = store_of(room.settings)

    def write() -> list[int]:
        with store.lock():
            used = _used(room.viewer, store.processed, tuple(store.run_ids()))
            return log_of(room.settings).append_all(decide(used))

    return _written(write, words)


def take_back(room: Room, numbers: Sequence[int]) -> str:
    """Undo all of these at once; what to tell of it."""
    try:
        log_of(room.settings).undo_all(numbers, room.viewer.name)
    except DecisionError as error:
        return str(error)
    return "Ongedaan gemaakt: alles staat weer zoals voordien."


def show_done(room: Room) -> None:
    """What was just done, with a way back; it goes when one opens something else."""
    done = st.session_state.get(state.CURATE_DONE)
    if not isinstance(done, Done):
        return
    here = tuple(sorted(st.query_params.to_dict().items()))
    if done.address is None:
        st.session_state[state.CURATE_DONE] = done = replace(done, address=_of_page(here))
    if done.address != _of_page(here):
        del st.session_state[state.CURATE_DONE]
        return
    with st.container(horizontal=True, vertical_alignment="center", key=state.CURATE_BAR):
        st.success(plain(done.words), icon=":material/check:")
        st.button(
            "Maak ongedaan",
            icon=":material/undo:",
            key=state.CURATE_UNDO,
            on_click=_undo,
            args=(room, done.numbers),
        )


def _of_page(address: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    names = {state.QUERY_THEME, state.QUERY_VIEW}
    return tuple(pair for pair in address if pair[0] in names)


def _undo(room: Room, numbers: Sequence[int]) -> None:
    st.session_state.pop(state.CURATE_DONE, None)
    for key in [key for key in st.session_state if str(key).startswith(state.BENCH)]:
        if key != state.BENCH_TAB:  # forms begin again from what then holds
            del st.session_state[key]
    st.session_state[state.APP_NOTICE] = take_back(room, numbers)


def _written(write: Callable[[], list[int]], words: str) -> bool:
    try:
        numbers = write()
    except (DecisionError, StoreError) as error:
        st.error(plain(error), icon=":material/error:")
        return False
    st.session_state[state.CURATE_DONE] = Done(tuple(numbers), words)
    return True


@st.cache_data(show_spinner=False, max_entries=4, hash_funcs=BY_RIGHTS)
def _used(viewer: Viewer, processed: Path, run_ids: tuple[str, ...]) -> set[str]:
    if run_ids:
        read_manifest(viewer, processed, run_ids[-1])  # may this viewer read at all
    return used_ids(RunStore(processed))
