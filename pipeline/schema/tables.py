"""The tables of a run, with exactly these columns; `TABLES` names the files."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from pipeline.schema.base import Table, Text
from pipeline.schema.stages import Assignments
from pipeline.schema.themes import MainThemes, ThemeChanges, ThemeProposals, Themes
from pipeline.schema.words import (
    LANGUAGES,
    PROFILE_ATTRIBUTES,
    Actor,
    Category,
    LabelSource,
    Tense,
    Valence,
    Voice,
)


class Notes(Table):
    """A note as an uitdager delivered it, pseudonymised."""

    note_id: Text = pa.Field(unique=True)
    conversation_id: Text
    text: Text


class Sources(Table):
    """Where a note was delivered: a neutral file id (F001) and the Dutch place in that file."""

    note_id: Text
    file: Text
    place: Text


class Conversations(Table):
    """One sitting; the profile columns are null where a table is mixed or nothing was said."""

    conversation_id: Text = pa.Field(unique=True)
    uitdager_id: Text = pa.Field(nullable=True)
    date: pa.DateTime = pa.Field(nullable=True)
    neighbourhood: Text = pa.Field(nullable=True)
    technique: Text = pa.Field(nullable=True)
    participants: pd.Int64Dtype = pa.Field(nullable=True, ge=1)
    age_group: Text = pa.Field(nullable=True)
    gender: Text = pa.Field(nullable=True)
    origin: Text = pa.Field(nullable=True)
    education: Text = pa.Field(nullable=True)
    work: Text = pa.Field(nullable=True)
    years_in_genk: Text = pa.Field(nullable=True)


class Profiles(Table):
    """How many persons of a conversation have a value; a table of six has several rows."""

    conversation_id: Text
    attribute: Text = pa.Field(isin=[*PROFILE_ATTRIBUTES])
    value: Text
    persons: int = pa.Field(ge=1)


class Attributes(Table):
    """Values of unknown columns, pseudonymised."""

    note_id: Text
    attribute: Text
    value: Text


class Fragments(Table):
    """One thought; the unit of analysis. `text` is the note's text from `start` to `end`."""

    fragment_id: Text = pa.Field(unique=True)
    note_id: Text
    conversation_id: Text
    uitdager_id: Text = pa.Field(nullable=True)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=0)
    text: Text
    language: Text = pa.Field(isin=[*LANGUAGES])
    voice: Text = pa.Field(nullable=True, isin=[*Voice])
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
    theme_id: Text = pa.Field(nullable=True)
    theme_source: Text = pa.Field(nullable=True, isin=[*LabelSource])
    theme_probability: float = pa.Field(nullable=True, ge=0, le=1)
    cluster: pd.Int64Dtype = pa.Field(nullable=True)
    x: float
    y: float


class Proposals(Table):
    """What the model makes of each label of each fragment, a row a class, whoever gave the label.

    A form's word on one label counts for the others, a person's does not: people are the yardstick.
    Of a text that the model learned from it is what a model says that never saw it, nor its
    author. The probabilities of a label of a fragment sum to 1, but for rounding.
    """

    fragment_id: Text
    label: Text = pa.Field(isin=["category", "valence", "tense", "actor"])
    value: Text = pa.Field(isin=[*Category, *Valence, *Tense, *Actor])
    probability: float = pa.Field(ge=0, le=1)


class Labelled(Table):
    """The shipped labelled notes beside what a model says that never saw their author.

    Label by label, note by note, a row a class.
    """

    author: Text
    label: Text = pa.Field(isin=["category", "valence", "actor"])
    truth: Text = pa.Field(isin=[*Category, *Valence, *Actor])
    value: Text = pa.Field(isin=[*Category, *Valence, *Actor])
    probability: float = pa.Field(ge=0, le=1)


class LearningCurve(Table):
    """Macro-F1 of a label on unseen authors, by the number of texts learned from."""

    label: Text = pa.Field(isin=["category", "valence", "actor"])
    n_texts: int = pa.Field(ge=1)
    macro_f1: float = pa.Field(ge=0, le=1)


class Tokens(Table):
    """Words of a fragment; offsets are into the fragment's text.

    `parts`: the lemmas that a compound is built of, parted by spaces; null where it is none.
    """

    fragment_id: Text
    position: int = pa.Field(ge=0)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=0)
    text: Text
    lemma: Text
    parts: Text = pa.Field(nullable=True)
    pos: Text = pa.Field(nullable=True)
    entity: Text = pa.Field(nullable=True)


class LabelChanges(Table):
    """A label that differs from the previous published run."""

    fragment_id: Text
    label: Text
    before: Text
    after: Text
    reason: Text


class Moves(Table):
    """Where a fragment that people judged is now: a corrected delivery changed it a little.

    `judged_id`: its id in the log of decisions; `fragment_id`: its id in this run, or the last that
    it had where it is not delivered now.
    """

    judged_id: Text = pa.Field(unique=True)
    fragment_id: Text


class Uitdagers(Table):
    """The registry without names, the characteristics as they were sought."""

    uitdager_id: Text = pa.Field(unique=True)
    education: Text = pa.Field(nullable=True)
    gender: Text = pa.Field(nullable=True)
    age_group: Text = pa.Field(nullable=True)
    origin: Text = pa.Field(nullable=True)
    engagement: Text = pa.Field(nullable=True)
    neighbourhood: Text = pa.Field(nullable=True)
    marital_status: Text = pa.Field(nullable=True)
    work: Text = pa.Field(nullable=True)
    job_or_passion: Text = pa.Field(nullable=True)
    contacts: Text = pa.Field(nullable=True)
    years_in_genk: Text = pa.Field(nullable=True)


class Doubts(Table):
    """A word of which the pseudonymiser is not sure, by what it did with it.

    `word_id`: keyed hash of the word; `word`: as it stands in the notes, null where it was removed.
    `certainty`: how often what it did is right (0 to 1). `examples`: note_id:start:end, places in
    the text of the note.
    """

    word_id: Text
    action: Text = pa.Field(isin=["kept", "removed"])
    word: Text = pa.Field(nullable=True)
    reason: Text
    certainty: float = pa.Field(ge=0, le=1)
    n_notes: int = pa.Field(ge=1)
    n_conversations: int = pa.Field(ge=1)
    n_uitdagers: int = pa.Field(ge=1)
    examples: object


class Rejects(Table):
    """What could not be used: neutral file id, Dutch place, reason with remedy; no note text."""

    file: Text
    place: Text
    reason: Text


class Reference(Table):
    """Reference shares of the population, for coverage (0 to 1)."""

    attribute: Text
    value: Text
    share: float = pa.Field(ge=0, le=1)
    source: Text


TABLES: dict[str, type[Table]] = {
    "notes": Notes,
    "sources": Sources,
    "conversations": Conversations,
    "profiles": Profiles,
    "attributes": Attributes,
    "fragments": Fragments,
    "proposals": Proposals,
    "labelled": Labelled,
    "learning_curve": LearningCurve,
    "tokens": Tokens,
    "themes": Themes,
    "main_themes": MainThemes,
    "placements": Assignments,
    "theme_proposals": ThemeProposals,
    "theme_changes": ThemeChanges,
    "label_changes": LabelChanges,
    "moves": Moves,
    "uitdagers": Uitdagers,
    "doubts": Doubts,
    "rejects": Rejects,
    "reference": Reference,
}
