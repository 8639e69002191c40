"""The words of the project as types: enums, table models, and the manifest record.

Everything that a stage hands to another is named here. Column names are English; `DUTCH` gives
the word for the screen. A table model validates at the edge of a stage and on reading a run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd
import pandera.pandas as pa

SCHEMA_VERSION = 1


class Category(StrEnum):
    """What a fragment is (soort)."""

    EXPERIENCE = "beleving"
    FRUSTRATION = "frustratie"
    SUGGESTION = "suggestie"
    ACTION = "actie"


class Valence(StrEnum):
    """The feeling about what is described (gevoel); mixed counts as neutral."""

    NEGATIVE = "negatief"
    NEUTRAL = "neutraal"
    POSITIVE = "positief"


class Tense(StrEnum):
    """Whether a fragment speaks of now or of the future (tijd)."""

    NOW = "nu"
    FUTURE = "toekomst"


class Actor(StrEnum):
    """Who is addressed or must be involved."""

    EMPLOYERS = "werkgevers"
    EDUCATION = "onderwijs"
    INSTITUTIONS = "instanties"
    CITY = "stad"
    INHABITANTS = "genkenaren"


class Voice(StrEnum):
    """Whose words a fragment holds."""

    QUOTE = "quote"
    PARAPHRASE = "paraphrase"
    INTERPRETATION = "interpretation"


class Question(StrEnum):
    """The six questions of the campaign."""

    POSITIVE = "positief"
    NEGATIVE = "negatief"
    FUTURE = "toekomst"
    NEEDED = "nodig"
    SELF = "zelf"
    OTHERS = "anderen"


class LabelSource(StrEnum):
    """Who gave a label: a form's box or column, the model (or rule), or a person."""

    FORM = "form"
    MODEL = "model"
    PERSON = "person"


class ThemeStatus(StrEnum):
    """Where a theme of the register stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    RETIRED = "retired"


LANGUAGES = ("nl", "tr", "it", "fr", "en", "pl", "ar", "es", "el")
PROFILE_ATTRIBUTES = ("age_group", "gender", "origin", "education", "work", "years_in_genk")


class _Table(pa.DataFrameModel):
    """Strict, ordered and coerced: a table has exactly these columns, in this order."""

    class Config:
        strict = True
        coerce = True
        ordered = True


class Notes(_Table):
    """A note as an uitdager delivered it, pseudonymised."""

    note_id: str = pa.Field(unique=True)
    conversation_id: str
    text: str


class RawNotes(_Table):
    """A note before the pseudonymiser; never written anywhere.

    `category` and `valence` are what the form itself says (a box, a Soort column), else null.
    """

    note_id: str = pa.Field(unique=True)
    conversation_id: str
    text: str
    category: str = pa.Field(nullable=True, isin=[*Category])
    valence: str = pa.Field(nullable=True, isin=[*Valence])


class Sources(_Table):
    """Where a note was delivered: a neutral file id (F001) and the Dutch place in that file."""

    note_id: str
    file: str
    place: str


class Conversations(_Table):
    """One sitting; the profile columns are null where a table is mixed or nothing was said."""

    conversation_id: str = pa.Field(unique=True)
    uitdager_id: str = pa.Field(nullable=True)
    date: pa.DateTime = pa.Field(nullable=True)
    neighbourhood: str = pa.Field(nullable=True)
    technique: str = pa.Field(nullable=True)
    participants: pd.Int64Dtype = pa.Field(nullable=True, ge=1)
    age_group: str = pa.Field(nullable=True)
    gender: str = pa.Field(nullable=True)
    origin: str = pa.Field(nullable=True)
    education: str = pa.Field(nullable=True)
    work: str = pa.Field(nullable=True)
    years_in_genk: str = pa.Field(nullable=True)


class Profiles(_Table):
    """How many persons of a conversation have a value; a table of six has several rows."""

    conversation_id: str
    attribute: str = pa.Field(isin=[*PROFILE_ATTRIBUTES])
    value: str
    persons: int = pa.Field(ge=1)


class Attributes(_Table):
    """Values of unknown columns, pseudonymised."""

    note_id: str
    attribute: str
    value: str


class Fragments(_Table):
    """One thought; the unit of analysis. `text` is the note's text from `start` to `end`."""

    fragment_id: str = pa.Field(unique=True)
    note_id: str
    conversation_id: str
    uitdager_id: str = pa.Field(nullable=True)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=0)
    text: str
    language: str = pa.Field(isin=[*LANGUAGES])
    voice: str = pa.Field(nullable=True, isin=[*Voice])
    category: str = pa.Field(isin=[*Category])
    category_source: str = pa.Field(isin=[*LabelSource])
    category_probability: float = pa.Field(ge=0, le=1)
    valence: str = pa.Field(isin=[*Valence])
    valence_source: str = pa.Field(isin=[*LabelSource])
    valence_probability: float = pa.Field(ge=0, le=1)
    tense: str = pa.Field(isin=[*Tense])
    tense_source: str = pa.Field(isin=[*LabelSource])
    tense_probability: float = pa.Field(ge=0, le=1)
    actor: str = pa.Field(isin=[*Actor])
    actor_source: str = pa.Field(isin=[*LabelSource])
    actor_probability: float = pa.Field(ge=0, le=1)
    theme_id: str = pa.Field(nullable=True)
    theme_source: str = pa.Field(nullable=True, isin=[*LabelSource])
    theme_probability: float = pa.Field(nullable=True, ge=0, le=1)
    cluster: pd.Int64Dtype = pa.Field(nullable=True)
    x: float
    y: float


