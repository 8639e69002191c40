"""Bytes of a text file to text: UTF-8, UTF-16, Windows-1252, or a mixture line by line."""

from __future__ import annotations

import codecs
import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BREAKS = re.compile(rb"\r\n|\r|\n")
_MOST_NULLS = 0.2


def decode(data: bytes) -> str:
    """Text with a line feed as line end; control characters and null bytes are dropped."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif _looks_utf16(data):
        text = data.decode("utf-16-le" if data[1::2].count(0) else "utf-16-be", errors="replace")
    else:
        text = "\n".join(_decode_line(line) for line in _BREAKS.split(data))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _CONTROL.sub("", text.replace("\x0c", "\n"))


def _looks_utf16(data: bytes) -> bool:
    """UTF-16 without a mark: in Dutch text about every other byte is null, always the same side."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return len(sample) >= 4 and max(even, odd) > len(sample) * _MOST_NULLS and min(even, odd) == 0  # noqa: PLR2004 - two characters


def _decode_line(line: bytes) -> str:
    """UTF-8 where valid; else the valid stretches as UTF-8 and the other bytes as Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("utf-8", errors="genks-cp1252")


def _byte_as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="ignore"), error.end


codecs.register_error("genks-cp1252", _byte_as_windows)
