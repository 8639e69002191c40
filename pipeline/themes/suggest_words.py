"""Proposals in words: the table that a person reads, with names for what would be a theme."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.ids import keyed_id
from pipeline.schema import ProposalKind, ThemeProposals, Tokens
from pipeline.themes.discover import describe_topics
from pipeline.themes.examples import central
from pipeline.themes.features import Floats
from pipeline.themes.keywords import build_vocabulary, choose_keywords, write_label
from pipeline.themes.material import Material
from pipeline.themes.standing import Standing, Suggestion, id_of

_MAKES = (ProposalKind.NEW, ProposalKind.SPLIT)


def in_words(
    found: Sequence[Suggestion],
    material: Material,
    features: Floats,
    tokens: DataFrame[Tokens],
    standing: Standing,
    *,
    from_zero: bool = False,
) -> DataFrame[ThemeProposals]:
    """The table of proposals: those that would make a theme get a name of their own words.

    A group that shares no word is a chance likeness of sentences, and is left out.
    """
    makes = [one for one in found if one.kind in _MAKES]
    named = _names(makes, material, features, tokens, standing) if makes else {}
    ids = material.ids
    rows = []
    for one in found:
        label, keywords = named.get(id(one), (None, []))
        if one.kind in _MAKES and not keywords:
            continue
        fragment_ids = [ids[row] for row in one.rows]
        about = [id_of(standing, place) for place in (one.theme, one.other)]
        named_parts = [part or "" for part in about]
        rows.append(
            {
                "proposal_id": keyed_id("proposal", one.kind, *named_parts, *fragment_ids),
                "kind": one.kind.value,
                "theme_id": about[0],
                "other_id": about[1],
                "label": label,
                "keywords": keywords,
                "fragment_ids": fragment_ids,
                "examples": central(material, features, one.rows),
                "strength": round(min(max(one.strength, 0.0), 1.0), 3),
                "stability": one.stability,
                "from_zero": from_zero,
                "reason": one.reason,
            }
        )
    columns = list(ThemeProposals.to_schema().columns)
    return ThemeProposals.validate(_typed(pd.DataFrame(rows, columns=columns)))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    texts = ("proposal_id", "kind", "theme_id", "other_id", "label", "reason")
    numbers = {"strength": "float64", "stability": "float64", "from_zero": "bool"}
    return table.astype(dict.fromkeys(texts, "str") | numbers)


def _names(
    makes: Sequence[Suggestion],
    material: Material,
    features: Floats,
    tokens: DataFrame[Tokens],
    standing: Standing,
) -> dict[int, tuple[str, list[str]]]:
    """A label and keywords for what would be a theme, in words that the other themes lack."""
    vocabulary = build_vocabulary(material.fragments, tokens)
    documents = [vocabulary.documents.get(each, "") for each in material.ids]
    theme = np.where(standing.theme >= 0, standing.theme + len(makes), -1)
    for number, one in enumerate(makes):
        theme[one.rows] = number
    words = describe_topics(documents, features, theme)
    taken, named = [*standing.labels, *standing.taken], {}
    for number, one in enumerate(makes):
        own = [documents[row] for row in one.rows]
        keywords = choose_keywords(words.get(number, []), own, vocabulary)
        label = write_label(keywords, taken, vocabulary)
        taken.append(label)
        named[id(one)] = (label, keywords)
    return named
