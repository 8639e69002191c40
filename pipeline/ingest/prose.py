"""Lines of a document, mail or text -> sittings: conversations, boxes, profile lines, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ingest.content import TITLE_LEVEL, Content, Grid, Line, Style
from pipeline.ingest.draft import CONVERSATION_FIELDS, Draft, DraftNote, Sitting
from pipeline.ingest.headers import Match
from pipeline.ingest.lines import (
    SALUTATION,
    SIGNATURE,
    WROTE,
    is_title,
    notes_of,
    without_empty,
)
from pipeline.ingest.mails import without_questions
from pipeline.ingest.openings import is_title_line, read_label, read_opening, uses_letters
from pipeline.ingest.pairs import Pair, read_loose, read_pairs
from pipeline.ingest.profile_lines import give_pair
from pipeline.ingest.tables import read_grid

_LONGEST_SIGNATURE_WORDS = 6
_MOST_SIGNATURE_LINES = 6
_LONGEST_VALUE_WORDS = 14


@dataclass
class _State:
    """Where the reading stands: the conversation, the open box, the lines that wait."""

    sitting: Sitting | None = None
    box: Match | None = None
    level: int | None = None
    pending: list[Line] = field(default_factory=list)
    early: list[Line] = field(default_factory=list)
    signature: int = 0
    begun: bool = False


def read_prose(content: Content, draft: Draft) -> None:
    """Adds the sittings of a document to the draft, in order."""
    _Prose(content, draft).read()


class _Prose:
    """A walk over the blocks; `marked` says whether the document names its conversations at all."""

    def __init__(self, content: Content, draft: Draft) -> None:
        self.draft = draft
        self.state = _State()
        self.blocks, left = without_questions(without_empty(content.blocks), self._delivers)
        for line in left:
            draft.reject(line.place, "mail zonder notities waarop geantwoord werd; niet gelezen.")
        texts = [block.text for block in self.blocks if isinstance(block, Line)]
        self.letters = uses_letters(texts)
        self.shaped = any(isinstance(b, Grid) or self._shapes(b) for b in self.blocks)
        self.marked = any(self._starts(block) for block in self.blocks if isinstance(block, Line))
        if content.title:
            draft.hints.append(content.title)

    def read(self) -> None:
        """All blocks in order."""
        for block in self.blocks:
            if isinstance(block, Grid):
                self._flush()
                self._read_table(block)
            else:
                self._read_line(block)
        self._flush()

    def _starts(self, line: Line) -> bool:
        if line.style == "heading" and line.level == TITLE_LEVEL:
            return False
        if read_opening(line, self.draft) is not None:
            return True
        return any(
            p.match.field == "conversation" for p in read_pairs(self.draft.headers, line.text)
        )

    def _delivers(self, block: Grid | Line) -> bool:
        """Whether a block shows that its mail holds notes."""
        if isinstance(block, Grid) or block.style == "bullet":
            return True
        return self._starts(block) or self._shapes(block)

    def _shapes(self, line: Line) -> bool:
        """Whether a line shows that the document has boxes or profile lines."""
        match = self.draft.headers.match(line.text.rstrip(":"))
        box = match is not None and match.exact and match.field == "box"
        return box or self._pairs_of_conversation(line.text)

    def _read_line(self, line: Line) -> None:
        if line.style == "rule":
            self._flush()
            self.state = _State(level=self.state.level, begun=self.state.begun)
            return
        if line.style == "blank":
            self._flush()
            return
        if self._skips(line):
            return
        if self._conversation(line) or self._box(line) or self._profile(line):
            return
        if self.state.box is None and self._dateline(line):
            return
        if line.style == "heading":
            self._flush()
            self._heading(line)
            return
        self.state.pending.append(line)
        if line.style == "bullet":
            self.state.begun = True

    def _skips(self, line: Line) -> bool:
        """Greetings and signatures: personal, and never a note."""
        state = self.state
        words = len(line.text.split())
        if state.signature:
            short = words <= _LONGEST_SIGNATURE_WORDS and line.style == "body"
            if short and not self._starts(line) and not self._shapes(line):
                state.signature -= 1
                self.draft.hints.append(line.text)
                return True
            state.signature = 0
        if line.style != "body":
            return False
        if SIGNATURE.match(line.text) and words <= _LONGEST_SIGNATURE_WORDS + 2:
            self._flush()
            state.signature = _MOST_SIGNATURE_LINES
            self.draft.hints.append(line.text)
            return True
        if WROTE.match(line.text):
            return True
        greeting = SALUTATION.match(line.text) and words <= _LONGEST_SIGNATURE_WORDS
        fresh = state.sitting is None or not state.sitting.notes
        return bool(greeting) and fresh and not state.pending

    def _pairs_of_conversation(self, text: str) -> bool:
        return any(
            pair.match.field in CONVERSATION_FIELDS for pair in read_pairs(self.draft.headers, text)
        )

    def _conversation(self, line: Line) -> bool:
        """A heading or line that names the next conversation."""
        opening = read_opening(line, self.draft)
        if opening is None:
            return False
        self._flush()
        self._begin()
        assert self.state.sitting is not None  # noqa: S101 - _begin made it, for the type checker
        self.state.sitting.give("conversation", opening.number, line.place)
        for name, value in opening.fields:
            self.state.sitting.give(name, value, line.place)
        if line.style == "heading":
            self.state.level = line.level
        return True

    def _dateline(self, line: Line) -> bool:
        """A line below the heading of a conversation that says when, where and with how many."""
        sitting = self.state.sitting
        fresh = sitting is not None and not sitting.notes and not self.state.pending
        found = read_loose(line.text) if fresh and line.style == "body" else []
        if sitting is None or not found or line.text.endswith((".", "!", "?")):
            return False
        for name, value in found:
            sitting.give(name, value, line.place)
        return True

    def _begin(self) -> None:
        state = self.state
        state.sitting = self.draft.start(separate=True)
        state.box, state.signature, state.begun = None, 0, True

    def _box(self, line: Line) -> bool:
        """The title of a box, alone on its line or before its first note."""
        labelled = read_label(line.text, self.draft, letters=self.letters)
        title, colon, rest = line.text.partition(":")
        match = self.draft.headers.match(title)
        if labelled is not None:
            match, rest = labelled
            colon = ":"
        alone = not colon or not rest.strip()
        if match is None or not match.holds_notes or (line.style == "bullet" and not colon):
            return False
        if not alone and not match.exact:
            return False
        if alone and not colon and line.style != "heading" and not is_title(title, match):
            return False
        self._flush()
        self._need_sitting()
        self.state.box = match
        if not alone:
            self.state.pending.append(Line(rest.strip(), line.place, line.style))
        return True

    def _profile(self, line: Line) -> bool:
        """A line of fields and values: "Datum: 02/10/2009. Wijk: Centrum"."""
        pairs = read_pairs(self.draft.headers, line.text)
        if not pairs or self._reads_as_note(pairs, line):
            return False
        self._flush()
        if any(pair.match.field in CONVERSATION_FIELDS for pair in pairs):
            self._need_sitting(pairs)
        for pair in pairs:
            give_pair(pair, line.place, self.state.sitting, self.draft)
        return True

    def _reads_as_note(self, pairs: Sequence[Pair], line: Line) -> bool:
        """A thought may begin with "Werk:"; a profile line is short, and before the notes."""
        sitting = self.state.sitting
        within = self.state.box is not None or (sitting is not None and bool(sitting.notes))
        if line.style == "bullet" and within:
            return True
        most = _LONGEST_VALUE_WORDS // 2 if within else _LONGEST_VALUE_WORDS
        return len(pairs) == 1 and len(pairs[0].value.split()) > most

    def _need_sitting(self, pairs: Sequence[Pair] = ()) -> None:
        """The open conversation, or a new one where a field comes again after notes."""
        sitting = self.state.sitting
        again = sitting is not None and any(
            (
                pair.match.field == "conversation"
                and sitting.value("conversation") not in (None, pair.value)
            )
            or (sitting.notes and pair.match.field in sitting.fields)
            for pair in pairs
        )
        if sitting is None or again:
            self._begin()

    def _heading(self, line: Line) -> None:
        """A heading that is no box: the title, the next conversation, or a subject within one."""
        self.draft.hints.append(line.text)
        state = self.state
        if line.level == TITLE_LEVEL:
            return
        if state.level is not None and line.level <= state.level and state.sitting is not None:
            self._begin()
        elif state.sitting is not None and not self.marked and state.sitting.notes:
            self._begin()
            state.level = line.level
        state.box = None

    def _read_table(self, grid: Grid) -> None:
        before = len(self.draft.sittings)
        if not read_grid(grid, self.draft, self.state.sitting):
            self._read_loose_table(grid)
        elif len(self.draft.sittings) > before:
            self.state.sitting = self.draft.sittings[-1]

    def _read_loose_table(self, grid: Grid) -> None:
        """A table that only lays out text: each cell is read as lines."""
        for number, row in enumerate(grid.rows):
            for cell in row:
                for text in str(cell).split("\n"):
                    style: Style = "body" if text.strip() else "blank"
                    self._read_line(Line(text.strip(), grid.place(number), style))
                self._flush()

    def _flush(self) -> None:
        """Makes the lines that wait into notes of the open conversation and box."""
        lines, self.state.pending = self.state.pending, []
        if not lines:
            return
        if self.state.sitting is None and self.marked and not self.state.begun:
            for line in lines:
                reason = "tekst vóór het eerste gesprek. Zet er een kop boven, bv. Gesprek U01-001."
                self.draft.reject(line.place, reason, 1)
            return
        if self.shaped and self.state.box is None and is_title_line(lines, self.draft):
            self.draft.hints.append(lines[0].text)
            self.draft.reject(lines[0].place, "titel of inleiding; niet als notitie gelezen.")
            return
        self._need_sitting()
        assert self.state.sitting is not None  # noqa: S101 - _need_sitting made it, for the type checker
        box = self.state.box
        for place, text in notes_of(lines):
            if self.draft.is_empty(text):
                continue
            given = DraftNote(
                "", place, box.category if box else None, box.valence if box else None
            )
            self.draft.add_note(self.state.sitting, text, place, given)
