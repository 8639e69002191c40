"""Links inside our own HTML that lead to a page without a new visit: nothing chosen is lost.

Each is a real link too, for a new tab and for who has no JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from explorer import state

_CLASS = "genks-go"
# A new address and the event of the back button: Streamlit then opens what stands in the address.
_CATCH = """
export default function () {
  const go = (event) => {
    const link = event.target.closest && event.target.closest("a.genks-go");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    window.scrollTo(0, 0);
  };
  document.addEventListener("click", go);
  return () => document.removeEventListener("click", go);
}
"""


def link(path: str, query: Mapping[str, str | list[str]], words: str, spoken: str = "") -> str:
    """The HTML of a link to the page with this address; `spoken` where the words say too little."""
    address = escape(f"{path}?{urlencode(with_filter(query), doseq=True)}", quote=True)
    said = f' aria-label="{escape(spoken, quote=True)}"' if spoken else ""
    return f'<a class="{_CLASS}" href="{address}"{said}>{words}</a>'


def with_filter(query: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """What is asked of a page, and the filter that stands.

    If the page had to add it to its address, the back button would lead there again and again.
    """
    return {**st.session_state.get(state.FILTER_QUERY, {}), **query}


def link_here(path: str, name: str, value: str, words: str, spoken: str = "") -> str:
    """The HTML of a link to the page that one is on, as it is now but for one parameter."""
    query = {key: st.query_params.get_all(key) for key in st.query_params} | {name: [value]}
    return link(path, query, words, spoken)


def follow_links(key: str) -> None:
    """Let a click on any of these links open its page within this visit; once on a page."""
    st.components.v2.component("genks_links", js=_CATCH)(key=key)
