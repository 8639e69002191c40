"""The Dutch words, orders and number formats of screens and exports, in one place."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pipeline.schema import (
    AGE_GROUPS,
    EDUCATIONS,
    GENDERS,
    ORIGINS,
    Actor,
    Category,
    LabelSource,
    Question,
    Tense,
    ThemeStatus,
    Valence,
    Voice,
)

OVERIG = "Overig"
UNKNOWN = "onbekend"

COLUMNS: dict[str, str] = {
    "fragment_id": "fragment-id",
    "note_id": "notitie-id",
    "conversation_id": "gesprek",
    "uitdager_id": "uitdager",
    "text": "tekst",
    "language": "taal",
    "voice": "stem",
    "category": "soort",
    "category_source": "soort van",
    "category_probability": "zekerheid soort",
    "valence": "gevoel",
    "valence_source": "gevoel van",
    "valence_probability": "zekerheid gevoel",
    "tense": "tijd",
    "tense_source": "tijd van",
    "tense_probability": "zekerheid tijd",
    "actor": "actor",
    "actor_source": "actor van",
    "actor_probability": "zekerheid actor",
    "theme_id": "thema-id",
    "theme_label": "thema",
    "label": "thema",
    "keywords": "trefwoorden",
    "main_label": "hoofdthema",
    "negative": "aandeel negatief",
    "positive": "aandeel positief",
    "balance": "positief min negatief",
    "mood": "gevoel tegenover de rest",
    "status": "status",
    "stability": "stabiliteit",
    "date": "datum",
    "week": "week vanaf",
    "neighbourhood": "wijk",
    "technique": "techniek",
    "participants": "deelnemers",
    "age_group": "leeftijd",
    "age_groups": "leeftijd",
    "gender": "geslacht",
    "genders": "geslacht",
    "origin": "herkomst",
    "origins": "herkomst",
    "education": "opleiding",
    "work": "werk",
    "years_in_genk": "jaren in Genk",
    "n_fragments": "fragmenten",
    "n_conversations": "gesprekken",
    "n_uitdagers": "uitdagers",
    "persons": "personen",
    "small": "minder dan 5 personen",
    "share": "aandeel",
    "low": "ondergrens",
    "high": "bovengrens",
    "reference_share": "aandeel volgens referentie",
    "difference": "verschil",
    "attribute": "kenmerk",
    "value": "waarde",
    "question": "vraag",
    "rule": "telt mee",
    "caption": "bij",
    "month": "maand",
    "measure_id": "nr",
    "measure": "maatregel",
    "measure_status": "status",
    "what": "wat",
    "why": "waarom",
    "owners": "wie het trekt",
    "in_charge": "wie het opvolgt",
    "helpers": "wie helpt",
    "neighbourhoods": "waar",
    "period": "periode",
    "begin": "begin",
    "cost": "kosten",
    "first_step": "eerste stap",
    "indicator": "waaraan we het zien",
    "waits": "wacht op antwoord",
    "heard": "wat we hoorden",
    "quotes": "in hun eigen woorden",
    "became": "wat ervan werd",
    "owner": "wie",
    "can": "kan het",
    "will": "wil het",
    "answer": "antwoord",
    "answer_reason": "waarom",
    "by": "antwoord van",
    "step": "wat er gebeurde",
    "file": "bestand",
    "place": "plaats",
    "reason": "reden",
    "left": "ervoor",
    "hit": "woord",
    "right": "erna",
    "word": "woord",
    "n_hits": "keer",
    "n_other": "keer elders",
    "n_words": "woorden in totaal",
    "n_together": "keer dichtbij",
    "n_total": "keer in totaal",
    "per_1000": "per 1.000 woorden",
    "per_1000_other": "per 1.000 elders",
    "low_1000": "ondergrens",
    "high_1000": "bovengrens",
    "log_ratio": "verdubbelingen",
    "g2": "G2",
    "log_dice": "logDice",
    "sure": "zeker",
    "one_voice": "van één uitdager",
    "change": "wijziging",
    "changed_label": "etiket",
    "before": "voordien",
    "after": "nu",
    "from_theme": "van",
    "to_theme": "naar",
    "n_before": "fragmenten voordien",
    "n_after": "fragmenten nu",
    "share_before": "aandeel voordien",
    "share_after": "aandeel nu",
    "judgement": "oordeel",
    "from_to": "van en naar",
    "n_persons": "door mensen en formulieren",
    "n_model": "door het model",
    "source": "bron",
    "theme": "thema",
    "form": "formulier",
    "proposed": "model",
    "truth": "mens",
    "said": "model",
    "certainty": "zekerheid",
    "n": "aantal",
    "n_said": "keer gezegd door het model",
    "precision": "precisie",
    "recall": "gevonden",
    "f1": "F1",
    "macro_f1": "macro-F1",
    "alpha": "alfa",
    "accuracy": "eens",
    "calibration_error": "ijkfout",
    "promised": "beloofde zekerheid",
    "right_share": "juist",
    "first": "eerste codeur",
    "second": "tweede codeur",
    "pair": "wie tegenover wie",
    "n_texts": "teksten waaruit geleerd is",
    "difference_elsewhere": "verschil met elders",
}

VALUES: dict[str, str] = {
    LabelSource.FORM: "formulier",
    LabelSource.MODEL: "model",
    LabelSource.PERSON: "persoon",
    ThemeStatus.PROPOSED: "voorgesteld",
    ThemeStatus.CONFIRMED: "bevestigd",
    ThemeStatus.RETIRED: "afgesloten",
    Voice.QUOTE: "eigen woorden",
    Voice.PARAPHRASE: "parafrase",
    Voice.INTERPRETATION: "uitleg van de uitdager",
}

LANGUAGES: dict[str, str] = {
    "nl": "Nederlands",
    "tr": "Turks",
    "it": "Italiaans",
    "fr": "Frans",
    "en": "Engels",
    "pl": "Pools",
    "ar": "Arabisch",
    "es": "Spaans",
    "el": "Grieks",
}

ORDERS: dict[str, tuple[str, ...]] = {
    "category": tuple(Category),
    "valence": tuple(Valence),
    "tense": tuple(Tense),
    "actor": tuple(Actor),
    "question": tuple(Question),
    "age_group": AGE_GROUPS,
    "gender": GENDERS,
    "origin": ORIGINS,
    "education": EDUCATIONS,
}

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def number(value: float, decimals: int = 0) -> str:
    """1420 -> "1.420"; 12.5 with one decimal -> "12,5"."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float, decimals: int = 0) -> str:
    """0.125 -> "12,5 %" with one decimal; the space does not break."""
    return f"{number(100 * share, decimals)}\u00a0%"


