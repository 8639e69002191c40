"""Words that are not our own, made safe to stand in what Streamlit reads as Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]<>$~#|&!:])")
_LIST = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def plain(text: object) -> str:
    """The text so that it is shown as it stands: no picture is fetched, no mark becomes markup."""
    escaped = _MARKS.sub(r"\\\1", str(text))
    return _LIST.sub(_no_list, escaped)


def _no_list(start: re.Match[str]) -> str:
    """A dash or a number at the start of a line would open a list."""
    before, mark = start.groups()
    return f"{before}\u200b{mark}" if mark.isdigit() else f"{before}\\{mark}"
