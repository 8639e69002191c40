"""Earlier mails below or inside a delivery: the question that was answered is no note."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.ingest.content import Grid, Line
from pipeline.ingest.lines import WROTE

_ORIGINAL = re.compile(
    r"^[-_\s]*(?:oorspronkelijk|origineel|original|doorgestuurd|forwarded|message d.origine)"
    r"[\w\s]{0,30}[-_\s:]*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^(?:van|from|de)\s*:\s*\S", re.IGNORECASE)
_HEADER_LINE = re.compile(
    r"^(?:verzonden|sent|datum|date|aan|to|cc|onderwerp|subject)\s*:", re.IGNORECASE
)
_HEADER_WITHIN = 4
_FEWEST_HEADER_LINES = 2


def part_mails(blocks: Sequence[Grid | Line]) -> list[list[Grid | Line]]:
    """The mails of a thread, each a run of blocks: newest first as they stand, then what it quotes.

    A text without signs of a mail is one part.
    """
    parts: list[list[Grid | Line]] = [[]]
    quoted = [isinstance(block, Line) and block.quoted for block in blocks]
    for at, block in enumerate(blocks):
        starts = isinstance(block, Line) and _opens_mail(blocks, at)
        turns = at > 0 and quoted[at] != quoted[at - 1] and _has_text(block)
        if (starts or turns) and any(_has_text(one) for one in parts[-1]):
            parts.append([])
        parts[-1].append(block)
    return parts


def without_questions(
    blocks: Sequence[Grid | Line], shapes: Callable[[Grid | Line], bool]
) -> tuple[list[Grid | Line], list[Line]]:
    """The mails that deliver something, and the first line of each that does not.

    `shapes` says whether a block shows a conversation, box or list. Where no mail has such a
    shape all is kept.
    """
    parts = part_mails(blocks)
    shaped = [any(shapes(block) for block in part) for part in parts]
    if not any(shaped):
        return list(blocks), []
    kept: list[Grid | Line] = []
    left: list[Line] = []
    for number, (part, has_shape) in enumerate(zip(parts, shaped, strict=True)):
        lines = [block for block in part if isinstance(block, Line) and block.text]
        if has_shape or not _is_earlier(number, part):
            kept.extend(part)
        elif lines:
            left.append(lines[0])
    return kept, left


def _is_earlier(number: int, part: Sequence[Grid | Line]) -> bool:
    """A quoted part, or one below the head of another mail."""
    quoted = any(isinstance(block, Line) and block.quoted for block in part)
    return quoted or (number > 0 and _opens_mail(part, 0))


def _opens_mail(blocks: Sequence[Grid | Line], at: int) -> bool:
    block = blocks[at]
    if not isinstance(block, Line):
        return False
    if _ORIGINAL.match(block.text) or WROTE.match(block.text):
        return bool(block.text.strip("-_ "))
    if not _FROM.match(block.text):
        return False
    before = blocks[at - 1] if at else None
    if isinstance(before, Line) and _ORIGINAL.match(before.text):
        return False
    following = blocks[at + 1 : at + 1 + _HEADER_WITHIN]
    heads = sum(isinstance(b, Line) and bool(_HEADER_LINE.match(b.text)) for b in following)
    return heads >= _FEWEST_HEADER_LINES


def _has_text(block: Grid | Line) -> bool:
    return isinstance(block, Grid) or bool(block.text)