class SafeFragments(_Table):
    """Fragments as the language stages give them: pseudonymised, not yet labelled."""

    fragment_id: str = pa.Field(unique=True)
    note_id: str
    conversation_id: str
    uitdager_id: str = pa.Field(nullable=True)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=0)
    text: str
    language: str = pa.Field(isin=[*LANGUAGES])


class Labels(_Table):
    """The labels of the categorise stage, a row a fragment."""

    fragment_id: str = pa.Field(unique=True)
    category: str = pa.Field(isin=[*Category])
    category_source: str = pa.Field(isin=[*LabelSource])
    category_probability: float = pa.Field(ge=0, le=1)
    valence: str = pa.Field(isin=[*Valence])
    valence_source: str = pa.Field(isin=[*LabelSource])
    valence_probability: float = pa.Field(ge=0, le=1)
    tense: str = pa.Field(isin=[*Tense])
    tense_source: str = pa.Field(isin=[*LabelSource])
    tense_probability: float = pa.Field(ge=0, le=1)
    actor: str = pa.Field(isin=[*Actor])
    actor_source: str = pa.Field(isin=[*LabelSource])
    actor_probability: float = pa.Field(ge=0, le=1)


class GivenLabels(_Table):
    """Labels that stand before any model: of a form or a person; null where not given."""

    fragment_id: str
    label: str = pa.Field(isin=["category", "valence", "tense", "actor"])
    value: str
    source: str = pa.Field(isin=[LabelSource.FORM, LabelSource.PERSON])


class Assignments(_Table):
    """The theme of each fragment; a null `theme_id` is Overig. Coordinates have 3 decimals."""

    fragment_id: str = pa.Field(unique=True)
    theme_id: str = pa.Field(nullable=True)
    theme_source: str = pa.Field(nullable=True, isin=[*LabelSource])
    theme_probability: float = pa.Field(nullable=True, ge=0, le=1)
    cluster: pd.Int64Dtype = pa.Field(nullable=True)
    x: float
    y: float


class Tokens(_Table):
    """Words of a fragment; offsets are into the fragment's text."""

    fragment_id: str
    position: int = pa.Field(ge=0)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=0)
    text: str
    lemma: str
    pos: str = pa.Field(nullable=True)
    entity: str = pa.Field(nullable=True)


class Themes(_Table):
    """The theme register of this run. `keywords`: words, best first; `examples`: fragment ids."""

    theme_id: str = pa.Field(unique=True, str_matches=r"^T\d{3,}$")
    label: str
    keywords: object
    parent_id: str = pa.Field(nullable=True)
    status: str = pa.Field(isin=[*ThemeStatus])
    n_fragments: int = pa.Field(ge=0)
    n_conversations: int = pa.Field(ge=0)
    n_uitdagers: int = pa.Field(ge=0)
    stability: float = pa.Field(nullable=True, ge=0, le=1)
    examples: object


class ThemeChanges(_Table):
    """What differs from the previous published run (fragment_id null: the theme itself)."""

    change: str = pa.Field(isin=["new", "renamed", "gone", "moved", "assigned"])
    theme_id: str = pa.Field(nullable=True)
    fragment_id: str = pa.Field(nullable=True)
    before: str = pa.Field(nullable=True)
    after: str = pa.Field(nullable=True)
    reason: str


class LabelChanges(_Table):
    """A label that differs from the previous published run."""

    fragment_id: str
    label: str
    before: str
    after: str
    reason: str


class Uitdagers(_Table):
    """The registry without names, the characteristics as they were sought."""

    uitdager_id: str = pa.Field(unique=True)
    education: str = pa.Field(nullable=True)
    gender: str = pa.Field(nullable=True)
    age_group: str = pa.Field(nullable=True)
    origin: str = pa.Field(nullable=True)
    engagement: str = pa.Field(nullable=True)
    neighbourhood: str = pa.Field(nullable=True)
    marital_status: str = pa.Field(nullable=True)
    work: str = pa.Field(nullable=True)
    job_or_passion: str = pa.Field(nullable=True)
    contacts: str = pa.Field(nullable=True)
    years_in_genk: str = pa.Field(nullable=True)


class Rejects(_Table):
    """What could not be used: neutral file id, Dutch place, reason with remedy; no note text."""

    file: str
    place: str
    reason: str


class Reference(_Table):
    """Reference shares of the population, for coverage (0 to 1)."""

    attribute: str
    value: str
    share: float = pa.Field(ge=0, le=1)
    source: str


TABLES: dict[str, type[_Table]] = {
    "notes": Notes,
    "sources": Sources,
    "conversations": Conversations,
    "profiles": Profiles,
    "attributes": Attributes,
    "fragments": Fragments,
    "tokens": Tokens,
    "themes": Themes,
    "theme_changes": ThemeChanges,
    "label_changes": LabelChanges,
    "uitdagers": Uitdagers,
    "rejects": Rejects,
    "reference": Reference,
}


@dataclass(frozen=True)
class Manifest:
    """The record of a run: what went in, what came out, with what, and how long it took.

    `files` maps the neutral file id to its SHA-256; `counts` balances: notes_delivered =
    notes + notes_repeated + notes_replaced + notes_rejected.
    """

    run_id: str
    schema_version: int
    started: str
    finished: str
    campaign: str
    fictional: bool
    fingerprint: str
    previous_run_id: str | None
    code_version: str
    files: dict[str, str]
    counts: dict[str, int]
    settings: dict[str, object]
    models: dict[str, str]
    seeds: dict[str, int]
    seconds: dict[str, float]
    quality: dict[str, float] = field(default_factory=dict)
    first_seen: dict[str, int] = field(default_factory=dict)