def counted(count: int, one: str, more: str) -> str:
    """(1, "gesprek", "gesprekken") -> "1 gesprek"."""
    return f"{number(count)} {one if count == 1 else more}"


def date_words(date: object) -> str:
    """12 september 2009; "datum onbekend" for a missing date."""
    moment = pd.Timestamp(str(date)) if date is not None and not pd.isna(str(date)) else pd.NaT
    if pd.isna(moment):
        return "datum onbekend"
    return f"{moment.day} {month_words(moment)}"


def month_words(date: pd.Timestamp) -> str:
    """September 2009, in lower case as Dutch has it."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def any_of(values: Iterable[str]) -> str:
    """["a", "b", "c"] -> "a, b of c"."""
    return _listed(values, "of")


def all_of(values: Iterable[str]) -> str:
    """["a", "b", "c"] -> "a, b en c"."""
    return _listed(values, "en")


def _listed(values: Iterable[str], word: str) -> str:
    *head, last = list(values) or [""]
    return f"{', '.join(head)} {word} {last}" if head else last


def value_words(name: str, value: str) -> str:
    """The Dutch word of a value of a column: "tr" as a language is Turks."""
    return LANGUAGES.get(value, value) if name == "language" else value


def column(name: str) -> str:
    """The Dutch word of a column; an unknown name as it is."""
    return COLUMNS.get(name, name)
