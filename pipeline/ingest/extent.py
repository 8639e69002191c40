"""How far the filled cells of a workbook reach, found before anything makes room for them.

The reader makes room for every cell up to the last one: a cell at XFD1048576 would ask for 550 GB
and end the process. So the XML is walked first, by local names, whatever its prefixes and quotes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

_PROBE_SECONDS = 60
_PROBE_BYTES = 2_000_000_000
# Only opens the sheets: a crash in there ends this child and not the run.
_PROBE = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_PROBE_BYTES}, {_PROBE_BYTES}))
except (ImportError, OSError, ValueError):
    pass
from python_calamine import CalamineWorkbook
with open(sys.argv[1], "rb") as stream:
    book = CalamineWorkbook.from_filelike(stream)
    for name in book.sheet_names:
        book.get_sheet_by_name(name)
"""


def extent_of_sheet(data: bytes) -> tuple[int, int]:
    """Last row and column of a worksheet's XML that hold a value, counted from 1.

    Raises:
        ValueError: when it is not well-formed.
    """
    return _walk(data, _Sheet())


def extent_of_document(data: bytes) -> tuple[int, int]:
    """The same for the content.xml of an OpenDocument sheet, with repeats counted out.

    Raises:
        ValueError: when it is not well-formed.
    """
    return _walk(data, _Document())


def opens_safely(path: Path) -> bool:
    """Whether a workbook of the old kind opens in a process of its own."""
    command = [sys.executable, "-I", "-c", _PROBE, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    # A plain error of the reader ends with 1: the reader itself then says what is wrong.
    return done.returncode in {0, 1}


class _Sheet:
    """Counts rows and cells as the reader does: by their reference, else one further."""

    def __init__(self) -> None:
        self.last = (0, 0)
        self.row = self.column = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            given = _local(attributes).get("r", "")
            self.row = int(given) if given.isdigit() else self.row + 1
            self.column = 0
        elif name == "c":
            self._cell(_local(attributes).get("r", ""))
        elif name in {"v", "is", "f"}:
            self.last = (max(self.last[0], self.row), max(self.last[1], self.column))

    def _cell(self, reference: str) -> None:
        letters = reference.rstrip("0123456789").upper()
        self.column += 1
        if letters:
            self.column = 0
            for letter in letters:
                self.column = self.column * 26 + ord(letter) - 64
            self.row = int(reference[len(letters) :] or self.row)

    def end(self, name: str) -> None:
        """Nothing: all is known when an element opens."""


class _Document:
    """Counts the repeats of rows and cells; only filled ones reach further."""

    _VALUES = frozenset({"value", "string-value", "date-value", "time-value", "boolean-value"})

    def __init__(self) -> None:
        self.last = (0, 0)
        self.row = self.column = self.repeat = 0
        self.filled = self.in_cell = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self.row = 0
        elif name == "table-row":
            self.column, self.filled = 0, False
            self.repeat = _number(_local(attributes).get("number-rows-repeated"))
        elif name in {"table-cell", "covered-table-cell"}:
            given = _local(attributes)
            self.column += _number(given.get("number-columns-repeated"))
            self.in_cell = True
            if self._VALUES & set(given):
                self._fill()
        elif self.in_cell:
            self._fill()

    def end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.repeat
            if self.filled:
                self.last = (max(self.last[0], self.row), self.last[1])
        elif name in {"table-cell", "covered-table-cell"}:
            self.in_cell = False

    def _fill(self) -> None:
        self.filled = True
        self.last = (self.last[0], max(self.last[1], self.column))


def _local(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes by their names without a prefix."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 1


def _walk(data: bytes, counter: _Sheet | _Document) -> tuple[int, int]:
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        counter.start(name.rpartition(":")[2], attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: counter.end(name.rpartition(":")[2])
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return counter.last
