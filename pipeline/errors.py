"""The few errors that a user can cause; messages are Dutch: what happened, where, what to do."""


class GenksError(Exception):
    """A mistake that a user can mend; the message is shown as it is."""

    exit_code = 2


class SettingsError(GenksError):
    """A key or value in genks.toml or the environment is wrong."""


class DeliveryError(GenksError):
    """A delivered file cannot be read at all."""


class StoreError(GenksError):
    """The folder of runs is missing, empty or damaged."""


class DecisionError(GenksError):
    """A decision cannot be recorded as asked."""


class OutputError(GenksError):
    """What was asked for cannot be written as asked."""
