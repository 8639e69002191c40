"""What a later run of the themes stage starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pandera.typing import DataFrame

from pipeline.schema import Assignments, Themes


@dataclass(frozen=True)
class PublishedThemes:
    """Themes as they were published.

    `placements`: where each fragment was put when it first came, which stays; `assignments`: where
    it is as people see it, which new fragments are compared with (None: the same). `used_ids`: ids
    that any run or decision ever used beside them; none is given again. `words`: those by which
    people said that a theme is found, by its id.
    """

    themes: DataFrame[Themes]
    placements: DataFrame[Assignments]
    assignments: DataFrame[Assignments] | None = None
    used_ids: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
