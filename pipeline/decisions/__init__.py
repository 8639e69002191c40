"""What people say, kept apart from what the machine proposes: an append-only, undoable log."""

from pipeline.decisions.carry import (
    Before,
    Carried,
    carry,
    follow_theme,
    in_register,
    most_alike,
)
from pipeline.decisions.entry import Decision, Kind
from pipeline.decisions.fold import State, fold, follow
from pipeline.decisions.log import DecisionLog, in_force, log_of, open_log

__all__ = [
    "Before",
    "Carried",
    "Decision",
    "DecisionLog",
    "Kind",
    "State",
    "carry",
    "fold",
    "follow",
    "follow_theme",
    "in_force",
    "in_register",
    "log_of",
    "most_alike",
    "open_log",
]
