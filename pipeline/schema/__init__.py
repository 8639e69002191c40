"""The words of the project as types: enums, table models, and the manifest record.

Everything that a stage hands to another is named here. Column names are English; a table model
validates at the edge of a stage and on reading a run.
"""

from pipeline.schema.base import Table
from pipeline.schema.manifest import READABLE_VERSIONS, SCHEMA_VERSION, Manifest
from pipeline.schema.plan import CostClass, Degree, MeasureStatus
from pipeline.schema.stages import Assignments, GivenLabels, Labels, RawNotes, SafeFragments
from pipeline.schema.tables import (
    TABLES,
    Attributes,
    Conversations,
    Doubts,
    Fragments,
    LabelChanges,
    Notes,
    Profiles,
    Proposals,
    Reference,
    Rejects,
    Sources,
    ThemeChanges,
    Themes,
    Tokens,
    Uitdagers,
)
from pipeline.schema.words import (
    AGE_GROUPS,
    EDUCATIONS,
    GENDERS,
    LANGUAGES,
    ORIGINS,
    PROFILE_ATTRIBUTES,
    Actor,
    Category,
    LabelSource,
    Question,
    Tense,
    ThemeStatus,
    Valence,
    Voice,
)

__all__ = [
    "AGE_GROUPS",
    "EDUCATIONS",
    "GENDERS",
    "LANGUAGES",
    "ORIGINS",
    "PROFILE_ATTRIBUTES",
    "READABLE_VERSIONS",
    "SCHEMA_VERSION",
    "TABLES",
    "Actor",
    "Assignments",
    "Attributes",
    "Category",
    "Conversations",
    "CostClass",
    "Degree",
    "Doubts",
    "Fragments",
    "GivenLabels",
    "LabelChanges",
    "LabelSource",
    "Labels",
    "Manifest",
    "MeasureStatus",
    "Notes",
    "Profiles",
    "Proposals",
    "Question",
    "RawNotes",
    "Reference",
    "Rejects",
    "SafeFragments",
    "Sources",
    "Table",
    "Tense",
    "ThemeChanges",
    "ThemeStatus",
    "Themes",
    "Tokens",
    "Uitdagers",
    "Valence",
    "Voice",
]
