"""A figure on the page, with its picture, drawing and workbook to keep."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Literal

import streamlit as st

from explorer.widgets.plain import plain
from pipeline.analysis.figure import Figure
from pipeline.export.charts import to_altair, to_excel, to_png, to_svg

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_figure(figure: Figure, place: str) -> None:
    """The figure as wide as its column; `place` keeps two of the same kind on a page apart."""
    with st.container(gap="small", key=f"figuur-{place}-{figure.key}"):
        st.markdown(f"**{plain(figure.title)}**  \n:gray[{plain(figure.subtitle)}]")
        if figure.empty:
            st.caption("Hier is bij deze keuze niets te tonen.")
            return
        width: Literal["content", "stretch"] = "stretch"
        if figure.kind == "small_multiples":
            width = "content"
        st.altair_chart(
            to_altair(figure, framed=False), width=width, theme=None, alt=_spoken(figure)
        )
        keep_figure(figure, place)


def keep_figure(figure: Figure, place: str) -> None:
    """Buttons that make the file when they are used, so that the page itself stays fast."""
    with st.popover("Bewaar", icon=":material/download:", key=f"bewaar-{place}-{figure.key}"):
        st.caption(plain(figure.footer))
        made = dt.datetime.now(dt.UTC)
        files = (
            ("Beeld (PNG)", "png", "image/png", partial(to_png, figure)),
            ("Tekening (SVG)", "svg", "image/svg+xml", partial(_svg_bytes, figure)),
            ("Cijfers (Excel)", "xlsx", _EXCEL, partial(to_excel, figure, made)),
        )
        for label, suffix, mime, make in files:
            st.download_button(
                label,
                data=make,
                file_name=f"{figure.key}.{suffix}",
                mime=mime,
                key=f"bewaar-{place}-{figure.key}-{suffix}",
                on_click="ignore",
                width="stretch",
            )


def _svg_bytes(figure: Figure) -> bytes:
    return to_svg(figure).encode("utf-8")


def _spoken(figure: Figure) -> str:
    return f"{figure.title}. {figure.subtitle}."
