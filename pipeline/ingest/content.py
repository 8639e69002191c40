"""What a reader gives, whatever the format: grids of cells and lines of text, with places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["heading", "bullet", "body", "blank", "rule"]
TITLE_LEVEL = 0
BOLD_LEVEL = 9


@dataclass(frozen=True)
class Problem:
    """Something that could not be used: Dutch place and reason, without any delivered text.

    `n_notes` is how many delivered notes are lost by it; 0 where only an attribute is.
    """

    place: str
    reason: str
    n_notes: int = 0


@dataclass(frozen=True)
class Grid:
    """A sheet or table. `rows[i]` is shown to the user as number `first_row + i`.

    `merged` holds ranges (top, left, bottom, right) as indexes into `rows`, ends included.
    `joiner` is the delimiter of a text file: a row that is too wide was cut inside its note.
    `numbers` are the line numbers where rows are not consecutive lines. `hidden`: a sheet that
    its author does not see.
    """

    name: str
    rows: tuple[tuple[object, ...], ...]
    first_row: int = 1
    row_word: str = "rij"
    merged: tuple[tuple[int, int, int, int], ...] = ()
    joiner: str | None = None
    numbers: tuple[int, ...] | None = None
    hidden: bool = False

    def place(self, row: int) -> str:
        """Dutch place of a row: "blad gesprekken, rij 12"."""
        shown = f"{self.row_word} {self.number(row)}"
        return f"{self.name}, {shown}" if self.name else shown

    def number(self, row: int) -> int:
        """The number under which the user sees a row."""
        return self.numbers[row] if self.numbers is not None else self.first_row + row


@dataclass(frozen=True)
class Line:
    """A paragraph or line of text; `level` is the depth of a heading (0: the title).

    `quoted`: it stood behind the mark of a mail that is answered.
    """

    text: str
    place: str
    style: Style = "body"
    level: int = BOLD_LEVEL
    quoted: bool = False


@dataclass(frozen=True)
class Content:
    """All that a reader found in a file, in document order."""

    blocks: tuple[Grid | Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
