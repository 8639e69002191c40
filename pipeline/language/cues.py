"""Cues that a sentence of running text begins a new thought, and their weights.

The words and the weights stand in resources/split.toml, where a person can read and change them;
learn_cues.py learns the weights from notes that were cut by hand.
"""

from __future__ import annotations

import functools
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
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
    """The cues of each sentence but the first, by name; all lie between 0 and about 5.

    Besides the groups of words: `tens_of_words` of the sentence (3 at most), `log_words_so_far`
    before it, `second_sentence` (a first sentence alone is often an opening), and `n_sentences`
    of the whole text (as a share of 6, 1 at most): whoever writes long tells one story.
    """
    groups = _groups()
    n_words = [len(_WORD.findall(text)) for text in sentences]
    return [
        {
            "n_sentences": min(len(sentences), 6) / 6,
            "second_sentence": float(index == 1),
            "tens_of_words": min(n_words[index], 30) / 10,
            "log_words_so_far": math.log(max(sum(n_words[:index]), 1)),
            "after_proposal": float(groups["proposal"].found_in(sentences[index - 1])),
            **{name: float(words.found_in(sentences[index])) for name, words in groups.items()},
        }
        for index in range(1, len(sentences))
    ]


def published_weights() -> Mapping[str, float]:
    """The weights of split.toml by cue, and `start_value`."""
    weights: dict[str, float] = _table()["weights"]
    return weights


def probability(cues: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that a thought begins (0 to 1)."""
    total = weights["start_value"] + sum(weights.get(k, 0) * v for k, v in cues.items())
    return 1 / (1 + math.exp(-total))


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
