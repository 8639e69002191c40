"""Choices of a page that live in its address, so that a reload or the back button loses none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def in_address(key: str, name: str) -> None:
    """Give the widget with this key, drawn after, the value of the address.

    Only where it holds another: what is set overwrites what someone is typing just then.
    """
    value = st.query_params.get(name, "")
    if st.session_state.get(key, "") != value:
        st.session_state[key] = value


def one_of(key: str, name: str, options: Sequence[str]) -> str:
    """As `in_address`, the first option where the address holds none of them.

    Said anew each time: of a page that is drawn twice at once the browser may see only the second.
    """
    value = st.query_params.get(name, options[0])
    if value not in options:
        value = options[0]
    st.session_state[key] = value
    return value


def to_address(key: str, name: str, *others: str) -> None:
    """Put what the widget holds in the address; `others` are choices that no longer fit."""
    write(name, str(st.session_state.get(key) or "").strip(), *others)


def write(name: str, value: str, *others: str) -> None:
    """Put a value in the address, or take it out where it is empty."""
    for one in (name, *others):
        st.query_params.pop(one, None)
    if value:
        st.query_params[name] = value
