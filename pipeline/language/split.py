"""Notes to fragments: one thought each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import keyed_id, normalise
from pipeline.language.detect import detect_languages
from pipeline.language.sentences import Sentence, split_sentences
from pipeline.schema import Notes, SafeFragments

_MARKERS = ("maar", "toch", "nochtans", "volgens", "zelf", "ik wil", "wij willen", "vanaf", "daarom", "wat zou", "laat", "zet", "geef", "nu", "wat")


def fragment_spans(text: str) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each thought, in order; every word is in exactly one."""
    spans: list[tuple[int, int]] = []
    for sentence in split_sentences(text):
        if spans and not _starts_thought(text, spans[-1], sentence):
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start, sentence.end))
    return spans


def _starts_thought(text: str, current: tuple[int, int], sentence: Sentence) -> bool:
    if sentence.listed:
        return True
    n_words = len(text[slice(*current)].split())
    return n_words >= 12 and text[sentence.start : sentence.end].lower().startswith(_MARKERS)


def split_notes(
    notes: DataFrame[Notes], uitdager_of: Mapping[str, str | None], key: str
) -> DataFrame[SafeFragments]:
    """The fragments of all notes, by note and start; `uitdager_of` goes from conversation to code.

    Ids hold when a note is sent again, elsewhere or in another order: they are made of the
    conversation, the normalised text and, among equals, the order of note_id and start.
    """
    ordered = notes.sort_values("note_id")
    rows = [
        (note_id, conversation_id, start, end, text[start:end])
        for note_id, conversation_id, text in zip(
            ordered["note_id"], ordered["conversation_id"], ordered["text"], strict=True
        )
        for start, end in fragment_spans(text)
    ]
    fragments = pd.DataFrame(rows, columns=["note_id", "conversation_id", "start", "end", "text"])
    normal = fragments["text"].map(normalise)
    ordinal = fragments.groupby([fragments["conversation_id"], normal]).cumcount()
    fragments.insert(
        0,
        "fragment_id",
        [
            keyed_id(key, "fragment", conversation, text, str(number))
            for conversation, text, number in zip(
                fragments["conversation_id"], normal, ordinal, strict=True
            )
        ],
    )
    fragments.insert(3, "uitdager_id", fragments["conversation_id"].map(dict(uitdager_of)))
    fragments["language"] = detect_languages(fragments["text"].tolist())
    return DataFrame[SafeFragments](fragments)
