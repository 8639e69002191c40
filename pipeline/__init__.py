"""Notes of city conversations in, pseudonymised and labelled evidence out."""

__version__ = "0.1.0"
