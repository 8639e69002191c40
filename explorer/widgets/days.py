"""Asking for a day: the campaign's own, also when that is long ago."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from pipeline.settings import Campaign

_BEFORE, _AFTER = dt.timedelta(days=366), dt.timedelta(days=3660)


def today() -> dt.date:
    """The day that it is."""
    return dt.datetime.now(dt.UTC).date()


def ask_day(label: str, value: dt.date | None, campaign: Campaign, key: str) -> dt.date | None:
    """The day that was chosen, from a year before the campaign to ten years from now."""
    known = [campaign.start, campaign.end, today(), *([value] if value else [])]
    day = st.date_input(
        label, value, min(known) - _BEFORE, max(known) + _AFTER, key=key, format="DD/MM/YYYY"
    )
    return day if isinstance(day, dt.date) else None
