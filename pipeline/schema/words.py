"""The words of the project as enums: Dutch values, as they stand in the tables."""

from __future__ import annotations

from enum import StrEnum


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
    MERGED = "merged"


class ProposalKind(StrEnum):
    """What a run may propose to do with the themes of the register."""

    NEW = "new"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"


LANGUAGES = ("nl", "tr", "it", "fr", "en", "pl", "ar", "es", "el")
PROFILE_ATTRIBUTES = ("age_group", "gender", "origin", "education", "work", "years_in_genk")

# What a form lets people choose, in the order in which it stands everywhere.
AGE_GROUPS = ("16-25", "26-35", "36-50", "51-65", "65+")
GENDERS = ("v", "m", "x")
ORIGINS = (
    *("Belgisch", "Turks", "Italiaans", "Marokkaans"),
    *("Grieks", "Spaans", "Pools", "andere"),
)
EDUCATIONS = ("lager", "secundair", "hoger")
