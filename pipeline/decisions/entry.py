"""An entry of the log: what a person said, of what; and what may not enter, whoever writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import DecisionError
from pipeline.schema import Actor, Category, ProposalKind, Tense, ThemeStatus, Valence, Voice

LABEL_VALUES: dict[str, tuple[str, ...]] = {
    "category": tuple(Category),
    "valence": tuple(Valence),
    "tense": tuple(Tense),
    "actor": tuple(Actor),
    "voice": tuple(Voice),
}
THEME = "theme"  # a label too: its value is the id of a theme, or NO_THEME
NO_THEME = "overig"
THEME_ID = re.compile(r"T[0-9]{3,9}")
MAIN_ID = re.compile(r"H[0-9]{3,9}")
_ENTRY_ID = re.compile(r"[TH][0-9]{3,9}")
MEASURE_ID = re.compile(r"M[0-9]{3,9}")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_KEYED_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
IS_NAME, IS_NO_NAME, DEPENDS = "naam", "geen naam", "hangt ervan af"
WORD_VALUES = (IS_NAME, IS_NO_NAME, DEPENDS)
MAX_NAME_LENGTH = 80
MAX_DEFINITION_LENGTH = 600
DISMISSED = "nee"
# What a THEME decision may say: it is made, what it is about, where it belongs, where it stands.
NEW, DEFINITION, WORDS, PARENT, MERGED, STATUS = (
    "new",
    "definition",
    "words",
    "parent",
    "merged",
    "status",
)
_STATUSES = {ThemeStatus.PROPOSED, ThemeStatus.CONFIRMED, ThemeStatus.RETIRED}
_DISMISSAL = re.compile(rf"{DISMISSED}(?: (?:T[0-9]{{3,9}}|{NO_THEME})){{2}}")
_SHOWN = 60  # characters of what is refused


class Kind(StrEnum):
    """What a decision is about."""

    LABEL = "label"
    CODING = "coding"
    PLACE = "place"
    THEME_NAME = "theme_name"
    THEME = "theme"
    PROPOSAL = "proposal"
    WORD = "word"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    ANSWER = "answer"
    PROGRESS = "progress"
    UNDO = "undo"


# A word on a fragment: LABEL and CODING on any label, PLACE on its theme alone.
JUDGEMENTS = (Kind.LABEL, Kind.CODING, Kind.PLACE)


@dataclass(frozen=True)
class Decision:
    """A person's word. `subject`: a fragment id, theme id, or the number of the undone decision.

    A label is given in two ways. LABEL: by one who sees what stands, and so may overrule it.
    CODING: blind, as a measurement; `why` then names the queue that showed the fragment. PLACE: a
    fragment goes to a theme with others at once, as when a theme is split.

    THEME: a word on a theme or main theme, `field` says of what: see `pipeline.decisions.register`.
    PROPOSAL: a proposal of the machine is put aside; `text` holds the ids of its fragments.

    For a word that may be a name `subject` is its keyed id and `value` one of WORD_VALUES; the word
    itself is never written, since the next decision may be that it is a name.

    For the four kinds of the action plan `subject` is the id of a measure (M001), and `value` is
    what `pipeline.plan` reads.

    `conversation_id` and `text` (pseudonymised) let a decision find its fragment again when a
    corrected delivery has changed the fragment a little; for the name of a theme `text` holds the
    ids of example fragments, which lead to the theme wherever it goes. `decision_id` 0: not in
    the log yet.
    """

    who: str
    kind: Kind
    subject: str
    field: str = ""
    value: str = ""
    why: str = ""
    conversation_id: str = ""
    text: str = ""
    at: str = ""
    decision_id: int = 0


# What may stand as the subject of each kind, and what that is in words.
_SUBJECTS: dict[Kind, tuple[re.Pattern[str], str]] = {
    **dict.fromkeys(JUDGEMENTS, (_KEYED_ID, "fragment")),
    Kind.WORD: (_KEYED_ID, "woord"),
    **dict.fromkeys(
        (Kind.THEME_NAME, Kind.THEME), (_ENTRY_ID, "thema zoals T001 of hoofdthema zoals H001")
    ),
    Kind.PROPOSAL: (_KEYED_ID, "voorstel"),
    **dict.fromkeys(
        (Kind.MEASURE, Kind.EVIDENCE, Kind.ANSWER, Kind.PROGRESS),
        (MEASURE_ID, "maatregel zoals M001"),
    ),
    Kind.UNDO: (_NUMBER, "nummer van een beslissing"),
}
_WORDS = {
    "category": "soort",
    "valence": "gevoel",
    "tense": "tijd",
    "actor": "actor",
    "voice": "stem",
}


def check(decision: Decision) -> None:
    """Refuse what may not enter the log.

    Raises:
        DecisionError: who is empty, or the subject or the value is not one of those allowed.
    """
    if not decision.who.strip():
        raise DecisionError("Vul eerst in de zijbalk je naam in, dan weten we wie dit beslist.")
    allowed, what = _SUBJECTS[decision.kind]
    if not allowed.fullmatch(decision.subject):
        raise DecisionError(f"{decision.subject[:_SHOWN]!r} is geen {what}.")
    _check_value(decision)
    if decision.kind is Kind.WORD and decision.text:
        raise DecisionError("Een woord dat een naam kan zijn, wordt niet bewaard.")
    if decision.kind is Kind.THEME_NAME:
        _check_name(decision.value)
    if decision.kind is Kind.THEME:
        _check_theme(decision)
    is_known = decision.field in set(ProposalKind) and _DISMISSAL.fullmatch(decision.value)
    if decision.kind is Kind.PROPOSAL and not is_known:
        raise DecisionError("Een voorstel kan alleen weggelegd worden.")


def _check_name(name: str) -> None:
    if not 0 < len(name.strip()) <= MAX_NAME_LENGTH:
        message = f"Geef het thema een naam van 1 tot {MAX_NAME_LENGTH} tekens."
        raise DecisionError(message)


def _check_theme(decision: Decision) -> None:
    """One of the fields of a theme, with a value that it can have."""
    first = decision.value.split(" ")[0]
    is_main = bool(MAIN_ID.fullmatch(decision.subject))
    fits: dict[str, Callable[[], bool]] = {
        NEW: lambda: 0 < len(decision.value.strip()) <= MAX_NAME_LENGTH,
        DEFINITION: lambda: len(decision.value) <= MAX_DEFINITION_LENGTH,
        WORDS: lambda: not is_main and len(decision.value) <= MAX_DEFINITION_LENGTH,
        PARENT: lambda: not is_main and bool(not first or MAIN_ID.fullmatch(first)),
        MERGED: lambda: (
            not is_main
            and first != decision.subject
            and bool(not first or THEME_ID.fullmatch(first))
        ),
        STATUS: lambda: decision.value in _STATUSES,
    }
    if decision.field not in fits or not fits[decision.field]():
        what = f"{decision.field[:_SHOWN]} = {decision.value[:_SHOWN]!r}"
        raise DecisionError(f"{decision.subject}: {what} kan niet voor een thema.")


def _check_value(decision: Decision) -> None:
    value = decision.value[:_SHOWN]
    if decision.kind is Kind.PLACE and decision.field != THEME:
        raise DecisionError("Alleen het thema van een fragment kan samen met andere veranderen.")
    if decision.kind in JUDGEMENTS and decision.field == THEME:
        if decision.value != NO_THEME and not THEME_ID.fullmatch(decision.value):
            message = f"{value!r} is geen thema; kies een thema uit de lijst, of {NO_THEME}."
            raise DecisionError(message)
    elif decision.kind in (*JUDGEMENTS, Kind.WORD):
        is_word = decision.kind is Kind.WORD
        if not is_word and decision.field not in LABEL_VALUES:
            known = ", ".join([*LABEL_VALUES, THEME])
            raise DecisionError(f"{decision.field[:_SHOWN]!r} is geen etiket; kies uit {known}.")
        allowed = WORD_VALUES if is_word else LABEL_VALUES[decision.field]
        if decision.value not in allowed:
            name = "een woord" if is_word else _WORDS[decision.field]
            message = f"{value!r} kan niet voor {name}; kies uit {', '.join(allowed)}."
            raise DecisionError(message)
