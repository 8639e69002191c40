"""A sentence to say aloud, with a button that copies it."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer import state

_HTML = """<button type="button">Kopieer de zin</button><span role="status"></span>"""
_CSS = """
button { font: inherit; font-size: 0.9rem; color: #1F4E79; background: #FFFFFF; cursor: pointer;
  border: 1px solid #B8BEC6; border-radius: 6px; padding: 0.3rem 0.8rem; }
button:hover, button:focus-visible { border-color: #1F4E79; text-decoration: underline; }
span { color: #4A4F57; font-size: 0.9rem; margin-left: 0.7rem; }
"""
# Outside localhost and https scripts have no clipboard: then it is selected and copied.
_COPY = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("span");
  const byHand = () => {
    const box = document.createElement("textarea");
    box.value = data; document.body.appendChild(box); box.select();
    const done = document.execCommand("copy");
    box.remove(); button.focus();
    return done;
  };
  const copy = async () => {
    let done = false;
    try { await navigator.clipboard.writeText(data); done = true; } catch { done = byHand(); }
    told.textContent = done ? "Gekopieerd." : "Kopiëren lukt hier niet: duid de zin zelf aan.";
  };
  button.addEventListener("click", copy);
  return () => button.removeEventListener("click", copy);
}
"""


def show_sentence(sentence: str) -> None:
    """The sentence, large, and below it the button."""
    st.html(f'<p class="genks-say">{escape(sentence)}</p>')
    copy = st.components.v2.component("genks_copy", html=_HTML, css=_CSS, js=_COPY)
    copy(key=state.CHANGES_COPY, data=sentence)
