"""Codings of people and proposals of the machine for tests, at chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pipeline.analysis.judged import SAMPLE
from pipeline.decisions import Decision, Kind
from pipeline.decisions.entry import LABEL_VALUES

PROPOSED = ("category", "valence", "actor", "tense")


def make_proposals(fragments: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """A proposal for each label of each fragment, right about the fragment's own label mostly."""
    chance = random.Random(seed)
    rows = []
    for fragment in fragments.to_dict("records"):
        for label in PROPOSED:
            values = LABEL_VALUES[label]
            best = fragment[label] if chance.random() < 0.75 else chance.choice(values)
            top = round(chance.uniform(0.5, 0.95), 3)
            rest = (1 - top) / (len(values) - 1)
            rows += [
                (fragment["fragment_id"], label, str(value), top if value == best else rest)
                for value in values
            ]
    return pd.DataFrame(rows, columns=["fragment_id", "label", "value", "probability"])


def make_codings(
    fragments: pd.DataFrame,
    coders: Sequence[str] = ("An",),
    *,
    queue: str = SAMPLE,
    errors: float = 0.08,
    seed: int = 2,
) -> list[Decision]:
    """What each coder said, blind, of all four labels of each fragment; some are mistakes."""
    chance = random.Random(seed)
    return [
        Decision(
            who=who,
            kind=Kind.CODING,
            subject=fragment["fragment_id"],
            field=label,
            value=str(
                chance.choice(LABEL_VALUES[label]) if chance.random() < errors else fragment[label]
            ),
            why=queue,
            conversation_id=fragment["conversation_id"],
            text=fragment["text"],
        )
        for fragment in fragments.to_dict("records")
        for who in coders
        for label in PROPOSED
    ]


def numbered(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions as a log numbers them, from 1."""
    return [replace(one, decision_id=i) for i, one in enumerate(decisions, start=1)]
