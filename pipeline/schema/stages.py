"""Tables that one stage hands to the next and that no run keeps as they are."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from pipeline.schema.base import Table, Text
from pipeline.schema.words import LANGUAGES, Actor, Category, LabelSource, Tense, Valence


class RawNotes(Table):
    """A note before the pseudonymiser; never written anywhere.

    `category` and `valence` are what the form itself says (a box, a Soort column), else null.
    """

    note_id: Text = pa.Field(unique=True)
    conversation_id: Text
    text: Text
    category: Text = pa.Field(nullable=True, isin=[*Category])
    valence: Text = pa.Field(nullable=True, isin=[*Valence])


class SafeFragments(Table):
    """Fragments as the language stages give them: pseudonymised, not yet labelled."""

    fragment_id: Text = pa.Field(unique=True)
    note_id: Text
    conversation_id: Text
    uitdager_id: Text = pa.Field(nullable=True)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=0)
    text: Text
    language: Text = pa.Field(isin=[*LANGUAGES])


class Labels(Table):
    """The labels of the categorise stage, a row a fragment."""

    fragment_id: Text = pa.Field(unique=True)
    category: Text = pa.Field(isin=[*Category])
    category_source: Text = pa.Field(isin=[*LabelSource])
    category_probability: float = pa.Field(ge=0, le=1)
    valence: Text = pa.Field(isin=[*Valence])
    valence_source: Text = pa.Field(isin=[*LabelSource])
    valence_probability: float = pa.Field(ge=0, le=1)
    tense: Text = pa.Field(isin=[*Tense])
    tense_source: Text = pa.Field(isin=[*LabelSource])
    tense_probability: float = pa.Field(ge=0, le=1)
    actor: Text = pa.Field(isin=[*Actor])
    actor_source: Text = pa.Field(isin=[*LabelSource])
    actor_probability: float = pa.Field(ge=0, le=1)


class GivenLabels(Table):
    """Labels that stand before any model: of a form or a person.

    The value of the label `theme` is a theme id, or `overig`: in no theme.
    """

    fragment_id: Text
    label: Text = pa.Field(isin=["category", "valence", "tense", "actor", "voice", "theme"])
    value: Text
    source: Text = pa.Field(isin=[LabelSource.FORM, LabelSource.PERSON])


class Assignments(Table):
    """The theme of each fragment; a null `theme_id` is Overig. Coordinates have 3 decimals."""

    fragment_id: Text = pa.Field(unique=True)
    theme_id: Text = pa.Field(nullable=True)
    theme_source: Text = pa.Field(nullable=True, isin=[*LabelSource])
    theme_probability: float = pa.Field(nullable=True, ge=0, le=1)
    cluster: pd.Int64Dtype = pa.Field(nullable=True)
    x: float
    y: float
