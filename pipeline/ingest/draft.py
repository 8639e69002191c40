"""What a file says before any value is understood: sittings with fields, notes, and problems."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.ingest.bullets import split_cell
from pipeline.ingest.content import Problem
from pipeline.ingest.headers import Headers, fold
from pipeline.ingest.neighbourhoods import match_neighbourhood
from pipeline.ingest.uitdagers import find_name

_HAS_WORD = re.compile(r"[^\W\d_]")
_LONGEST_SHOWN = 40
_LONGEST_ATTRIBUTE = 60
PERSONAL_VALUE = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,64}\.\w|(?:\+|00)?\b(?:32|0)[\s./-]?(?:\d[\s./-]?){7,9}\b|\bBE\d\d[\s-]?(?:\d{4}[\s-]?){3}"
    r"|\b\d{2}[.\s-]?\d{2}[.\s-]?\d{2}[\s-]\d{3}[.\s-]?\d{2}\b"
)
_WHOLE_DECIMAL = re.compile(r"\d{1,6}[.,]0{1,2}")  # a number as another program wrote it
CONVERSATION_FIELDS = (
    "conversation",
    "uitdager",
    "date",
    "neighbourhood",
    "age_group",
    "gender",
    "origin",
    "education",
    "work",
    "years_in_genk",
    "participants",
    "technique",
)


@dataclass(frozen=True)
class Given:
    """A value as delivered, and where."""

    value: object
    place: str


@dataclass(frozen=True)
class DraftNote:
    """A note as delivered; `category` and `valence` are what the form says, else null."""

    text: str
    place: str
    category: str | None = None
    valence: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass
class Sitting:
    """The fields and notes of one conversation as one block, row or file gives them.

    `separate`: a form or block of its own, hence not the same sitting as a like one in the file.
    """

    fields: dict[str, list[Given]] = field(default_factory=dict)
    notes: list[DraftNote] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    separate: bool = False

    def give(self, name: str, value: object, place: str) -> None:
        """Adds a value of a field, unless it is blank."""
        if is_blank(value):
            return
        if isinstance(value, str) and _WHOLE_DECIMAL.fullmatch(value.strip()):
            value = re.split("[.,]", value.strip())[0]
        self.fields.setdefault(name, []).append(Given(value, place))

    def value(self, name: str) -> object | None:
        """The first value of a field."""
        return self.fields[name][0].value if name in self.fields else None


@dataclass
class Draft:
    """All that a file gave; `hints` are titles and names in which a code may stand."""

    headers: Headers
    max_characters: int
    names: Mapping[str, str] = field(default_factory=dict)
    neighbourhoods: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sittings: list[Sitting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)
    _places: dict[str, str | None] = field(default_factory=dict, repr=False)

    def neighbourhood_in(self, text: str) -> str | None:
        """The neighbourhood that a text names, where it may also say another thing."""
        if text not in self._places:
            self._places[text] = match_neighbourhood(text, self.neighbourhoods).value
        return self._places[text]

    def start(self, *, separate: bool = False) -> Sitting:
        """A new sitting, added to the draft."""
        sitting = Sitting(separate=separate)
        self.sittings.append(sitting)
        return sitting

    def reject(self, place: str, reason: str, n_notes: int = 0) -> None:
        """Records what could not be used."""
        self.problems.append(Problem(place, reason, n_notes))

    def add_notes(self, sitting: Sitting, text: str, given: DraftNote) -> int:
        """Cuts a cell into notes with the place and labels of `given`; how many there were."""
        pieces = [piece for piece in split_cell(text) if not self.is_empty(piece)]
        for number, piece in enumerate(pieces, start=1):
            place = f"{given.place}, punt {number}" if len(pieces) > 1 else given.place
            self.add_note(sitting, piece, place, given)
        return len(pieces)

    def add_note(self, sitting: Sitting, text: str, place: str, given: DraftNote) -> None:
        """One note, unless it is longer than any note."""
        head, colon, rest = text.partition(":")
        box = self.headers.exact(head) if colon and given.category is None else None
        if box is not None and box.category is not None and rest.strip():
            text, given = rest.strip(), dataclasses.replace(given, category=box.category)
        if len(text) > self.max_characters:
            reason = f"notitie langer dan {self.max_characters} tekens. Splits ze in stukken."
            self.reject(place, reason, 1)
            return
        sitting.notes.append(
            DraftNote(text, place, given.category, given.valence, given.attributes)
        )

    def shown(self, heading: str, otherwise: str) -> str:
        """A heading for a place: as it stands where it holds only known words, hence no name."""
        plain = bool(heading) and self.headers.is_plain_name(heading)
        return heading[:_LONGEST_SHOWN] if plain else otherwise

    def attribute_name(self, heading: str, otherwise: str) -> str:
        """The heading itself, unless it names someone of the registry or holds a phone or mail."""
        named = find_name(heading, self.names) is not None or PERSONAL_VALUE.search(heading)
        short = heading[:_LONGEST_ATTRIBUTE].strip().rstrip(":")
        return otherwise if named or not short else short

    def is_empty(self, text: str) -> bool:
        """Whether a text says nothing: no word in it, or only "geen", "nvt" and the like."""
        return fold(text) in self.headers.empty or not _HAS_WORD.search(text)


def is_blank(value: object) -> bool:
    """None, an empty text, or one of spaces only."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: object) -> str:
    """A cell as a person sees it: 3.0 is "3", a date is ISO."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
