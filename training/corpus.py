"""The sentences to learn from, and how they become documents of spaCy."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.training import biluo_tags_to_spans
from spacy.vocab import Vocab

from pipeline.resources.first_names import load_first_names
from pipeline.resources.gazetteer import load_gazetteer
from training.convert import convert
from training.flemish import as_typed, joined
from training.names import Names, fill_template, filled, read_templates, with_entities
from training.treebank import Sentence, Word, read_treebank, without

TODAY = ("lassysmall-dev", "alpino-dev", "alpino-train-2017")
OLD = "lassysmall-train-2017"
_TEMPLATES = ("templates.txt", "plain.txt")
_SHARE_TYPED, _SHARE_FILLED = 0.15, 0.4
_FEW = 20  # Belgians with a first name, for it to be put in
_COPIES = 12  # of each template, with different names
TESTS = ("lassysmall-test", "alpino-test")


@dataclass(frozen=True)
class Parts:
    """Sentences to learn from, to choose settings by, and today's annotation to measure on."""

    train: list[Sentence]
    held: list[Sentence]


def read_tests(folder: Path) -> dict[str, list[Sentence]]:
    """The test parts of the treebanks, by name."""
    return {name: read_treebank(folder / f"{name}.conllu") for name in TESTS}


def read_parts(folder: Path, seed: int, *, hold: float = 0.08) -> Parts:
    """All but the tests: today's dev parts and train, and the train of 2017 converted.

    A share `hold` of today's sentences is held apart for choosing; 0 to learn from all.
    """
    tests = [sentence for part in read_tests(folder).values() for sentence in part]
    today = [s for name in TODAY for s in read_treebank(folder / f"{name}.conllu")]
    old = read_treebank(folder / f"{OLD}.conllu")
    free = without(today, tests)
    converted = convert(without(old, tests), free)
    chance = random.Random(seed)
    held = [sentence for sentence in free if chance.random() < hold]
    train = without(free, held) + without(converted, free)
    return Parts(train, held)


def read_names(path: Path) -> Names:
    """The lists of names.toml with the table of first names and the places of the gazetteer."""
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    known = load_gazetteer()
    places = frozenset(lists.pop("places")["names"].split("|"))
    places |= {*known.neighbourhoods, *known.municipalities, *known.streets}
    by_origin = {
        origin: (tuple(both["first"].split()), tuple(both["last"].split("|")))
        for origin, both in lists.items()
    }
    surnames = tuple(name for _, last in by_origin.values() for name in last)
    first = load_first_names()
    borne = tuple(name for name, count in first.items() if count >= _FEW and name not in places)
    return Names(first, by_origin | {"table": (borne, surnames)}, places, frozenset(surnames))


def words_to_learn(sentences: Sequence[Sentence], names: Names, seed: int) -> list[Sentence]:
    """The sentences twice as they are; some as typed, some with other names put in.

    They stand in a row, as in notes. The tagger loses on plain sentences what it gains on typed
    ones: README.md gives the figures of this share and others.
    """
    chance = random.Random(seed)
    known = [with_entities(sentence, names) for sentence in sentences]
    other = [copy for sentence in known if (copy := filled(sentence, names, chance))]
    other = [copy for copy in other if chance.random() < _SHARE_FILLED]
    some = [one for one in [*known, *other] if chance.random() < _SHARE_TYPED]
    typed = [as_typed(sentence, chance) for sentence in some]
    return [note for part in (known, known, typed, other) for note in joined(part, chance)]


def names_to_learn(
    sentences: Sequence[Sentence], names: Names, folder: Path, seed: int
) -> list[Sentence]:
    """The same with sentences in the manner of notes, filled with names of all origins."""
    chance = random.Random(seed)
    templates = [line for name in _TEMPLATES for line in read_templates(folder / name)]
    made = [fill_template(line, names, chance) for line in templates * _COPIES]
    typed = [as_typed(sentence, chance) for sentence in made]
    return [*words_to_learn(sentences, names, seed), *joined([*made, *typed], chance)]


def to_docs(sentences: Iterable[Sentence], vocab: Vocab) -> Iterable[Doc]:
    """Documents with tags, features, lemmas and entities; "?" becomes a missing entity."""
    for words in sentences:
        doc = Doc(
            vocab,
            words=[word.form for word in words],
            spaces=[word.space_after for word in words],
            pos=[word.upos for word in words] if words[0].upos else None,
            morphs=[word.feats for word in words] if words[0].upos else None,
            lemmas=[word.lemma for word in words] if words[0].upos else None,
        )
        spans = biluo_tags_to_spans(doc, [tag.replace("?", "") or "O" for tag in _biluo(words)])
        unknown = [doc[i : i + 1] for i, word in enumerate(words) if word.entity == "?"]
        doc.set_ents(spans, missing=unknown, default="outside")
        yield doc


def _biluo(words: Sequence[Word]) -> list[str]:
    tags: list[str] = []
    for place, word in enumerate(words):
        kind = word.entity if word.entity != "?" else ""
        before = place and words[place - 1].entity == word.entity
        after = place + 1 < len(words) and words[place + 1].entity == word.entity
        shape = {(False, False): "U", (False, True): "B", (True, True): "I", (True, False): "L"}
        tags.append(f"{shape[bool(before), bool(after)]}-{kind}" if kind else "O")
    return tags


def write_docs(sentences: Iterable[Sentence], path: Path, vocab: Vocab) -> None:
    """The documents as a file that spaCy's training reads."""
    DocBin(docs=list(to_docs(sentences, vocab)), store_user_data=False).to_disk(path)
