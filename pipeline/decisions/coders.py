"""Who spoke: one person stays one coder, however their name was typed this time."""

from __future__ import annotations

import unicodedata


def coder(who: str) -> str:
    """The name as far as identity goes: "An", "an" and " An " are one."""
    return spelled(unicodedata.normalize("NFKC", who)).casefold()


def spelled(who: str) -> str:
    """The name as it is shown: without needless spaces."""
    return " ".join(who.split())
