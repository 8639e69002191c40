"""The table of first names borne in Belgium (NOTICE.md says where it comes from)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def load_first_names() -> dict[str, int]:
    """How many bear each name as it is written in the table, capital first."""
    text = files("pipeline.resources").joinpath("firstnames.csv").read_text(encoding="utf-8")
    return {name: int(total) for name, total, *_ in csv.reader(text.splitlines()[1:])}
