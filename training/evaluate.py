"""Measure a Dutch pipeline: `python -m training.evaluate TREEBANK --gold GOLD [--model NAME]`.

From raw text, on the test parts of the treebanks (no sentence of them was learned from), and on the
gold notes for Flemish words and names of people. Beside our figures stand the published ones of
nl_core_news_sm 3.8, which were measured on that model's own test part.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from threadpoolctl import threadpool_limits

from pipeline.language.dutch import load_dutch
from training.corpus import read_tests
from training.treebank import Sentence, Word, text_of

PUBLISHED = {"UPOS": 0.958, "lemma": 0.950, "PER, LOC and others (18 types), F1": 0.715}
# Forms whose part of speech is certain in a note; "'t" by what follows.
FLEMISH = {"ge": {"PRON"}, "gij": {"PRON"}, "ne": {"DET"}, "nen": {"DET"}, "'t": {"DET", "PRON"}}
_NOTES = ("notes", "more", "long", "privacy")


@dataclass(frozen=True)
class Figures:
    """Shares (0 to 1) of the words of a test part; `tokens` is the F1 of cutting into words."""

    n_words: int
    tokens: float
    upos: float
    feats: float
    lemma: float
    lemma_without_case: float


def measure_words(language: Language, sentences: Sequence[Sentence]) -> Figures:
    """How many words come out right; a word that was cut otherwise counts as wrong."""
    right: Counter[str] = Counter()
    n_found = 0
    texts = [text_of(sentence) for sentence in sentences]
    for doc, sentence in zip(language.pipe(texts), sentences, strict=True):
        places = dict(_placed(sentence))
        n_found += len(doc)
        for token in doc:
            word = places.get((token.idx, token.idx + len(token)))
            if word is None:
                continue
            right["token"] += 1
            right["upos"] += token.pos_ == word.upos
            right["feats"] += set(str(token.morph).split("|")) == set(word.feats.split("|"))
            right["lemma"] += token.lemma_ == word.lemma
            right["lower"] += token.lemma_.lower() == word.lemma.lower()
    n_words = sum(map(len, sentences))
    return Figures(
        n_words=n_words,
        tokens=2 * right["token"] / (n_words + n_found),
        upos=right["upos"] / n_words,
        feats=right["feats"] / n_words,
        lemma=right["lemma"] / n_words,
        lemma_without_case=right["lower"] / n_words,
    )


def _placed(sentence: Sentence) -> Iterable[tuple[tuple[int, int], Word]]:
    position = 0
    for word in sentence:
        yield (position, position + len(word.form)), word
        position += len(word.form) + word.space_after


def words_a_second(language: Language, texts: Sequence[str]) -> float:
    """Words a second of one core, warm."""
    with threadpool_limits(1):
        list(language.pipe(texts[:200]))
        started = time.process_time()
        n_words = sum(map(len, language.pipe(texts)))
        return n_words / (time.process_time() - started)


def measure_flemish(language: Language, texts: Iterable[str]) -> dict[str, tuple[int, int]]:
    """For each Flemish form: how often its part of speech can be so, and how often it stands."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for doc in language.pipe(texts):
        for token in doc:
            form = token.lower_.replace("’", "'")
            if form in FLEMISH:
                total[form] += 1
                right[form] += token.pos_ in _possible(form, token)
    return {form: (right[form], total[form]) for form in FLEMISH}


def _possible(form: str, token: spacy.tokens.Token) -> set[str]:
    following = token.nbor().pos_ if token.i + 1 < len(token.doc) else ""
    if form == "'t" and following in {"AUX", "VERB"}:
        return {"PRON"}
    return FLEMISH[form]


def measure_names(language: Language, path: Path) -> tuple[float, float, int]:
    """Recall of the people named in the notes of a file, precision of what is found, and how many.

    A name is found where every letter of it lies in a PER. What lies outside the marked spans is
    a false hit, unless the note keeps it on purpose (a public person, a street called after one).
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    n_names = n_found = n_hits = n_false = 0
    for doc, row in zip(language.pipe([row["tekst"] for row in rows]), rows, strict=True):
        people = [(one.start_char, one.end_char) for one in doc.ents if one.label_ == "PER"]
        marked = [
            match.span()
            for name in _names_of(row)
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", row["tekst"])
        ]
        n_names += len(marked)
        n_found += sum(any(s <= a and b <= e for s, e in people) for a, b in marked)
        n_hits += len(people)
        n_false += sum(not any(a < e and s < b for a, b in marked) for s, e in people)
    return n_found / max(n_names, 1), 1 - n_false / max(n_hits, 1), n_names


def _names_of(row: dict[str, object]) -> set[str]:
    """The marked names of people; in files that do not say of what kind: what has no digit or @."""
    found = set()
    for one in row["pii"] if isinstance(row["pii"], list) else ():
        text, kind = (one["tekst"], one["soort"]) if isinstance(one, dict) else (one, "naam")
        if kind == "naam" and not re.search(r"[\d@]", text):
            found.add(text)
    return found


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--model", help="an installed package; else the embedded pipeline")
    given = parser.parse_args()
    language = load_dutch(given.model)
    tests = read_tests(given.treebank)
    for name, sentences in tests.items():
        print(name, measure_words(language, sentences))
    texts = [text_of(sentence) for sentences in tests.values() for sentence in sentences]
    print(f"words a second on one core: {words_a_second(language, texts):.0f}")
    print(f"published of nl_core_news_sm 3.8, on its own test part: {PUBLISHED}")
    if given.gold:
        _print_notes(language, [given.gold / f"{name}.jsonl" for name in _NOTES])


def _print_notes(language: Language, paths: Sequence[Path]) -> None:
    texts = [
        str(json.loads(line)["tekst"])
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    print(f"notes, words a second on one core: {words_a_second(language, texts):.0f}")
    for form, (right, total) in measure_flemish(language, texts).items():
        print(f"{form}: {right} of {total}")
    for path in paths:
        recall, precision, n_names = measure_names(language, path)
        print(f"people in {path.stem}: recall {recall:.3f}, precision {precision:.3f}, n {n_names}")


if __name__ == "__main__":
    main()
