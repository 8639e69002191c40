"""Where a thought can end: sentences, and the breaks that a writer put in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.resources.words import abbreviations

_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦●○>+→]+|\(?(?:\d{1,2}[.)]|[a-zA-Z]\)))\s+")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_SEMICOLON = re.compile(r";(?=\s)")
_DASH = re.compile(r"\s+(?:[-–—/|•·]|//)\s+")
_QUOTES = (
    re.compile(r'"[^"\n]*(?:\n[^"\n]+){0,3}"'),
    re.compile(r"[“„][^”“„]{0,1500}[”“]"),
    re.compile(r"«[^»]{0,1500}»"),
    re.compile(r"‘[^‘\n]{0,600}?[.!?,]?’(?!\w)"),
    re.compile(
        r"(?<!\w)'(?=[A-Za-zÀ-ÿ])(?!(?:[stknmr]|ne|nen)\b)"
        r"(?:[^'\n]|(?<=\w)'(?=\w)|(?<=\s)'(?=[stkn]\b)){1,600}'(?!\w)"
    ),
    re.compile(r"\([^()\n]{0,300}\)"),
)
_MIN_LISTED_WORDS = 5  # shorter between dashes or slashes is an aside, or a choice of words
_WRAP_WIDTH = range(55, 101)  # characters; mail programs break lines at such a width
_RAGGED = 12  # characters that a full line may lack
_FULL_LINES = 3  # so many full lines show that a program broke them, not the writer

_Span = tuple[int, int]


@dataclass(frozen=True)
class Sentence:
    """A piece of a note that is not cut further: no white space or bullet at its edges.

    `own_break`: the writer broke off before it, by a line, bullet, number, or a list's dash,
    slash or semicolon. `listed`: that break was not a plain line.
    """

    start: int
    end: int
    own_break: bool = False
    listed: bool = False


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a note, in order; each word is in exactly one. None ends inside a quote."""
    quotes = [match.span() for pattern in _QUOTES for match in pattern.finditer(text)]
    sentences = []
    for line_start, line_end in _lines(text, quotes):
        bullet = _BULLET.match(text, line_start, line_end)
        start = bullet.end() if bullet else line_start
        cuts = sorted({*_listed_remarks(text, (start, line_end), quotes), *_stops(text, quotes)})
        edges = [(start, start), *(cut for cut in cuts if start < cut[0] < line_end)]
        ends = [cut[0] for cut in edges[1:]] + [line_end]
        for index, ((stop, begin), end) in enumerate(zip(edges, ends, strict=True)):
            piece = _trim(text, begin, end)
            if piece[0] < piece[1]:
                listed = stop < begin or text[stop - 1] == ";" or (index == 0 and bool(bullet))
                sentences.append(Sentence(*piece, own_break=index == 0 or listed, listed=listed))
    return sentences


def _lines(text: str, quotes: list[_Span]) -> Iterator[_Span]:
    """Lines that hold something; a break inside a quote or where a line was wrapped is none."""
    width = max(map(len, text.split("\n")))
    start = 0
    for match in re.finditer(r"\n|\Z", text):
        stop = match.start()
        if stop < len(text) and (_inside(stop, quotes) or _is_wrapped(text, stop, width)):
            continue
        if text[start:stop].strip():
            yield _trim(text, start, stop)
        start = match.end()


def _is_wrapped(text: str, stop: int, width: int) -> bool:
    """Whether a line ends at `stop` only because its next word did not fit any more."""
    line = text[text.rfind("\n", 0, stop) + 1 : stop].rstrip()
    following = text[stop + 1 :].split(maxsplit=1)
    if width not in _WRAP_WIDTH or not line or not following or text[stop + 1] in "\n\r":
        return False
    if _BULLET.match(text, stop + 1):
        return False
    if line[-1] in ".!?;:" or len(line) + 1 + len(following[0]) <= width:
        return False
    n_full = sum(len(full) > width - _RAGGED for full in text.split("\n"))
    paragraph = text[stop:].partition("\n\n")[0].rstrip()
    return n_full >= _FULL_LINES or (following[0][0].islower() and paragraph[-1:] in ".!?")


def _stops(text: str, quotes: list[_Span]) -> Iterator[_Span]:
    """Ends of sentences as (end, begin of what follows)."""
    for match in _STOP.finditer(text):
        if not _inside(match.end(), quotes) and not _goes_on(text, match):
            yield match.end(), match.end()


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, or the sentence goes on behind it."""
    if stop.group()[0] in "!?":
        return False
    following = text[stop.end() : stop.end() + 40].lstrip()
    if stop.group().startswith(("…", "..")) and following[:1].islower():
        return True
    words = text[max(0, stop.start() - 20) : stop.start() + 1].split()
    last = words[-1].lower().lstrip("('\"“„‘[") if words else ""
    is_initial = len(last) == len("K.") and last[0].isalpha()
    has_inner_stop = "." in last[:-1] and last[0].isalpha() and len(last) <= len("t.e.m.ab")
    return is_initial or has_inner_stop or last in abbreviations()


def _listed_remarks(text: str, line: _Span, quotes: list[_Span]) -> Iterator[_Span]:
    """Dashes, slashes or semicolons that part the remarks of one line, two at least."""
    for pattern in (_DASH, _SEMICOLON):
        marks = [m for m in pattern.finditer(text, *line) if not _inside(m.start() + 1, quotes)]
        begins = [line[0], *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), line[1]]
        n_words = [len(text[a:b].split()) for a, b in zip(begins, ends, strict=True)]
        if len(marks) > 1:
            for mark, before, after in zip(marks, n_words, n_words[1:], strict=False):
                if min(before, after) >= _MIN_LISTED_WORDS:
                    is_dash = pattern is _DASH
                    yield (mark.start() if is_dash else mark.end()), mark.end()


def _inside(position: int, spans: list[_Span]) -> bool:
    return any(start < position < end for start, end in spans)


def _trim(text: str, start: int, end: int) -> _Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
