"""The keys and words of page Coderen: one key a value, so that a fast coder never hits another.

Streamlit keeps C and R; digits work with and without Shift on a Belgian keyboard.
"""

from __future__ import annotations

import streamlit as st

from explorer import state
from pipeline.decisions.queues import DOUBT, FORM, SAMPLE, THEME, TYPICAL
from pipeline.schema import Actor, Category, Tense, Valence, Voice

LABELS = ("category", "valence", "actor", "tense", "voice", "theme")
DEFAULT_LABELS = ("category", "valence")
KEYS: dict[str, dict[str, str]] = {
    "category": dict(zip(Category, "1234", strict=True)),
    "valence": {Valence.NEGATIVE: "5", Valence.NEUTRAL: "6", Valence.POSITIVE: "7"},
    "tense": dict(zip(Tense, "89", strict=True)),
    "actor": {
        Actor.EMPLOYERS: "W",
        Actor.EDUCATION: "O",
        Actor.INSTITUTIONS: "I",
        Actor.CITY: "S",
        Actor.INHABITANTS: "G",
    },
    "voice": {Voice.QUOTE: "E", Voice.PARAPHRASE: "P", Voice.INTERPRETATION: "U"},
}
NEXT, UNDO, NOTE, TO_THEME = "N", "Z", "L", "T"
QUESTIONS = {
    "category": "Wat is het?",
    "valence": "Welk gevoel?",
    "actor": "Wie is aan zet of wordt aangesproken?",
    "tense": "Nu of toekomst?",
    "voice": "Wiens woorden zijn het?",
    "theme": "Waarover gaat het?",
}
QUEUE_WORDS = {
    SAMPLE: "Steekproef",
    DOUBT: "Waar het programma twijfelt",
    TYPICAL: "De typische",
    FORM: "Anders dan het formulier",
    THEME: "Eén thema",
}
QUEUE_HELP = {
    SAMPLE: "Willekeurig. Alleen hiermee meet Kwaliteit hoe goed het programma is.",
    DOUBT: "Wat het minst zeker is, eerst. De rij leert mee van wat je zegt.",
    TYPICAL: "Wat van elke soort het duidelijkste voorbeeld lijkt, eerst: goed om te oefenen.",
    FORM: "Waar het vakje op het formulier en het programma sterk verschillen.",
    THEME: "De fragmenten van het thema dat je kiest.",
}
# Typing T goes to the list of themes; after a choice the keys are for the buttons again.
_FOCUS = """
export default function () {
  const box = () => document.querySelector('[class*="st-key-coderen-geef-thema"] input');
  const down = (event) => {
    const inside = event.target.closest && event.target.closest("input, textarea, select");
    if (inside) {
      if (event.key === "Enter") setTimeout(() => event.target.blur(), 60);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === "t" && box()) { event.preventDefault(); box().focus(); }
  };
  document.addEventListener("keydown", down);
  return () => document.removeEventListener("keydown", down);
}
"""


def listen() -> None:
    """Let T go to the list of themes; once on the page."""
    st.components.v2.component("genks_coding_keys", js=_FOCUS)(key=state.CODING_KEYS)
