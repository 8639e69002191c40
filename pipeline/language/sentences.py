"""Where a thought can end: sentences, lines, bullets and listed remarks of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.resources.words import abbreviations

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦●○>+→]+|\(?(?:\d{1,2}|[a-zA-Z])[.)](?!\d))\s+")
_STOP = re.compile(r"(?:[.!?…]+|;)[\"'”’»)\]]*(?=\s|$)")
_INLINE = re.compile(r"\s+(?:[-–—/|•·]|//)\s+")
_QUOTES = (
    re.compile(r'"[^"\n]*(?:\n[^"\n]+){0,3}"'),
    re.compile(r"[“„][^”“„]{0,1500}[”“]"),
    re.compile(r"«[^»]{0,1500}»"),
    re.compile(r"(?<!\w)[‘][^’‘\n]{0,600}[.!?,]?’(?!\w)"),
    re.compile(r"(?<!\w)'(?=[A-Za-zÀ-ÿ])(?!(?:[stknmr]|ne|nen)\b)(?:[^'\n]|(?<=\w)'(?=\w)){1,600}'(?!\w)"),
    re.compile(r"\([^()\n]{0,300}\)"),
)
_MIN_LISTED_WORDS = 3


@dataclass(frozen=True)
class Sentence:
    """A piece of a note that is not cut further; `end` is exclusive, no white space at the edges.

    `listed`: it begins a bullet, a numbered point or a remark behind a dash or slash.
    `line`: it begins a line; `paragraph`: an empty line stands before it.
    """

    start: int
    end: int
    listed: bool = False
    line: bool = False
    paragraph: bool = False


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a note, in order; no word is in none or in two of them."""
    quotes = _quote_spans(text)
    sentences: list[Sentence] = []
    previous_end = 0
    for line_start, line_end in _lines(text, quotes):
        paragraph = text.count("\n", previous_end, line_start) > 1
        bullet = _BULLET.match(text, line_start, line_end)
        start = bullet.end() if bullet and bullet.end() < line_end else line_start
        for index, (piece_start, piece_end, inline) in enumerate(
            _pieces(text, start, line_end, quotes)
        ):
            first = index == 0
            sentences.append(
                Sentence(
                    piece_start,
                    piece_end,
                    listed=inline or (first and bullet is not None),
                    line=first,
                    paragraph=first and paragraph,
                )
            )
        previous_end = line_end
    return sentences


def _quote_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for pattern in _QUOTES for match in pattern.finditer(text)]


def _lines(text: str, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines with something in them; a line break inside a quote is no break."""
    start = 0
    for match in re.finditer(r"\n|\Z", text):
        if _inside(match.start(), quotes) and match.start() < len(text):
            continue
        if text[start : match.start()].strip():
            yield _trim(text, start, match.start())
        start = match.end()


def _pieces(
    text: str, start: int, end: int, quotes: list[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Sentences of one line, with whether each stands behind a dash or slash."""
    begin, inline = start, False
    for stop, after, is_inline in sorted([*_stops(text, start, end, quotes), *_listed(text, start, end, quotes)]):
        if stop <= begin:
            continue
        piece = _trim(text, begin, stop)
        if piece[0] < piece[1]:
            yield *piece, inline
        begin, inline = after, is_inline
    piece = _trim(text, begin, end)
    if piece[0] < piece[1]:
        yield *piece, inline


def _stops(
    text: str, start: int, end: int, quotes: list[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        if not _inside(stop, quotes) and not _is_abbreviation(text, start, match) and stop < end:
            yield stop, stop, False


def _listed(
    text: str, start: int, end: int, quotes: list[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Dashes and slashes that part remarks: each remark has a few words."""
    marks = [m for m in _INLINE.finditer(text, start, end) if not _inside(m.start(), quotes)]
    edges = [start, *(m.end() for m in marks), end]
    words = [len(text[a:b].split()) for a, b in zip(edges, edges[1:], strict=False)]
    for index, mark in enumerate(marks):
        if min(words[index], words[index + 1]) >= _MIN_LISTED_WORDS and len(marks) > 1:
            yield mark.start(), mark.end(), True


def _is_abbreviation(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to a word, or the sentence goes on after it."""
    if stop.group()[0] in "!?;" :
        return False
    following = text[stop.end() : stop.end() + 40].lstrip()
    if following and (following[0].islower() and stop.group().startswith(("…", ".."))):
        return True
    words = text[max(start, stop.start() - 20) : stop.start() + 1].split()
    last = words[-1].lower().lstrip("('\"“„‘[") if words else ""
    initial = len(last) == len("K.") and last[0].isalpha()
    return last in abbreviations() or initial or ("." in last[:-1] and last[0].isalpha() and len(last) <= len("d.w.z.") + 2)


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < position < end for start, end in spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
