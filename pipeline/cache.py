"""Results per text, kept between runs by content hash and model name.

A cache holds no raw text: an entry is found by a keyed hash of the text. Files are only appended
to, and each entry carries a checksum, so that a kill at any moment costs the last entries at most;
what is damaged is dropped on opening and made again. The folder can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KEY_BYTES = 16
_CHECK_BYTES = 4
_LINE_BYTES = 2 * _KEY_BYTES + 1 + 2 * _CHECK_BYTES + 1 + 1  # of a line, beside its record


class RecordCache:
    """Small JSON-able records by text, for one model.

    `secret` keys the hashes: give it where the texts are raw, so that nobody can find out by
    guessing whether a text was delivered. One process at a time writes.
    """

    def __init__(self, folder: Path, model_name: str, secret: str = "") -> None:
        self._path = _file(folder, model_name, "jsonl")
        self._hash = _hasher(model_name, secret)
        self._records: dict[bytes, bytes] | None = None

    def get(self, texts: Sequence[str]) -> list[Any | None]:
        """The record of each text, in the order given; None where there is none."""
        records = self._load()
        found = [records.get(self._hash(text)) for text in texts]
        return [None if line is None else json.loads(line) for line in found]

    def put(self, texts: Sequence[str], records: Sequence[Any]) -> None:
        """Keep a record for each text.

        Raises:
            ValueError: when there are not as many records as texts.
        """
        _check_lengths(texts, records)
        known = self._load()
        lines = []
        for text, record in zip(texts, records, strict=True):
            key = self._hash(text)
            if key not in known:
                known[key] = json.dumps(record, separators=(",", ":")).encode()
                lines.append(_line(key, known[key]))
        _append(self._path, b"".join(lines))

    def forget_others(self, kind: str) -> None:
        """Remove the caches of other models whose name starts with `kind`: nothing reads them."""
        for path in self._path.parent.glob(f"{kind}*{self._path.suffix}"):
            if path != self._path:
                path.unlink(missing_ok=True)

    def _load(self) -> dict[bytes, bytes]:
        if self._records is None:
            content = _read(self._path)
            self._records = dict(_read_lines(content))
            size = sum(len(record) + _LINE_BYTES for record in self._records.values())
            if size != len(content):
                whole = (_line(key, record) for key, record in self._records.items())
                _replace(self._path, b"".join(whole))
        return self._records


class VectorCache:
    """Vectors by text, for one model; float16, all of the same length."""

    def __init__(self, folder: Path, model_name: str, secret: str = "") -> None:
        self._path = _file(folder, model_name, "vectors")
        self._hash = _hasher(model_name, secret)
        self._vectors: dict[bytes, NDArray[np.float16]] | None = None

    def get(self, texts: Sequence[str]) -> list[NDArray[np.float16] | None]:
        """The vector of each text, in the order given; None where there is none."""
        vectors = self._load()
        return [vectors.get(self._hash(text)) for text in texts]

    def put(self, texts: Sequence[str], vectors: NDArray[np.float16]) -> None:
        """Keep a vector for each text; `vectors` has shape (n_texts, n_dimensions).

        Raises:
            ValueError: when there are not as many vectors as texts.
        """
        _check_lengths(texts, vectors)
        known = self._load()
        blocks = []
        for text, vector in zip(texts, vectors, strict=True):
            key = self._hash(text)
            if key not in known:
                known[key] = vector
                blocks.append(_block(key, vector))
        n_dimensions = vectors.shape[1] if len(vectors) else 0
        is_new = not self._path.exists() or self._path.stat().st_size == 0
        header = n_dimensions.to_bytes(_CHECK_BYTES, "little") if is_new else b""
        if blocks:
            _append(self._path, header + b"".join(blocks))

    def _load(self) -> dict[bytes, NDArray[np.float16]]:
        if self._vectors is None:
            content = _read(self._path)
            self._vectors = dict(_read_blocks(content))
            sizes = [_KEY_BYTES + row.nbytes + _CHECK_BYTES for row in self._vectors.values()]
            if sum(sizes) + (_CHECK_BYTES if sizes else 0) != len(content):
                blocks = [_block(key, vector) for key, vector in self._vectors.items()]
                whole = content[:_CHECK_BYTES] + b"".join(blocks) if blocks else b""
                _replace(self._path, whole)
        return self._vectors


def remembered(
    cache: RecordCache | None, texts: Sequence[str], make: Callable[[list[str]], Sequence[Any]]
) -> list[Any]:
    """The record of each text, in the order given; `make` gives those that are not known yet.

    What is made comes back as it was made, what was kept as JSON gives it: a pair is then a list.
    """
    different = list(dict.fromkeys(texts))
    kept = cache.get(different) if cache else [None] * len(different)
    found = dict(zip(different, kept, strict=True))
    fresh = [text for text, record in found.items() if record is None]
    made = make(fresh) if fresh else []
    found.update(zip(fresh, made, strict=True))
    if cache:
        cache.put(fresh, made)
    return [found[text] for text in texts]


def _file(folder: Path, model_name: str, suffix: str) -> Path:
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", model_name)[:60]
    digest = hashlib.blake2b(model_name.encode(), digest_size=4).hexdigest()
    return folder / f"{slug}-{digest}.{suffix}"


def _hasher(model_name: str, secret: str) -> Callable[[str], bytes]:
    secret_key = hashlib.blake2b(secret.encode(), digest_size=32).digest()
    start = hashlib.blake2b(model_name.encode() + b"\0", digest_size=_KEY_BYTES, key=secret_key)

    def key_of(text: str) -> bytes:
        state = start.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        return state.digest()

    return key_of


def _check_lengths(texts: Sequence[str], results: Sequence[Any] | NDArray[np.float16]) -> None:
    if len(texts) != len(results):
        raise ValueError(f"{len(texts)} texts and {len(results)} results; these must be equal.")


def _line(key: bytes, record: bytes) -> bytes:
    return b"%s %08x %s\n" % (key.hex().encode(), zlib.crc32(key + record), record)


def _read_lines(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    for line in content.split(b"\n"):
        parts = line.split(b" ", 2)
        try:
            key, check, record = bytes.fromhex(parts[0].decode()), int(parts[1], 16), parts[2]
        except (ValueError, IndexError):
            continue
        if zlib.crc32(key + record) == check:
            yield key, record


def _block(key: bytes, vector: NDArray[np.float16]) -> bytes:
    body = key + vector.astype("<f2", copy=False).tobytes()
    return body + zlib.crc32(body).to_bytes(_CHECK_BYTES, "little")


def _read_blocks(content: bytes) -> Iterator[tuple[bytes, NDArray[np.float16]]]:
    n_dimensions = int.from_bytes(content[:_CHECK_BYTES], "little")
    size = _KEY_BYTES + 2 * n_dimensions + _CHECK_BYTES
    for start in range(_CHECK_BYTES, len(content) - size + 1, size):
        body = content[start : start + size - _CHECK_BYTES]
        check = int.from_bytes(content[start + len(body) : start + size], "little")
        if n_dimensions and zlib.crc32(body) == check:
            yield body[:_KEY_BYTES], np.frombuffer(body, dtype="<f2", offset=_KEY_BYTES)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _append(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(path: Path, content: bytes) -> None:
    """The whole file anew, or the old one: a kill in between leaves only a spare file."""
    spare = path.with_suffix(f"{path.suffix}.new")
    spare.write_bytes(content)
    if content:
        spare.replace(path)
    else:
        spare.unlink()
        path.unlink()
