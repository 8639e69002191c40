"""A figure on the page, with its picture, drawing and workbook to keep."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Literal

import streamlit as st

from explorer.widgets.keep import EXCEL, File, offer_files
from explorer.widgets.plain import plain
from explorer.widgets.small import warn_of_small
from pipeline.analysis.figure import Figure
from pipeline.export.charts import to_altair, to_excel, to_png, to_svg


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
        st.altair_chart(to_altair(figure, framed=False), width=width, theme=None, alt=figure.spoken)
        warn_of_small(figure.data)
        keep_figure(figure, place)


def keep_figure(figure: Figure, place: str) -> None:
    """Picture, drawing and numbers, made when asked for, so that the page itself stays fast."""
    made = dt.datetime.now(dt.UTC)
    files = (
        File("Beeld (PNG)", "png", "image/png", partial(to_png, figure)),
        File("Tekening (SVG)", "svg", "image/svg+xml", partial(_svg_bytes, figure)),
        File("Cijfers (Excel)", "xlsx", EXCEL, partial(to_excel, figure, made)),
    )
    offer_files(files, figure.key, figure.footer, f"bewaar-{place}-{figure.key}")


def _svg_bytes(figure: Figure) -> bytes:
    return to_svg(figure).encode("utf-8")
