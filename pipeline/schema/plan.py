"""The words of the action plan as enums: Dutch values, as they stand in the decisions."""

from __future__ import annotations

from enum import StrEnum


class MeasureStatus(StrEnum):
    """How far a measure (maatregel) is, in the order of its life."""

    PROPOSED = "voorstel"
    CONSIDERED = "in beraad"
    ACCEPTED = "aanvaard"
    RUNNING = "loopt"
    DONE = "gedaan"
    STOPPED = "stopgezet"


class Degree(StrEnum):
    """To what degree an actor can, or is willing to, carry a measure."""

    YES = "ja"
    PARTLY = "deels"
    NO = "nee"
    NOT_OURS = "niet van ons"


class CostClass(StrEnum):
    """What a measure costs, in classes that a meeting can agree on."""

    UNKNOWN = "nog niet bekend"
    NONE = "geen geld, wel tijd"
    SMALL = "tot 5.000 euro"
    MEDIUM = "5.000 tot 50.000 euro"
    LARGE = "meer dan 50.000 euro"
