"""Bytes of a text file to text: UTF-8, UTF-16, an old code page, or a mixture line by line."""

from __future__ import annotations

import codecs
import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BREAKS = re.compile(rb"\r\n|\r|\n")
_MOST_NULLS = 0.2
_MARK = 0x10FE00  # private use: stands for a byte that is no UTF-8
_MARKED = re.compile("[\U0010fe00-\U0010feff]+")
_DOUBLE = re.compile(
    "[\u00c3\u00c2\u00c4\u00c5][\u0080-\u00bf\u2018-\u203a\u0152-\u0178]|\u00e2\u20ac"
)
_WINDOWS = ("cp1252", "cp1254")
_LETTERS = set("“”‘’–…éèëêïîíöüóúäàâáçôûùñœÉÈËÀÇÖÜğşıİĞŞ€")


def decode(data: bytes) -> str:
    """Text with a line feed as line end; control characters and null bytes are dropped."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif _looks_utf16(data):
        text = data.decode("utf-16-le" if data[1::2].count(0) else "utf-16-be", errors="replace")
    else:
        encoding = _find_old_encoding(data)
        text = "\n".join(_decode_line(line, encoding) for line in _BREAKS.split(data))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _CONTROL.sub("", text.replace("\x0c", "\n"))


def _looks_utf16(data: bytes) -> bool:
    """UTF-16 without a mark: in Dutch text about every other byte is null, always the same side."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return len(sample) >= 4 and max(even, odd) > len(sample) * _MOST_NULLS and min(even, odd) == 0  # noqa: PLR2004 - two characters


def _find_old_encoding(data: bytes) -> str:
    """Of Windows, Turkish Windows and old Mac, the one that makes most letters of our languages."""
    names = (*_WINDOWS, "mac-roman") if b"\r" in data and b"\n" not in data else _WINDOWS
    wrong = "".join(_MARKED.findall(data.decode("utf-8", errors="genks-wrong")))
    old = bytes(ord(sign) - _MARK for sign in wrong)
    scores = {
        name: sum(letter in _LETTERS for letter in old.decode(name, errors="ignore"))
        for name in names
    }
    return max(names, key=lambda name: scores[name])


def _decode_line(line: bytes, encoding: str) -> str:
    """UTF-8 where valid; else the valid stretches as UTF-8 and the other bytes as they were."""
    try:
        return _undo_double(line.decode("utf-8"))
    except UnicodeDecodeError:
        marked = line.decode("utf-8", errors="genks-wrong")
    return _MARKED.sub(
        lambda run: bytes(ord(sign) - _MARK for sign in run.group()).decode(
            encoding, errors="ignore"
        ),
        marked,
    )


def _undo_double(line: str) -> str:
    """UTF-8 that a program took for Windows-1252 and wrote as UTF-8 again."""
    if not _DOUBLE.search(line):
        return line
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line


def _mark_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(chr(_MARK + byte) for byte in wrong), error.end


codecs.register_error("genks-wrong", _mark_byte)
