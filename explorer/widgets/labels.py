"""The labels of a fragment: what they are, where each came from, and mending one in two clicks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from explorer import data, state
from explorer.widgets.frame import Room, View
from explorer.widgets.plain import plain
from pipeline.analysis.figure import COLOURS, GREY
from pipeline.analysis.words import LANGUAGES, VALUES, column, date_words, percent
from pipeline.decisions import Decision, Kind, log_of
from pipeline.decisions.entry import LABEL_VALUES
from pipeline.errors import DecisionError
from pipeline.schema import LabelSource

CORRECTABLE = ("category", "valence", "tense", "actor")
_SURE = 0.85


@dataclass(frozen=True)
class Label:
    """One label of one fragment as it stands now."""

    name: str
    value: str
    source: str
    probability: float
    review_below: float

    @property
    def origin(self) -> str:
        """Where it came from and how sure it is, in words."""
        if self.source == LabelSource.FORM:
            return "van het formulier"
        if self.source == LabelSource.PERSON:
            return "door een mens gezet"
        return f"door het model, {self.certainty}"

    @property
    def certainty(self) -> str:
        """How sure the model is."""
        if self.probability < self.review_below:
            return "onzeker: te bekijken"
        return "vrij zeker" if self.probability >= _SURE else "waarschijnlijk"


def labels_of(fragment: Mapping[str, object], review_below: float) -> list[Label]:
    """The labels that a person can mend, in their order."""
    return [
        Label(
            name,
            str(fragment[name]),
            str(fragment[f"{name}_source"]),
            float(str(fragment[f"{name}_probability"])),
            review_below,
        )
        for name in CORRECTABLE
    ]


def chips(values: list[str]) -> str:
    """HTML for a row of labels; the colour is always beside its word."""
    return "".join(
        f'<span class="genks-chip"><i style="background:{COLOURS.get(value, GREY)}"></i>'
        f"{escape(value)}</span>"
        for value in values
    )


def words(values: Sequence[str]) -> str:
    """HTML for a row of words."""
    return "".join(f'<span class="genks-chip">{escape(value)}</span>' for value in values)


def spoken(fragment: Mapping[str, object]) -> list[str]:
    """In which language a fragment is, where that is not Dutch."""
    code = str(fragment["language"])
    return [] if code == "nl" else [f"in het {LANGUAGES[code]}"]


def edit_labels(view: View, fragment: Mapping[str, object]) -> None:
    """A button a label; it opens the other values, and a click on one keeps that."""
    labels = labels_of(fragment, data.review_below(view.manifest))
    with st.container(horizontal=True, gap="small"):
        for label in labels:
            review = label.source == LabelSource.MODEL and label.probability < label.review_below
            icon = ":material/help:" if review else None
            with st.popover(f"{column(label.name).capitalize()}: {label.value}", icon=icon):
                _choose(view, fragment, label)
    st.caption(" · ".join(f"{column(label.name)} {label.origin}" for label in labels))


def _choose(view: View, fragment: Mapping[str, object], label: Label) -> None:
    st.markdown(f"**{column(label.name).capitalize()}** is nu *{label.value}*, {label.origin}.")
    if label.source == LabelSource.MODEL:
        st.caption(f"Zekerheid van het model: {percent(label.probability)}.")
    decision = _standing(view, str(fragment["fragment_id"]), label.name)
    if decision is not None:
        st.caption(f"Gezet door {plain(decision.who)} op {date_words(decision.at[:10])}.")
    if not view.room.viewer.name:
        st.warning("Vul eerst in de zijbalk je naam in, dan weten we wie dit beslist.")
        return
    for value in LABEL_VALUES[label.name]:
        st.button(
            f"Maak er {value} van" if value != label.value else f"Bevestig {value}",
            key=f"{state.NOTES_LABEL}{fragment['fragment_id']}.{label.name}.{value}",
            on_click=keep_label,
            args=(view.room, dict(fragment), label.name, value),
            width="stretch",
        )


def keep_label(
    room: Room, fragment: Mapping[str, object], name: str, value: str, spoken: str = ""
) -> None:
    """A person's word on a label, with sight of what stands; `spoken` is how the value is told."""
    decision = Decision(
        who=room.viewer.name,
        kind=Kind.LABEL,
        subject=str(fragment["fragment_id"]),
        field=name,
        value=value,
        conversation_id=str(fragment["conversation_id"]),
        text=str(fragment["text"]),
    )
    try:
        log_of(room.settings).append(decision)
        said = spoken or VALUES.get(value, value)
        notice = f"Bewaard: {column(name)} is nu {said}. Terugdraaien kan op Logboek."
    except DecisionError as error:
        notice = str(error)
    st.session_state[state.APP_NOTICE] = notice


def _standing(view: View, fragment_id: str, name: str) -> Decision | None:
    return data.state_of(view.room.decisions, view.room.run).labels.get((fragment_id, name))
