"""A field and its value in a line of a document, given to the conversation that it stands in."""

from __future__ import annotations

from pipeline.ingest.draft import CONVERSATION_FIELDS, Draft, Sitting
from pipeline.ingest.pairs import Pair, read_profile, without_persons


def give_pair(pair: Pair, place: str, sitting: Sitting | None, draft: Draft) -> None:
    """Gives the value to the sitting, or reports that it is personal, or keeps it as a hint."""
    name = pair.match.field
    if name == "personal":
        draft.personal.append(place)
    elif name in {"ignored", "sender"}:
        draft.hints.append(pair.value)
    elif sitting is not None:
        _give_field(pair, f"{place}, {pair.key}", sitting, draft)


def _give_field(pair: Pair, place: str, sitting: Sitting, draft: Draft) -> None:
    name = pair.match.field
    if name in CONVERSATION_FIELDS:
        value, persons = without_persons(pair.value)
        sitting.give(name, value, place)
        sitting.give("participants", persons, place)
    elif name == "profile":
        for attribute, value in read_profile(pair.value):
            sitting.give(attribute, value, place)
    elif name == "neighbourhood_weak":
        named = draft.neighbourhood_in(pair.value)
        sitting.give("neighbourhood", named, place)
        if named is None:
            sitting.attributes.append((pair.key, pair.value))
