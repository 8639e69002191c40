"""Cues that a sentence of running text begins a new thought, and their weights.

The words and the weights stand in resources/split.toml, where a person can read and change them;
`bench/fit_split.py` learns the weights from notes that were cut by hand.
"""

from __future__ import annotations

import functools
import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

_LEADING = "\"'“„‘(«- "
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True)
class _Words:
    """A group of words: matched at the start of a sentence, or anywhere in it."""

    pattern: re.Pattern[str]
    at_start: bool

    def found_in(self, sentence: str) -> bool:
        bare = sentence.lstrip(_LEADING)
        return bool(self.pattern.match(bare) if self.at_start else self.pattern.search(bare))


def cue_values(sentences: Sequence[str]) -> list[dict[str, float]]:
    """The cues of each sentence but the first, by name; all lie between 0 and about 4."""
    groups = _groups()
    found = [{name: words.found_in(text) for name, words in groups.items()} for text in sentences]
    n_words = [len(_WORD.findall(text)) for text in sentences]
    return [
        _structure(sentences, n_words, index)
        | {f"{name}_here": float(found[index][name]) for name in groups}
        | {f"{name}_before": float(found[index - 1][name]) for name in groups}
        for index in range(1, len(sentences))
    ]


def probability(cues: dict[str, float]) -> float:
    """Probability that a thought begins, from the weights of split.toml (0 to 1)."""
    weights = _table()["weights"]
    total = weights["start_value"] + sum(weights.get(k, 0) * v for k, v in cues.items())
    return 1 / (1 + math.exp(-total))


def _structure(sentences: Sequence[str], n_words: Sequence[int], index: int) -> dict[str, float]:
    return {
        "tens_of_words": min(n_words[index], 30) / 10,
        "tens_of_words_before": min(n_words[index - 1], 30) / 10,
        "short": float(n_words[index] <= 8),  # noqa: PLR2004  (words, as fitted)
        "second_sentence": float(index == 1),
        "last_sentence": float(index == len(sentences) - 1),
        "log_words_so_far": math.log(max(sum(n_words[:index]), 1)),
        "n_sentences": min(len(sentences), 8) / 8,
        "quote": float(sentences[index][0] in "\"“„«"),
        "quote_before": float(sentences[index - 1][-1] in '"”»'),
        "question_before": float(sentences[index - 1].rstrip("\"'”»)").endswith("?")),
    }


@functools.cache
def _table() -> dict[str, Any]:
    content = files("pipeline.resources").joinpath("split.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


@functools.cache
def _groups() -> dict[str, _Words]:
    return {
        name: _Words(_pattern(group["words"]), at_start=group["where"] == "start")
        for name, group in _table()["words"].items()
    }


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
