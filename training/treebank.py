"""Sentences of a Universal Dependencies treebank (https://universaldependencies.org/format.html)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_COLUMNS = 10
_CLOSING = frozenset(",.;:!?)]}»”…%") | {"..."}
_OPENING = frozenset("([{«“„")
_QUOTES = frozenset({'"', "''"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; `head` is the place of its head in the sentence, None at the root."""

    form: str
    lemma: str
    upos: str
    feats: str  # as in the file, "" where there are none
    relation: str
    head: int | None
    space_after: bool
    entity: str = ""  # PER or LOC; "?" where nobody knows; "" outside


Sentence = tuple[Word, ...]


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, words without surface left out, lemmas without "_".

    A file that says nowhere how its words are spaced is spaced by rule.

    Raises:
        ValueError: a line has not ten columns.
    """
    text = path.read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in text.split("\n\n") if block.strip()]
    sentences = [_sentence(block, path) for block in blocks]
    return sentences if "SpaceAfter=No" in text else [_spaced(words) for words in sentences]


def _sentence(lines: Iterable[str], path: Path) -> Sentence:
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    for row in rows:
        if len(row) != _COLUMNS:
            raise ValueError(f"{path.name}: a line has {len(row)} columns, expected {_COLUMNS}")
    rows = [row for row in rows if row[0].isdigit()]  # 9.1 is a word that is understood
    place = {row[0]: index for index, row in enumerate(rows)}
    return tuple(
        Word(
            form=row[1],
            lemma=row[2].replace("_", "") or row[1],
            upos=row[3],
            feats="" if row[5] == "_" else row[5],
            relation=row[7],
            head=place.get(row[6]),
            space_after="SpaceAfter=No" not in row[9],
        )
        for row in rows
    )


def _spaced(words: Sentence) -> Sentence:
    """The words with spaces where Dutch has them; quotes open and close in turn."""
    spaced: list[Word] = []
    inside = False
    following = [*(word.form for word in words[1:]), ""]
    for word, next_form in zip(words, following, strict=True):
        space = word.form not in _OPENING and next_form not in _CLOSING
        if word.form in _QUOTES:
            inside = not inside
            space = space and not inside
        elif next_form in _QUOTES and inside:
            space = False
        spaced.append(replace(word, space_after=space))
    return tuple(spaced)


def text_of(sentence: Sequence[Word]) -> str:
    """The sentence as it was written."""
    return "".join(word.form + " " * word.space_after for word in sentence).strip()


def key_of(sentence: Sequence[Word]) -> str:
    """What tells one sentence from another: its letters, without case and spaces."""
    return "".join(word.form for word in sentence).lower().replace(" ", "")


def without(sentences: Iterable[Sentence], others: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that do not stand in `others`, each once.

    The published parts of the Dutch treebanks overlap: 985 sentences of the train part of 2017
    stand in today's test part.
    """
    known = {key_of(sentence) for sentence in others}
    different = {key_of(sentence): sentence for sentence in sentences}
    return [sentence for key, sentence in different.items() if key not in known]
