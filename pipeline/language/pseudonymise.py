"""Raw notes in, notes without private persons out: nothing after this sees raw text.

Places, firms, schools, associations and public figures stay; people become `[naam 1]`, one number
a person within a conversation. What is found lives in `pipeline/language/privacy`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.cache import RecordCache
from pipeline.language.privacy.addresses import find_addresses
from pipeline.language.privacy.identifiers import find_identifiers
from pipeline.language.privacy.names import NameBook, find_names, learn_names, make_book
from pipeline.language.privacy.placeholders import number_persons, replace_spans
from pipeline.language.privacy.spans import KINDS, Span, cast_shadow, resolve
from pipeline.language.privacy.words import fold_text
from pipeline.schema import Attributes, Notes, RawNotes
from pipeline.settings import PrivacyOptions

_PLACEHOLDER = re.compile(r"\[(?:" + "|".join(KINDS) + r")(?: (\d+))?\]")
_NUMBERED = re.compile(r"\[naam \d+\]")


@dataclass(frozen=True)
class Pseudonymised:
    """Notes and attributes without private persons; `n_found` counts what was replaced, by kind."""

    notes: DataFrame[Notes]
    attributes: DataFrame[Attributes]
    n_found: dict[str, int]


def pseudonymise(
    notes: DataFrame[RawNotes],
    attributes: DataFrame[Attributes],
    names: Collection[str],
    options: PrivacyOptions,
    places: Collection[str] = (),
    cache: RecordCache | None = None,
) -> Pseudonymised:
    """The notes and attributes with placeholders.

    `names` are raw names of the registry, `places` what must stay. Numbering is per conversation,
    in order of note_id and then attribute; the rows keep their order. The heading of an attribute
    has no conversation, so that a name in it has no number. `cache` keeps whole conversations; it
    must be of this code and have a secret, since what it is asked for is raw.
    """
    known = (tuple(names), (*places, *options.keep))
    book = _book_of(*known)
    table = pd.DataFrame(notes).sort_values("note_id")
    extra = pd.DataFrame(attributes).sort_values(["note_id", "attribute", "value"])
    note_ids, raw = table["note_id"].tolist(), table["text"].tolist()
    conversation = dict(zip(note_ids, table["conversation_id"].tolist(), strict=True))
    texts: dict[str, list[tuple[str, object, str]]] = {}
    for label, note_id, text in zip(table.index, note_ids, raw, strict=True):
        texts.setdefault(conversation[note_id], []).append(("note", label, text))
    for label, note_id, value in zip(extra.index, extra["note_id"], extra["value"], strict=True):
        texts.setdefault(conversation.get(note_id, note_id), []).append(("value", label, value))
    found: Counter[str] = Counter()
    safe: dict[str, dict[object, str]] = {"note": {}, "value": {}}
    said = [[text for _, _, text in entries] for entries in texts.values()]
    done = _clean_all(said, book, json.dumps(known), cache)
    for entries, (cleaned, counts) in zip(texts.values(), done, strict=True):
        found.update(counts)
        for (kind, label, _), text in zip(entries, cleaned, strict=True):
            safe[kind][label] = text
    clean_notes = pd.DataFrame(notes)[["note_id", "conversation_id", "text"]].copy()
    clean_notes["text"] = [safe["note"][label] for label in clean_notes.index]
    clean_values = pd.DataFrame(attributes).copy()
    headings = _hide_each(clean_values["attribute"], book)
    clean_values["attribute"] = clean_values["attribute"].map(headings).astype("str")
    clean_values["value"] = [safe["value"][label] for label in clean_values.index]
    return Pseudonymised(
        notes=Notes.validate(clean_notes),
        attributes=Attributes.validate(clean_values),
        n_found={kind: found[kind] for kind in KINDS if found[kind]},
    )


def pseudonymise_text(text: str, names: Collection[str] = (), keep: Collection[str] = ()) -> str:
    """One text alone with placeholders, persons numbered from 1."""
    cleaned, _ = _clean([text], _book_of(tuple(names), tuple(keep)))
    return cleaned[0]


def hide_persons(
    values: Iterable[str], names: Collection[str], keep: Collection[str]
) -> dict[str, str]:
    """Each different value of a column without private persons, who get no number there.

    For what is no note: a technique, a trade, the place of a row with the name of its sheet.
    """
    return _hide_each(values, _book_of(tuple(names), tuple(keep)))


def _hide_each(values: Iterable[str], book: NameBook) -> dict[str, str]:
    """Value -> safe value; numbers would tell nothing outside a conversation."""
    different = sorted(set(values))
    return {value: _NUMBERED.sub("[naam]", _clean([value], book)[0][0]) for value in different}


@lru_cache(maxsize=8)
def _book_of(names: tuple[str, ...], keep: tuple[str, ...]) -> NameBook:
    """The book, made once for the thousands of texts that share it."""
    return make_book(names, keep)


def find_spans(text: str, book: NameBook) -> list[Span]:
    """Everything personal in one text, in order, without overlap."""
    shadow = cast_shadow(text)
    fixed = [(m.start(), m.end()) for m in _PLACEHOLDER.finditer(shadow.text)]
    numbers = [*find_identifiers(shadow.text), *find_addresses(shadow.text)]
    spans = [*numbers, *find_names(shadow.text, book)]
    free = [s for s in spans if all(s.end <= start or end <= s.start for start, end in fixed)]
    return resolve(shadow.back(span) for span in free)


def find_together(texts: Mapping[int, str], book: NameBook) -> dict[int, list[Span]]:
    """The spans of the texts of one conversation: who is named in one place is known in others."""
    spans = {i: find_spans(text, book) for i, text in texts.items()}
    names = _names_in(texts, spans)
    learned = learn_names(book, names)
    fresh = learned.parts - book.parts
    for i, text in texts.items() if fresh else ():
        rest = fold_text(_without(text, spans[i]))
        if any(part in rest for part in fresh):
            spans[i] = find_spans(text, learned)
    return spans


def _without(text: str, spans: Sequence[Span]) -> str:
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _clean(texts: Sequence[str], book: NameBook) -> tuple[list[str], Counter[str]]:
    """The texts of one conversation with placeholders; repeated until nothing is found."""
    counts: Counter[str] = Counter()
    cleaned = list(texts)
    pending = set(range(len(cleaned)))
    while pending:
        spans = find_together({i: cleaned[i] for i in sorted(pending)}, book)
        names = _names_in(cleaned, spans)
        pending = {i for i, found in spans.items() if found}
        persons = number_persons(names, _numbers_in(cleaned))
        for i in pending:
            counts.update(span.kind for span in spans[i])
            cleaned[i] = replace_spans(cleaned[i], spans[i], persons)
    return cleaned, counts


def _clean_all(
    said: Sequence[Sequence[str]], book: NameBook, known: str, cache: RecordCache | None
) -> list[Any]:  # pairs; as JSON gives them where they were remembered
    """Each conversation's texts with placeholders and counts by kind, as far as can be remembered.

    `known`: the names and places of the book, on which the result depends too.
    """
    keys = [f"{known}\n{json.dumps(texts)}" for texts in said]
    done = dict(enumerate(cache.get(keys) if cache else ()))
    fresh = [place for place in range(len(keys)) if done.get(place) is None]
    done |= {place: _clean(said[place], book) for place in fresh}
    if cache:
        cache.put([keys[place] for place in fresh], [done[place] for place in fresh])
    return [done[place] for place in range(len(keys))]


def _names_in(
    texts: Mapping[int, str] | Sequence[str], spans: Mapping[int, Sequence[Span]]
) -> list[str]:
    """The names that the spans hold, in the order of the texts."""
    found = ((i, span) for i, many in spans.items() for span in many)
    return [texts[i][span.start : span.end] for i, span in found if span.kind == "naam"]


def _numbers_in(texts: Iterable[str]) -> set[int]:
    """The numbers of placeholders that stand in the texts already."""
    return {int(m.group(1)) for t in texts for m in _PLACEHOLDER.finditer(t) if m.group(1)}
