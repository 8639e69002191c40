"""What can be kept of a page: a menu of files, each made when its button is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from explorer.widgets.plain import plain

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A file that can be kept: its word on the button, its suffix and type, and its maker."""

    label: str
    suffix: str
    mime: str
    make: Callable[[], bytes]


def offer_files(
    files: Sequence[File], name: str, footer: str, key: str, label: str = "Bewaar"
) -> None:
    """A menu under what is shown; `footer` tells before the choice what every file will carry."""
    with st.popover(label, icon=":material/download:", key=key):
        st.caption(plain(footer))
        for file in files:
            st.download_button(
                file.label,
                data=file.make,
                file_name=f"{name}.{file.suffix}",
                mime=file.mime,
                key=f"{key}-{file.suffix}",
                on_click="ignore",
                width="stretch",
            )
