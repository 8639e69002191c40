"""A choice of fragments: AND across fields, OR within; in the URL, in words, and applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.analysis.joined import PROFILE_COLUMNS, REVIEWED
from pipeline.analysis.questions import QUESTIONS, answers_question
from pipeline.analysis.words import LANGUAGES, OVERIG, VALUES, any_of, column, date_words
from pipeline.schema import Actor, Category, LabelSource, Question, Tense, Valence

NO_THEME = "overig"
_LONGEST = 200
_MOST_VALUES = 100


@dataclass(frozen=True)
class Filter:
    """What is looked for; an empty field lets everything through.

    `theme` holds theme ids or "overig"; `source` who gave the soort; `review` the labels of which
    one is uncertain; both dates are included.
    """

    text: str = ""
    category: tuple[str, ...] = ()
    valence: tuple[str, ...] = ()
    tense: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    neighbourhood: tuple[str, ...] = ()
    age_group: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    uitdager: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None


URL_KEYS: dict[str, str] = {
    "text": "zoek",
    "category": "soort",
    "valence": "gevoel",
    "tense": "tijd",
    "actor": "actor",
    "theme": "thema",
    "neighbourhood": "wijk",
    "age_group": "leeftijd",
    "gender": "geslacht",
    "origin": "herkomst",
    "technique": "techniek",
    "uitdager": "uitdager",
    "language": "taal",
    "question": "vraag",
    "source": "bron",
    "review": "bekijken",
    "date_from": "van",
    "date_to": "tot",
}
_ALLOWED: dict[str, frozenset[str]] = {
    "category": frozenset(Category),
    "valence": frozenset(Valence),
    "tense": frozenset(Tense),
    "actor": frozenset(Actor),
    "language": frozenset(LANGUAGES),
    "question": frozenset(Question),
    "source": frozenset(LabelSource),
    "review": frozenset(REVIEWED),
}
_COLUMN_OF = {"uitdager": "uitdager_id", "source": "category_source"}
_DATES = ("date_from", "date_to")


def apply(
    joined: pd.DataFrame, chosen: Filter, found: Collection[str] | None = None
) -> pd.DataFrame:
    """The fragments that pass, in their order; with `found` (ids of `search`) in that order.

    Age, gender and origin pass when anyone at the sitting has the value. A fragment without a
    date never passes a date. A text without `found` is a mistake of the caller.
    """
    keep = pd.Series(True, index=joined.index)
    for mask in _masks(joined, chosen):
        keep &= mask
    if not chosen.text.strip():
        return joined[keep]
    if found is None:
        raise ValueError("a filter with text needs the ids that pipeline.search found")
    rank = joined["fragment_id"].map({name: place for place, name in enumerate(found)})
    return joined[keep & rank.notna()].loc[rank[keep & rank.notna()].sort_values().index]


def to_query(chosen: Filter) -> dict[str, list[str]]:
    """The filter for a URL: Dutch keys, empty fields left out."""
    query: dict[str, list[str]] = {}
    for name, key in URL_KEYS.items():
        value = getattr(chosen, name)
        if isinstance(value, dt.date):
            query[key] = [value.isoformat()]
        elif value:
            query[key] = [value] if isinstance(value, str) else list(value)
    return query


def from_query(query: Mapping[str, str | Iterable[str]]) -> Filter:
    """The filter of a URL; unknown keys and bad values are passed over, doubles count once."""
    values: dict[str, object] = {}
    for name, key in URL_KEYS.items():
        given = query.get(key, ())
        texts = [given] if isinstance(given, str) else list(given)
        clean = list(dict.fromkeys(text for text in map(_clean, texts) if text))
        if name == "text":
            values[name] = clean[0] if clean else ""
        elif name in _DATES:
            values[name] = _date(clean[0]) if clean else None
        else:
            allowed = _ALLOWED.get(name)
            values[name] = tuple(v for v in clean if allowed is None or v in allowed)[:_MOST_VALUES]
    return Filter(**values)  # type: ignore[arg-type]  # each field gets its own kind above


def in_words(chosen: Filter, labels: Mapping[str, str]) -> str:
    """The filter as a Dutch phrase; `labels` gives the name of each theme id."""
    sought = chosen.text.strip()
    phrase = len(sought) > 1 and sought[0] in '"\u201c\u201d\u201e'
    quoted = sought if phrase else f"\u201c{sought}\u201d"
    parts = [f"met {quoted}"] if sought else []
    names: dict[str, Mapping[str, str]] = {
        "theme": {NO_THEME: OVERIG, **labels},
        "language": LANGUAGES,
        "source": VALUES,
        "review": {label: column(label) for label in REVIEWED},
        "question": {rule.question: f"\u201c{rule.title}\u201d" for rule in QUESTIONS},
    }
    heads = {"theme": "thema", "source": "soort gegeven door", "review": "te bekijken:"}
    for name in (n for n in URL_KEYS if n not in {"text", *_DATES} and getattr(chosen, n)):
        shown = any_of(names.get(name, {}).get(value, value) for value in getattr(chosen, name))
        parts.append(f"{heads.get(name, column(name))} {shown}")
    parts += _period_words(chosen)
    return ", ".join(parts) if parts else "alle fragmenten"


def _masks(joined: pd.DataFrame, chosen: Filter) -> Iterator[pd.Series]:
    """What each field that is set lets through; the text apart."""
    for name in (n for n in URL_KEYS if n not in {"text", *_DATES} and getattr(chosen, n)):
        yield _mask(joined, name, getattr(chosen, name))
    if chosen.date_from:
        yield joined["date"] >= pd.Timestamp(chosen.date_from)
    if chosen.date_to:
        yield joined["date"] < pd.Timestamp(chosen.date_to) + pd.Timedelta(days=1)


def _mask(joined: pd.DataFrame, name: str, wanted: tuple[str, ...]) -> pd.Series:
    if name in PROFILE_COLUMNS:
        return _anyone_has(joined[PROFILE_COLUMNS[name]], wanted)
    if name == "theme":
        return joined["theme_id"].fillna(NO_THEME).isin(list(wanted))
    if name == "question":
        return _any_column(answers_question(joined, Question(value)) for value in wanted)
    if name == "review":
        return _any_column(joined[f"{label}_review"] for label in wanted)
    return joined[_COLUMN_OF.get(name, name)].isin(list(wanted))


def _period_words(chosen: Filter) -> list[str]:
    start, end = chosen.date_from, chosen.date_to
    if start and end:
        return [f"van {date_words(start)} tot en met {date_words(end)}"]
    if start:
        return [f"vanaf {date_words(start)}"]
    return [f"tot en met {date_words(end)}"] if end else []


def _anyone_has(values: pd.Series, wanted: Collection[str]) -> pd.Series:
    distinct = [value for value in values.unique() if isinstance(value, str)]
    passing = [value for value in distinct if set(value.split("|")) & set(wanted)]
    return values.isin(passing)


def _any_column(columns: Iterable[pd.Series]) -> pd.Series:
    first, *others = columns
    for other in others:
        first = first | other
    return first


def _clean(text: str) -> str:
    return "".join(c for c in str(text) if c.isprintable()).strip()[:_LONGEST].strip()


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
