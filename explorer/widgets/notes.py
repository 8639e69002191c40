"""A note in a list, and a note in full with its fragments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from explorer import state
from explorer.widgets.frame import View
from explorer.widgets.labels import chips, edit_labels, spoken, words
from explorer.widgets.links import with_filter
from explorer.widgets.opening import open_here
from explorer.widgets.pen import pen
from explorer.widgets.plain import plain
from explorer.widgets.similar import show_similar
from explorer.widgets.to_measure import new_title, to_measure
from pipeline.analysis.figure import COLOURS, GREY
from pipeline.analysis.words import VALUES, counted, date_words
from pipeline.plan.evidence import refer
from pipeline.schema import LabelSource

_LONGEST_SHOWN = 420


def list_notes(notes: Mapping[str, pd.DataFrame]) -> None:
    """Notes two beside each other, each with its fragments that pass the filter."""
    for pair in _pairs(list(notes)):
        for place, note_id in zip(st.columns(2, gap="small"), pair, strict=False):
            with place:
                _list_note(note_id, notes[note_id])


def _list_note(note_id: str, fragments: pd.DataFrame) -> None:
    """A note in a list: the fragments, their labels, and the way in."""
    with st.container(border=True, gap="xxsmall", height="stretch"):
        for row in fragments.to_dict("records"):
            fragment = {str(name): value for name, value in row.items()}
            shown = escape(_short(str(fragment["text"])))
            kinds = [str(fragment[name]) for name in ("category", "valence", "actor")]
            labels = chips(kinds) + words([str(fragment["theme_label"]), *spoken(fragment)])
            st.html(f'<p class="genks-text" lang="{fragment["language"]}">{shown}</p>{labels}')
        st.caption(plain(_sitting(_named(fragments.iloc[0]))))
        open_here("Open deze notitie", state.QUERY_NOTE, note_id, f"{state.NOTES_OPEN}{note_id}")


def _pairs(note_ids: Sequence[str]) -> list[Sequence[str]]:
    return [note_ids[first : first + 2] for first in range(0, len(note_ids), 2)]


def _named(fragment: pd.Series) -> dict[str, object]:
    return {str(name): value for name, value in fragment.items()}


def whole_note(view: View, note_id: str) -> None:
    """A note in full: its text, each fragment with its labels, and where it was delivered."""
    joined = view.corpus.joined
    fragments = joined[joined["note_id"] == note_id].sort_values("start")
    notes = view.table("notes")
    found = notes.loc[notes["note_id"] == note_id, "text"]
    if found.empty:
        st.warning(
            f"De notitie {plain(note_id)} zit niet in deze run. Misschien kwam er een nieuwere "
            "aanlevering van hetzelfde gesprek. Zoek ze terug in de lijst.",
            icon=":material/search_off:",
        )
        return
    st.html(f'<p class="genks-text">{_marked(str(found.iloc[0]), fragments)}</p>')
    if len(fragments):
        st.caption(plain(_sitting(_named(fragments.iloc[0]))))
    _delivered(view, note_id)
    st.subheader(
        f"Hierin {'zit' if len(fragments) == 1 else 'zitten'} "
        f"{counted(len(fragments), 'gedachte', 'gedachten')}",
        anchor=False,
    )
    for number, row in enumerate(fragments.to_dict("records"), start=1):
        fragment = {str(name): value for name, value in row.items()}
        with st.container(border=True, gap="small"):
            text = escape(str(fragment["text"]))
            st.html(
                f'<blockquote class="genks-quote small genks-{fragment["category"]}">'
                f'<p lang="{fragment["language"]}">{number}. {text}</p></blockquote>'
                + words([*spoken(fragment), *_voice(fragment)])
            )
            edit_labels(view, fragment)
            _theme_line(fragment)
            pen(str(fragment["fragment_id"]), "notitie", "Verbeter stem of thema")
            name = str(fragment["fragment_id"])
            mine = fragments[fragments["fragment_id"] == name]
            evidence = partial(refer, mine, view.corpus.joined)
            to_measure(view.room, new_title(str(fragment["theme_label"])), evidence, name)
            show_similar(view, fragment)


def _voice(fragment: dict[str, object]) -> list[str]:
    """Whose words it holds, where somebody said so."""
    voice = fragment["voice"]
    return [VALUES[voice]] if isinstance(voice, str) else []


def _theme_line(fragment: dict[str, object]) -> None:
    if isinstance(fragment["theme_id"], str):
        st.page_link(
            "explorer/pages/themas.py",
            label=f"Thema: {plain(fragment['theme_label'])}",
            icon=":material/bubble_chart:",
            query_params=with_filter({state.QUERY_THEME: str(fragment["theme_id"])}),
        )
    else:
        by_person = fragment["theme_source"] == LabelSource.PERSON
        why = "Iemand zette dit zo." if by_person else "Deze gedachte lijkt op geen thema genoeg."
        st.caption(f"Thema: Overig. {why}")


def _delivered(view: View, note_id: str) -> None:
    sources = view.table("sources")
    places = sources[sources["note_id"] == note_id]
    lines = [f"bestand {row.file}, {row.place}" for row in places.itertuples()]
    repeated = f" (aangeleverd op {len(lines)} plaatsen, telt één keer)" if len(lines) > 1 else ""
    st.caption("Bron: " + plain("; ".join(lines)) + repeated)


def _marked(text: str, fragments: pd.DataFrame) -> str:
    """The note as HTML, each fragment underlined in the colour of its soort."""
    pieces, position = [], 0
    for fragment in fragments.to_dict("records"):
        start, end = int(fragment["start"]), int(fragment["end"])
        colour = COLOURS.get(str(fragment["category"]), GREY)
        pieces.append(escape(text[position:start]))
        pieces.append(
            f'<span class="fragment" style="border-color:{colour}">{escape(text[start:end])}</span>'
        )
        position = end
    return "".join([*pieces, escape(text[position:])])


def _sitting(fragment: dict[str, object]) -> str:
    """The conversation in one line; of a person only what the form says, never a name."""
    parts = [str(fragment["conversation_id"]), date_words(fragment["date"])]
    parts += [
        str(fragment[name]) for name in ("neighbourhood", "technique") if _known(fragment[name])
    ]
    if _known(fragment["participants"]):
        parts.append(counted(int(str(fragment["participants"])), "deelnemer", "deelnemers"))
    for name in ("age_groups", "genders", "origins"):
        if _known(fragment[name]):
            parts.append(str(fragment[name]).replace("|", " en "))
    return " · ".join(parts)


def _known(value: object) -> bool:
    return (
        value is not None and not pd.isna(str(value)) and str(value) not in {"nan", "<NA>", "None"}
    )


def _short(text: str) -> str:
    if len(text) <= _LONGEST_SHOWN:
        return text
    return text[:_LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
