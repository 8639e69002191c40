"""Notes to fragments: one thought each.

A writer's own breaks come first: bullets, lines and listed remarks. Running text is cut where
the cues of cues.py say that a new thought begins; a short note is one thought.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.cache import RecordCache, remembered
from pipeline.ids import keyed_id, normalise
from pipeline.language.cues import cue_values, probability, published_weights
from pipeline.language.detect import detect_languages
from pipeline.language.sentences import Sentence, split_sentences
from pipeline.schema import Notes, SafeFragments

_MIN_WORDS = 45  # running text under it is one thought
_MIN_WORDS_BROKEN = 70  # the same where the writer put breaks: these are the thoughts already
CUT_ABOVE = 0.4  # probability; best F1 on the notes that were cut by hand
_HEADING_WORDS = 15
_FAREWELL_WORDS = 12
_FAREWELL_LINES = 6
_OPENING = re.compile(
    r"(?:beste|dag|hallo|hoi|geachte|lieve|goedemorgen|goedendag|goedenavond|aan\s+alle"
    r"|verslag|notulen|aanwezig|tafel|datum|plaats|locatie|uitdager)\b",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:(?:met|veel|warme|lieve|vele|hartelijke|vriendelijke|beste|de)\s+)*"
    r"(?:groet|groeten|groetjes|hoogachtend|mvg|(?:alvast |nogmaals )?bedankt|dank u|cordialement"
    r"|tot (?:ziens|binnenkort|snel|dan|later|volgende|de volgende|op de|\w+dag))\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r".*:|vraag \d+\b.*\?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Sentences between the writer's own breaks; `weighed`: long enough for several thoughts."""

    sentences: list[Sentence]
    weighed: bool


def fragment_spans(
    text: str, weights: Mapping[str, float] | None = None, cut_above: float = CUT_ABOVE
) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each thought, in order; every word is in exactly one.

    `weights` of the cues: those of split.toml unless others are to be measured.
    """
    known = published_weights() if weights is None else weights
    spans: list[tuple[int, int]] = []
    for block in blocks_of(text):
        found = block.sentences
        starts = [0]
        if block.weighed:
            values = cue_values([text[sentence.start : sentence.end] for sentence in found])
            starts += [
                i for i, cues in enumerate(values, 1) if probability(cues, known) > cut_above
            ]
        ends = [*starts[1:], len(found)]
        spans += [
            (found[start].start, found[end - 1].end)
            for start, end in zip(starts, ends, strict=True)
        ]
    return spans


def blocks_of(text: str) -> list[Block]:
    """What the writer's own breaks part; only what is weighed is cut further."""
    blocks = _blocks(text, split_sentences(text))
    return [Block(block, _is_weighed(text, block, len(blocks))) for block in blocks]


def split_notes(
    notes: DataFrame[Notes],
    uitdager_of: Mapping[str, str | None],
    key: str,
    cache: RecordCache | None = None,
) -> DataFrame[SafeFragments]:
    """The fragments of all notes, by note and start; `uitdager_of` goes from conversation to code.

    Ids hold when a note is sent again, elsewhere or in another order: they are made of the
    conversation, the normalised text and, among equals, the order of note_id and start. `cache`
    keeps where a text is cut and in which languages; it must be of this code.
    """
    ordered = notes.sort_values("note_id")
    texts = ordered["text"].tolist()
    rows = [
        (
            note_id,
            conversation_id,
            uitdager_of.get(conversation_id),
            start,
            end,
            text[start:end],
            of,
        )
        for note_id, conversation_id, text, pieces in zip(
            ordered["note_id"].tolist(),
            ordered["conversation_id"].tolist(),
            texts,
            remembered(cache, texts, _pieces),
            strict=True,
        )
        for start, end, of in pieces
    ]
    columns = ["note_id", "conversation_id", "uitdager_id", "start", "end", "text", "language"]
    fragments = pd.DataFrame(rows, columns=columns)
    normal = pd.Series([normalise(row[5]) for row in rows], dtype="str")
    ordinal = fragments.groupby([fragments["conversation_id"], normal]).cumcount()
    ids = [
        keyed_id(key, "fragment", row[1], text, str(number))
        for row, text, number in zip(rows, normal.tolist(), ordinal.tolist(), strict=True)
    ]
    fragments.insert(0, "fragment_id", ids)
    return DataFrame[SafeFragments](fragments)


def _pieces(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Start, end and language of the thoughts of each text."""
    spans = [fragment_spans(text) for text in texts]
    pieces = [text[a:b] for text, own in zip(texts, spans, strict=True) for a, b in own]
    languages = iter(detect_languages(pieces))
    return [[(start, end, next(languages)) for start, end in own] for own in spans]


def _blocks(text: str, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences between the writer's own breaks.

    A heading or greeting goes with what follows it, a farewell with what stands before it.
    """
    blocks: list[list[Sentence]] = []
    for sentence in sentences:
        if not blocks or (sentence.own_break and not _leads_in(text, blocks[-1])):
            blocks.append([sentence])
        else:
            blocks[-1].append(sentence)
    n_headings = 0
    while n_headings < len(blocks) - 1 and _is_heading(text, *blocks[n_headings : n_headings + 2]):
        n_headings += 1
    n_farewell = 0
    for n_lines in range(1, min(_FAREWELL_LINES, len(blocks) - n_headings - 1) + 1):
        if blocks[-n_lines][0].listed or _n_words(text, blocks[-n_lines]) > _FAREWELL_WORDS:
            break
        if _FAREWELL.match(text, blocks[-n_lines][0].start):
            n_farewell = n_lines
    body = blocks[n_headings : len(blocks) - n_farewell]
    if body:
        body[0] = [*_flat(blocks[:n_headings]), *body[0]]
        body[-1] = [*body[-1], *_flat(blocks[len(blocks) - n_farewell :])]
    return body


def _is_weighed(text: str, block: list[Sentence], n_blocks: int) -> bool:
    """Whether a block of running text is long enough to hold more than one thought."""
    return _n_words(text, block) >= (_MIN_WORDS if n_blocks == 1 else _MIN_WORDS_BROKEN)


def _leads_in(text: str, block: list[Sentence]) -> bool:
    """Whether a line only says what comes next: "Ideeën:", "Vraag 2: wat kan beter?"."""
    line = text[block[-1].start : block[-1].end]
    short = len(line.split()) <= _HEADING_WORDS
    return short and block[-1].own_break and bool(_LEAD_IN.fullmatch(line))


def _is_heading(text: str, block: list[Sentence], following: list[Sentence]) -> bool:
    """A title or greeting on a line of its own, recognised by how the next line is written."""
    line = text[block[0].start : block[-1].end]
    if "\n" not in text[block[-1].end : following[0].start]:
        return False
    if block[0].listed or _n_words(text, block) > _HEADING_WORDS or line[-1] in ".?;…":
        return False
    if line[-1] in ":," or _OPENING.match(line):
        return True
    return following[0].listed or text[following[-1].end - 1] in ".!?…\"'”’)"


def _n_words(text: str, block: list[Sentence]) -> int:
    return len(text[block[0].start : block[-1].end].split())


def _flat(blocks: list[list[Sentence]]) -> list[Sentence]:
    return [sentence for block in blocks for sentence in block]
