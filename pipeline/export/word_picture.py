"""A picture in a Word document, with its numbered caption and words for who cannot see it."""

from __future__ import annotations

import io
from typing import Any

from pipeline.export import word


def add_picture(document: Any, picture: bytes, caption: str, spoken: str) -> None:
    """A PNG as wide as the text; `spoken` says what it shows."""
    from docx.shared import Cm

    word.add_caption(document, "Figuur", caption)
    paragraph = document.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Cm(word.TEXT_CM))
    shape._inline.docPr.set("descr", word.plain(spoken))  # noqa: SLF001 - python-docx has no alt text
