"""Which part of a long list stands on which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

PAGE_SIZE = 16
T = TypeVar("T")


@dataclass(frozen=True)
class Paging:
    """A list of `n_items` in pages; a page number outside it becomes the nearest one."""

    n_items: int
    wanted: int = 1
    page_size: int = PAGE_SIZE

    @property
    def n_pages(self) -> int:
        """At least one page, also of nothing."""
        return max(1, -(-self.n_items // self.page_size))

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return min(max(self.wanted, 1), self.n_pages)

    def cut(self, items: Sequence[T]) -> Sequence[T]:
        """The items of this page."""
        start = (self.page - 1) * self.page_size
        return items[start : start + self.page_size]

    @property
    def words(self) -> str:
        """17 tot 32."""
        start = (self.page - 1) * self.page_size
        return f"{min(start + 1, self.n_items)} tot {min(start + self.page_size, self.n_items)}"


def neighbours(items: Sequence[str], one: str) -> tuple[str | None, str | None]:
    """What stands before and after `one`; None at the ends and where it is not in the list."""
    if one not in items:
        return None, None
    place = items.index(one)
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    return before, after


def whole_number(text: str | None) -> int:
    """The number in an address, 1 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() else 1
