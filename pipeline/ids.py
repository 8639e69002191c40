"""Keyed identifiers: the same content gets the same id, and without the key nobody can guess it."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

_PLACEHOLDER_NUMBER = re.compile(r"\[(\w+) \d+\]")


def normalise(text: str) -> str:
    """The text as far as identity goes: NFKC, lower case, single spaces, no placeholder numbers."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return _PLACEHOLDER_NUMBER.sub(r"[\1]", folded) if "[" in folded else folded


def among(ids: Iterable[str], others: Collection[str]) -> NDArray[np.bool_]:
    """Whether each id is one of `others`, (n_ids,); `isin` of pandas is slow on text columns."""
    known = set(others)
    return np.array([each in known for each in ids], dtype=bool)


def fresh_ids(n_ids: int, used: Iterable[str], letter: str = "T") -> list[str]:
    """The next ids after the highest ever used: T001, T002, ..."""
    highest = max((int(one[1:]) for one in used if one[0] == letter), default=0)
    return [f"{letter}{number:03d}" for number in range(highest + 1, highest + 1 + n_ids)]


def keyed_id(key: str, *parts: str, length: int = 16) -> str:
    """Hexadecimal HMAC-SHA256 of the parts, cut to `length` characters."""
    message = "\x1f".join(parts).encode()
    return hmac.digest(key.encode(), message, "sha256").hex()[:length]
