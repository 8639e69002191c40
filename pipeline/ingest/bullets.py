"""A cell or box of text -> the notes that a person meant: bullets, lines, or one paragraph."""

from __future__ import annotations

import re

# Signs that nobody types in a sentence, among them those of Word's own symbol fonts.
BULLET_SIGNS = "•▪▫◦‣·●○■□◆◇►▸▶➢➤➔→⇒»§✓✔✗☐☑☒★♦◘⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0e8\uf076"
_BULLET = re.compile(
    rf"^\s*(?:[-*+–—>‐−~o]\s+|[{BULLET_SIGNS}]\s*|[-–](?=[A-ZÀ-Þ'‘\"])"
    r"|\(?\d{1,2}[.)/]\s+|\(?[a-h]\)\s+|\(?(?:i{1,3}|iv|vi{0,3})\)\s+)(?=\S)"
)
_LETTER_O = re.compile(r"^\s*o\s")
_INLINE = re.compile(r"\s{1,20}[•▪◦‣●■►➢\uf0b7\uf0a7\uf0d8]\s{0,20}(?=\S)")
_ENDS = re.compile(r"[.!?…:;][\"'’”)\]]*\s*$")
_WRAP_FROM = 50
_WRAP_TO = 110
_MOST_LISTED = 15
_ENDING = 20


def split_cell(text: str) -> list[str]:
    """The notes in a cell, in order, without their bullets."""
    lines = [line.rstrip() for line in _INLINE.sub("\n• ", text).split("\n")]
    marked = [line for line in lines if _BULLET.match(line)]
    if marked and not (len(marked) == 1 and _LETTER_O.match(marked[0])):
        return _split_bullets(lines)
    notes: list[str] = []
    for block in _blocks(lines):
        notes.extend(join_lines(block))
    return notes


def strip_bullet(line: str) -> str:
    """The line without a leading bullet or number."""
    return _BULLET.sub("", line).strip()


def join_lines(lines: list[str]) -> list[str]:
    """Consecutive lines as notes: hard-wrapped text is joined, loose lines stand alone."""
    if _is_wrapped(lines):
        return [" ".join(line.strip() for line in lines)]
    notes: list[str] = []
    for line in lines:
        if notes and _continues(notes[-1], line):
            notes[-1] = f"{notes[-1]} {line.strip()}"
        else:
            notes.append(line.strip())
    return notes


def _split_bullets(lines: list[str]) -> list[str]:
    """Lines under a bullet belong to it; text before the first one introduces it or is loose."""
    notes: list[str] = []
    loose: list[str] = []
    after_blank = False
    for line in lines:
        if _BULLET.match(line):
            introduction = join_lines(loose) if loose else []
            loose = []
            if introduction and introduction[-1].endswith(":") and not notes:
                last = f"{introduction.pop()} {strip_bullet(line)}"
                notes.extend([*introduction, last])
            else:
                notes.extend([*introduction, strip_bullet(line)])
        elif not line.strip():
            after_blank = True
            continue
        elif notes and not loose and not after_blank:
            notes[-1] = f"{notes[-1]} {line.strip()}"
        else:
            loose.append(line)
        after_blank = False
    return [*notes, *(join_lines(loose) if loose else [])]


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(lines: list[str]) -> bool:
    """Most lines are about as long as a window is wide and break in the middle of a sentence."""
    body = lines[:-1]
    if not body or not all(_WRAP_FROM <= len(line.strip()) <= _WRAP_TO for line in body):
        return False
    return sum(not _ENDS.search(line[-_ENDING:]) for line in body) * 2 > len(body)


def _continues(before: str, line: str) -> bool:
    """A line that starts in lower case goes on with a sentence that was not finished."""
    first = line.strip()[:1]
    if before.endswith(","):
        return True
    return first.islower() and not _ENDS.search(before[-_ENDING:]) and len(before) > _MOST_LISTED
