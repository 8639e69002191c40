"""Train the embedded Dutch pipeline: `python -m training.train TREEBANK [--out FOLDER]`.

TREEBANK is a folder with the files that `corpus.py` names. A quarter of an hour on a quiet core.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.cli.train import train as train_spacy
from spacy.language import Language

from pipeline.language.dutch import Lemmatiser
from training.corpus import (
    names_to_learn,
    read_names,
    read_parts,
    words_to_learn,
    write_docs,
)
from training.lemmas import learn_lemmas
from training.names import with_entities

HERE = Path(__file__).parent
CARD = "README.md"  # of the pipeline; its figures are written by hand after `evaluate`
OUT = HERE.parent / "pipeline" / "resources" / "dutch"
_META = {
    "name": "genks",
    "version": "1.0.0",
    "description": "Dutch as Flemish volunteers write it: words with tags and lemmas, names.",
    "license": "CC BY-SA 4.0",
    "author": "De Genks?",
}


@dataclass(frozen=True)
class Steps:
    """How many batches each network learns from; None: as its config says."""

    words: int | None = None
    names: int | None = None


def train(treebank: Path, out: Path, seed: int, steps: Steps) -> None:
    """Write the pipeline to `out`, in place of what stands there.

    `seed` draws the sentences; the seeds of the networks stand in their configs.

    Raises:
        FileNotFoundError: a file of the treebank is missing.
    """
    parts = read_parts(treebank, seed)
    names = read_names(HERE / "names.toml")
    blank = spacy.blank("nl")
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        held = [with_entities(sentence, names) for sentence in parts.held]
        write_docs(held, folder / "held.spacy", blank.vocab)
        write_docs(words_to_learn(parts.train, names, seed), folder / "words.spacy", blank.vocab)
        learned = names_to_learn(parts.train, names, HERE, seed)
        write_docs(learned, folder / "names.spacy", blank.vocab)
        words = _learn(folder, "words", steps.words)
        recogniser = _learn(folder, "names", steps.names)
    table = learn_lemmas([*parts.train, *parts.held])
    assemble(words, recogniser, Lemmatiser(table), out)


def _learn(folder: Path, name: str, steps: int | None) -> Language:
    """One network, as its config says."""
    overrides: dict[str, object] = {
        "paths.train": str(folder / f"{name}.spacy"),
        "paths.dev": str(folder / "held.spacy"),
    }
    if steps is not None:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": steps}
    train_spacy(HERE / f"{name}.cfg", folder / name, overrides=overrides)
    return spacy.load(folder / name / "model-last")


def assemble(words: Language, names: Language, lemmas: Lemmatiser, out: Path) -> None:
    """The parts as one pipeline on disk, without the words that it was trained on."""
    words.add_pipe("ner", source=names)
    words.add_pipe("dutch_lemmas")
    words.add_pipe("flemish")
    words.meta.update(_META)
    words.meta["performance"] = {}
    card = (out / CARD).read_bytes() if (out / CARD).is_file() else b""
    if out.exists():
        shutil.rmtree(out)
    words.to_disk(out, exclude=["dutch_lemmas"])
    (out / CARD).write_bytes(card)
    lemmas.to_disk(out / "dutch_lemmas")
    (out / "vocab" / "strings.json").write_text(json.dumps([]), encoding="utf-8")


def main() -> None:
    """Train with what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps-words", type=int, help="fewer, to try the chain")
    parser.add_argument("--steps-names", type=int)
    given = parser.parse_args()
    train(given.treebank, given.out, given.seed, Steps(given.steps_words, given.steps_names))


if __name__ == "__main__":
    main()
