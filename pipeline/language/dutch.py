"""The Dutch spaCy pipelines: the embedded one, and nl_core_news where the user has installed it.

The only place that knows how the two differ: their entity labels, who makes their lemmas, and that
neither may take "ge" for a verb. `training/` makes the embedded one.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.language.lemmas import LemmaTable, is_word
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.resources.words import ClosedWord, flemish_words

# The entities of nl_core_news (OntoNotes has 18) that are ours.
_LABELS = {"PER": "PER", "PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
_FILE = "lemmas.json"
_ENDS = frozenset(".!?…:•|")
_HEADS = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})


def load_dutch(package: str | None) -> Language:
    """The installed package of this name, or the embedded pipeline.

    The words carry `pos_` (UPOS), `morph`, `lemma_` and `ent_type_` (PER, LOC or ORG).
    """
    if package is None:
        with as_file(files("pipeline.resources") / "dutch") as folder:
            # Its tokeniser is spaCy's own for Dutch; reading it back costs seconds.
            language = spacy.load(folder, exclude=["tokenizer"])
    else:
        language = spacy.load(package, exclude=["parser"])
        language.add_pipe("plain_labels")
        language.add_pipe("flemish")
    return language


@Language.component("plain_labels")
def plain_labels(doc: Doc) -> Doc:
    """Entities under our three labels; others go."""
    named = [(entity, _LABELS.get(entity.label_)) for entity in doc.ents]
    doc.ents = [Span(doc, one.start, one.end, label) for one, label in named if label]
    return doc


@Language.component("flemish")
def flemish(doc: Doc) -> Doc:
    """Closed-class words of Flemish get a part of speech that they can have, and their lemma.

    A place of the gazetteer is a name, also in lower case: sledderlo, vennestraat.
    """
    for token in doc:
        known = _known(token.text)
        if known:
            token.lemma_ = known.lemma
            if token.pos_ not in known.parts_of_speech:
                token.pos_ = _fitting(token, known.parts_of_speech)
    return doc


@functools.cache
def _known(text: str) -> ClosedWord | None:
    low = text.lower().replace("’", "'")
    return ClosedWord(text, ("PROPN",)) if low in _places() else flemish_words().get(low)


@functools.cache
def _places() -> frozenset[str]:
    """Places of one word, lower case, that no dictionary has: Peer and As may be a pear and ash."""
    names = load_gazetteer().places
    return frozenset(name.lower() for name in names if " " not in name and not is_word(name))


def _fitting(token: Token, parts_of_speech: tuple[str, ...]) -> str:
    """'t huis: DET; 't is: PRON."""
    before_noun = token.i + 1 < len(token.doc) and token.nbor().pos_ in _HEADS
    wanted = "DET" if before_noun else "PRON"
    return wanted if wanted in parts_of_speech else parts_of_speech[0]


class Lemmatiser:
    """A part of the pipeline that gives each word the lemma of the table.

    What it gave is kept by the numbers that spaCy has for a form and a part of speech: reading
    them as text costs more than the network does.
    """

    def __init__(self, table: LemmaTable) -> None:
        self.table = table
        self._lemmas: dict[tuple[int, int, bool], int] = {}
        self._opening: dict[tuple[int, bool], bool] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with lemmas."""
        opens = True
        for token in doc:
            form, pos = token.orth, token.pos
            lemma = self._lemmas.get((form, pos, opens))
            if lemma is None:
                text = self.table.lemma_of(token.text, token.pos_, opens=opens)
                lemma = self._lemmas[form, pos, opens] = doc.vocab.strings.add(text)
            token.lemma = lemma
            after = self._opening.get((form, opens))
            if after is None:
                after = self._opening[form, opens] = _opens_next(token, opens=opens)
            opens = after
        return doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the table; spaCy calls this."""
        del exclude  # nothing here can be left out
        path.mkdir(exist_ok=True)
        rows = {
            "lemmas": [[*key, lemma] for key, lemma in self.table.lemmas.items()],
            "endings": [[*key, *change] for key, change in self.table.endings.items()],
        }
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        (path / _FILE).write_text(text, encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Lemmatiser:
        """Read the table; spaCy calls this."""
        del exclude
        rows = json.loads((path / _FILE).read_text(encoding="utf-8"))
        lemmas = {(form, pos): lemma for form, pos, lemma in rows["lemmas"]}
        endings = {(pos, ending): (old, new) for pos, ending, old, new in rows["endings"]}
        self.table = LemmaTable(lemmas, endings)
        self._lemmas.clear()
        return self


def _opens_next(token: Token, *, opens: bool) -> bool:
    """Whether the word after this one opens a sentence."""
    return token.text[-1] in _ENDS or token.is_space or (opens and token.is_punct)


@Language.factory("dutch_lemmas")
def make_lemmatiser(nlp: Language, name: str) -> Lemmatiser:
    """An empty lemmatiser; its table comes from disk."""
    del nlp, name
    return Lemmatiser(LemmaTable({}, {}))
