"""Fragments to words with lemmas and parts of speech, by the pipelines of `dutch.py`."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.cache import RecordCache
from pipeline.errors import SettingsError
from pipeline.language.compounds import Compound, compound_of
from pipeline.resources.words import stopwords
from pipeline.schema import SafeFragments, Tokens
from pipeline.settings import LanguageOptions

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_AUTO = "nl_core_news_sm"  # taken by "auto" where the user has installed it
_BATCH = 2000  # fragments between two reports of progress; also what a kill can cost
_PERSON = "[naam]"
_PLACEHOLDER = re.compile(r"\[(\w+)(?: \d+)?\]")

_DUTCH = "nl"

# The tokens of a text as the cache keeps them: starts, ends, lemmas, parts, and pos and entity of
# each, or no pos and entity at all in another language. A tuple when made, a list when kept.
_Words = Sequence[list[Any]]


def model_name(options: LanguageOptions) -> str:
    """What makes the tokens, with versions; for the manifest and the cache.

    Raises:
        SettingsError: when the settings ask for a model that is not installed.
    """
    package = _package(options)
    first = f"embedded-{_rules()}" if package is None else f"{package}-{version(package)}"
    return "+".join([first, *(f"{name}-{version(name)}" for name in ("spacy", "simplemma"))])


@functools.cache
def _rules() -> str:
    """A hash of what makes words beside the packages, so that no cache outlives a change."""
    code = ("compounds.py", "dutch.py", "lemmas.py", "tokenise.py")
    lists = (
        *("compound_parts.tsv", "compounds.txt", "flemish.txt", "gazetteer.toml"),
        *("gazetteer.py", "lemmas.txt", "stopwords.txt", "words.py"),
    )
    rules = [files("pipeline.language") / name for name in code]
    rules += [files("pipeline.resources") / name for name in lists]
    with as_file(files("pipeline.resources") / "dutch") as folder:
        rules += sorted(path for path in folder.rglob("*") if path.is_file())
        content = b"".join(rule.read_bytes() for rule in rules)
    return hashlib.blake2b(content, digest_size=4).hexdigest()


def tokenise(
    fragments: DataFrame[SafeFragments],
    options: LanguageOptions,
    cache: RecordCache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DataFrame[Tokens]:
    """The words and punctuation marks of each fragment, in the order of `fragments`.

    A placeholder such as "[naam 1]" is one token with lemma "[naam]". Lemmas are lower case; a
    fragment in another language than Dutch keeps its words as lemmas, and its `pos` and `entity`
    are null. `parts` holds the lemmas that a compound is built of, null where a word is none.
    `progress` gets (done, total) in fragments.

    Raises:
        SettingsError: when the settings ask for a model that is not installed.
    """
    package = _package(options)
    inputs = list(zip(fragments["language"].tolist(), fragments["text"].tolist(), strict=True))
    kept = _from_cache(inputs, cache)
    missing = [key for key in dict.fromkeys(inputs) if key not in kept]
    for start in range(0, len(missing), _BATCH):
        if progress:
            progress(len(inputs) - len(missing) + start, len(inputs))
        batch = missing[start : start + _BATCH]
        words = [_words(doc, *key) for doc, key in zip(_parse(batch, package), batch, strict=True)]
        kept.update(zip(batch, words, strict=True))
        if cache:
            cache.put([_cache_text(*key) for key in batch], words)
    if progress:
        progress(len(inputs), len(inputs))
    return _table(fragments["fragment_id"].tolist(), inputs, kept)


def _package(options: LanguageOptions) -> str | None:
    """The installed spaCy model to use; None for the embedded pipeline."""
    package = _AUTO if options.model == "auto" else options.model
    if package == "embedded":
        return None
    if find_spec(package) is not None:
        return package
    if options.model == "auto":
        return None
    raise SettingsError(
        f'genks.toml: language.model is "{package}", maar dat taalmodel is niet geïnstalleerd; '
        f'voer "python -m spacy download {package}" uit, of gebruik "auto" of "embedded".'
    )


@functools.cache
def _dutch(package: str | None) -> Language:
    from pipeline.language.dutch import load_dutch  # spaCy: a second to import

    return load_dutch(package)


@functools.cache
def _foreign() -> Language:
    import spacy  # a second to import

    return spacy.blank("xx")


def _from_cache(
    inputs: Sequence[tuple[str, str]], cache: RecordCache | None
) -> dict[tuple[str, str], _Words]:
    if cache is None:
        return {}
    different = list(dict.fromkeys(inputs))
    found = cache.get([_cache_text(*key) for key in different])
    return {key: words for key, words in zip(different, found, strict=True) if words is not None}


def _cache_text(language: str, text: str) -> str:
    return f"{language}\0{text}"


def _parse(batch: Sequence[tuple[str, str]], package: str | None) -> list[Doc]:
    """Documents of spaCy; a placeholder goes in as a name-like word of the same length."""
    texts = [(_PLACEHOLDER.sub(_stand_in, text), language) for language, text in batch]
    dutch = _dutch(package).pipe([text for text, language in texts if language == _DUTCH])
    return [
        next(dutch) if language == _DUTCH else _foreign().make_doc(text) for text, language in texts
    ]


def _stand_in(match: re.Match[str]) -> str:
    return "X" + "x" * (len(match.group()) - 1)


def _words(doc: Doc, language: str, text: str) -> _Words:
    tokens = [token for token in doc if not text[token.idx :][: len(token.text)].isspace()]
    starts = [token.idx for token in tokens]
    ends = [token.idx + len(token.text) for token in tokens]
    lemmas = [
        _lemma(text[start:end], language, token.lemma_)
        for token, start, end in zip(tokens, starts, ends, strict=True)
    ]
    pos = [token.pos_ or None for token in tokens]
    entities = [
        "PER" if lemma == _PERSON else token.ent_type_ or None
        for token, lemma in zip(tokens, lemmas, strict=True)
    ]
    read = [
        _compound(text[start:end], lemma, language)
        for start, end, lemma in zip(starts, ends, lemmas, strict=True)
    ]
    lemmas = [one.lemma for one in read]
    parts = [" ".join(one.parts) or None for one in read]
    return (starts, ends, lemmas, parts, *((pos, entities) if language == _DUTCH else ()))


def _compound(word: str, lemma: str, language: str) -> Compound:
    """The parts of a word, and its lemma if it had none but its own form.

    Whatever class the model gives it: Zwerfvuil at the start of a sentence is easily a name to it.
    """
    if language != _DUTCH or "[" in word or lemma in stopwords():
        return Compound(lemma)
    read = compound_of(word, lemma)
    return read if lemma == word.lower() else Compound(lemma, read.parts)


def _lemma(word: str, language: str, tagged: str) -> str:
    placeholder = _PLACEHOLDER.search(word)
    if placeholder:
        return f"[{placeholder.group(1)}]"
    return tagged.lower() if language == _DUTCH else word.lower()


def _table(
    fragment_ids: list[str],
    inputs: Sequence[tuple[str, str]],
    words: dict[tuple[str, str], _Words],
) -> DataFrame[Tokens]:
    found = [words[key] for key in inputs]
    n_tokens = [len(own[0]) for own in found]
    unknown: list[list[None]] = [[None] * n for n in n_tokens]
    starts, ends, lemmas, parts = (
        [each for own in found for each in own[place]] for place in range(4)
    )
    pos, entities = (
        [
            each
            for own, none in zip(found, unknown, strict=True)
            for each in (*own, none, none)[place]
        ]
        for place in (4, 5)
    )
    texts = np.repeat(np.array([text for _, text in inputs], dtype=object), n_tokens).tolist()
    table = {
        "fragment_id": np.repeat(np.array(fragment_ids, dtype=object), n_tokens),
        "position": [place for n in n_tokens for place in range(n)],
        "start": starts,
        "end": ends,
        "text": [text[a:b] for text, a, b in zip(texts, starts, ends, strict=True)],
        "lemma": lemmas,
        "parts": pd.array(parts, dtype="str"),
        "pos": pd.array(pos, dtype="str"),
        "entity": pd.array(entities, dtype="str"),
    }
    return DataFrame[Tokens](pd.DataFrame(table))
