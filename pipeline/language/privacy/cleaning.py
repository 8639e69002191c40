"""The texts of one conversation with placeholders, and where their doubtful words now stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.language.privacy.addresses import find_addresses
from pipeline.language.privacy.doubts import KEPT, Doubt
from pipeline.language.privacy.identifiers import find_identifiers
from pipeline.language.privacy.names import Found, NameBook, find_names, learn_names
from pipeline.language.privacy.placeholders import number_persons, place_holders
from pipeline.language.privacy.spans import KINDS, Span, cast_shadow, resolve
from pipeline.language.privacy.words import fold_text

_PLACEHOLDER = re.compile(r"\[(?:" + "|".join(KINDS) + r")(?: (\d+))?\]")


@dataclass(frozen=True)
class Cleaned:
    """Safe texts, what was replaced by kind, and the doubts by text, as places in the safe text."""

    texts: list[str]
    counts: Counter[str]
    doubts: dict[int, list[Doubt]]


def look(text: str, book: NameBook) -> Found:
    """Everything personal in one text, in order, without overlap; and what is doubtful in it."""
    shadow = cast_shadow(text)
    fixed = [(m.start(), m.end()) for m in _PLACEHOLDER.finditer(shadow.text)]
    numbers = [*find_identifiers(shadow.text), *find_addresses(shadow.text)]
    names = find_names(shadow.text, book)
    spans = [*numbers, *names.spans]
    free = [s for s in spans if all(s.end <= start or end <= s.start for start, end in fixed)]
    standing = resolve(shadow.back(span) for span in free)
    return Found(standing, [d for d in map(shadow.move, names.doubts) if _holds(d, standing)])


def _holds(doubt: Doubt, spans: Iterable[Span]) -> bool:
    """Whether what the doubt says happened is what happens: its word goes with a name, or stays."""
    over = [span for span in spans if span.start < doubt.end and doubt.start < span.end]
    return not over if doubt.action == KEPT else any(span.kind == "naam" for span in over)


def find_together(texts: Mapping[int, str], book: NameBook) -> dict[int, Found]:
    """The same for the texts of a conversation: who is named in one place is known in others."""
    found = {i: look(text, book) for i, text in texts.items()}
    names = _names_in(texts, found)
    learned = learn_names(book, names)
    fresh = learned.parts - book.parts
    for i, text in texts.items() if fresh else ():
        rest = fold_text(_without(text, found[i].spans))
        if any(part in rest for part in fresh):
            found[i] = look(text, learned)
    return found


def clean(texts: Sequence[str], book: NameBook) -> Cleaned:
    """The texts with placeholders; repeated until nothing is found."""
    counts: Counter[str] = Counter()
    cleaned = list(texts)
    doubts: dict[int, list[Doubt]] = {}
    pending = set(range(len(cleaned)))
    while pending:
        found = find_together({i: cleaned[i] for i in sorted(pending)}, book)
        if not doubts:
            doubts = {i: one.doubts for i, one in found.items() if one.doubts}
        pending = {i for i, one in found.items() if one.spans}
        persons = number_persons(_names_in(cleaned, found), _numbers_in(cleaned))
        for i in pending:
            spans = found[i].spans
            counts.update(span.kind for span in spans)
            holders = place_holders(cleaned[i], spans, persons)
            doubts[i] = _moved(doubts.get(i, []), spans, holders)
            cleaned[i] = _replaced(cleaned[i], spans, holders)
    return Cleaned(cleaned, counts, {i: many for i, many in doubts.items() if many})


def _moved(doubts: Iterable[Doubt], spans: Sequence[Span], holders: Sequence[str]) -> list[Doubt]:
    """The doubts where they stand once each span is its placeholder."""
    moved = []
    for doubt in doubts:
        shift = 0
        for span, holder in zip(spans, holders, strict=True):
            if span.end <= doubt.start:
                shift += len(holder) - (span.end - span.start)
            elif span.start < doubt.end:
                start = span.start + shift
                if doubt.action != KEPT:
                    moved.append(replace(doubt, start=start, end=start + len(holder)))
                break
            else:
                moved.append(replace(doubt, start=doubt.start + shift, end=doubt.end + shift))
                break
        else:
            moved.append(replace(doubt, start=doubt.start + shift, end=doubt.end + shift))
    return moved


def _replaced(text: str, spans: Sequence[Span], holders: Sequence[str]) -> str:
    """The text with each span (in order, without overlap) replaced by its placeholder."""
    pieces: list[str] = []
    end = 0
    for span, holder in zip(spans, holders, strict=True):
        pieces += [text[end : span.start], holder]
        end = span.end
    return "".join([*pieces, text[end:]])


def _without(text: str, spans: Sequence[Span]) -> str:
    return _replaced(text, spans, [" "] * len(spans))


def _names_in(texts: Mapping[int, str] | Sequence[str], found: Mapping[int, Found]) -> list[str]:
    """The names that the spans hold, in the order of the texts."""
    spans = ((i, span) for i, one in found.items() for span in one.spans)
    return [texts[i][span.start : span.end] for i, span in spans if span.kind == "naam"]


def _numbers_in(texts: Iterable[str]) -> set[int]:
    """The numbers of placeholders that stand in the texts already."""
    return {int(m.group(1)) for t in texts for m in _PLACEHOLDER.finditer(t) if m.group(1)}
