"""Walks through the explorer in a real browser."""
